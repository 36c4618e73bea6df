/* The body of a request: is it there, of a declared type, readable, and as its schema says? */
#include "base/json.h"
#include "base/utf8.h"
#include "runtime/branches.h"
#include "runtime/strict.h"
#include "server/body.h"
#include "server/charset.h"
#include "server/coding.h"
#include "server/events.h"
#include "server/list.h"
#include "server/problem.h"
#include "server/reading.h"
#include "server/sequence.h"
#include "server/table.h"
#include "server/turn.h"

/* ---- Content-Type ----------------------------------------------------------------------------------- */

static us_text list_media(const us_turn *turn, const us_body *body)
{
    us_buf out = us_buf_new(turn->arena, 64);
    for (unsigned i = 0; i < body->medias; i++) {
        if (i > 0)
            us_buf_add_string(&out, ", ");
        us_buf_add(&out, us_text_from(body->media[i].type));
    }
    return us_buf_text(&out);
}

/* Says what is taken, in the field that the method has for it (RFC 9110, 12.5.1 and 15.5.16; RFC 5789,
 * 3.1; Accept-Post of LDP, 7.1). */
static bool answer_unsupported(us_turn *turn, us_text why)
{
    const us_body *body = turn->operation->body;
    us_text taken = list_media(turn, body);
    us_text method = us_text_from(turn->operation->method);
    us_turn_field(turn, US_TEXT("Accept"), taken);
    if (us_text_equal(method, US_TEXT("PATCH")))
        us_turn_field(turn, US_TEXT("Accept-Patch"), taken);
    if (us_text_equal(method, US_TEXT("POST")))
        us_turn_field(turn, US_TEXT("Accept-Post"), taken);
    const char *taken_as = body->medias == 0  ? "none, as the document names none"
                           : body->medias > 1 ? "one of "
                                              : "";
    us_text message = us_arena_print(turn->arena, "must be %s%.*s, but %.*s", taken_as,
                                     US_SHOWN(taken), US_SHOWN(why));
    us_findings_add(&turn->findings, turn->arena, US_TEXT("header"), US_TEXT("content-type"),
                    us_turn_code(turn, "content-type", "415"), message,
                    body->medias > 0 ? body->media[0].at : body->at);
    return us_turn_refuse(turn, US_PROBLEM_UNSUPPORTED_MEDIA_TYPE,
                          "The media type of the body %.*s.", US_SHOWN(message));
}

/* How many Content-Types there are, and in *found the last; several are as bad as none. */
static unsigned count_content_types(const us_request *request, us_text *found)
{
    unsigned count = 0;
    for (unsigned i = 0; i < request->fields; i++) {
        if (!us_text_equal_nocase(request->field[i].name, US_TEXT("Content-Type")))
            continue;
        *found = request->field[i].value;
        count++;
    }
    return count;
}

const us_media *us_declared_media(const us_media *media, unsigned medias, const us_media_type *type)
{
    const us_media *found = NULL;
    unsigned best = 0;
    for (unsigned i = 0; i < medias; i++) {
        us_media_type declared;
        if (!us_media_parse(us_text_from(media[i].type), &declared))
            continue;
        unsigned fit = us_media_fit(&declared, type);
        if (fit > best) {
            best = fit;
            found = &media[i];
        }
    }
    return found;
}

/* ---- Content ------------------------------------------------------------------------------------------ */

static bool answer_unreadable(us_turn *turn, const us_media *media, const us_json_error *error)
{
    us_text message = us_arena_print(turn->arena, "line %u, column %u: %s", error->line,
                                     error->column, error->message);
    us_findings_add(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), "json", message,
                    media->at);
    return us_turn_refuse(turn, US_PROBLEM_UNREADABLE_JSON, "The body is no JSON, %.*s.",
                          US_SHOWN(message));
}

void us_body_run(const us_turn *turn, const us_media *media, const us_json *value, us_check *ck)
{
    us_check_begin(ck, turn->arena, value, turn->cast->pattern);
    ck->direction = turn->findings.direction == US_RESPONSE ? US_RESPONSE : US_REQUEST;
    ck->moved = &media->moved;
    if (turn->service->options.compat == US_COMPAT_PRISM)
        us_branches_begin(ck);
    ck->strict = turn->service->options.strict;
    if (ck->strict)
        us_strict_begin(ck);
    media->check(ck, value);
    if (ck->strict)
        us_strict_end(ck);
}

bool us_body_check(us_turn *turn, const us_media *media, const us_json *value)
{
    us_check ck;
    us_body_run(turn, media, value, &ck);
    turn->value = value;
    turn->media = media;
    us_findings_take(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), &ck);
    return true;
}

static bool check_json(us_turn *turn, const us_media *media)
{
    us_json_error error;
    us_json *value = us_json_read(turn->arena, turn->body, NULL, &error);
    if (!value)
        return answer_unreadable(turn, media, &error);
    return !media->check || us_body_check(turn, media, value);
}

static bool is_type(const us_media_type *type, us_text kind, us_text subtype)
{
    return us_text_equal_nocase(type->type, kind) && us_text_equal_nocase(type->subtype, subtype);
}

static bool is_form(const us_media_type *type)
{
    return is_type(type, US_TEXT("application"), US_TEXT("x-www-form-urlencoded")) ||
           us_text_equal_nocase(type->type, US_TEXT("multipart"));
}

/* Text is checked as what the schema lets a text be, and so is any body whose schema takes a string. A range
 * may allow a type that we cannot read: that is our limit, not the client's fault. */
static bool check_text(us_turn *turn, const us_media *media, const us_media_type *type)
{
    us_text body = turn->body;
    bool text = us_media_is_text(type);
    bool bytes = media->reading && media->reading->types & US_STRING;
    if (!text && !bytes && !is_type(type, US_TEXT("application"), US_TEXT("octet-stream"))) {
        turn->findings.limit = "the schema of this media type is not enforced yet";
        return true;
    }
    if (!us_utf8_valid(body))
        return true; /* bytes, of which no schema can say more */
    return us_body_check(turn, media, us_read_text(turn->arena, body, media->reading));
}

/* Every item of a sequence is checked, as the items of one array. */
static bool check_sequence(us_turn *turn, const us_media *media, const us_media_type *type)
{
    us_json_error error;
    unsigned item;
    us_json *items = us_sequence_read(turn->arena, turn->body, type, &item, &error);
    if (items)
        return us_body_check(turn, media, items);
    us_text message = us_arena_print(turn->arena, "item %u, line %u, column %u: %s", item,
                                     error.line, error.column, error.message);
    us_findings_add(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), "json", message,
                    media->at);
    return us_turn_refuse(turn, US_PROBLEM_UNREADABLE_JSON,
                          "The body is no sequence of JSON, %.*s.", US_SHOWN(message));
}

static bool check_table(us_turn *turn, const us_media *media, char separator)
{
    if (!us_utf8_valid(turn->body))
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST, "The table is no UTF-8.");
    return us_body_check(turn, media,
                         us_table_read(turn->arena, turn->body, separator, media->reading));
}

/* Events are what the schema of a list is about; that of a text is about all of them as it stands. */
static bool check_events(us_turn *turn, const us_media *media)
{
    if (!us_utf8_valid(turn->body))
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST, "The events are no UTF-8.");
    return us_body_check(turn, media, us_events_read(turn->arena, turn->body));
}

/* The body in UTF-8; false when nobody knows its charset. Forms say themselves how they are encoded, and bytes have no
 * charset. */
static bool take_charset(us_turn *turn, const us_media_type *type)
{
    us_text name = us_media_parameter(type, US_TEXT("charset"));
    enum us_charset charset =
        name.bytes ? us_charset_named(us_list_unquote(turn->arena, name)) : US_CHARSET_UTF_8;
    if (charset == US_CHARSET_LATIN_1 && !is_form(type))
        turn->body = us_latin1_to_utf8(turn->arena, turn->body);
    return charset == US_CHARSET_UTF_8 || (charset == US_CHARSET_LATIN_1 && !is_form(type));
}

/* A body that is no JSON, but can perhaps be read as a value. */
static bool check_other(us_turn *turn, const us_media *media, const us_media_type *type)
{
    if (us_media_is_events(type) && media->reading && media->reading->types == US_ARRAY)
        return check_events(turn, media);
    if (us_media_is_sequence(type))
        return check_sequence(turn, media, type);
    if (is_form(type))
        return us_body_form(turn, media, type);
    if (us_table_separator(type) && us_table_is_list(media->reading))
        return check_table(turn, media, us_table_separator(type));
    return check_text(turn, media, type);
}

static bool check_content(us_turn *turn)
{
    us_text field = US_TEXT("application/octet-stream"); /* without Content-Type: RFC 9110, 8.3 */
    us_media_type type;
    unsigned count = count_content_types(turn->request, &field);
    if (count > 1)
        return answer_unsupported(turn, US_TEXT("the request has more than one Content-Type"));
    if (!us_media_parse(field, &type) || us_media_is_range(&type))
        return answer_unsupported(turn, US_TEXT("the Content-Type is no media type"));
    const us_body *body = turn->operation->body;
    const us_media *media = us_declared_media(body->media, body->medias, &type);
    if (!media)
        return answer_unsupported(
            turn, count == 0 ? US_TEXT("the request has no Content-Type")
                             : us_arena_print(turn->arena, "is %.*s", US_SHOWN(field)));
    if (!take_charset(turn, &type))
        return answer_unsupported(turn, US_TEXT("its charset is neither utf-8 nor iso-8859-1"));
    if (us_media_is_json(&type))
        return check_json(turn, media);
    if (us_media_is_xml(&type))
        return us_body_xml(turn, media, us_media_parameter(&type, US_TEXT("charset")).bytes);
    return !media->check || check_other(turn, media, &type);
}

/* ---- Codings ------------------------------------------------------------------------------------------ */

static bool answer_unknown_coding(us_turn *turn, us_text name)
{
    us_text names = us_coding_names(turn->arena);
    us_text message =
        us_arena_print(turn->arena, "has the coding \"%.*s\", and only these are known: %.*s",
                       US_SHOWN(name), US_SHOWN(names));
    us_turn_field(turn, US_TEXT("Accept-Encoding"), names);
    us_findings_add(&turn->findings, turn->arena, US_TEXT("header"), US_TEXT("content-encoding"),
                    "content-encoding", message, turn->operation->body->at);
    return us_turn_refuse(turn, US_PROBLEM_UNSUPPORTED_MEDIA_TYPE, "The body %.*s.",
                          US_SHOWN(message));
}

static bool answer_too_large(us_turn *turn, const char *when)
{
    return us_turn_problem(turn, US_PROBLEM_TOO_LARGE, "The body is larger than %zu bytes%s.",
                           us_service_body_limit(turn->service), when);
}

/* Content-Encoding (RFC 9110, 8.4); 415 for one that is not known (15.5.16). */
static bool undo_codings(us_turn *turn)
{
    us_text name;
    switch (us_coding_undo(turn->arena, turn->request, us_service_body_limit(turn->service),
                           &turn->body, &name)) {
    case US_CODING_DONE:
        return true;
    case US_CODING_UNKNOWN:
        return answer_unknown_coding(turn, name);
    case US_CODING_TOO_LARGE:
        return answer_too_large(turn, " when its Content-Encoding is undone");
    case US_CODING_BROKEN:
        break;
    }
    return us_turn_refuse(turn, US_PROBLEM_UNREADABLE_REQUEST,
                          "The body is not what its Content-Encoding says: it cannot be read as "
                          "%.*s.",
                          US_SHOWN(name));
}

/* A form without fields is a body without bytes: that it is there, only its media type can say. */
static bool is_empty_form(const us_turn *turn)
{
    us_text field = { 0 };
    us_media_type type;
    return count_content_types(turn->request, &field) == 1 && us_media_parse(field, &type) &&
           is_type(&type, US_TEXT("application"), US_TEXT("x-www-form-urlencoded"));
}

/* HTTP lets a client send what nobody asked for, and so do we; Prism does not. */
static bool judge_undeclared(us_turn *turn)
{
    us_text message = US_TEXT("is not declared, but the request has a body");
    if (turn->service->options.compat != US_COMPAT_PRISM || turn->request->body.length == 0)
        return true;
    us_findings_add(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), "415", message,
                    turn->operation->at);
    return us_turn_refuse(turn, US_PROBLEM_UNSUPPORTED_MEDIA_TYPE, "A body %.*s.",
                          US_SHOWN(message));
}

bool us_step_length(us_turn *turn)
{
    return !turn->request->body_too_large || answer_too_large(turn, "");
}

bool us_step_body(us_turn *turn)
{
    const us_body *body = turn->operation->body;
    if (!body)
        return judge_undeclared(turn);
    turn->body = turn->request->body;
    if (!undo_codings(turn))
        return false;
    if (turn->body.length > 0 || (body->required && is_empty_form(turn)))
        return check_content(turn);
    if (body->required)
        us_findings_add(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), "required",
                        US_TEXT("is required, but has no bytes"), body->at);
    return true;
}
