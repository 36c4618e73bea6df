/* MD5 and SHA-256: the values of RFC 1321, A.5, and of FIPS 180-4's examples, and a text at each edge of a block. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/message_digest.h"

static void the_values_of_the_standards(void **state)
{
    static const struct {
        const char *text, *md5, *sha256;
    } row[] = {
        { "", "d41d8cd98f00b204e9800998ecf8427e",
          "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855" },
        { "abc", "900150983cd24fb0d6963f7d28e17f72",
          "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" },
        { "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
          "8215ef0796a20bcaaae116d3876c664a",
          "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1" },
    };
    (void)state;
    for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
        char hex[US_SHA256_HEX];
        us_md5(us_text_of(row[i].text), hex);
        assert_string_equal(hex, row[i].md5);
        us_sha256(us_text_of(row[i].text), hex);
        assert_string_equal(hex, row[i].sha256);
    }
}

/* A chain over all lengths up to four blocks: each text is the one before with a digit of its digest behind it. The ends
 * are those of md5sum and sha256sum. */
static void lengths_at_the_edges_of_blocks(void **state)
{
    char text[257] = "", hex[US_SHA256_HEX];
    (void)state;
    for (size_t length = 0; length < 256; length++) {
        us_sha256((us_text){ text, length }, hex);
        text[length] = hex[0];
    }
    us_md5((us_text){ text, 256 }, hex);
    assert_string_equal(hex, "b7627ab2b4d08e5b82d39dad4a578c42");
    us_sha256((us_text){ text, 256 }, hex);
    assert_string_equal(hex, "384013dcc0619f93c54a4d468477826335d3f19fa5fa02fb2360de2d4d68e771");
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_values_of_the_standards),
        cmocka_unit_test(lengths_at_the_edges_of_blocks),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
