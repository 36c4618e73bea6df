/* A machine with a state for each part of the coding. */
#include "server/chunks.h"

#include "base/ascii.h"
#include "server/head.h"

enum { MOST_DIGITS = 15, MOST_EXTRA = 16384 };

us_chunks us_chunks_new(us_arena *arena, size_t most)
{
    return (us_chunks){ .body = us_buf_new(arena, 4096),
                        .trailer = us_buf_new(arena, 0),
                        .most = most };
}

static void fault(us_chunks *c)
{
    c->state = US_CHUNKS_FAULT;
}

/* The line with the size is over. */
static void begin_data(us_chunks *c)
{
    c->cr = false;
    c->line = 0;
    c->named = false;
    c->state = c->left > 0 ? US_CHUNKS_DATA : US_CHUNKS_TRAILER;
    c->too_large = c->left > c->most - c->body.length;
    if (c->too_large)
        fault(c);
}

static void take_size(us_chunks *c, char byte)
{
    int digit = us_hex_value(byte);
    if (digit >= 0 && c->digits < MOST_DIGITS) {
        /* Zeros in front say nothing, and are not counted. */
        c->left = c->left * 16 + (size_t)digit;
        c->digits += c->left > 0;
        c->line++;
    } else if (c->line > 0 && digit < 0) {
        c->state = US_CHUNKS_EXTENSION;
        c->cr = byte == '\r';
        if (byte != '\r' && byte != ';' && byte != ' ' && byte != '\t')
            fault(c);
    } else {
        c->too_large = digit >= 0;
        fault(c);
    }
    if (c->line > MOST_DIGITS * 4)
        fault(c);
}

/* Whether the bytes that are read over are still few enough, and text. */
static bool is_bearable(us_chunks *c, char byte)
{
    unsigned char value = (unsigned char)byte;
    return ++c->extra <= MOST_EXTRA && (value >= ' ' || byte == '\t') && value != 127;
}

static void take_extension(us_chunks *c, char byte)
{
    if (c->cr && byte == '\n')
        begin_data(c);
    else if (c->cr)
        fault(c);
    else if (byte == '\r')
        c->cr = true;
    else if (!is_bearable(c, byte))
        fault(c);
}

static void take_after_data(us_chunks *c, char byte)
{
    if (!c->cr && byte == '\r') {
        c->cr = true;
    } else if (c->cr && byte == '\n') {
        c->cr = false;
        c->digits = 0;
        c->line = 0;
        c->state = US_CHUNKS_SIZE;
    } else {
        fault(c);
    }
}

/* The end of a line of the trailer; an empty one ends all. */
static void end_trailer_line(us_chunks *c)
{
    if (c->line > 0 && !c->named)
        fault(c);
    else if (c->line == 0)
        c->state = US_CHUNKS_DONE;
    else
        us_buf_add_string(&c->trailer, "\r\n");
    c->cr = c->named = false;
    c->line = 0;
}

static void take_trailer(us_chunks *c, char byte)
{
    if (c->cr && byte == '\n') {
        end_trailer_line(c);
    } else if (c->cr) {
        fault(c);
    } else if (byte == '\r') {
        c->cr = true;
    } else if (!is_bearable(c, byte) ||
               (!c->named && byte != ':' && !us_head_is_token((us_text){ &byte, 1 }))) {
        fault(c);
    } else {
        if (byte == ':' && c->line == 0)
            fault(c);
        c->named |= byte == ':';
        c->line++;
        us_buf_add_byte(&c->trailer, byte);
    }
}

static void take_byte(us_chunks *c, char byte)
{
    switch (c->state) {
    case US_CHUNKS_SIZE:
        take_size(c, byte);
        break;
    case US_CHUNKS_EXTENSION:
        take_extension(c, byte);
        break;
    case US_CHUNKS_AFTER_DATA:
        take_after_data(c, byte);
        break;
    case US_CHUNKS_TRAILER:
        take_trailer(c, byte);
        break;
    case US_CHUNKS_DATA:
    case US_CHUNKS_DONE:
    case US_CHUNKS_FAULT:
        break;
    }
}

static size_t take_data(us_chunks *c, us_text bytes)
{
    us_text data = us_text_slice(bytes, 0, c->left);
    us_buf_add(&c->body, data);
    c->left -= data.length;
    if (c->left == 0)
        c->state = US_CHUNKS_AFTER_DATA;
    return data.length;
}

size_t us_chunks_take(us_chunks *c, us_text bytes)
{
    size_t taken = 0;
    while (taken < bytes.length && c->state != US_CHUNKS_DONE && c->state != US_CHUNKS_FAULT) {
        if (c->state == US_CHUNKS_DATA)
            taken += take_data(c, us_text_slice(bytes, taken, bytes.length));
        else
            take_byte(c, bytes.bytes[taken++]);
    }
    return taken;
}
