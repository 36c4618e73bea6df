/* A growing run of bytes: when it is full it takes twice the room, where it is or elsewhere in its arena. */
#include "base/buf.h"

#include <stdint.h>
#include <string.h>

#include "base/print.h"

/* Room for `more` bytes and the terminator. */
static void reserve(us_buf *buf, size_t more)
{
    if (more >= SIZE_MAX / 2 - buf->length)
        us_out_of_memory();
    size_t needed = buf->length + more + 1;
    if (needed <= buf->capacity)
        return;
    size_t capacity = buf->capacity * 2 > needed ? buf->capacity * 2 : needed;
    buf->bytes =
        us_arena_grow(buf->arena, buf->capacity ? buf->bytes : NULL, buf->capacity, capacity);
    buf->bytes[buf->length] = '\0';
    buf->capacity = capacity;
}

/* What a buffer holds that has no memory yet. Nobody writes it. */
static char nothing[1];

us_buf us_buf_new(us_arena *arena, size_t capacity)
{
    us_buf buf = { .arena = arena, .bytes = nothing };

    if (capacity)
        reserve(&buf, capacity);
    return buf;
}

void us_buf_add(us_buf *buf, us_text text)
{
    reserve(buf, text.length);
    if (text.length)
        memcpy(buf->bytes + buf->length, text.bytes, text.length);
    buf->length += text.length;
    buf->bytes[buf->length] = '\0';
}

char *us_buf_room(us_buf *buf, size_t more)
{
    reserve(buf, more);
    return buf->bytes + buf->length;
}

void us_buf_add_string(us_buf *buf, const char *string)
{
    us_buf_add(buf, us_text_of(string));
}

void us_buf_print(us_buf *buf, const char *format, ...)
{
    va_list arguments;

    va_start(arguments, format);
    us_buf_vprint(buf, format, arguments);
    va_end(arguments);
}

/* Most of what is printed fits into the room there is: then it is formatted once. */
void us_buf_vprint(us_buf *buf, const char *format, va_list arguments)
{
    size_t room = buf->capacity - buf->length;
    va_list again;

    va_copy(again, arguments);
    int length = us_print_into(buf->bytes + buf->length, room, format, arguments);
    if (length > 0 && (size_t)length >= room) {
        reserve(buf, (size_t)length);
        us_print_into(buf->bytes + buf->length, (size_t)length + 1, format, again);
    }
    va_end(again);
    buf->length += length > 0 ? (size_t)length : 0;
}

us_text us_buf_text(const us_buf *buf)
{
    return (us_text){ buf->bytes, buf->length };
}
