/* Undoing br (RFC 7932) by Google's decoder, which is loaded when a message has the coding: few have, and nobody shall
 * need the library who has none of them. Its few calls, the same since its first version, are declared here, so that
 * nobody needs its headers either. */
#include <dlfcn.h>
#include <pthread.h>
#include <stdint.h>

#include "base/buf.h"
#include "server/coding_inside.h"
#include "server/library.h"

/* How much comes out at a time. */
#define PIECE 16384

typedef struct decoder decoder;

enum outcome { FAILED, SUCCESS, NEEDS_INPUT, NEEDS_OUTPUT };

static decoder *(*create)(void *(*allocate)(void *, size_t), void (*leave)(void *, void *),
                          void *context);
static int (*decompress)(decoder *, size_t *available_in, const uint8_t **next_in,
                         size_t *available_out, uint8_t **next_out, size_t *total_out);
static void (*destroy)(decoder *);
static bool found;

static void load(void)
{
    void *library = dlopen("libbrotlidec.so.1", RTLD_NOW | RTLD_LOCAL);
    found = library && us_library_call(library, "BrotliDecoderCreateInstance", &create) &&
            us_library_call(library, "BrotliDecoderDecompressStream", &decompress) &&
            us_library_call(library, "BrotliDecoderDestroyInstance", &destroy);
}

static void *allocate(void *arena, size_t size)
{
    return us_arena_alloc(arena, size);
}

static void leave(void *arena, void *memory)
{
    (void)arena;
    (void)memory;
}

static enum us_coding undo_all(decoder *by, size_t limit, us_text body, us_buf *out)
{
    const uint8_t *next_in = (const uint8_t *)body.bytes;
    size_t available_in = body.length;
    int result = NEEDS_OUTPUT;
    while (result == NEEDS_OUTPUT) {
        uint8_t piece[PIECE], *next_out = piece;
        size_t available_out = sizeof piece;
        result = decompress(by, &available_in, &next_in, &available_out, &next_out, NULL);
        us_buf_add(out, (us_text){ (const char *)piece, sizeof piece - available_out });
        if (out->length > limit)
            return US_CODING_TOO_LARGE;
    }
    return result == SUCCESS && available_in == 0 ? US_CODING_DONE : US_CODING_BROKEN;
}

static enum us_coding undo(us_arena *arena, size_t limit, us_text *body)
{
    us_buf out = us_buf_new(arena, PIECE);
    decoder *by = create(allocate, leave, arena);
    if (!by)
        us_out_of_memory();
    enum us_coding result = undo_all(by, limit, *body, &out);
    destroy(by);
    if (result == US_CODING_DONE)
        *body = us_buf_text(&out);
    return result;
}

us_undo_call *us_coding_brotli(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return found ? undo : NULL;
}
