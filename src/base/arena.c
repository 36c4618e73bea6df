/* A bump allocator over a chain of blocks, each twice the size of the one before it.
 *
 * Under AddressSanitizer a block is poisoned and each piece is unpoisoned when it is given out, with
 * at least one poisoned byte after it, so a read past a piece or of a piece taken back is caught. */
#include "base/arena.h"

#include <stdalign.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "base/print.h"

#if defined(__SANITIZE_ADDRESS__)
#define US_ASAN 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define US_ASAN 1
#endif
#endif

#ifdef US_ASAN
#include <sanitizer/asan_interface.h>
#define GAP 1
#else
#define ASAN_POISON_MEMORY_REGION(start, size)   ((void)(start), (void)(size))
#define ASAN_UNPOISON_MEMORY_REGION(start, size) ((void)(start), (void)(size))
#define GAP                                      0
#endif

enum {
    ALIGNMENT = alignof(max_align_t),
    FIRST_BLOCK = 8 << 10,
    LARGEST_KEPT = 1 << 20,
    BIG_PAGE = 2 << 20
};

struct us_arena_block {
    struct us_arena_block *before;
    size_t size; /* of `bytes` */
    alignas(max_align_t) char bytes[];
};

_Noreturn void us_out_of_memory(void)
{
    fputs("understudy: out of memory\n", stderr);
    abort();
}

static void use_block(us_arena *arena, struct us_arena_block *block)
{
    arena->last = block;
    arena->next = block->bytes;
    arena->end = block->bytes + block->size;
    ASAN_POISON_MEMORY_REGION(block->bytes, block->size);
}

/* Asks for big pages, which a document of many megabytes fills several times faster. What the system
 * says to that does not matter. */
static void use_big_pages(char *start, size_t size)
{
    size_t skipped = BIG_PAGE - (uintptr_t)start % BIG_PAGE;

    if (size >= 2 * BIG_PAGE)
        (void)madvise(start + skipped, (size - skipped) & ~(size_t)(BIG_PAGE - 1), MADV_HUGEPAGE);
}

/* The sum of all blocks stays within a small factor of what was asked for. */
static void add_block(us_arena *arena, size_t least)
{
    size_t size = arena->last ? arena->last->size : FIRST_BLOCK / 2;

    size = size > SIZE_MAX / 4 ? size : size * 2;
    if (size < least)
        size = least;
    if (size > SIZE_MAX - sizeof(struct us_arena_block))
        us_out_of_memory();
    struct us_arena_block *block = malloc(sizeof *block + size);
    if (!block)
        us_out_of_memory();
    block->before = arena->last;
    block->size = size;
    use_big_pages(block->bytes, size);
    use_block(arena, block);
}

/* What a piece takes of its block: even nothing has an address of its own. */
static size_t taken_by(size_t size)
{
    return (size + !size + GAP + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

void *us_arena_alloc(us_arena *arena, size_t size)
{
    if (size > SIZE_MAX - 2 * ALIGNMENT)
        us_out_of_memory();
    size_t taken = taken_by(size);
    if (taken > (size_t)(arena->end - arena->next))
        add_block(arena, taken);
    char *piece = arena->next;
    arena->next += taken;
    ASAN_UNPOISON_MEMORY_REGION(piece, size);
    return piece;
}

void *us_arena_zalloc(us_arena *arena, size_t size)
{
    return memset(us_arena_alloc(arena, size), 0, size);
}

void *us_arena_zalloc_array(us_arena *arena, size_t size, size_t count)
{
    if (size && count > SIZE_MAX / size)
        us_out_of_memory();
    return us_arena_zalloc(arena, size * count);
}

void *us_arena_grow(us_arena *arena, void *piece, size_t size, size_t more)
{
    char *start = piece, *grown;
    bool newest = piece && start + taken_by(size) == arena->next;

    if (newest && more < (size_t)(arena->end - start) &&
        taken_by(more) <= (size_t)(arena->end - start)) {
        arena->next = start + taken_by(more);
        ASAN_UNPOISON_MEMORY_REGION(start, more);
        return piece;
    }
    grown = us_arena_alloc(arena, more);
    if (size)
        memcpy(grown, piece, size);
    return grown;
}

us_text us_arena_copy(us_arena *arena, us_text text)
{
    char *copy = us_arena_alloc(arena, text.length + 1);

    if (text.length)
        memcpy(copy, text.bytes, text.length);
    copy[text.length] = '\0';
    return (us_text){ copy, text.length };
}

/* A short text is formatted once. */
us_text us_arena_vprint(us_arena *arena, const char *format, va_list arguments)
{
    char shortest[256], *bytes;
    va_list again;
    int length;

    va_copy(again, arguments);
    length = us_print_into(shortest, sizeof shortest, format, arguments);
    if (length < (int)sizeof shortest) {
        va_end(again);
        return us_arena_copy(arena, (us_text){ shortest, length < 0 ? 0 : (size_t)length });
    }
    bytes = us_arena_alloc(arena, (size_t)length + 1);
    us_print_into(bytes, (size_t)length + 1, format, again);
    va_end(again);
    return (us_text){ bytes, (size_t)length };
}

us_text us_arena_print(us_arena *arena, const char *format, ...)
{
    va_list arguments;
    us_text text;

    va_start(arguments, format);
    text = us_arena_vprint(arena, format, arguments);
    va_end(arguments);
    return text;
}

static void free_block(struct us_arena_block *block)
{
    ASAN_UNPOISON_MEMORY_REGION(block->bytes, block->size);
    free(block);
}

/* A block above the limit was made for one huge request: keeping it would hold its memory for ever. */
static bool better(const struct us_arena_block *block, const struct us_arena_block *kept,
                   size_t limit)
{
    return block->size <= limit && (!kept || block->size > kept->size);
}

/* Keeps the largest block of at most `limit` bytes. */
static void take_back(us_arena *arena, size_t limit)
{
    struct us_arena_block *kept = NULL, *block = arena->last;

    /* The usual case: everything fitted into one block. */
    if (block && !block->before && block->size <= limit) {
        use_block(arena, block);
        return;
    }
    while (block) {
        struct us_arena_block *before = block->before, *loser = block;
        if (better(block, kept, limit)) {
            loser = kept;
            kept = block;
        }
        if (loser)
            free_block(loser);
        block = before;
    }
    *arena = (us_arena){ 0 };
    if (kept) {
        kept->before = NULL;
        use_block(arena, kept);
    }
}

void us_arena_reset(us_arena *arena)
{
    take_back(arena, LARGEST_KEPT);
}

void us_arena_rewind(us_arena *arena)
{
    take_back(arena, SIZE_MAX);
}

void us_arena_free(us_arena *arena)
{
    for (struct us_arena_block *block = arena->last, *before; block; block = before) {
        before = block->before;
        free_block(block);
    }
    *arena = (us_arena){ 0 };
}
