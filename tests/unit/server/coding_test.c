/* Content codings, held against zlib as a client uses it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <zlib.h>

#include "server/coding.h"

static us_arena arena;

static int free_arena(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

/* 15: zlib, 31: gzip, -15: the stream alone. */
static us_text pack(us_text text, int window)
{
    z_stream stream = { 0 };
    size_t most;
    char *bytes;

    assert_int_equal(deflateInit2(&stream, 9, Z_DEFLATED, window, 8, Z_DEFAULT_STRATEGY), Z_OK);
    most = deflateBound(&stream, text.length);
    bytes = us_arena_alloc(&arena, most);
    stream.next_in = (Bytef *)(uintptr_t)text.bytes;
    stream.avail_in = (unsigned)text.length;
    stream.next_out = (Bytef *)bytes;
    stream.avail_out = (unsigned)most;
    assert_int_equal(deflate(&stream, Z_FINISH), Z_STREAM_END);
    deflateEnd(&stream);
    return (us_text){ bytes, stream.total_out };
}

static us_text join(us_text a, us_text b)
{
    us_buf buf = us_buf_new(&arena, a.length + b.length);

    us_buf_add(&buf, a);
    us_buf_add(&buf, b);
    return us_buf_text(&buf);
}

/* Letters that do not repeat soon. */
static us_text make_text(size_t length)
{
    char *bytes = us_arena_alloc(&arena, length);
    uint32_t state = 7;

    for (size_t i = 0; i < length; i++) {
        state = state * 1664525 + 1013904223;
        bytes[i] = (char)('a' + (state >> 28));
    }
    return (us_text){ bytes, length };
}

static enum us_coding undo(const char *coding, size_t limit, us_text *body)
{
    us_field field = { US_TEXT("content-encoding"), us_text_of(coding) };
    us_request request = { .field = &field, .fields = 1, .body = *body };
    us_text name;

    return us_coding_undo(&arena, &request, limit, body, &name);
}

static void undoes(const char *coding, us_text packed, us_text wanted)
{
    assert_int_equal(undo(coding, 10u << 20, &packed), US_CODING_DONE);
    assert_int_equal(packed.length, wanted.length);
    assert_memory_equal(packed.bytes, wanted.bytes, wanted.length);
}

static void the_codings(void **state)
{
    us_text text = make_text(100000);

    (void)state;
    undoes("gzip", pack(text, 31), text);
    undoes("X-GZIP", pack(text, 31), text);
    undoes("deflate", pack(text, 15), text);
    undoes("deflate", pack(text, -15), text);
    undoes("identity", text, text);
    undoes("deflate, gzip", pack(pack(text, 15), 31), text);
    undoes("gzip", join(pack(US_TEXT("one "), 31), pack(US_TEXT("two"), 31)), US_TEXT("one two"));
    undoes("gzip", pack(US_TEXT(""), 31), US_TEXT(""));
}

/* {"id": 17} in either, and what comes to two million letters. */
static const char in_br[] = "\x8b\x04\x80\x7b\x22\x69\x64\x22\x3a\x20\x31\x37\x7d\x03";
static const char bomb_in_br[] = "\x9b\x7f\x84\x1e\xf8\x25\xf0\xe2\xb1\x40\x20\x87\xcf\x03";
static const char in_zstd[] =
    "\x28\xb5\x2f\xfd\x04\x58\x51\x00\x00\x7b\x22\x69\x64\x22\x3a\x20\x31\x37\x7d\x57\xd4\xd4\x5a";

static us_text bytes_of(const char *bytes, size_t size)
{
    return (us_text){ bytes, size - 1 };
}

/* A frame of `blocks` blocks of 128 KiB of one letter each. */
static us_text bomb_in_zstd(unsigned blocks)
{
    us_buf out = us_buf_new(&arena, 64);
    us_buf_add(&out, (us_text){ "\x28\xb5\x2f\xfd\x00\x38", 6 });
    for (unsigned i = 0; i < blocks; i++) {
        uint32_t head = (128u << 10) << 3 | 1u << 1 | (i + 1 == blocks);
        char block[] = { (char)head, (char)(head >> 8), (char)(head >> 16), 'x' };
        us_buf_add(&out, (us_text){ block, sizeof block });
    }
    return us_buf_text(&out);
}

/* What is undone of it byte by byte less is broken, and what is behind its end, too. */
static void undoes_nothing_else(const char *coding, us_text packed)
{
    us_text body;
    for (size_t length = 0; length < packed.length; length++) {
        body = us_text_slice(packed, 0, length);
        assert_int_equal(undo(coding, 10000, &body), US_CODING_BROKEN);
    }
    body = join(packed, US_TEXT("and more"));
    assert_int_equal(undo(coding, 10000, &body), US_CODING_BROKEN);
}

static bool is_known(const char *coding)
{
    us_field field = { US_TEXT("Content-Encoding"), us_text_of(coding) };
    us_request request = { .field = &field, .fields = 1 };
    return us_coding_known(&request);
}

static void those_of_other_libraries(void **state)
{
    us_text br = bytes_of(in_br, sizeof in_br), zstd = bytes_of(in_zstd, sizeof in_zstd), body;
    (void)state;
    if (is_known("br")) {
        undoes("br", br, US_TEXT("{\"id\": 17}"));
        undoes_nothing_else("BR", br);
        body = bytes_of(bomb_in_br, sizeof bomb_in_br);
        assert_int_equal(undo("br", 1999999, &body), US_CODING_TOO_LARGE);
        assert_int_equal(undo("br", 2000000, &body), US_CODING_DONE);
    }
    if (is_known("zstd")) {
        undoes("zstd", zstd, US_TEXT("{\"id\": 17}"));
        undoes("zstd", join(zstd, zstd), US_TEXT("{\"id\": 17}{\"id\": 17}"));
        undoes_nothing_else("zstd", zstd);
        body = bomb_in_zstd(80);
        assert_int_equal(undo("zstd", (10u << 20) - 1, &body), US_CODING_TOO_LARGE);
        assert_int_equal(undo("zstd", 10u << 20, &body), US_CODING_DONE);
    }
}

static void what_is_none(void **state)
{
    us_text text = make_text(5000), packed = pack(text, 31), body;

    (void)state;
    for (size_t length = 0; length < packed.length; length += 97) {
        body = us_text_slice(packed, 0, length);
        assert_int_equal(undo("gzip", 10000, &body), US_CODING_BROKEN);
    }
    body = join(packed, US_TEXT("and more"));
    assert_int_equal(undo("gzip", 10000, &body), US_CODING_BROKEN);
    body = text;
    assert_int_equal(undo("deflate", 10000, &body), US_CODING_BROKEN);
    body = text;
    assert_int_equal(undo("compress", 10000, &body), US_CODING_UNKNOWN);
    body = text;
    assert_int_equal(undo("gzip, compress", 10000, &body), US_CODING_UNKNOWN);
    body = text;
    assert_int_equal(undo("gzip, gzip, gzip, gzip, gzip", 10000, &body), US_CODING_UNKNOWN);
}

/* A megabyte of one letter is a thousand bytes. */
static void more_than_the_limit(void **state)
{
    us_text zeros = { calloc(1, 1u << 20), 1u << 20 }, body;

    (void)state;
    assert_non_null(zeros.bytes);
    body = pack(zeros, 31);
    assert_in_range(body.length, 1, 2000);
    assert_int_equal(undo("gzip", (1u << 20) - 1, &body), US_CODING_TOO_LARGE);
    body = pack(zeros, 31);
    assert_int_equal(undo("gzip", 1u << 20, &body), US_CODING_DONE);
    free((void *)(uintptr_t)zeros.bytes);
}

static void packing_and_undoing(void **state)
{
    (void)state;
    for (size_t length = 1; length < 200000; length = length * 3 + 1) {
        us_text text = make_text(length);

        undoes("gzip", us_coding_gzip(&arena, text), text);
    }
}

static bool wants(const char *accept)
{
    us_field field = { US_TEXT("Accept-Encoding"), us_text_of(accept) };
    us_request request = { .field = &field, .fields = 1 };

    return us_coding_wants_gzip(&request);
}

static void who_wants_gzip(void **state)
{
    us_request nothing = { 0 };

    (void)state;
    assert_false(us_coding_wants_gzip(&nothing));
    assert_true(wants("gzip"));
    assert_true(wants("br, GZIP;q=0.5"));
    assert_true(wants("*"));
    assert_true(wants("gzip, *;q=0"));
    assert_false(wants("gzip;q=0, *"));
    assert_false(wants("*, gzip;q=0"));
    assert_false(wants("*;q=0"));
    assert_false(wants("br, deflate"));
    assert_false(wants("identity"));
    assert_false(wants(""));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(the_codings, free_arena),
        cmocka_unit_test_teardown(those_of_other_libraries, free_arena),
        cmocka_unit_test_teardown(what_is_none, free_arena),
        cmocka_unit_test_teardown(more_than_the_limit, free_arena),
        cmocka_unit_test_teardown(packing_and_undoing, free_arena),
        cmocka_unit_test_teardown(who_wants_gzip, free_arena),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
