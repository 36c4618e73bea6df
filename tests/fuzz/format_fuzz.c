/* Any text through every format: it is decided, twice alike, within the text. Formats that contain one another
 * agree: what is a URI is a URI reference and an IRI, what fits 8 bits fits 16, a date-time is a date and a
 * time. A text that is a JSON number is also asked as a number. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/json.h"
#include "base/pattern.h"
#include "base/utf8.h"
#include "runtime/format.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define LONGEST 4096

static const us_format_rule *const rules[] = {
#define US_FORMAT(id, name, text, number, expected) &us_format_##id,
#include "runtime/formats.def"
#undef US_FORMAT
};

static void demand(bool condition, const char *law)
{
    if (condition)
        return;
    fprintf(stderr, "broken: %s\n", law);
    abort();
}

static bool is_of(const us_format_rule *rule, us_text text)
{
    bool verdict = !rule->text || rule->text(text);
    demand(!rule->text || rule->text(text) == verdict, rule->name);
    return verdict;
}

#define CONTAINS(wide, narrow)                                                                     \
    demand(!is_of(&us_format_##narrow, text) || is_of(&us_format_##wide, text),                    \
           "what is " #narrow " is " #wide)

static void check_texts(us_text text)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        is_of(rules[i], text);
    CONTAINS(uri_reference, uri);
    CONTAINS(iri, uri);
    CONTAINS(iri_reference, uri_reference);
    CONTAINS(iri_reference, iri);
    CONTAINS(idn_email, email);
    CONTAINS(decimal, int64);
    CONTAINS(hostname, ipv4);
}

/* RFC 3339: date-time = full-date "T" full-time; and the other way round. */
static void check_date_time(us_arena *arena, us_text text)
{
    if (is_of(&us_format_date_time, text)) {
        demand(is_of(&us_format_date, us_text_slice(text, 0, 10)),
               "a date-time starts with a date");
        demand(is_of(&us_format_time, us_text_slice(text, 11, text.length)),
               "a date-time ends with a time");
    }
    if (is_of(&us_format_date_time_local, text)) {
        us_text here = us_arena_print(arena, "%.*s+00:00", (int)text.length, text.bytes);
        demand(is_of(&us_format_date_time, here), "a local date-time lacks an offset only");
    }
}

static void check_regex(us_arena *arena, us_text text)
{
    us_text message;
    size_t offset;
    us_pattern *pattern = us_pattern_compile(arena, text, &message, &offset);
    bool remarked = pattern && us_pattern_remark(pattern, &offset).length > 0;
    demand(!pattern || is_of(&us_format_regex, text) == !remarked,
           "what compiles without a remark is a regex");
    us_pattern_free(pattern);
}

static bool fits(const us_format_rule *rule, const us_json *number)
{
    return rule->number(number);
}

#define HOLDS(wide, narrow)                                                                        \
    demand(!fits(&us_format_##narrow, number) || fits(&us_format_##wide, number),                  \
           "what fits " #narrow " fits " #wide)

static void check_number(const us_json *number)
{
    for (size_t i = 0; i < sizeof rules / sizeof *rules; i++)
        if (rules[i]->number)
            fits(rules[i], number);
    HOLDS(int16, int8);
    HOLDS(int32, int16);
    HOLDS(double_int, int32);
    HOLDS(int64, double_int);
    HOLDS(uint16, uint8);
    HOLDS(uint32, uint16);
    HOLDS(uint64, uint32);
    HOLDS(int64, uint32);
    HOLDS(double, float);
    HOLDS(sf_decimal, int8);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    us_text text = us_text_slice((us_text){ (const char *)data, size }, 0, LONGEST);
    us_arena arena = { 0 };
    const us_json *number = us_json_new_number(&arena, text);

    if (us_utf8_valid(text)) { /* nothing else gets as far as a format */
        check_texts(text);
        check_date_time(&arena, text);
        check_regex(&arena, text);
    }
    if (number)
        check_number(number);
    us_arena_free(&arena);
    return 0;
}
