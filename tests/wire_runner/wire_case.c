/* Reading wire tests: cases between lines "### name", the request before ">>>", the reply after it. */
#include "wire_case.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"

typedef struct reader {
    us_arena *arena;
    us_text rest;
    unsigned line; /* of what comes next */
    us_text *error;
} reader;

bool wire_next_line(us_text *rest, us_text *line)
{
    if (rest->length == 0)
        return false;
    size_t end = us_text_find(*rest, '\n');
    *line = us_text_slice(*rest, 0, end);
    *rest = us_text_slice(*rest, end + 1, rest->length);
    if (line->length > 0 && line->bytes[line->length - 1] == '\r')
        line->length--;
    return true;
}

static bool fail(reader *r, const char *message)
{
    *r->error = us_arena_print(r->arena, "line %u: %s", r->line, message);
    return false;
}

static bool next_line(reader *r, us_text *line)
{
    if (!wire_next_line(&r->rest, line))
        return false;
    r->line++;
    return true;
}

static bool is_title(us_text line)
{
    return us_text_starts(line, US_TEXT("### "));
}

/* Everything up to a line `end`, or up to the next title; *found says whether that line was there. */
static us_text take_until(reader *r, us_text end, bool *found)
{
    const char *start = r->rest.bytes;
    us_text line;
    *found = false;
    while (r->rest.length > 0) {
        us_text before = r->rest;
        unsigned at = r->line;
        next_line(r, &line);
        *found = us_text_equal(line, end);
        if (*found || is_title(line)) {
            if (!*found) {
                r->rest = before;
                r->line = at;
            }
            return (us_text){ start, (size_t)(before.bytes - start) };
        }
    }
    return (us_text){ start, (size_t)(r->rest.bytes - start) };
}

/* ---- The request ------------------------------------------------------------------------------ */

static int hex_value(char c)
{
    const char *digits = "0123456789abcdef";
    const char *at = c ? strchr(digits, c >= 'A' && c <= 'F' ? c - 'A' + 'a' : c) : NULL;
    return at ? (int)(at - digits) : -1;
}

/* Undoes \n \r \t \\ and \xHH. */
static us_text unescape(us_arena *arena, us_text text)
{
    us_buf out = us_buf_new(arena, text.length);
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        char next = i + 1 < text.length ? text.bytes[i + 1] : '\0';
        if (c == '\\' && next == 'x' && i + 3 < text.length) {
            c = (char)(hex_value(text.bytes[i + 2]) * 16 + hex_value(text.bytes[i + 3]));
            i += 3;
        } else if (c == '\\' && next && strchr("nrt\\", next)) {
            c = next == 'n' ? '\n' : next == 'r' ? '\r' : next == 't' ? '\t' : '\\';
            i++;
        }
        us_buf_add_byte(&out, c);
    }
    return us_buf_text(&out);
}

static us_text filling(us_arena *arena, size_t length)
{
    char *bytes = us_arena_alloc(arena, length + 1);
    memset(bytes, 'x', length);
    return (us_text){ bytes, length };
}

typedef struct draft {
    us_buf head;
    bool escapes, host, length, coding;
    long fill; /* -1: none */
} draft;

static bool has_name(us_text line, us_text name)
{
    return us_text_equal_nocase(us_text_slice(line, 0, us_text_find(line, ':')), name);
}

static void add_head_line(reader *r, draft *d, us_text line)
{
    d->host |= has_name(line, US_TEXT("Host"));
    d->length |= has_name(line, US_TEXT("Content-Length"));
    d->coding |= has_name(line, US_TEXT("Transfer-Encoding"));
    us_buf_add(&d->head, d->escapes ? unescape(r->arena, line) : line);
    us_buf_add_string(&d->head, "\r\n");
}

static bool read_directive(reader *r, draft *d, us_text line)
{
    if (us_text_equal(line, US_TEXT("@escapes"))) {
        d->escapes = true;
        return true;
    }
    if (!us_text_starts(line, US_TEXT("@fill ")))
        return fail(r, "a directive is @escapes or @fill N");
    d->fill = strtol(us_arena_copy(r->arena, us_text_slice(line, 6, line.length)).bytes, NULL, 10);
    return true;
}

/* Comments, directives, request line and fields, up to the empty line. */
static bool read_head(reader *r, draft *d)
{
    us_text line;
    while (next_line(r, &line)) {
        if (d->head.length > 0 && line.length == 0)
            return true;
        if (d->head.length > 0)
            add_head_line(r, d, line);
        else if (us_text_starts(line, US_TEXT("@")) && !read_directive(r, d, line))
            return false;
        else if (line.length > 0 && line.bytes[0] != '#' && line.bytes[0] != '@')
            add_head_line(r, d, line);
    }
    return fail(r, "an empty line is missing after the head of the request");
}

static us_text without_last_line_end(us_text text)
{
    if (text.length > 0 && text.bytes[text.length - 1] == '\n')
        text.length--;
    if (text.length > 0 && text.bytes[text.length - 1] == '\r')
        text.length--;
    return text;
}

static bool read_request(reader *r, wire_case *wire)
{
    bool found;
    draft d = { .head = us_buf_new(r->arena, 512), .fill = -1 };
    if (!read_head(r, &d))
        return false;
    us_text body = without_last_line_end(take_until(r, US_TEXT(">>>"), &found));
    if (!found)
        return fail(r, "\">>>\" is missing after the request");
    if (d.escapes)
        body = unescape(r->arena, body);
    if (d.fill >= 0)
        body = filling(r->arena, (size_t)d.fill);
    if (!d.host)
        us_buf_add_string(&d.head, "Host: localhost\r\n");
    if (body.length > 0 && !d.length && !d.coding)
        us_buf_print(&d.head, "Content-Length: %zu\r\n", body.length);
    us_buf_add_string(&d.head, "\r\n");
    wire->head = us_buf_text(&d.head);
    wire->body = body;
    return true;
}

/* ---- The reply -------------------------------------------------------------------------------- */

static bool read_reply(reader *r, wire_case *wire)
{
    us_text line;
    bool found;
    if (!next_line(r, &line) || !us_text_starts(line, US_TEXT("HTTP/1.1 ")) || line.length < 12)
        return fail(r, "the reply starts with a status line such as HTTP/1.1 200");
    wire->status = us_text_slice(line, 9, 12);
    wire->fields_line = r->line + 1;
    wire->fields = take_until(r, US_TEXT(""), &found);
    wire->checks_line = r->line + 1;
    if (found)
        wire->checks = take_until(r, US_TEXT("### "), &found); /* a title ends it, nothing else */
    return true;
}

static bool read_case(reader *r, wire_case *wire)
{
    wire->line = r->line + 1;
    us_text before = r->rest, line;
    while (wire_next_line(&before, &line) && line.length == 0)
        next_line(r, &line);
    if (is_title(line)) {
        next_line(r, &line);
        wire->name = us_text_slice(line, 4, line.length);
    }
    return read_request(r, wire) && read_reply(r, wire);
}

/* Comments before the first title belong to the file. */
static void skip_preface(reader *r)
{
    us_text line, rest = r->rest;
    unsigned lines = 0;
    while (wire_next_line(&rest, &line) && !is_title(line)) {
        if (line.length > 0 && line.bytes[0] != '#')
            return;
        lines++;
    }
    while (lines-- > 0)
        next_line(r, &line);
}

wire_case *wire_cases_read(us_arena *arena, us_text file, us_text *error)
{
    reader r = { .arena = arena, .rest = file, .error = error };
    wire_case *first = NULL, **last = &first;
    skip_preface(&r);
    do {
        *last = US_NEW(arena, wire_case);
        if (!read_case(&r, *last))
            return NULL;
        last = &(*last)->next;
    } while (r.rest.length > 0);
    return first;
}
