/* Encodings of bytes in text: the test vectors of RFC 4648, 10, and each byte there and back. */
#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/transfer.h"

static us_arena arena;

static void assert_text(us_text text, const char *expected)
{
    assert_int_equal(text.length, strlen(expected));
    assert_memory_equal(text.bytes, expected, text.length);
}

static void names(void **state)
{
    (void)state;
    assert_string_equal(us_transfer_named(US_TEXT("Base64")), "base64");
    assert_string_equal(us_transfer_named(US_TEXT("7bit")), "");
    assert_string_equal(us_transfer_named(US_TEXT("")), "");
    assert_null(us_transfer_named(US_TEXT("base65")));
}

static void vectors(void **state)
{
    static const char *const plain[] = { "", "f", "fo", "foo", "foob", "fooba", "foobar" };
    static const char *const base64[] = { "",         "Zg==",     "Zm8=",    "Zm9v",
                                          "Zm9vYg==", "Zm9vYmE=", "Zm9vYmFy" };
    static const char *const base32[] = { "",         "MY======", "MZXQ====",        "MZXW6===",
                                          "MZXW6YQ=", "MZXW6YTB", "MZXW6YTBOI======" };
    static const char *const base16[] = { "",         "66",         "666F",        "666F6F",
                                          "666F6F62", "666F6F6261", "666F6F626172" };

    (void)state;
    for (size_t i = 0; i < sizeof plain / sizeof *plain; i++) {
        us_text bytes = us_text_of(plain[i]);

        assert_text(us_transfer_encode(&arena, "base64", bytes), base64[i]);
        assert_text(us_transfer_encode(&arena, "base32", bytes), base32[i]);
        assert_text(us_transfer_encode(&arena, "base16", bytes), base16[i]);
    }
}

static void quoted_printable(void **state)
{
    us_buf line = us_buf_new(&arena, 128);

    (void)state;
    assert_text(us_transfer_encode(&arena, "quoted-printable", US_TEXT("a = \xC3\xBC\n ")),
                "a =3D =C3=BC=0A=20");
    while (line.length < 80)
        us_buf_add_byte(&line, 'a');
    assert_int_equal(
        us_text_find(us_transfer_encode(&arena, "quoted-printable", us_buf_text(&line)), '='), 75);
}

static void every_byte_comes_back(void **state)
{
    static const char *const names_of[] = { "",       "base16",    "base32",
                                            "base64", "base64url", "quoted-printable" };
    char bytes[255];

    (void)state;
    for (size_t i = 0; i < sizeof bytes; i++)
        bytes[i] = (char)(i + 1);
    for (size_t i = 0; i < sizeof names_of / sizeof *names_of; i++) {
        for (size_t length = sizeof bytes - 8; length <= sizeof bytes; length++) {
            us_text text = { bytes, length }, decoded;
            us_text encoded = us_transfer_encode(&arena, names_of[i], text);

            assert_true(us_transfer_decode(&arena, names_of[i], encoded, &decoded));
            assert_true(us_text_equal(decoded, text));
        }
    }
}

static int teardown(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(names, teardown),
        cmocka_unit_test_teardown(vectors, teardown),
        cmocka_unit_test_teardown(quoted_printable, teardown),
        cmocka_unit_test_teardown(every_byte_comes_back, teardown),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
