/* The chunked coding: the same bytes in other pieces are the same body, and what is taken for whole is whole
 * whatever comes behind it. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/chunks.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST = 4096 };

static us_chunks read_in(us_arena *arena, us_text bytes, size_t piece, size_t *taken)
{
    us_chunks chunks = us_chunks_new(arena, MOST);
    *taken = 0;
    while (*taken < bytes.length && chunks.state != US_CHUNKS_DONE &&
           chunks.state != US_CHUNKS_FAULT)
        *taken += us_chunks_take(&chunks, us_text_slice(bytes, *taken, *taken + piece));
    return chunks;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    us_arena arena = { 0 };
    us_text bytes = { (const char *)data, size };
    size_t whole_taken, taken;
    us_chunks whole = read_in(&arena, bytes, size, &whole_taken);
    for (size_t piece = 1; piece < 8; piece += 3) {
        us_chunks pieces = read_in(&arena, bytes, piece, &taken);
        if (pieces.state != whole.state || taken != whole_taken ||
            !us_text_equal(us_buf_text(&pieces.body), us_buf_text(&whole.body)))
            abort();
    }
    if (whole.body.length > MOST || whole_taken > size)
        abort();
    if (whole.state == US_CHUNKS_DONE && (whole_taken < 5 || data[whole_taken - 1] != '\n'))
        abort();
    us_arena_free(&arena);
    return 0;
}
