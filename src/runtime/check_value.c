/* Keywords for a value of any type: type, enum, const (JSON Schema Validation 2020-12, 6.1). */
#include "base/nearest.h"
#include "runtime/numbers.h"
#include "runtime/show.h"
#include "runtime/value.h"
#include "runtime/verb.h"

/* How much of a long enum is shown, in bytes. */
#define ENUM_LENGTH   400
#define ENUM_IN_WORDS 120

/* Longer strings are not read for a hint. */
#define LONGEST_HINTED 4096

/* ---- type ----------------------------------------------------------------------------------------- */

/* What a value is: "null", "an array", "the string \"1\"". */
static us_text in_words(us_arena *arena, const us_json *value)
{
    switch (us_json_kind(value)) {
    case cJSON_Array:
        return US_TEXT("an array");
    case cJSON_Object:
        return US_TEXT("an object");
    case cJSON_String:
        return us_arena_print(arena, "the string %s", us_show(arena, value, US_SHOW_MESSAGE).bytes);
    case cJSON_Number:
        return us_arena_print(arena, "the number %s", us_show(arena, value, US_SHOW_MESSAGE).bytes);
    default:
        return us_show(arena, value, US_SHOW_MESSAGE);
    }
}

/* What was encoded twice is a string that holds what was meant. */
static const char *string_hint(us_arena *arena, const us_json *value, unsigned types)
{
    us_text text = is_kind(value, cJSON_String) ? string_text(value) : US_TEXT("");
    us_json_error error;
    const us_json *inside;

    if (text.length == 0 || text.length > LONGEST_HINTED ||
        (text.bytes[0] != '{' && text.bytes[0] != '['))
        return "";
    inside = us_json_read(arena, text, NULL, &error);
    if (!inside || !(inside->types & types))
        return "";
    return is_kind(inside, cJSON_Object) ? " that holds an object as JSON"
                                         : " that holds an array as JSON";
}

US_COLD static void violate_type(us_check *ck, const us_json *value, unsigned types, us_at at)
{
    if (us_check_noted(ck, value, "type"))
        return;
    us_violate(ck, value, "type", us_show_types(ck->arena, types), at, "must be %s, but is %s%s",
               us_say_types(ck->arena, types).bytes, in_words(ck->arena, value).bytes,
               string_hint(ck->arena, value, types));
}

void us_type(us_check *ck, const us_json *value, unsigned types, us_at at)
{
    if (value && !(value->types & types))
        violate_type(ck, value, types, at);
}

/* ---- enum, const ---------------------------------------------------------------------------------- */

/* " (did you mean \"free\"?)", why null is refused, or "". */
static us_text enum_hint(us_arena *arena, const us_json *value, const us_values *members)
{
    us_nearest nearest;

    if (us_json_kind(value) == cJSON_NULL && members->lacks_null)
        return US_TEXT(", which the type allows and the enum does not name");
    if (us_json_kind(value) != cJSON_String)
        return US_TEXT("");
    nearest = us_nearest_to(string_text(value));
    for (unsigned i = 0; i < members->count; i++)
        if (members->value[i].is_string)
            us_nearest_offer(&nearest, us_text_from(members->value[i].text));
    return us_show_nearest(arena, &nearest, US_SHOW_MESSAGE);
}

US_COLD static void violate_enum(us_check *ck, const us_json *value, const us_values *members,
                                 us_at at)
{
    us_arena *arena = ck->arena;

    if (us_check_noted(ck, value, "enum"))
        return;
    us_violate(
        ck, value, "enum", us_show_values(arena, members, ENUM_LENGTH, "[", ",", "\"…\"", "]"), at,
        "must be one of %s, but is %s%s",
        us_show_values(arena, members, ENUM_IN_WORDS, "", ", ", "…", "").bytes,
        us_show(arena, value, US_SHOW_MESSAGE).bytes, enum_hint(arena, value, members).bytes);
}

void us_enum(us_check *ck, const us_json *value, const us_values *members, us_at at)
{
    if (!value)
        return;
    if (is_of(value, US_STRING)
            ? us_string_is_among(members->value, members->count, value)
            : (value->types & US_EXACT) && us_is_among_numbers(members, value->node.valuedouble))
        return;
    if (!us_value_is_among(ck, members->value, members->count, value))
        violate_enum(ck, value, members, at);
}

US_COLD static void violate_const(us_check *ck, const us_json *value, const us_value *constant,
                                  us_at at)
{
    us_text expected;

    if (us_check_noted(ck, value, "const"))
        return;
    expected = us_show_constant(ck->arena, constant);
    us_violate(ck, value, "const", expected, at, "must be %s, but is %s", expected.bytes,
               us_show(ck->arena, value, US_SHOW_MESSAGE).bytes);
}

void us_const(us_check *ck, const us_json *value, const us_value *constant, us_at at)
{
    if (!value || (constant->is_exact && (value->types & US_EXACT) &&
                   value->node.valuedouble == constant->number))
        return;
    if (!us_value_is_among(ck, constant, 1, value))
        violate_const(ck, value, constant, at);
}
