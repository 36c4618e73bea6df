/* What values of a format look like. The names are those of formats.def and of the OpenAPI format registry,
 * and some that documents use without anybody having defined them. */
#include "runtime/make_inside.h"

#include <string.h>

typedef struct sample {
    const char *format;
    const char *plain;
    const char *numbered; /* another one for each number; NULL: there is only one */
} sample;

static const sample samples[] = {
    { "date-time", "2019-08-24T14:15:22Z", "2019-08-24T14:%02u:22Z" },
    { "date", "2019-08-24", "2019-%02u-24" },
    { "time", "14:15:22Z", "14:%02u:22Z" },
    { "duration", "P1D", "P%uD" },
    { "email", "user@example.com", "user%u@example.com" },
    { "idn-email", "user@example.com", "user%u@example.com" },
    { "hostname", "example.com", "www%u.example.com" },
    { "idn-hostname", "example.com", "www%u.example.com" },
    { "ipv4", "192.168.0.1", "192.168.0.%u" },
    { "ipv6", "2001:db8::1", "2001:db8::%u" },
    { "uri", "http://example.com", "http://example.com/%u" },
    { "url", "http://example.com", "http://example.com/%u" },
    { "uri-reference", "../dictionary", "../dictionary/%u" },
    { "iri", "http://example.com", "http://example.com/%u" },
    { "iri-reference", "../dictionary", "../dictionary/%u" },
    { "uuid", "497f6eca-6276-4993-bfeb-53cbbba6f08a", "497f6eca-6276-4993-bfeb-53cbbb%06u" },
    { "uri-template", "http://example.com/{endpoint}", "http://example.com/{endpoint}/%u" },
    { "json-pointer", "/json/pointer", "/json/pointer/%u" },
    { "relative-json-pointer", "1/relative/json/pointer", "%u/relative/json/pointer" },
    { "regex", "/regex/", "/regex{%u}/" },
    { "int64", "1", "%u" },
    { "uint64", "1", "%u" },
    { "decimal", "1.50", "%u.50" },
    { "decimal128", "1.50", "%u.50" },
    { "byte", "c3RyaW5n", NULL },
    { "base64url", "c3RyaW5n", NULL },
    { "binary", "string", "string%u" },
    { "password", "pa$$word", "pa$$word%u" },
    { "date-time-local", "2019-08-24T14:15:22", "2019-08-24T14:%02u:22" },
    { "time-local", "14:15:22", "14:%02u:22" },
    { "http-date", "Sat, 24 Aug 2019 14:15:22 GMT", "Sat, 24 Aug 2019 14:%02u:22 GMT" },
    { "media-range", "text/plain", "text/x%u" },
    { "sf-boolean", "?1", NULL },
    { "sf-string", "\"string\"", "\"string%u\"" },
    { "sf-token", "token", "token%u" },
    { "sf-binary", ":c3RyaW5n:", NULL },
    { "char", "a", NULL },
};

/* What stands for a month or a minute stays one. */
static unsigned number_for(const char *numbered, unsigned index)
{
    return strstr(numbered, "%02u") ? index % 12 + 1 : index % 250 + 1;
}

us_text us_make_sample(us_arena *arena, const char *format, unsigned index)
{
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++) {
        const sample *s = &samples[i];

        if (strcmp(s->format, format) != 0)
            continue;
        if (index == 0 || !s->numbered)
            return us_text_of(s->plain);
        return us_arena_print(arena, s->numbered, number_for(s->numbered, index));
    }
    return (us_text){ NULL, 0 };
}

us_text us_make_long_sample(us_arena *arena, const char *format, size_t least)
{
    static const struct {
        const char *format, *before, *filler, *after;
    } elastic[] = {
        { "date-time", "2019-08-24T14:15:22.", "0", "Z" },
        { "time", "14:15:22.", "0", "Z" },
        { "email", "use", "r", "@example.com" },
        { "idn-email", "use", "r", "@example.com" },
        { "uri", "http://example.com/", "a", "" },
        { "url", "http://example.com/", "a", "" },
        { "uri-reference", "../dictionary/", "a", "" },
        { "iri", "http://example.com/", "a", "" },
        { "iri-reference", "../dictionary/", "a", "" },
        { "json-pointer", "/json/pointer/", "a", "" },
        { "byte", "c3Ry", "aW5n", "" },
        { "base64url", "c3Ry", "aW5n", "" },
        { "password", "pa$$wor", "d", "" },
    };

    for (size_t i = 0; i < sizeof elastic / sizeof *elastic; i++) {
        us_buf text = us_buf_new(arena, least + 8);

        if (strcmp(elastic[i].format, format) != 0)
            continue;
        us_buf_add_string(&text, elastic[i].before);
        do
            us_buf_add_string(&text, elastic[i].filler);
        while (text.length + strlen(elastic[i].after) < least);
        us_buf_add_string(&text, elastic[i].after);
        return us_buf_text(&text);
    }
    return (us_text){ NULL, 0 };
}

us_text us_make_odd_sample(const char *format)
{
    static const sample odd[] = {
        { "date-time", "2024-02-29T23:59:59.999999+05:30", NULL },
        { "date", "2024-02-29", NULL },
        { "time", "23:59:59.999999+05:30", NULL },
        { "duration", "P1Y2M3DT4H5M6S", NULL },
        { "email", "first.last+tag@mail.example.co.uk", NULL },
        { "hostname", "xn--nxasmq6b.example", NULL },
        { "ipv6", "::ffff:192.0.2.1", NULL },
        { "uri", "https://user@example.com:8443/a%20b/?q=%C3%A9&r=1#part", NULL },
        { "url", "https://user@example.com:8443/a%20b/?q=%C3%A9&r=1#part", NULL },
        { "uri-reference", "?q=1#part", NULL },
        { "uuid", "FFFFFFFF-FFFF-FFFF-FFFF-FFFFFFFFFFFF", NULL },
        { "decimal", "-0.00", NULL },
        { "byte", "", NULL },
        { "binary", "", NULL },
    };

    for (size_t i = 0; i < sizeof odd / sizeof *odd; i++)
        if (strcmp(odd[i].format, format) == 0)
            return us_text_of(odd[i].plain);
    return (us_text){ NULL, 0 };
}
