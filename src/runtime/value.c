/* A constant of the schema and a value of the instance: are they the same?
 *
 * Generated code holds constants as text. Strings are compared by their bytes and scalars by their
 * spelling, so the common cases need no tree; an array or an object of the schema is read into one,
 * once a run. */
#include "runtime/value.h"

#include <assert.h>

#include "base/ascii.h"
#include "base/decimal.h"
#include "runtime/verb.h"

static bool starts_with(us_text text, char byte)
{
    return text.length > 0 && text.bytes[0] == byte;
}

static const us_json *tree_of(us_check *ck, const us_value *constant)
{
    void **place = us_check_memo(ck, constant);

    if (!*place) {
        us_json_error error;

        *place = us_json_read(ck->arena, us_text_from(constant->text), NULL, &error);
        assert(*place && "the compiler writes JSON into US_JSON");
    }
    return *place;
}

static bool is_number(us_text text)
{
    return starts_with(text, '-') || (text.length > 0 && us_is_digit(text.bytes[0]));
}

/* An integer that is spelled as most are. It has no other spelling of the kind. */
static bool is_plain(us_text number)
{
    size_t i = starts_with(number, '-') && number.length > 1 && number.bytes[1] != '0';

    while (i < number.length && us_is_digit(number.bytes[i]))
        i++;
    return i == number.length;
}

/* Numbers that are spelled differently. */
static bool same_number(us_text constant, us_text number)
{
    return is_number(constant) && !(is_plain(constant) && is_plain(number)) &&
           us_decimal_compare(constant, number) == 0;
}

/* Neither is a string. */
static bool same_value(us_check *ck, const us_value *constant, const us_json *value)
{
    us_text text = us_text_from(constant->text);

    switch (us_json_kind(value)) {
    case cJSON_NULL:
        return starts_with(text, 'n');
    case cJSON_True:
        return starts_with(text, 't');
    case cJSON_False:
        return starts_with(text, 'f');
    case cJSON_Number:
        return same_number(text, number_text(value));
    case cJSON_Array:
        return starts_with(text, '[') && us_json_equal(tree_of(ck, constant), value);
    default:
        return starts_with(text, '{') && us_json_equal(tree_of(ck, constant), value);
    }
}

bool us_value_is_among(us_check *ck, const us_value *constant, unsigned count, const us_json *value)
{
    if (us_json_kind(value) == cJSON_String)
        return us_string_is_among(constant, count, value);
    if (us_json_kind(value) == cJSON_Number &&
        us_text_is_among(constant, count, number_text(value), false))
        return true;
    for (unsigned i = 0; i < count; i++)
        if (!constant[i].is_string && same_value(ck, &constant[i], value))
            return true;
    return false;
}
