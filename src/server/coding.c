/* Content codings. zlib gets its memory from the request's arena, so that nothing is left behind when a
 * stream is given up in the middle. */
#include "server/coding_inside.h"

#include <assert.h>
#include <stdint.h>
#include <string.h>

#include <zlib.h>

#include "base/buf.h"
#include "server/list.h"
#include "server/media.h"

/* How much comes out of a stream at a time. */
#define PIECE 16384

/* RFC 1950 with a header, RFC 1952, or both, as zlib's windowBits say it. */
enum { RAW = -15, EITHER = 32 + 15, GZIP = 16 };

static void *allocate(void *arena, unsigned items, unsigned size)
{
    return us_arena_alloc(arena, (size_t)items * size);
}

static void leave(void *arena, void *memory)
{
    (void)arena;
    (void)memory;
}

static z_stream stream_of(us_arena *arena, us_text bytes)
{
    return (z_stream){ .zalloc = allocate,
                       .zfree = leave,
                       .opaque = arena,
                       .next_in = (z_const Bytef *)(uintptr_t)bytes.bytes,
                       .avail_in = (unsigned)bytes.length };
}

/* ---- Requests --------------------------------------------------------------------------------------- */

/* Inflates one stream after the other: gzip allows several (RFC 1952, 2.2). */
static enum us_coding inflate_all(z_stream *stream, size_t limit, us_buf *out)
{
    Bytef piece[PIECE];
    int result = Z_OK;
    while (result == Z_OK) {
        stream->next_out = piece;
        stream->avail_out = sizeof piece;
        result = inflate(stream, Z_NO_FLUSH);
        us_buf_add(out, (us_text){ (const char *)piece, sizeof piece - stream->avail_out });
        if (out->length > limit)
            return US_CODING_TOO_LARGE;
        if (result == Z_STREAM_END && stream->avail_in > 0)
            result = inflateReset(stream);
    }
    return result == Z_STREAM_END ? US_CODING_DONE : US_CODING_BROKEN;
}

static enum us_coding undo(us_arena *arena, int window, size_t limit, us_text *body)
{
    z_stream stream = stream_of(arena, *body);
    us_buf out = us_buf_new(arena, PIECE);
    enum us_coding result;
    if (inflateInit2(&stream, window) != Z_OK)
        us_out_of_memory();
    result = inflate_all(&stream, limit, &out);
    inflateEnd(&stream);
    if (result == US_CODING_DONE)
        *body = us_buf_text(&out);
    return result;
}

/* "deflate" means zlib's format, but some clients send the stream without its head (RFC 9110, 8.4.1.2). */
static enum us_coding undo_deflate(us_arena *arena, size_t limit, us_text *body)
{
    enum us_coding result = undo(arena, EITHER, limit, body);
    return result == US_CODING_BROKEN ? undo(arena, RAW, limit, body) : result;
}

static enum us_coding undo_gzip(us_arena *arena, size_t limit, us_text *body)
{
    return undo(arena, EITHER, limit, body);
}

static enum us_coding undo_identity(us_arena *arena, size_t limit, us_text *body)
{
    (void)arena;
    (void)limit;
    (void)body;
    return US_CODING_DONE;
}

/* NULL when nobody here knows the coding. */
static us_undo_call *find_undo(us_text name)
{
    if (us_text_equal_nocase(name, US_TEXT("gzip")) ||
        us_text_equal_nocase(name, US_TEXT("x-gzip")))
        return undo_gzip;
    if (us_text_equal_nocase(name, US_TEXT("deflate")))
        return undo_deflate;
    if (us_text_equal_nocase(name, US_TEXT("br")))
        return us_coding_brotli();
    if (us_text_equal_nocase(name, US_TEXT("zstd")))
        return us_coding_zstd();
    return us_text_equal_nocase(name, US_TEXT("identity")) ? undo_identity : NULL;
}

us_text us_coding_names(us_arena *arena)
{
    return us_arena_print(arena, "gzip, deflate%s%s", us_coding_brotli() ? ", br" : "",
                          us_coding_zstd() ? ", zstd" : "");
}

/* More than this many codings, one upon the other, nobody means. */
#define MOST_CODINGS 4

/* The names in the order of the fields; the number of them, or of the first that is too many. */
static unsigned list_codings(const us_request *request, us_text *coding)
{
    unsigned count = 0;
    for (unsigned i = 0; i < request->fields; i++) {
        us_text rest = request->field[i].value, item;
        if (!us_text_equal_nocase(request->field[i].name, US_TEXT("Content-Encoding")))
            continue;
        while (count <= MOST_CODINGS && us_list_next(&rest, ",", &item))
            coding[count++] = item;
    }
    return count;
}

enum us_coding us_coding_undo(us_arena *arena, const us_request *request, size_t limit,
                              us_text *body, us_text *name)
{
    us_text coding[MOST_CODINGS + 1];
    unsigned count = list_codings(request, coding);
    enum us_coding result = count > MOST_CODINGS ? US_CODING_UNKNOWN : US_CODING_DONE;
    *name = count > 0 ? coding[count - 1] : US_TEXT("");
    while (count > 0 && result == US_CODING_DONE) {
        *name = coding[--count];
        us_undo_call *undo_coding = find_undo(*name);
        result = undo_coding ? undo_coding(arena, limit, body) : US_CODING_UNKNOWN;
    }
    return result;
}

us_text us_coding_readable(us_arena *arena, us_text accept)
{
    us_buf out = us_buf_new(arena, accept.length + 16);
    us_text item;
    while (us_list_next(&accept, ",", &item)) {
        us_text name = us_text_trim(us_text_slice(item, 0, us_text_find(item, ';')));
        if (!find_undo(name))
            continue;
        us_buf_add_string(&out, out.length > 0 ? ", " : "");
        us_buf_add(&out, item);
    }
    return out.length > 0 ? us_buf_text(&out) : US_TEXT("identity");
}

bool us_coding_known(const us_request *request)
{
    us_text coding[MOST_CODINGS + 1];
    unsigned count = list_codings(request, coding);
    bool known = count <= MOST_CODINGS;
    for (unsigned i = 0; i < count && known; i++)
        known = find_undo(coding[i]);
    return known;
}

/* ---- Replies ---------------------------------------------------------------------------------------- */

/* Names the coding as a media type, so that weights are read in one place. */
static unsigned weight_of_gzip(us_text accept, bool *named)
{
    unsigned weight = 0;
    us_text item;
    while (us_list_next(&accept, ",", &item)) {
        us_media_type coding = { 0 };
        us_text name = us_text_trim(us_text_slice(item, 0, us_text_find(item, ';')));
        bool exact = us_text_equal_nocase(name, US_TEXT("gzip"));
        if (!exact && (*named || !us_text_equal(name, US_TEXT("*"))))
            continue;
        coding.parameters = us_text_slice(item, us_text_find(item, ';') + 1, item.length);
        weight = us_media_weight(&coding);
        *named |= exact;
    }
    return weight;
}

bool us_coding_wants_gzip(const us_request *request)
{
    unsigned weight = 0;
    bool named = false;
    for (unsigned i = 0; i < request->fields && !named; i++)
        if (us_text_equal_nocase(request->field[i].name, US_TEXT("Accept-Encoding")))
            weight = weight_of_gzip(request->field[i].value, &named);
    return weight > 0;
}

/* A window larger than the body would only be cleared and never used. */
static int window_of(size_t length)
{
    int bits = 9;
    while (bits < 15 && (size_t)1 << bits < length)
        bits++;
    return bits;
}

us_text us_coding_gzip(us_arena *arena, us_text body)
{
    z_stream stream = stream_of(arena, body);
    int window = window_of(body.length), result;
    if (deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, GZIP + window, window > 12 ? 8 : 5,
                     Z_DEFAULT_STRATEGY) != Z_OK)
        us_out_of_memory();
    size_t most = deflateBound(&stream, body.length);
    char *bytes = us_arena_alloc(arena, most);
    stream.next_out = (Bytef *)bytes;
    stream.avail_out = (unsigned)most;
    result = deflate(&stream, Z_FINISH);
    assert(result == Z_STREAM_END);
    (void)result;
    size_t length = stream.total_out;
    deflateEnd(&stream);
    return (us_text){ bytes, length };
}
