/* What a text or a number in the body of a refusal says, by its name, its schema and what stands beside it. */
#include "base/ascii.h"
#include "gen/refusal.h"

static void say_json(openapi *o, gen_saying *saying, const gen_node *value)
{
    us_buf json = us_buf_new(&o->g->arena, 32);
    gen_write_json(&json, value);
    saying->say = GEN_SAY_CONSTANT;
    saying->value = us_buf_text(&json);
}

static void say_constant(gen_saying *saying, us_text json)
{
    saying->say = GEN_SAY_CONSTANT;
    saying->value = json;
}

/* What the schema itself suggests, or NULL. */
static const gen_node *suggestion_of(const openapi_view *view)
{
    const gen_node *found = NULL;
    for (unsigned i = 0; !found && i < view->parts; i++)
        found = openapi_schema_example(view->part[i], true);
    return found;
}

static bool is_format(const openapi_view *view, const char *format)
{
    const gen_node *node = openapi_view_get(view, "format");
    return node && us_text_equal(node->text, us_text_of(format));
}

/* ---- Texts ---------------------------------------------------------------------------------------------- */

/* A word for what went wrong, spelled as the document's own example spells such words. */
static enum gen_say word_like(const gen_node *example)
{
    us_text text = example ? example->text : (us_text){ 0 };
    bool lower = false, upper = false, digits = text.length > 0;
    for (size_t i = 0; i < text.length; i++) {
        lower = lower || us_is_lower(text.bytes[i]);
        upper = upper || us_is_upper(text.bytes[i]);
        digits = digits && us_is_digit(text.bytes[i]);
    }
    if (digits)
        return GEN_SAY_STATUS_AS_TEXT;
    if (upper && lower)
        return GEN_SAY_WORD_IN_CAMEL_CASE;
    return upper ? GEN_SAY_WORD_IN_CAPITALS : GEN_SAY_WORD;
}

/* Whether the members beside it say where the fault is, so that the message need not. */
static bool has_place(const openapi_view *object)
{
    return refusal_has_role(object, REFUSAL_FIELD) || refusal_has_role(object, REFUSAL_POINTER) ||
           refusal_has_role(object, REFUSAL_IN);
}

/* A description is also what a pet has. */
static bool is_of_an_error(const openapi_view *object)
{
    return refusal_has_role(object, REFUSAL_CODE) || refusal_has_role(object, REFUSAL_ERROR) ||
           refusal_has_role(object, REFUSAL_STATUS) || refusal_has_role(object, REFUSAL_FIELD);
}

static enum gen_say message_at(const refusal_place *place)
{
    return place->each && !has_place(place->object) ? GEN_SAY_SENTENCE : GEN_SAY_MESSAGE;
}

static enum gen_say error_at(const refusal_place *place)
{
    if (place->object && openapi_view_member(place->object, US_TEXT("error_description")))
        return GEN_SAY_WORD; /* RFC 6749, 5.2 */
    return refusal_has_role(place->object, REFUSAL_MESSAGE) ? GEN_SAY_TITLE : message_at(place);
}

static enum gen_say code_at(const refusal_place *place, const gen_node *example)
{
    if (place->each)
        return GEN_SAY_CODE;
    if (!example && refusal_has_role(place->object, REFUSAL_NAME))
        return GEN_SAY_WORD_IN_CAPITALS; /* the two are one word, spelled in two ways */
    return word_like(example);
}

/* RFC 9457: a reference to a page that explains the problem, beside `title` or `detail`. */
static enum gen_say type_at(const refusal_place *place)
{
    bool problem = refusal_has_role(place->object, REFUSAL_TITLE);
    if (place->each)
        return GEN_SAY_CODE;
    return problem ? GEN_SAY_TYPE : GEN_SAY_WORD;
}

static bool has_number_for_code(const openapi_view *object)
{
    const gen_node *code = object ? openapi_view_member(object, US_TEXT("code")) : NULL;
    openapi_view view = openapi_view_of(code);
    return code && openapi_view_types(&view) & (GEN_TYPE_INTEGER | GEN_TYPE_NUMBER);
}

/* Beside a `code` that is the number it is the word for it, as in google.rpc.Status. */
static enum gen_say status_at(const refusal_place *place, const gen_node *example)
{
    if (has_number_for_code(place->object))
        return GEN_SAY_WORD_IN_CAPITALS;
    return example && word_like(example) != GEN_SAY_STATUS_AS_TEXT ? GEN_SAY_CONSTANT
                                                                   : GEN_SAY_STATUS_AS_TEXT;
}

/* JSON:API's `source` has a member for each kind of place, of which one fits. */
static enum gen_say field_at(const refusal_place *place)
{
    bool source = refusal_has_role(place->object, REFUSAL_POINTER);
    return source && us_text_equal(place->name, US_TEXT("parameter")) ? GEN_SAY_PARAMETER
                                                                      : GEN_SAY_FIELD;
}

/* GEN_SAYINGS: nothing. */
static enum gen_say say_by_role(const openapi_view *view, const refusal_place *place)
{
    const gen_node *example = suggestion_of(view);
    switch (refusal_word_of(place->name)->role) {
    case REFUSAL_MESSAGE:
    case REFUSAL_DESCRIPTION:
        return message_at(place);
    case REFUSAL_ERROR:
        return error_at(place);
    case REFUSAL_TITLE:
        return GEN_SAY_TITLE;
    case REFUSAL_CODE:
        return code_at(place, example);
    case REFUSAL_TYPE:
        return type_at(place);
    case REFUSAL_NAME:
        if (place->each)
            return refusal_has_role(place->object, REFUSAL_FIELD) ? GEN_SAY_CODE : GEN_SAY_FIELD;
        return GEN_SAY_WORD_IN_CAMEL_CASE;
    case REFUSAL_STATUS:
        return status_at(place, example);
    case REFUSAL_FIELD:
        return field_at(place);
    case REFUSAL_POINTER:
        return GEN_SAY_POINTER;
    case REFUSAL_IN:
        return GEN_SAY_IN;
    case REFUSAL_ACTUAL:
        return GEN_SAY_ACTUAL;
    case REFUSAL_ID:
        return GEN_SAY_ID;
    case REFUSAL_PAGE:
        return GEN_SAY_TYPE;
    case REFUSAL_VALUE:
    case REFUSAL_NONE:
        break;
    }
    return GEN_SAYINGS;
}

/* OData's message is an object of a text and its language. */
static bool say_part_of_message(const refusal_place *place, gen_saying *saying)
{
    if (!openapi_view_member(place->object, US_TEXT("value")))
        return false;
    if (us_text_equal(place->name, US_TEXT("value"))) {
        saying->say = GEN_SAY_MESSAGE;
        saying->tells = true;
    } else {
        say_constant(saying, US_TEXT("\"en\""));
    }
    return true;
}

static bool tells(enum gen_say say)
{
    return say == GEN_SAY_MESSAGE || say == GEN_SAY_SENTENCE;
}

/* A text that is held to a form which the stand-in can keep. */
static bool say_by_format(const openapi_view *view, gen_saying *saying)
{
    if (is_format(view, "uuid")) {
        saying->say = GEN_SAY_ID;
        return true;
    }
    if (saying->say != GEN_SAY_TYPE || !is_format(view, "uri"))
        return false;
    say_constant(saying, US_TEXT("\"about:blank\"")); /* RFC 9457, 4.2.1: it says nothing more */
    return true;
}

/* 0 also for what no message reaches, and for a number in another spelling. */
static unsigned longest_of(const openapi_view *view)
{
    const gen_node *longest = openapi_view_get(view, "maxLength");
    unsigned value = 0;
    return longest && us_text_number(longest->text, 999999, &value) ? value : 0;
}

bool refusal_say_text(openapi *o, const openapi_view *view, const refusal_place *place,
                      gen_saying *saying)
{
    const gen_node *values = openapi_view_get(view, "enum"),
                   *constant = openapi_view_get(view, "const");
    const refusal_word *word = refusal_word_of(place->name);
    if (word->role == REFUSAL_ACTUAL && openapi_view_types(view))
        return false; /* it may be of any type */
    if (word->role == REFUSAL_VALUE)
        return place->object && say_part_of_message(place, saying);
    if (constant) {
        say_json(o, saying, constant);
        return true;
    }
    saying->say = say_by_role(view, place);
    if (saying->say == GEN_SAYINGS)
        return false;
    saying->longest = longest_of(view);
    if (values && values->kind == GEN_ARRAY) {
        saying->say = GEN_SAY_CHOICE;
        saying->choice = values;
        return true;
    }
    if (saying->say == GEN_SAY_CONSTANT)
        say_json(o, saying, suggestion_of(view));
    if (say_by_format(view, saying))
        return true;
    saying->tells = tells(saying->say) && (word->role != REFUSAL_DESCRIPTION || place->each ||
                                           is_of_an_error(place->object));
    return true;
}

/* ---- The rest ------------------------------------------------------------------------------------------- */

bool refusal_say_number(openapi *o, const openapi_view *view, const refusal_place *place,
                        gen_saying *saying)
{
    enum refusal_role role = refusal_word_of(place->name)->role;
    const gen_node *example = suggestion_of(view);
    if (role == REFUSAL_ERROR && place->object)
        role = REFUSAL_STATUS;
    if (role != REFUSAL_STATUS && role != REFUSAL_CODE)
        return false;
    saying->say = GEN_SAY_STATUS;
    if (openapi_view_get(view, "enum") && example)
        say_json(o, saying, example);
    return true;
}

bool refusal_say_anything(openapi *o, const openapi_view *view, unsigned types, gen_saying *saying)
{
    const gen_node *suggested = suggestion_of(view), *minimum = openapi_view_get(view, "minimum");
    if (suggested)
        say_json(o, saying, suggested);
    else if (types == 0 || types & GEN_TYPE_NULL)
        say_constant(saying, US_TEXT("null"));
    else if (types & GEN_TYPE_STRING && is_format(view, "uuid"))
        saying->say = GEN_SAY_ID;
    else if (types & GEN_TYPE_STRING && is_format(view, "date-time"))
        say_constant(saying, US_TEXT("\"1970-01-01T00:00:00Z\""));
    else if (types & GEN_TYPE_STRING)
        say_constant(saying, US_TEXT("\"unknown\""));
    else if (types & (GEN_TYPE_INTEGER | GEN_TYPE_NUMBER) && minimum)
        say_json(o, saying, minimum);
    else if (types & (GEN_TYPE_INTEGER | GEN_TYPE_NUMBER))
        say_constant(saying, US_TEXT("0"));
    else if (types & GEN_TYPE_BOOLEAN)
        say_constant(saying, US_TEXT("false"));
    else if (types & GEN_TYPE_ARRAY)
        say_constant(saying, US_TEXT("[]"));
    else
        return false;
    return true;
}
