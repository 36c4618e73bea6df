/* What the compiler knows of keywords and formats: the rows of keywords.def and formats.def. */
#include "gen/lower.h"

#define GEN_TYPE_NUMERIC (GEN_TYPE_INTEGER | GEN_TYPE_NUMBER)

/* The sets of dialects of keywords.def. */
enum {
    ONLY_4 = 1 << GEN_DRAFT_4,
    ONLY_2019 = 1 << GEN_2019_09,
    ONLY_20 = 1 << GEN_OPENAPI_20,
    ONLY_30 = 1 << GEN_OPENAPI_30,
    JSON_2020 = 1 << GEN_2020_12 | 1 << GEN_OPENAPI_31,
    JSON_2019 = ONLY_2019 | JSON_2020,
    JSON_7 = 1 << GEN_DRAFT_7 | JSON_2019,
    JSON_6 = 1 << GEN_DRAFT_6 | JSON_7,
    JSON_4 = ONLY_4 | JSON_6,
    UP_TO_2019 = ONLY_4 | 1 << GEN_DRAFT_6 | 1 << GEN_DRAFT_7 | ONLY_2019,
    OPENAPI_3 = ONLY_30 | 1 << GEN_OPENAPI_31,
    OPENAPI = ONLY_20 | OPENAPI_3,
    NOT_20 = JSON_4 | ONLY_30,
    ALL = ONLY_20 | NOT_20
};

static const lower_keyword keywords[] = {
#define US_KEYWORD(id, text, word, carries, where)                                                 \
    [GEN_##id] = { .name = text, .verb = #word, .payload = LOWER_##carries, .dialects = where },
#include "runtime/keywords.def"
#undef US_KEYWORD
};

static const struct {
    const char *name;
    unsigned dialects;
} structure[] = {
#define US_STRUCTURE(name, dialects) { name, dialects },
#include "runtime/keywords.def"
#undef US_STRUCTURE
};

/* JSON Schema Validation (2020-12), section 6, and Core, section 10: a keyword asserts something about
 * one type of values, or about all. */
static const unsigned concerns[GEN_KEYWORDS] = {
    [GEN_MULTIPLE_OF] = GEN_TYPE_NUMERIC,
    [GEN_MAXIMUM] = GEN_TYPE_NUMERIC,
    [GEN_EXCLUSIVE_MAXIMUM] = GEN_TYPE_NUMERIC,
    [GEN_MINIMUM] = GEN_TYPE_NUMERIC,
    [GEN_EXCLUSIVE_MINIMUM] = GEN_TYPE_NUMERIC,
    [GEN_MAX_LENGTH] = GEN_TYPE_STRING,
    [GEN_MIN_LENGTH] = GEN_TYPE_STRING,
    [GEN_PATTERN] = GEN_TYPE_STRING,
    [GEN_FORMAT] = GEN_TYPE_STRING,
    [GEN_MAX_ITEMS] = GEN_TYPE_ARRAY,
    [GEN_MIN_ITEMS] = GEN_TYPE_ARRAY,
    [GEN_UNIQUE_ITEMS] = GEN_TYPE_ARRAY,
    [GEN_ITEMS] = GEN_TYPE_ARRAY,
    [GEN_MAX_PROPERTIES] = GEN_TYPE_OBJECT,
    [GEN_MIN_PROPERTIES] = GEN_TYPE_OBJECT,
    [GEN_REQUIRED] = GEN_TYPE_OBJECT,
    [GEN_PROPERTIES] = GEN_TYPE_OBJECT,
    [GEN_PATTERN_PROPERTIES] = GEN_TYPE_OBJECT,
    [GEN_ADDITIONAL_PROPERTIES] = GEN_TYPE_OBJECT,
    [GEN_MAX_CONTAINS] = GEN_TYPE_ARRAY,
    [GEN_MIN_CONTAINS] = GEN_TYPE_ARRAY,
    [GEN_CONTAINS] = GEN_TYPE_ARRAY,
    [GEN_PREFIX_ITEMS] = GEN_TYPE_ARRAY,
    [GEN_ADDITIONAL_ITEMS] = GEN_TYPE_ARRAY,
    [GEN_UNEVALUATED_ITEMS] = GEN_TYPE_ARRAY,
    [GEN_DEPENDENT_REQUIRED] = GEN_TYPE_OBJECT,
    [GEN_DEPENDENT_SCHEMAS] = GEN_TYPE_OBJECT,
    [GEN_PROPERTY_NAMES] = GEN_TYPE_OBJECT,
    [GEN_UNEVALUATED_PROPERTIES] = GEN_TYPE_OBJECT,
    [GEN_CONTENT_ENCODING] = GEN_TYPE_STRING,
    [GEN_CONTENT_MEDIA_TYPE] = GEN_TYPE_STRING,
    [GEN_CONTENT_SCHEMA] = GEN_TYPE_STRING,
};

static const char *const annotations[] = {
#define US_ANNOTATION(name) name,
#include "runtime/keywords.def"
#undef US_ANNOTATION
};

static const struct {
    const char *name, *id;
} formats[] = {
#define US_FORMAT(id, name, text, number, expected) { name, #id },
#include "runtime/formats.def"
#undef US_FORMAT
};

static const char *const hints[] = {
#define US_FORMAT_HINT(name) name,
#include "runtime/formats.def"
#undef US_FORMAT_HINT
};

static const struct {
    const char *name;
    unsigned bits;
} types[] = {
    { "null", GEN_TYPE_NULL },     { "boolean", GEN_TYPE_BOOLEAN }, { "integer", GEN_TYPE_INTEGER },
    { "number", GEN_TYPE_NUMBER }, { "string", GEN_TYPE_STRING },   { "array", GEN_TYPE_ARRAY },
    { "object", GEN_TYPE_OBJECT },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

const lower_keyword *lower_keyword_of(enum gen_keyword keyword)
{
    return &keywords[keyword];
}

unsigned lower_concerns(enum gen_keyword keyword)
{
    return concerns[keyword];
}

enum gen_keyword lower_find_keyword(us_text name)
{
    unsigned i = 0;

    while (i < GEN_KEYWORDS && !us_text_equal(name, us_text_of(keywords[i].name)))
        i++;
    return (enum gen_keyword)i;
}

bool lower_is_keyword(enum gen_keyword keyword, enum gen_dialect dialect)
{
    return keywords[keyword].dialects >> dialect & 1;
}

/* The dialects in which the word is structure; 0: it never is. */
static unsigned structure_of(us_text name)
{
    for (size_t i = 0; i < COUNT(structure); i++) {
        if (us_text_equal(name, us_text_of(structure[i].name)))
            return structure[i].dialects;
    }
    return 0;
}

bool lower_is_structure(us_text name, enum gen_dialect dialect)
{
    return structure_of(name) >> dialect & 1;
}

bool gen_is_keyword(us_text word, us_text *nearest)
{
    us_nearest near = us_nearest_to(word);

    for (size_t i = 0; i < GEN_KEYWORDS; i++)
        us_nearest_offer(&near, us_text_of(keywords[i].name));
    for (size_t i = 0; i < COUNT(structure); i++)
        us_nearest_offer(&near, us_text_of(structure[i].name));
    *nearest = near.best;
    return lower_is_known(word);
}

bool lower_is_known(us_text name)
{
    return lower_find_keyword(name) != GEN_KEYWORDS || structure_of(name) != 0 ||
           lower_is_annotation(name);
}

bool lower_is_annotation(us_text name)
{
    for (size_t i = 0; i < COUNT(annotations); i++) {
        if (us_text_equal(name, us_text_of(annotations[i])))
            return true;
    }
    return false;
}

const char *lower_annotation(size_t index)
{
    return index < COUNT(annotations) ? annotations[index] : NULL;
}

unsigned lower_find_type(us_text name)
{
    for (size_t i = 0; i < COUNT(types); i++) {
        if (us_text_equal(name, us_text_of(types[i].name)))
            return types[i].bits;
    }
    return 0;
}

const char *lower_type_name(unsigned bit)
{
    for (size_t i = 0; i < COUNT(types); i++) {
        if (types[i].bits == bit)
            return types[i].name;
    }
    return NULL;
}

const char *lower_find_format(us_text name)
{
    for (size_t i = 0; i < COUNT(formats); i++) {
        if (us_text_equal(name, us_text_of(formats[i].name)))
            return formats[i].id;
    }
    return NULL;
}

bool lower_is_hint(us_text name)
{
    for (size_t i = 0; i < COUNT(hints); i++) {
        if (us_text_equal(name, us_text_of(hints[i])))
            return true;
    }
    return false;
}
