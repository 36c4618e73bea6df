/* Declared header fields and their values, in the style `simple` (OpenAPI 3.1, 4.8.12.3). */
#include "server/headers.h"

#include "base/hash.h"
#include "runtime/make.h"
#include "server/location.h"
#include "server/made.h"
#include "server/paging.h"

/* ---- From a value to its text ------------------------------------------------------------------------------------ */

/* What is inside of a list or an object has no other form than JSON when it is one itself. */
static void add_item(us_buf *out, const us_json *value)
{
    if (us_json_kind(value) == cJSON_String)
        us_buf_add(out, us_json_string(value));
    else if (us_json_kind(value) != cJSON_NULL)
        us_json_write(out, value);
}

static char separator_of(enum us_style style)
{
    return style == US_STYLE_SPACE  ? ' '
           : style == US_STYLE_PIPE ? '|'
           : style == US_STYLE_TAB  ? '\t'
                                    : ',';
}

static us_text spell(us_arena *arena, const us_header *header, us_text json)
{
    us_json_error error;
    us_buf out = us_buf_new(arena, json.length + 16);
    const us_json *value = us_json_read(arena, json, NULL, &error);
    bool object = value && us_json_kind(value) == cJSON_Object;
    if (!value || header->style == US_STYLE_JSON)
        return json;
    if (!object && us_json_kind(value) != cJSON_Array) {
        add_item(&out, value);
        return us_buf_text(&out);
    }
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
        if (out.length > 0)
            us_buf_add_byte(&out, separator_of(header->style));
        if (object) {
            us_buf_add(&out, us_json_key(child));
            us_buf_add_byte(&out, header->explode ? '=' : ',');
        }
        add_item(&out, child);
    }
    return us_buf_text(&out);
}

/* ---- The value ----------------------------------------------------------------------------------------------------- */

/* Whether the schema takes the text. */
static bool takes(const us_turn *turn, const us_header *header, us_text text)
{
    unsigned types = header->shape ? us_shape_types(header->shape) : 0;
    us_json *value = types == 0 || types & US_STRING ? us_json_new_string(turn->arena, text)
                                                     : us_json_new_number(turn->arena, text);
    us_check ck;
    if (!value || !header->check)
        return value != NULL;
    us_check_begin(&ck, turn->arena, value, turn->cast->pattern);
    ck.brief = true;
    header->check(&ck, value);
    return !ck.failed && !ck.limit;
}

static us_text random_value(const us_turn *turn, const us_header *header)
{
    const us_making making = { .shape = header->shape,
                               .check = header->check,
                               .pattern = turn->cast->pattern,
                               .direction = US_RESPONSE };
    us_text why, name = us_text_from(header->name);
    return us_make_random(turn->arena, &making, turn->seed ^ us_hash(name.bytes, name.length),
                          &why);
}

/* Empty when the schema has no value that could be found. */
static us_text made_value(const us_turn *turn, const us_header *header)
{
    us_text why, json = { NULL, 0 };
    if (!header->shape && !header->required) /* nothing says what it could be */
        return US_TEXT("");
    if (turn->dynamic && header->shape)
        json = random_value(turn, header);
    if (!json.bytes)
        json = us_made_value(turn->service, turn->cast, header, header->shape, header->check, &why);
    return json.bytes ? spell(turn->arena, header, json) : US_TEXT("");
}

/* Clients wait when they are told so: only an answer that is about waiting tells them. */
static bool is_due(const us_turn *turn, us_text name)
{
    unsigned status = turn->reply->status;
    return us_text_equal_nocase(name, US_TEXT("Retry-After")) && (status == 429 || status == 503);
}

/* In the order of docs/made-answers.md. */
static us_text value_of(const us_turn *turn, const us_header *header)
{
    us_text name = us_text_from(header->name), value = us_text_from(header->value);
    const us_header_sample *sample = us_header_sample_of(name);
    if (us_text_equal_nocase(name, US_TEXT("Location")))
        return us_location_here(turn, value.length > 0 ? value : us_location_new(turn));
    if (value.length > 0 && (sample || !turn->dynamic || !header->shape))
        return value;
    if (sample && sample->wanted && !header->required && !is_due(turn, name))
        return US_TEXT("");
    if (sample && (sample->value.length == 0 || takes(turn, header, sample->value)))
        return sample->value;
    return made_value(turn, header);
}

/* ---- The fields ------------------------------------------------------------------------------------------------------ */

/* What the stand-in itself has to say counts more than an example of it: WWW-Authenticate. */
static bool is_said(const us_turn *turn, unsigned fields, us_text name)
{
    for (unsigned i = 0; i < fields; i++)
        if (us_text_equal_nocase(turn->field[i].name, name))
            return true;
    return false;
}

/* A value of several lines is several fields: cookies. */
static void add_lines(us_turn *turn, us_text name, us_text value)
{
    while (value.length > 0) {
        size_t end = us_text_find(value, '\n');
        us_turn_field(turn, name, us_text_slice(value, 0, end));
        value = us_text_slice(value, end + 1, value.length);
    }
}

void us_turn_headers(us_turn *turn, const us_response *response)
{
    unsigned said = turn->fields;
    for (unsigned i = 0; i < response->headers; i++) {
        us_text name = us_text_from(response->header[i].name);
        if (us_header_is_reserved(name) || is_said(turn, said, name) || us_paging_owns(turn, name))
            continue;
        add_lines(turn, name, value_of(turn, &response->header[i]));
    }
    us_turn_redirect(turn);
}
