/* The hash of a name: its values are part of generated code, so they must never change unnoticed. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/hash.h"

static void values_are_the_same_on_every_machine(void **state)
{
    (void)state;
    static const struct {
        const char *name;
        uint32_t hash;
    } row[] = {
        { "", 0x00000000u },
        { "a", 0x68dd16ccu },
        { "id", 0xe3666087u },
        { "key", 0x5fab2596u },
        { "name", 0xcef36ff6u },
        { "title", 0x18e17fdeu },
        { "language", 0xcf5c8d7du },
        { "tool_ids", 0x986e1c86u },
        { "description", 0x5cf085e9u },
        { "additionalProperties", 0xfb4fae4eu },
        { "conversational_path_id", 0x261855f1u },
    };

    for (size_t i = 0; i < sizeof row / sizeof *row; i++)
        assert_int_equal(us_hash(row[i].name, strlen(row[i].name)), row[i].hash);
}

/* In memory of exactly its length, so that AddressSanitizer sees a byte read beyond it; and every
 * byte of the name counts. */
static void every_byte_counts_and_no_other(void **state)
{
    (void)state;
    for (size_t length = 0; length <= 40; length++) {
        char *name = malloc(length ? length : 1);

        memset(name, 'a', length);
        uint32_t hash = us_hash(name, length);
        for (size_t i = 0; i < length; i++) {
            name[i] = 'b';
            assert_int_not_equal(us_hash(name, length), hash);
            name[i] = 'a';
        }
        free(name);
    }
}

/* Names as documents number them spread over slots as chance would have it. */
static void similar_names_spread(void **state)
{
    (void)state;
    enum { NAMES = 4096, SLOTS = 8192 };
    static unsigned char taken[SLOTS];
    unsigned collisions = 0;

    for (unsigned i = 0; i < NAMES; i++) {
        char name[32];
        int length = snprintf(name, sizeof name, "address_line_%u", i);
        unsigned slot = us_hash(name, (size_t)length) % SLOTS;

        collisions += taken[slot] != 0;
        taken[slot] = 1;
    }
    assert_in_range(collisions, 0, NAMES / 3); /* chance alone: about 870 */
}

int main(void)
{
    static const struct CMUnitTest tests[] = {
        cmocka_unit_test(values_are_the_same_on_every_machine),
        cmocka_unit_test(every_byte_counts_and_no_other),
        cmocka_unit_test(similar_names_spread),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
