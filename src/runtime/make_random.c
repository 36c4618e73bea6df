/* The random chooser. What it draws depends on the seed and on the place of the value, not on what was drawn
 * before: so an answer is the same on any machine, and what changes in one place changes nothing elsewhere.
 *
 * Strings look like what their member is called: people read answers, and test their screens with them. */
#include "base/ascii.h"
#include "runtime/make_inside.h"

#include <string.h>

#include "base/hash.h"

/* splitmix64 (Steele, Lea, Flood 2014): neighbouring seeds lead far apart. */
static uint64_t mix(uint64_t x)
{
    x += 0x9E3779B97F4A7C15;
    x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9;
    x = (x ^ x >> 27) * 0x94D049BB133111EB;
    return x ^ x >> 31;
}

/* The words of a text are drawn with these, and numbers with any from the third on. */
enum { WORDS_FIRST = 10, WORDS_LAST = 39, NUMBERS_FIRST = 100 };

static us_text spoken_name(const us_maker *mk);

static bool ends_with(us_text text, us_text end)
{
    return text.length >= end.length &&
           us_text_equal(us_text_slice(text, text.length - end.length, text.length), end);
}

/* Whether the member is called as what names a thing. */
static bool is_name(us_text name)
{
    static const char *const ends[] = { "id",          "name", "model",   "version",
                                        "fingerprint", "key",  "created", "createdat" };

    for (size_t i = 0; i < sizeof ends / sizeof *ends; i++)
        if (ends_with(name, us_text_of(ends[i])))
            return true;
    return false;
}

/* What stands before the last token of the path, unless that is the place in a list. */
static size_t token_before(us_text path, size_t end)
{
    while (end > 0 && path.bytes[end - 1] != '/')
        end--;
    return end > 0 ? end - 1 : 0;
}

/* The id of an item, and an item_id elsewhere, are drawn in one place. */
static uint64_t place_of_id(const us_maker *mk, us_text name)
{
    us_text path = us_buf_text(&mk->path);
    size_t end = token_before(path, path.length), start = token_before(path, end);

    if (name.length > 2)
        return us_hash(name.bytes, name.length - 2);
    return end > 0 ? us_hash(path.bytes + start + 1, end - start - 1) : us_hash("", 0);
}

static uint64_t place_of(const us_maker *mk)
{
    return us_hash(mk->path.bytes, mk->path.length);
}

/* In what tells of one thing, piece by piece, only words and numbers are another piece's. */
static uint64_t draw_of_thread(const us_maker *mk, unsigned salt)
{
    us_text name = spoken_name(mk);
    bool free = (salt >= WORDS_FIRST && salt <= WORDS_LAST) || salt >= NUMBERS_FIRST;
    uint64_t seed = free && !is_name(name) ? *mk->seed : *mk->making->thread;
    uint64_t place = ends_with(name, US_TEXT("id")) ? place_of_id(mk, name) : place_of(mk);

    return mix(mix(seed ^ mix(place)) + salt + ((uint64_t)mk->variety << 32));
}

uint64_t us_make_draw(const us_maker *mk, unsigned salt)
{
    if (mk->making->thread)
        return draw_of_thread(mk, salt);
    return mix(mix(*mk->seed ^ mix(place_of(mk))) + salt + ((uint64_t)mk->variety << 32));
}

/* One of the texts that end with NULL. */
static us_text one_of(const us_maker *mk, unsigned salt, const char *const *list)
{
    unsigned count = 0;

    while (list[count])
        count++;
    return us_text_of(list[us_make_draw(mk, salt) % count]);
}

static unsigned between(const us_maker *mk, unsigned salt, unsigned least, unsigned most)
{
    return least + (unsigned)(us_make_draw(mk, salt) % (most - least + 1));
}

/* ---- By name ------------------------------------------------------------------------------------------------ */

static const char *const first_names[] = { "Ada",       "Alan",    "Barbara",  "Dennis",
                                           "Edsger",    "Frances", "Grace",    "John",
                                           "Katherine", "Ken",     "Margaret", NULL };
static const char *const last_names[] = { "Allen",   "Dijkstra", "Hamilton", "Hopper",
                                          "Johnson", "Liskov",   "Lovelace", "McCarthy",
                                          "Ritchie", "Thompson", "Turing",   NULL };
static const char *const cities[] = { "Berlin",    "Cape Town", "Lima",  "Lisbon",
                                      "Montréal",  "Nairobi",   "Osaka", "Reykjavík",
                                      "São Paulo", "Zürich",    NULL };
static const char *const countries[] = { "Brazil", "Canada", "Germany",  "Iceland",     "Japan",
                                         "Kenya",  "Peru",   "Portugal", "Switzerland", NULL };
static const char *const country_codes[] = { "BR", "CA", "CH", "DE", "IS",
                                             "JP", "KE", "PE", "PT", NULL };
static const char *const currencies[] = { "BRL", "CAD", "CHF", "EUR", "JPY", "KES", "USD", NULL };
static const char *const languages[] = { "de", "en", "es", "fr", "ja", "pt", "sw", NULL };
static const char *const companies[] = {
    "Acme", "Globex", "Initech", "Northwind", "Umbrella", NULL
};
static const char *const colours[] = { "amber",  "blue", "green", "grey",
                                       "indigo", "red",  "white", NULL };
static const char *const streets[] = { "Elm Street", "High Street", "Mill Lane", "Station Road",
                                       NULL };
static const char *const words[] = { "apple",  "bridge",  "cloud",  "delta",  "ember",
                                     "forest", "garden",  "harbor", "island", "jacket",
                                     "kettle", "lantern", "meadow", NULL };

/* What a part of a name stands for: a list, or one of the texts that are put together. */
enum likeness { LIST, FULL_NAME, EMAIL, PHONE, ADDRESS, DIGITS, SENTENCE };

static const struct {
    const char *part;
    enum likeness likeness;
    const char *const *list;
} likely[] = {
    /* Longer and more special ones first: "firstname" holds "name". */
    { "email", EMAIL, NULL },           { "firstname", LIST, first_names },
    { "givenname", LIST, first_names }, { "lastname", LIST, last_names },
    { "surname", LIST, last_names },    { "familyname", LIST, last_names },
    { "username", LIST, words },        { "filename", LIST, words },
    { "fullname", FULL_NAME, NULL },    { "author", FULL_NAME, NULL },
    { "owner", FULL_NAME, NULL },       { "phone", PHONE, NULL },
    { "mobile", PHONE, NULL },          { "countrycode", LIST, country_codes },
    { "country", LIST, countries },     { "currency", LIST, currencies },
    { "language", LIST, languages },    { "locale", LIST, languages },
    { "city", LIST, cities },           { "street", ADDRESS, NULL },
    { "address", ADDRESS, NULL },       { "zip", DIGITS, NULL },
    { "postal", DIGITS, NULL },         { "postcode", DIGITS, NULL },
    { "company", LIST, companies },     { "organization", LIST, companies },
    { "color", LIST, colours },         { "colour", LIST, colours },
    { "title", SENTENCE, NULL },        { "description", SENTENCE, NULL },
    { "message", SENTENCE, NULL },      { "summary", SENTENCE, NULL },
    { "comment", SENTENCE, NULL },      { "name", LIST, words },
};

/* "firstname" of first_name, firstName and first-name. An item is called what its array is called. */
static us_text spoken_name(const us_maker *mk)
{
    us_buf name = us_buf_new(mk->arena, 64);
    size_t end = mk->path.length, start;

    do {
        for (start = end; start > 0 && mk->path.bytes[start - 1] != '/';)
            start--;
        if (start == 0 || !us_is_digit(mk->path.bytes[start]))
            break;
        end = start - 1;
    } while (end > 0);
    for (size_t i = start; i < end; i++) {
        char c = mk->path.bytes[i];

        if (c != '_' && c != '-' && c != '.')
            us_buf_add_byte(&name, us_lower(c));
    }
    return us_buf_text(&name);
}

static us_text sentence(const us_maker *mk)
{
    us_buf text = us_buf_new(mk->arena, 64);

    for (unsigned i = 0, count = between(mk, 20, 3, 6); i < count; i++) {
        us_buf_add_string(&text, i > 0 ? " " : "");
        us_buf_add(&text, one_of(mk, 21 + i, words));
    }
    text.bytes[0] = (char)(text.bytes[0] - 'a' + 'A');
    return us_buf_text(&text);
}

static us_text email(const us_maker *mk)
{
    return us_arena_print(mk->arena, "%s.%s@example.com", one_of(mk, 10, words).bytes,
                          one_of(mk, 11, words).bytes);
}

static us_text liken(const us_maker *mk, enum likeness likeness, const char *const *list)
{
    switch (likeness) {
    case FULL_NAME:
        return us_arena_print(mk->arena, "%s %s", one_of(mk, 12, first_names).bytes,
                              one_of(mk, 13, last_names).bytes);
    case EMAIL:
        return email(mk);
    case PHONE: /* numbers that belong to nobody (NANP 555-01XX) */
        return us_arena_print(mk->arena, "+1%u55501%02u", between(mk, 14, 201, 989),
                              between(mk, 15, 0, 99));
    case ADDRESS:
        return us_arena_print(mk->arena, "%u %s", between(mk, 16, 1, 199),
                              one_of(mk, 17, streets).bytes);
    case DIGITS:
        return us_arena_print(mk->arena, "%05u", between(mk, 18, 1000, 99999));
    case SENTENCE:
        return sentence(mk);
    case LIST:
        break;
    }
    return one_of(mk, 19, list);
}

/* The number that ends a pointer's text before `end`, if its last token is one; *start gets where that begins. */
static bool place_before(us_text path, size_t end, size_t *start, unsigned *place)
{
    for (*start = end; *start > 0 && path.bytes[*start - 1] != '/';)
        --*start;
    return us_text_number(us_text_slice(path, *start, end), 999999, place);
}

bool us_make_place(const us_maker *mk, unsigned *place)
{
    const us_text name = US_TEXT("index");
    us_text path = us_buf_text(&mk->path);
    size_t end = path.length;

    if (end < name.length ||
        !us_text_equal_nocase(us_text_slice(path, end - name.length, end), name))
        return false;
    for (size_t start; end > 0; end = start > 0 ? start - 1 : 0)
        if (place_before(path, end, &start, place))
            return true;
    *place = 0;
    return true;
}

static uint32_t letter_bit(char letter)
{
    return UINT32_C(1) << (letter & 31);
}

static uint32_t letters_of(us_text text)
{
    uint32_t letters = 0;

    for (size_t i = 0; i < text.length; i++)
        letters |= letter_bit(text.bytes[i]);
    return letters;
}

/* Most parts are ruled out by their first three letters, and a search for each would be a tenth of the whole. */
static bool holds(us_text name, uint32_t letters, const char *part)
{
    uint32_t needed = letter_bit(part[0]) | letter_bit(part[1]) | letter_bit(part[2]);

    return (letters & needed) == needed && strstr(name.bytes, part);
}

us_text us_make_likely(us_maker *mk, const us_rule *like)
{
    us_text name = like ? us_text_of(like->text) : spoken_name(mk);
    uint32_t letters = letters_of(name);

    for (size_t i = 0; i < sizeof likely / sizeof *likely; i++)
        if (holds(name, letters, likely[i].part))
            return liken(mk, likely[i].likeness, likely[i].list);
    return one_of(mk, 30, words);
}

/* ---- By format ---------------------------------------------------------------------------------------------- */

typedef struct span {
    const char *part;
    unsigned first, last; /* years */
} span;

/* What begins does so before what ends. */
static span span_of(const us_maker *mk)
{
    static const span spans[] = {
        { "birth", 1950, 2005 },  { "creat", 2019, 2021 }, { "start", 2019, 2021 },
        { "begin", 2019, 2021 },  { "since", 2019, 2021 }, { "updat", 2022, 2024 },
        { "modif", 2022, 2024 },  { "end", 2022, 2024 },   { "until", 2022, 2024 },
        { "finish", 2022, 2024 }, { "expir", 2030, 2035 }, { "due", 2030, 2035 },
    };
    us_text name = spoken_name(mk);

    for (size_t i = 0; i < sizeof spans / sizeof *spans; i++)
        if (strstr(name.bytes, spans[i].part))
            return spans[i];
    return (span){ "", 2019, 2024 };
}

/* By hand, since a third of a random answer's time would be printf's. */
static char *put(char *at, uint64_t number, unsigned digits, unsigned base)
{
    for (unsigned i = digits; i-- > 0; number /= base)
        at[i] = "0123456789abcdef"[number % base];
    return at + digits;
}

static char *put_date(const us_maker *mk, char *at)
{
    span s = span_of(mk);

    at = put(at, between(mk, 40, s.first, s.last), 4, 10);
    *at++ = '-';
    at = put(at, between(mk, 41, 1, 12), 2, 10);
    *at++ = '-';
    return put(at, between(mk, 42, 1, 28), 2, 10);
}

static char *put_clock(const us_maker *mk, char *at)
{
    at = put(at, between(mk, 43, 0, 23), 2, 10);
    *at++ = ':';
    at = put(at, between(mk, 44, 0, 59), 2, 10);
    *at++ = ':';
    at = put(at, between(mk, 45, 0, 59), 2, 10);
    *at++ = 'Z';
    return at;
}

static us_text until(const us_maker *mk, const char *text, const char *end)
{
    return us_arena_copy(mk->arena, (us_text){ text, (size_t)(end - text) });
}

static us_text date_time(const us_maker *mk)
{
    char text[32], *at = put_date(mk, text);

    *at++ = 'T';
    return until(mk, text, put_clock(mk, at));
}

/* Version 4 (RFC 9562, 5.4). */
static us_text uuid(const us_maker *mk)
{
    uint64_t high = us_make_draw(mk, 46), low = us_make_draw(mk, 47);
    const struct {
        uint64_t number;
        unsigned digits;
    } group[] = { { high >> 32, 8 },
                  { high >> 16, 4 },
                  { 0x4000 | (high & 0xFFF), 4 },
                  { (8 | low >> 62) << 12 | (low >> 48 & 0xFFF), 4 },
                  { low, 12 } };
    char text[40], *at = text;

    for (size_t i = 0; i < sizeof group / sizeof *group; i++) {
        at = put(at, group[i].number, group[i].digits, 16);
        *at++ = '-';
    }
    return until(mk, text, at - 1);
}

us_text us_make_random_sample(us_maker *mk, const char *format)
{
    us_arena *arena = mk->arena;
    char text[32];

    if (strcmp(format, "date-time") == 0)
        return date_time(mk);
    if (strcmp(format, "date") == 0)
        return until(mk, text, put_date(mk, text));
    if (strcmp(format, "time") == 0)
        return until(mk, text, put_clock(mk, text));
    if (strcmp(format, "uuid") == 0)
        return uuid(mk);
    if (strcmp(format, "email") == 0 || strcmp(format, "idn-email") == 0)
        return email(mk);
    if (strcmp(format, "uri") == 0 || strcmp(format, "url") == 0 || strcmp(format, "iri") == 0)
        return us_arena_print(arena, "https://example.com/%s/%s", one_of(mk, 48, words).bytes,
                              one_of(mk, 49, words).bytes);
    if (strcmp(format, "ipv4") == 0) /* for documentation (RFC 5737) */
        return us_arena_print(arena, "192.0.2.%u", between(mk, 50, 1, 254));
    return us_make_sample(arena, format, between(mk, 51, 1, 1000));
}
