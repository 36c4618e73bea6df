/* Memory that is given out piece by piece and taken back all at once.
 *
 * The compiler has one arena and frees it at exit; the server has one for the life of the process
 * and one per worker thread, reset after each reply. Nobody frees a piece. Under AddressSanitizer
 * the bytes that are not given out are poisoned, so a bump allocator does not blind it.
 *
 * No call here returns NULL: when the system has no memory left, the process ends with one line on
 * stderr. What a request can make us take is bounded by the body limit, so this is the world being
 * broken, not the request. An arena is used by one thread at a time. */
#ifndef US_ARENA_H
#define US_ARENA_H

#include <stdarg.h>
#include <stddef.h>

#include "base/text.h"

typedef struct us_arena {
    char *next;                  /* the first free byte of the newest block */
    char *end;                   /* the end of the newest block */
    struct us_arena_block *last; /* the newest block; each knows the one before it */
} us_arena;

/* Zero-initialise a us_arena to start: us_arena arena = { 0 }; */

/* `size` bytes aligned for any object; their content is undefined. */
void *us_arena_alloc(us_arena *arena, size_t size);

/* The same, zeroed. */
void *us_arena_zalloc(us_arena *arena, size_t size);

/* `count` objects of `size` bytes, zeroed; a product that no size_t can hold is out of memory. */
void *us_arena_zalloc_array(us_arena *arena, size_t size, size_t count);

/* The piece with room for `more` bytes instead of `size`, its first `size` bytes as they were: where it is, when it
 * is the newest piece and its block has room, else elsewhere. NULL with size 0 is a new piece. */
void *us_arena_grow(us_arena *arena, void *piece, size_t size, size_t more);

#define US_NEW(arena, type) ((type *)us_arena_zalloc((arena), sizeof(type)))
#define US_NEW_ARRAY(arena, type, count)                                                           \
    ((type *)us_arena_zalloc_array((arena), sizeof(type), (size_t)(count)))

/* A copy that is also NUL-terminated (the terminator is not counted). */
us_text us_arena_copy(us_arena *arena, us_text text);

/* Formatted text, NUL-terminated. */
us_text us_arena_print(us_arena *arena, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
us_text us_arena_vprint(us_arena *arena, const char *format, va_list arguments);

/* Takes every piece back and keeps one block, the largest of at most 1 MiB, for the next round. */
void us_arena_reset(us_arena *arena);

/* The same, but keeps the largest block whatever its size: for rounds that need about as much each. */
void us_arena_rewind(us_arena *arena);

/* Gives all memory back to the system; the arena may be used again. */
void us_arena_free(us_arena *arena);

/* Ends the process with one line on stderr: for the few places that take memory from a library. */
_Noreturn void us_out_of_memory(void);

#endif
