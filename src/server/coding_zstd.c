/* Undoing zstd (RFC 8878) by Facebook's decoder, which is found as that of br is (coding_brotli.c). */
#include <dlfcn.h>
#include <pthread.h>

#include "base/buf.h"
#include "server/coding_inside.h"
#include "server/library.h"

/* How much comes out at a time. */
#define PIECE 16384

/* A sender may not ask for a window of more than 8 MiB (RFC 9659, 3); the number of the parameter is the library's. */
enum { WINDOW_LOG_MAX = 100, WINDOW_LOG = 23 };

typedef struct decoder decoder;

typedef struct source { /* the library's ZSTD_inBuffer … */
    const void *bytes;
    size_t size, at;
} source;

typedef struct sink { /* … and ZSTD_outBuffer */
    void *bytes;
    size_t size, at;
} sink;

static decoder *(*create)(void);
static size_t (*set_parameter)(decoder *, int parameter, int value);
static size_t (*decompress)(decoder *, sink *, source *);
static unsigned (*is_error)(size_t result);
static size_t (*destroy)(decoder *);
static bool found;

static void load(void)
{
    void *library = dlopen("libzstd.so.1", RTLD_NOW | RTLD_LOCAL);
    found = library && us_library_call(library, "ZSTD_createDCtx", &create) &&
            us_library_call(library, "ZSTD_DCtx_setParameter", &set_parameter) &&
            us_library_call(library, "ZSTD_decompressStream", &decompress) &&
            us_library_call(library, "ZSTD_isError", &is_error) &&
            us_library_call(library, "ZSTD_freeDCtx", &destroy);
}

/* One frame after the other; the decoder says 0 at the end of each. */
static enum us_coding undo_all(decoder *by, size_t limit, us_text body, us_buf *out)
{
    source from = { body.bytes, body.length, 0 };
    size_t result = 1;
    bool full = true; /* so much came out that there may be more */
    while (from.at < from.size || (result > 0 && full)) {
        char piece[PIECE];
        sink to = { piece, sizeof piece, 0 };
        result = decompress(by, &to, &from);
        if (is_error(result))
            return US_CODING_BROKEN;
        us_buf_add(out, (us_text){ piece, to.at });
        if (out->length > limit)
            return US_CODING_TOO_LARGE;
        full = to.at == to.size;
    }
    return result == 0 ? US_CODING_DONE : US_CODING_BROKEN;
}

static enum us_coding undo(us_arena *arena, size_t limit, us_text *body)
{
    us_buf out = us_buf_new(arena, PIECE);
    decoder *by = create();
    if (!by || is_error(set_parameter(by, WINDOW_LOG_MAX, WINDOW_LOG)))
        us_out_of_memory();
    enum us_coding result = undo_all(by, limit, *body, &out);
    destroy(by);
    if (result == US_CODING_DONE)
        *body = us_buf_text(&out);
    return result;
}

us_undo_call *us_coding_zstd(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, load);
    return found ? undo : NULL;
}
