/* Patterns and texts: up to the first NUL byte the input is a pattern, after it a text. Whatever is
 * compiled must be decided or stopped by a limit, twice alike, and by the automaton as by PCRE2; a refusal has its place in the source. */
#include <assert.h>
#include <stdint.h>

#include "base/pattern_parts.h"
#include "base/utf8.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    us_text input = { (const char *)data, size }, message;
    size_t split = us_text_find(input, '\0'), offset;
    us_text source = us_text_slice(input, 0, split), text = us_text_slice(input, split + 1, size);
    us_arena arena = { 0 };

    us_pattern *pattern = us_pattern_compile(&arena, source, &message, &offset);
    if (pattern) {
        enum us_match match = us_pattern_match(pattern, text);
        assert(match == us_pattern_match(pattern, text));
        assert(match == US_MATCH_LIMIT || us_utf8_valid(text));
        if (us_utf8_valid(text) && us_pattern_search(pattern, text) != US_MATCH_LIMIT)
            assert(match == us_pattern_search(pattern, text));
    } else {
        assert(message.length > 0 && offset <= source.length);
    }
    us_pattern_free(pattern);
    us_arena_free(&arena);
    return 0;
}
