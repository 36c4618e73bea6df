/* Bodies of XML: read, made into the value that the schema is about, and checked as any other. A violation names
 * the element, and the line of the body that it begins in, beside the pointer into the value. */
#include "base/ascii.h"
#include "server/body.h"
#include "server/problem.h"
#include "server/reading.h"
#include "server/xml_value.h"

/* A body in another format, which a reader of XML takes for no document at all. */
static bool is_other_format(us_text body)
{
    us_text text = us_text_trim(body);
    return text.length > 0 &&
           (text.bytes[0] == '{' || text.bytes[0] == '[' || us_is_letter(text.bytes[0]));
}

static bool answer_unreadable(us_turn *turn, const us_media *media, const us_xml_error *error)
{
    us_text message = us_arena_print(
        turn->arena, "line %u, column %u: %.*s%s", error->line, error->column,
        US_SHOWN(error->message),
        is_other_format(turn->body) ? " (XML begins with a '<', and this does not)" : "");
    us_findings_add(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), "xml", message,
                    media->at);
    return us_turn_problem(turn, US_PROBLEM_UNREADABLE_XML, "The body is no XML, %.*s.",
                           US_SHOWN(message));
}

/* "/pet/tags/tag[2]/@id, line 7". */
static us_text shown_place(us_arena *arena, const us_xml_place *place)
{
    us_text path = us_xml_path(arena, place->element);
    if (!place->attribute)
        return us_arena_print(arena, "%.*s, line %u", US_SHOWN(path), place->element->line);
    return us_arena_print(arena, "%.*s/@%.*s, line %u", US_SHOWN(path),
                          US_SHOWN(place->attribute->name), place->element->line);
}

static const us_json *child_of(const us_json *value, us_text step)
{
    if (us_json_kind(value) == cJSON_Object)
        return us_json_member(value, step);
    const us_json *child = us_json_kind(value) == cJSON_Array ? us_json_first(value) : NULL;
    us_text digits = step;
    unsigned long index = 0;
    for (; digits.length > 0 && index < value->count;
         digits = us_text_slice(digits, 1, step.length))
        index = index * 10 + (unsigned long)(digits.bytes[0] - '0');
    for (; child && index > 0; index--)
        child = us_json_next(child);
    return child;
}

/* The value that the violation is about, or the nearest around it that stands in the document. */
static const us_json *value_at(const us_json *root, const us_violation *violation)
{
    const us_json *value = root;
    for (unsigned i = 0; i < violation->locations; i++) {
        const us_json *child = child_of(value, violation->location[i]);
        if (!child || child->offset == 0)
            break;
        value = child;
    }
    return value;
}

static void add_places(us_turn *turn, us_check *ck, const us_xml_value *made)
{
    for (unsigned i = 0; i < ck->violations; i++) {
        us_violation *violation = &ck->violation[i];
        const us_json *value = value_at(made->value, violation);
        us_text place = shown_place(turn->arena, &made->place[value->offset - 1]);
        violation->message = us_arena_print(turn->arena, "%.*s (%.*s)",
                                            US_SHOWN(violation->message), US_SHOWN(place));
    }
}

static void take_notes(us_turn *turn, const us_media *media, const us_xml_note *note)
{
    for (; note; note = note->next) {
        if (turn->findings.kept == US_VIOLATIONS) {
            turn->findings.omitted++;
            continue;
        }
        us_text place = shown_place(turn->arena, &note->place);
        us_findings_add(
            &turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), "xml",
            us_arena_print(turn->arena, "%.*s (%.*s)", US_SHOWN(note->message), US_SHOWN(place)),
            media->at);
    }
}

bool us_body_xml(us_turn *turn, const us_media *media, bool utf8)
{
    us_xml_error error;
    us_check ck;
    if (!us_xml_is_found()) {
        turn->findings.limit = "the body is XML, and libxml2.so.2 is not installed";
        return true;
    }
    us_xml_element *root = us_xml_read(turn->arena, turn->body, utf8, &error);
    if (!root)
        return answer_unreadable(turn, media, &error);
    if (!media->check)
        return true;
    if (!media->reading) {
        turn->findings.limit = "the schema of this media type is not enforced yet";
        return true;
    }
    if (us_xml_is_text(root, media->reading))
        return us_body_check(turn, media, us_json_new_string(turn->arena, turn->body));
    us_xml_value made = us_xml_value_of(turn->arena, root, media->reading);
    if (!made.value) {
        turn->findings.limit = us_reading_limit;
        return true;
    }
    take_notes(turn, media, made.note);
    us_body_run(turn, media, made.value, &ck);
    turn->value = made.value;
    turn->media = media;
    add_places(turn, &ck, &made);
    us_findings_take(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), &ck);
    return true;
}
