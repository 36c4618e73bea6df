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

/* What can be as long as one likes: the filler in the middle stands there at least once. */
typedef struct elastic {
    const char *format, *before, *filler, *after;
} elastic;

/* Of those of one format the shorter comes last. */
static const elastic elastics[] = {
    { "date-time", "2019-08-24T14:15:22.", "0", "Z" },
    { "time", "14:15:22.", "0", "Z" },
    { "email", "use", "r", "@example.com" },
    { "email", "", "a", "@b.c" },
    { "idn-email", "use", "r", "@example.com" },
    { "idn-email", "", "a", "@b.c" },
    { "uri", "http://example.com/", "a", "" },
    { "uri", "a:", "b", "" },
    { "url", "http://example.com/", "a", "" },
    { "url", "a:", "b", "" },
    { "uri-reference", "../dictionary/", "a", "" },
    { "uri-reference", "", "a", "" },
    { "iri", "http://example.com/", "a", "" },
    { "iri", "a:", "b", "" },
    { "iri-reference", "../dictionary/", "a", "" },
    { "iri-reference", "", "a", "" },
    { "json-pointer", "/json/pointer/", "a", "" },
    { "json-pointer", "/", "a", "" },
    { "byte", "c3Ry", "aW5n", "" },
    { "base64url", "c3Ry", "aW5n", "" },
    { "password", "pa$$wor", "d", "" },
};

static us_text stretch(us_arena *arena, const elastic *e, size_t least)
{
    us_buf text = us_buf_new(arena, least + 8);

    us_buf_add_string(&text, e->before);
    do
        us_buf_add_string(&text, e->filler);
    while (text.length + strlen(e->after) < least);
    us_buf_add_string(&text, e->after);
    return us_buf_text(&text);
}

us_text us_make_long_sample(us_arena *arena, const char *format, size_t least, size_t most)
{
    us_text text = { NULL, 0 };

    for (size_t i = 0; i < sizeof elastics / sizeof *elastics; i++)
        if (strcmp(elastics[i].format, format) == 0 && (!text.bytes || text.length > most))
            text = stretch(arena, &elastics[i], least);
    return text;
}

/* That of the format, in a list; bytes NULL: it is not there. */
static us_text plain_of(const sample *list, size_t count, const char *format)
{
    for (size_t i = 0; i < count; i++)
        if (strcmp(list[i].format, format) == 0)
            return us_text_of(list[i].plain);
    return (us_text){ NULL, 0 };
}

us_text us_make_short_sample(const char *format)
{
    static const sample brief[] = {
        { "email", "a@b.c", NULL },     { "idn-email", "a@b.c", NULL },
        { "hostname", "a", NULL },      { "idn-hostname", "a", NULL },
        { "ipv4", "1.2.3.4", NULL },    { "ipv6", "::", NULL },
        { "uri", "a:b", NULL },         { "url", "a:b", NULL },
        { "iri", "a:b", NULL },         { "uri-reference", "a", NULL },
        { "iri-reference", "a", NULL }, { "uri-template", "a", NULL },
        { "json-pointer", "/", NULL },  { "relative-json-pointer", "0", NULL },
        { "regex", "a", NULL },         { "byte", "YQ==", NULL },
        { "base64url", "YQ", NULL },    { "decimal", "1", NULL },
        { "decimal128", "1", NULL },    { "media-range", "a/b", NULL },
        { "sf-string", "\"\"", NULL },  { "sf-token", "a", NULL },
        { "sf-binary", "::", NULL },    { "duration", "P1D", NULL },
    };

    return plain_of(brief, sizeof brief / sizeof *brief, format);
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

    return plain_of(odd, sizeof odd / sizeof *odd, format);
}
