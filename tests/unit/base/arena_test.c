/* Pieces are aligned, apart and kept until the arena is reset; under AddressSanitizer what is not
 * given out is poisoned. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/arena.h"

#if defined(__SANITIZE_ADDRESS__)
#define POISONING 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define POISONING 1
#endif
#endif
#ifdef POISONING
#include <sanitizer/asan_interface.h>
#endif

static void pieces_are_aligned_and_apart(void **state)
{
    (void)state;
    us_arena arena = { 0 };
    char *piece[300];

    for (size_t i = 0; i < 300; i++) {
        piece[i] = us_arena_alloc(&arena, i);
        assert_int_equal((uintptr_t)piece[i] % _Alignof(max_align_t), 0);
        memset(piece[i], (int)(i & 0xFF), i);
    }
    for (size_t i = 0; i < 300; i++)
        for (size_t j = 0; j < i; j++)
            assert_int_equal((unsigned char)piece[i][j], i & 0xFF);
    assert_ptr_not_equal(piece[0], piece[1]);
    us_arena_free(&arena);
}

static void zeroed_memory_is_zero_even_when_it_was_used(void **state)
{
    (void)state;
    us_arena arena = { 0 };

    memset(us_arena_alloc(&arena, 4000), 0xFF, 4000);
    us_arena_reset(&arena);
    const char *bytes = us_arena_zalloc(&arena, 4000);
    for (size_t i = 0; i < 4000; i++)
        assert_int_equal(bytes[i], 0);
    const int *numbers = US_NEW_ARRAY(&arena, int, 100);
    for (size_t i = 0; i < 100; i++)
        assert_int_equal(numbers[i], 0);
    us_arena_free(&arena);
}

static void reset_reuses_the_memory(void **state)
{
    (void)state;
    us_arena arena = { 0 };
    void *first = us_arena_alloc(&arena, 100);

    us_arena_reset(&arena);
    assert_ptr_equal(us_arena_alloc(&arena, 100), first);
    us_arena_free(&arena);
    assert_null(arena.last);
    us_arena_reset(&arena);
    assert_non_null(us_arena_alloc(&arena, 1));
    us_arena_free(&arena);
}

static size_t room(const us_arena *arena)
{
    return (size_t)(arena->end - arena->next);
}

static void reset_keeps_the_largest_block_of_at_most_a_mebibyte(void **state)
{
    (void)state;
    us_arena arena = { 0 };

    us_arena_alloc(&arena, 100);
    us_arena_alloc(&arena, 500000);
    us_arena_alloc(&arena, 3 << 20);
    us_arena_reset(&arena);
    assert_in_range(room(&arena), 500000, 1 << 20);
    us_arena_free(&arena);

    us_arena_alloc(&arena, 3 << 20);
    us_arena_reset(&arena);
    assert_int_equal(room(&arena), 0);
    us_arena_free(&arena);
}

static void rewinding_keeps_the_largest_block_of_any_size(void **state)
{
    (void)state;
    us_arena arena = { 0 };

    us_arena_alloc(&arena, 100);
    us_arena_alloc(&arena, 3 << 20); /* a block of its own … */
    us_arena_alloc(&arena, 4 << 20); /* … and another */
    us_arena_rewind(&arena);
    assert_true(room(&arena) >= 4 << 20);
    us_arena_free(&arena);
}

static void copies_are_terminated(void **state)
{
    (void)state;
    us_arena arena = { 0 };
    us_text copy = us_arena_copy(&arena, US_TEXT("a\0b"));
    us_text nothing = us_arena_copy(&arena, (us_text){ NULL, 0 });

    assert_int_equal(copy.length, 3);
    assert_memory_equal(copy.bytes, "a\0b", 4);
    assert_int_equal(nothing.length, 0);
    assert_string_equal(nothing.bytes, "");
    us_arena_free(&arena);
}

static void printed_text_is_whole(void **state)
{
    (void)state;
    us_arena arena = { 0 };
    us_text short_text = us_arena_print(&arena, "%s:%d", "spec.yaml", 41);
    us_text long_text = us_arena_print(&arena, "%*d", 100000, 7);

    assert_string_equal(short_text.bytes, "spec.yaml:41");
    assert_int_equal(short_text.length, 12);
    assert_int_equal(long_text.length, 100000);
    assert_int_equal(strlen(long_text.bytes), 100000);
    us_arena_free(&arena);
}

#ifdef POISONING
static void free_bytes_are_poisoned(void **state)
{
    (void)state;
    us_arena arena = { 0 };
    char *a = us_arena_alloc(&arena, 16), *b = us_arena_alloc(&arena, 5);

    assert_false(__asan_address_is_poisoned(a + 15));
    assert_true(__asan_address_is_poisoned(a + 16));
    assert_false(__asan_address_is_poisoned(b + 4));
    assert_true(__asan_address_is_poisoned(b + 5));
    us_arena_reset(&arena);
    assert_true(__asan_address_is_poisoned(a));
    assert_true(__asan_address_is_poisoned(b));
    us_arena_free(&arena);
}
#endif

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pieces_are_aligned_and_apart),
        cmocka_unit_test(zeroed_memory_is_zero_even_when_it_was_used),
        cmocka_unit_test(reset_reuses_the_memory),
        cmocka_unit_test(reset_keeps_the_largest_block_of_at_most_a_mebibyte),
        cmocka_unit_test(rewinding_keeps_the_largest_block_of_any_size),
        cmocka_unit_test(copies_are_terminated),
        cmocka_unit_test(printed_text_is_whole),
#ifdef POISONING
        cmocka_unit_test(free_bytes_are_poisoned),
#endif
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
