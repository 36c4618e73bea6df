/* The names of dialects, and what each means in the terms of OpenAPI's styles. */
#include "server/dialect.h"

#include "server/reading.h"

const char *const us_array_dialects[US_ARRAY_DIALECTS + 1] = { "declared", "auto",  "repeat",
                                                               "comma",    "space", "pipe",
                                                               "brackets", NULL };
const char *const us_object_dialects[US_OBJECT_DIALECTS + 1] = { "declared",   "auto",     "flat",
                                                                 "flat-comma", "brackets", "dots",
                                                                 NULL };

static const us_spelling of_array[US_ARRAY_DIALECTS] = {
    [US_ARRAY_REPEAT] = { US_STYLE_FORM, true },   [US_ARRAY_COMMA] = { US_STYLE_FORM, false },
    [US_ARRAY_SPACE] = { US_STYLE_SPACE, false },  [US_ARRAY_PIPE] = { US_STYLE_PIPE, false },
    [US_ARRAY_BRACKETS] = { US_STYLE_DEEP, true },
};

static const us_spelling of_object[US_OBJECT_DIALECTS] = {
    [US_OBJECT_FLAT] = { US_STYLE_FORM, true },
    [US_OBJECT_FLAT_COMMA] = { US_STYLE_FORM, false },
    [US_OBJECT_BRACKETS] = { US_STYLE_DEEP, true },
    [US_OBJECT_DOTS] = { US_STYLE_DOTS, true },
};

/* The place of the name in the list; its end when it is not there. */
static unsigned find(const char *const *list, us_text name)
{
    unsigned i = 0;
    while (list[i] && !us_text_equal(us_text_of(list[i]), name))
        i++;
    return i;
}

bool us_array_dialect_named(us_text name, enum us_array_dialect *dialect)
{
    unsigned found = find(us_array_dialects, name);
    if (found < US_ARRAY_DIALECTS)
        *dialect = (enum us_array_dialect)found;
    return found < US_ARRAY_DIALECTS;
}

bool us_object_dialect_named(us_text name, enum us_object_dialect *dialect)
{
    unsigned found = find(us_object_dialects, name);
    if (found < US_OBJECT_DIALECTS)
        *dialect = (enum us_object_dialect)found;
    return found < US_OBJECT_DIALECTS;
}

bool us_dialect_spelling(us_dialect dialect, unsigned types, us_spelling *spelling)
{
    if (types & US_ARRAY && dialect.array >= US_ARRAY_REPEAT)
        *spelling = of_array[dialect.array];
    else if (types & US_OBJECT && !(types & US_ARRAY) && dialect.object >= US_OBJECT_FLAT)
        *spelling = of_object[dialect.object];
    else
        return false;
    return true;
}

bool us_dialect_is_free(us_dialect dialect, unsigned types)
{
    return types & US_ARRAY ? dialect.array == US_ARRAY_AUTO
                            : types & US_OBJECT && dialect.object == US_OBJECT_AUTO;
}

char us_dialect_separator(us_dialect dialect)
{
    if (dialect.array == US_ARRAY_COMMA)
        return ',';
    return dialect.array >= US_ARRAY_REPEAT ? us_style_separator(of_array[dialect.array].style) : 0;
}

unsigned us_parameter_types(const us_parameter *parameter)
{
    return parameter->reading ? parameter->reading->types : parameter->types;
}

us_parameter us_dialect_parameter(us_dialect dialect, const us_parameter *declared)
{
    us_parameter parameter = *declared;
    us_spelling spelling;
    if (declared->in != US_IN_QUERY || declared->style == US_STYLE_JSON ||
        !us_dialect_spelling(dialect, us_parameter_types(declared), &spelling))
        return parameter;
    parameter.style = spelling.style;
    parameter.explode = spelling.explode;
    return parameter;
}
