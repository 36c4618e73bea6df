/* Parameters: text in, a value of the type its schema allows out, and the schema's checker over it.
 *
 * A parameter arrives as text without a type. It is read as the first of null, boolean and number that
 * the schema allows and the text spells, otherwise as a string; so a wrong one reaches the checker as a
 * string and the checker says what is wrong with it. */
#include "base/json.h"
#include "base/utf8.h"
#include "server/percent.h"
#include "server/problem.h"
#include "server/turn.h"

/* ---- Where parameters come from ----------------------------------------------------------------- */

static const char *gather_cookies(us_turn *turn)
{
    const us_request *request = turn->request;
    const char *fault = NULL;
    for (unsigned i = 0; i < request->fields && !fault; i++)
        if (us_text_equal_nocase(request->field[i].name, US_TEXT("Cookie")))
            fault = us_pairs_of_cookie(turn->arena, request->field[i].value, &turn->cookie);
    return fault;
}

bool us_step_gather(us_turn *turn)
{
    const char *fault = us_pairs_of_query(turn->arena, turn->request->query, &turn->query);
    if (fault)
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST, "The query cannot be read: %s.",
                               fault);
    fault = gather_cookies(turn);
    if (fault)
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST,
                               "The field Cookie cannot be read: %s.", fault);
    return true;
}

static us_text place_name(enum us_in in)
{
    switch (in) {
    case US_IN_PATH:
        return US_TEXT("path");
    case US_IN_QUERY:
        return US_TEXT("query");
    case US_IN_HEADER:
        return US_TEXT("header");
    case US_IN_COOKIE:
        return US_TEXT("cookie");
    }
    return US_TEXT("");
}

static bool next_pair(const us_pairs *pairs, us_text name, unsigned *cursor, us_pair *given)
{
    while (*cursor < pairs->count) {
        *given = pairs->pair[(*cursor)++];
        if (us_text_equal(given->name, name))
            return true;
    }
    return false;
}

static bool next_field(const us_request *request, us_text name, unsigned *cursor, us_pair *given)
{
    while (*cursor < request->fields) {
        const us_field *field = &request->field[(*cursor)++];
        if (us_text_equal_nocase(field->name, name)) {
            us_text value = us_text_trim(field->value);
            *given = (us_pair){ name, value, value };
            return true;
        }
    }
    return false;
}

/* The next time that the parameter is given, in *given; start with *cursor = 0. */
static bool next_given(const us_turn *turn, const us_parameter *parameter, unsigned *cursor,
                       us_pair *given)
{
    us_text name = us_text_from(parameter->name);
    switch (parameter->in) {
    case US_IN_PATH:
        return next_pair(&turn->path, name, cursor, given);
    case US_IN_QUERY:
        return next_pair(&turn->query, name, cursor, given);
    case US_IN_HEADER:
        return next_field(turn->request, name, cursor, given);
    case US_IN_COOKIE:
        return next_pair(&turn->cookie, name, cursor, given);
    }
    return false;
}

static unsigned count_given(const us_turn *turn, const us_parameter *parameter, us_pair *first)
{
    us_pair given;
    unsigned cursor = 0, count = 0;
    while (next_given(turn, parameter, &cursor, &given))
        if (count++ == 0)
            *first = given;
    return count;
}

/* ---- Text to value -------------------------------------------------------------------------------- */

static us_json *read_scalar(us_arena *arena, us_text text, unsigned types)
{
    us_json *number = NULL;
    if ((types & US_NULL) && !(types & US_STRING) && us_text_equal(text, US_TEXT("null")))
        return us_json_new_literal(arena, cJSON_NULL);
    if ((types & US_BOOLEAN) && us_text_equal(text, US_TEXT("true")))
        return us_json_new_literal(arena, cJSON_True);
    if ((types & US_BOOLEAN) && us_text_equal(text, US_TEXT("false")))
        return us_json_new_literal(arena, cJSON_False);
    if (types & (US_INTEGER | US_NUMBER))
        number = us_json_new_number(arena, text);
    return number ? number : us_json_new_string(arena, text);
}

static void append_item(us_turn *turn, const us_parameter *parameter, us_json *array, us_text text)
{
    us_json *item = read_scalar(turn->arena, text, parameter->item_types);
    us_json_append(array, item, US_TEXT(""));
}

/* Undoes the encoding of one item. What cannot be decoded by itself was refused before, or is a cookie
 * that is not encoded. */
static us_text decode_item(us_turn *turn, const us_parameter *parameter, us_text raw)
{
    us_text decoded;
    enum us_plus plus = parameter->in == US_IN_QUERY ? US_PLUS_IS_SPACE : US_PLUS_STAYS;
    if (parameter->in == US_IN_HEADER)
        return us_text_trim(raw);
    bool readable = us_percent_decode(turn->arena, raw, plus, &decoded);
    return readable && us_utf8_valid(decoded) ? decoded : raw;
}

/* Splits at each comma before decoding, so that an encoded comma belongs to its item. Empty items of a
 * header do not count (RFC 9110, 5.6.1). */
static void append_list(us_turn *turn, const us_parameter *parameter, us_json *array, us_text raw)
{
    bool more = true;
    while (more) {
        size_t end = us_text_find(raw, ',');
        us_text item = decode_item(turn, parameter, us_text_slice(raw, 0, end));
        more = end < raw.length;
        raw = us_text_slice(raw, end + 1, raw.length);
        if (item.length > 0 || parameter->in != US_IN_HEADER)
            append_item(turn, parameter, array, item);
    }
}

static bool is_exploded(const us_parameter *parameter)
{
    return parameter->style == US_STYLE_FORM && parameter->explode;
}

static us_json *read_array(us_turn *turn, const us_parameter *parameter)
{
    us_json *array = us_json_new_container(turn->arena, cJSON_Array);
    us_pair given;
    unsigned cursor = 0;
    while (next_given(turn, parameter, &cursor, &given)) {
        if (is_exploded(parameter))
            append_item(turn, parameter, array, given.value);
        else
            append_list(turn, parameter, array, given.raw);
    }
    return array;
}

/* Whether the text is a list. When a schema allows both a list and a scalar, only what could not be a
 * scalar is one: several values, or a comma. */
static bool is_list(const us_parameter *parameter, const us_pair *given, unsigned count)
{
    const unsigned scalars = US_BOOLEAN | US_INTEGER | US_NUMBER | US_STRING;
    if (!(parameter->types & US_ARRAY))
        return false;
    if (!(parameter->types & scalars) || count > 1)
        return true;
    return !is_exploded(parameter) && us_text_find(given->raw, ',') < given->raw.length;
}

/* ---- Checking --------------------------------------------------------------------------------------- */

static void report(us_turn *turn, const us_parameter *parameter, us_at at, const char *code,
                   us_text message)
{
    us_findings_add(&turn->findings, turn->arena, place_name(parameter->in),
                    us_text_from(parameter->name), code, message, at);
}

/* Names in a query are compared as written; another case is the likeliest slip. */
static const us_pair *find_other_case(const us_pairs *pairs, us_text name)
{
    for (unsigned i = 0; i < pairs->count; i++)
        if (us_text_equal_nocase(pairs->pair[i].name, name))
            return &pairs->pair[i];
    return NULL;
}

static void report_missing(us_turn *turn, const us_parameter *parameter)
{
    us_text message = US_TEXT("is required");
    const us_pair *other = NULL;
    if (parameter->in == US_IN_QUERY)
        other = find_other_case(&turn->query, us_text_from(parameter->name));
    if (other)
        message = us_arena_print(turn->arena,
                                 "is required; the request has \"%.*s\", but names are compared "
                                 "with case",
                                 US_SHOWN(other->name));
    report(turn, parameter, parameter->required, "required", message);
}

static void run_checker(us_turn *turn, const us_parameter *parameter, const us_json *value)
{
    us_check ck;
    us_check_begin(&ck, turn->arena, value, turn->cast->pattern);
    ck.direction = US_REQUEST;
    ck.strict = turn->service->options.strict;
    parameter->check(&ck, value);
    us_findings_take(&turn->findings, turn->arena, place_name(parameter->in),
                     us_text_from(parameter->name), &ck);
}

/* More than one value where one is meant: a scalar, or a list that says it is in one piece. Repeated
 * header lines make one list (RFC 9110, 5.3). */
static bool is_repeated(const us_parameter *parameter, unsigned count, bool list)
{
    return count > 1 && !(list && (is_exploded(parameter) || parameter->in == US_IN_HEADER));
}

static bool check_parameter(us_turn *turn, const us_parameter *parameter)
{
    us_pair given = { 0 };
    unsigned count = count_given(turn, parameter, &given);
    if (count == 0) {
        if (parameter->required)
            report_missing(turn, parameter);
        return true;
    }
    if (!parameter->check)
        return true;
    if (!us_utf8_valid(given.value)) /* only a header's: the rest was decoded */
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST, "The field %.*s is no UTF-8.",
                               US_SHOWN(given.name));

    bool list = is_list(parameter, &given, count);
    if (is_repeated(parameter, count, list))
        report(turn, parameter, parameter->at, "repeated",
               us_arena_print(turn->arena, "is given %u times, but is one %s", count,
                              list ? "list, its items divided by commas" : "value"));
    else if (list)
        run_checker(turn, parameter, read_array(turn, parameter));
    else
        run_checker(turn, parameter, read_scalar(turn->arena, given.value, parameter->types));
    return true;
}

bool us_step_parameters(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    for (unsigned i = 0; i < operation->parameters; i++)
        if (!check_parameter(turn, &operation->parameter[i]))
            return false;
    return true;
}
