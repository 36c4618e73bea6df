/* A growing run of bytes in an arena: how replies, messages and generated files are put together.
 *
 * The bytes may move with every call; take `buf->bytes` when the writing is done. It is always
 * NUL-terminated (not counted). */
#ifndef US_BUF_H
#define US_BUF_H

#include <stdarg.h>

#include "base/arena.h"
#include "base/text.h"

typedef struct us_buf {
    us_arena *arena;
    char *bytes;
    size_t length;
    size_t capacity;
} us_buf;

/* An empty buffer with room for `capacity` bytes; with 0 it takes memory when the first is written. */
us_buf us_buf_new(us_arena *arena, size_t capacity);

void us_buf_add(us_buf *buf, us_text text);
void us_buf_add_string(us_buf *buf, const char *string);
void us_buf_print(us_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void us_buf_vprint(us_buf *buf, const char *format, va_list arguments);

/* Room for `more` bytes behind what was written, and how many of them were: for who writes them himself. */
char *us_buf_room(us_buf *buf, size_t more);
static inline void us_buf_wrote(us_buf *buf, size_t length)
{
    buf->length += length;
    buf->bytes[buf->length] = '\0';
}

/* Inline, since what writes byte by byte writes many. */
static inline void us_buf_add_byte(us_buf *buf, char byte)
{
    if (buf->length + 1 >= buf->capacity) {
        us_buf_add(buf, (us_text){ &byte, 1 });
        return;
    }
    buf->bytes[buf->length++] = byte;
    buf->bytes[buf->length] = '\0';
}

/* What was written so far; valid until the next write. */
us_text us_buf_text(const us_buf *buf);

#endif
