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
void us_buf_add_byte(us_buf *buf, char byte);
void us_buf_print(us_buf *buf, const char *format, ...) __attribute__((format(printf, 2, 3)));
void us_buf_vprint(us_buf *buf, const char *format, va_list arguments);

/* What was written so far; valid until the next write. */
us_text us_buf_text(const us_buf *buf);

#endif
