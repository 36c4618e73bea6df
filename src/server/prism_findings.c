/* Violations in Prism's words. */
#include "server/prism_tale.h"

#include <string.h>

#include "base/ascii.h"
#include "base/json.h"
#include "server/problem.h"

enum shown { NOTHING, ITSELF, INSIDE, EACH, TYPES, TWINS, CHILD };

typedef struct keyword_row {
    const char *keyword;
    enum us_prism_part part;
    unsigned number;
    const char *before;
    enum shown shown;
    const char *after;
} keyword_row;

static const keyword_row keywords[] = {
#define US_PRISM_KEYWORD(keyword, part, number, before, shown, after)                              \
    { keyword, part, number, before, shown, after },
#include "server/prism_keywords.def"
#undef US_PRISM_KEYWORD
};

static bool is(const us_violation *violation, const char *keyword)
{
    return strcmp(violation->keyword, keyword) == 0;
}

/* NULL: Prism has no sentence for it. */
static const keyword_row *row_of(const us_violation *violation)
{
    bool shows = violation->expected.length > 0;
    for (unsigned i = 0; i < sizeof keywords / sizeof *keywords; i++)
        if (is(violation, keywords[i].keyword) && (shows || keywords[i].shown != INSIDE))
            return &keywords[i];
    return NULL;
}

/* ---- The sentence --------------------------------------------------------------------------------------- */

static us_text inside(us_arena *arena, us_text json)
{
    us_json_error error;
    const us_json *value = us_json_read(arena, json, NULL, &error);
    return value && us_json_kind(value) == cJSON_String ? us_json_string(value) : json;
}

static void write_each(us_buf *out, us_text json, const char *between)
{
    us_json_error error;
    const us_json *list = us_json_read(out->arena, json, NULL, &error);
    if (!list || us_json_kind(list) != cJSON_Array) {
        us_buf_add(out, inside(out->arena, json));
        return;
    }
    for (const us_json *item = us_json_first(list); item; item = us_json_next(item)) {
        us_buf_add_string(out, item == us_json_first(list) ? "" : between);
        if (us_json_kind(item) == cJSON_String)
            us_buf_add(out, us_json_string(item));
        else
            us_json_write(out, item);
    }
}

/* Scalars are looked up from the end of the list, lists and objects are compared one by one. */
static void write_twins(us_buf *out, const us_violation *violation)
{
    size_t first = us_text_find(violation->actual, '[') + 1;
    char item = first < violation->actual.length ? violation->actual.bytes[first] : ' ';
    bool compared = item == '[' || item == '{';
    us_buf_print(out, "%u and %u", violation->twin[!compared], violation->twin[compared]);
}

static void write_shown(us_buf *out, const us_violation *violation, enum shown shown)
{
    switch (shown) {
    case ITSELF:
        us_buf_add(out, violation->expected);
        break;
    case INSIDE:
        us_buf_add(out, inside(out->arena, violation->expected));
        break;
    case EACH:
        write_each(out, violation->expected, ", ");
        break;
    case TYPES:
        write_each(out, violation->expected, ",");
        break;
    case TWINS:
        write_twins(out, violation);
        break;
    case CHILD:
        us_buf_add(out, violation->location[violation->locations - 1]);
        break;
    case NOTHING:
        break;
    }
}

/* "Request body property a.0 ", "Response header parameter etag ", "Request query " */
static void write_subject(us_buf *out, const us_finding *finding)
{
    bool body = us_text_equal(finding->in, US_TEXT("body"));
    const us_violation *violation = finding->violation;
    const char *dot = body ? "property " : "parameter ";
    us_buf_add_string(out, finding->direction == US_RESPONSE ? "Response " : "Request ");
    us_buf_add(out, finding->in);
    us_buf_add_byte(out, ' ');
    for (unsigned i = 0; i <= violation->locations; i++) {
        us_text step = i == 0 ? finding->name : violation->location[i - 1];
        if (i == 0 && step.length == 0)
            continue;
        us_buf_add_string(out, dot);
        us_buf_add(out, step);
        dot = ".";
    }
    if (finding->name.length > 0 || violation->locations > 0)
        us_buf_add_byte(out, ' ');
}

static us_text sentence_of(us_arena *arena, const us_finding *finding, const keyword_row *row,
                           const us_violation *found)
{
    us_buf out = us_buf_new(arena, 96);
    us_text own = found->message;
    if (!row && (finding->in.length == 0 || own.length == 0 || us_is_upper(own.bytes[0])))
        return own; /* a sentence by itself */
    write_subject(&out, finding);
    if (!row) {
        us_buf_add(&out, own);
        return us_buf_text(&out);
    }
    us_buf_add_string(&out, row->before);
    write_shown(&out, found, row->shown);
    us_buf_add_string(&out, row->after);
    return us_buf_text(&out);
}

/* ---- One finding after the other ----------------------------------------------------------------------- */

static void tell(us_prism_tale *t, us_finding finding, const us_violation *violation,
                 const keyword_row *row)
{
    us_prism_telling *told = &t->telling[t->count++];
    finding.violation = violation;
    told->finding = finding;
    told->origin = t->origin;
    told->part = row ? row->part : ANY;
    told->number = row ? row->number : 9;
}

/* What stands by itself, as it concerns the message as a whole; `code` may be empty. */
static void tell_whole(us_prism_tale *t, us_finding finding, const char *code, us_text message)
{
    us_violation *violation = US_NEW(t->turn->arena, us_violation);
    *violation = *finding.violation;
    violation->keyword = code;
    violation->message = message;
    finding.in = finding.name = US_TEXT("");
    tell(t, finding, violation, NULL);
}

static us_text unmatched_status(const us_turn *turn)
{
    us_text statuses = us_declared_statuses(turn);
    us_buf out = us_buf_new(turn->arena, 128);
    us_buf_add_string(&out, "Unable to match the returned status code with those defined in the "
                            "document: ");
    for (size_t i = 0; i < statuses.length; i++)
        if (statuses.bytes[i] != ' ')
            us_buf_add_byte(&out, statuses.bytes[i]);
    return us_buf_text(&out);
}

static us_text unmatched_type(us_arena *arena, const us_violation *violation)
{
    us_text received = inside(arena, violation->actual);
    bool several = us_text_find(violation->expected, ',') < violation->expected.length;
    us_buf out = us_buf_new(arena, 128);
    us_buf_print(&out,
                 "The received media type \"%.*s\" does not match the one%s specified in the "
                 "current response: ",
                 US_SHOWN(received), several ? "s" : "");
    write_each(&out, violation->expected, ", ");
    return us_buf_text(&out);
}

static void tell_deprecated(us_prism_tale *t, us_finding finding)
{
    us_arena *arena = t->turn->arena;
    us_violation *violation = US_NEW(arena, us_violation);
    char first = (char)(finding.in.bytes[0] - 'a' + 'A'); /* "Query param …" */
    us_text rest = us_text_slice(finding.in, 1, finding.in.length);
    *violation = *finding.violation;
    violation->message = us_arena_print(arena, "%c%.*s param %.*s is deprecated", first,
                                        US_SHOWN(rest), US_SHOWN(finding.name));
    tell(t, finding, violation, NULL);
    t->telling[t->count - 1].part = LAST;
}

static bool are_siblings(const us_violation *a, const us_violation *b)
{
    for (unsigned i = 0; i + 1 < a->locations; i++)
        if (!us_text_equal(a->location[i], b->location[i]))
            return false;
    return a->locations == b->locations;
}

/* What it calls the keyword: a value that is given twice is a list to it. */
static const char *code_of(const us_violation *violation)
{
    static const char *const codes[][2] = { { "false", "false schema" },
                                            { "repeated", "type" },
                                            { "minContains", "contains" },
                                            { "maxContains", "contains" } };
    for (unsigned i = 0; i < sizeof codes / sizeof *codes; i++)
        if (is(violation, codes[i][0]))
            return codes[i][1];
    return violation->keyword;
}

static void tell_keyword(us_prism_tale *t, us_finding finding, const us_violation *found)
{
    us_arena *arena = t->turn->arena;
    const keyword_row *row = row_of(found);
    us_violation *violation = US_NEW(arena, us_violation), named = *found;
    *violation = *found;
    if (!us_text_equal(finding.in, US_TEXT("body")) && is(found, "required"))
        named.expected = us_text_lower(arena, named.expected);
    found = &named;
    if (row && row->shown == CHILD && found->locations > 0)
        violation->locations--;
    violation->keyword = code_of(found);
    finding.name = us_text_lower(arena, finding.name);
    finding.violation = violation;
    violation->message = sentence_of(arena, &finding, row, found);
    tell(t, finding, violation, row);
}

/* A name is wrong as something that is inside of the object, which then says so, too. */
static void tell_name(us_prism_tale *t, us_finding finding, const us_violation *found)
{
    us_violation *whole = US_NEW(t->turn->arena, us_violation);
    us_violation *inside = US_NEW(t->turn->arena, us_violation);
    *whole = *inside = *found;
    whole->locations = inside->locations = found->locations - 1;
    whole->keyword = "propertyNames";
    inside->of = whole;
    t->origin = inside;
    tell_keyword(t, finding, inside);
    t->origin = whole;
    tell_keyword(t, finding, whole);
}

/* Of items that are too many the first says how many there may be. */
static bool is_told_of_items(const us_prism_tale *t, const us_violation *found)
{
    for (unsigned i = 0; i < t->count; i++) {
        const us_violation *told = t->telling[i].origin;
        if (is(told, "items") && told->of == found->of && told->branch == found->branch &&
            are_siblings(told, found))
            return true;
    }
    return false;
}

static bool is_of_same_value(const us_finding *a, const us_finding *b)
{
    return us_text_equal(a->in, b->in) && us_text_equal(a->name, b->name) &&
           us_text_equal(a->violation->pointer, b->violation->pointer) &&
           a->violation->of == b->violation->of && a->violation->branch == b->violation->branch;
}

static bool has_own_bound(const us_findings *among, const us_finding *finding, const char *keyword)
{
    for (unsigned i = 0; i < among->kept; i++)
        if (is(among->finding[i].violation, keyword) &&
            is_of_same_value(&among->finding[i], finding))
            return true;
    return false;
}

/* Prism has a bound for these formats, too, and a pattern for that of base64. */
static void tell_bound(us_prism_tale *t, const us_findings *among, const us_finding *finding)
{
    us_violation also = *finding->violation;
    us_text format = inside(t->turn->arena, also.expected);
    bool below = also.actual.length > 0 && also.actual.bytes[0] == '-';
    if (us_text_equal(format, US_TEXT("byte"))) {
        also.keyword = "pattern";
        also.expected = US_TEXT("\"^[\\\\w\\\\d+\\\\/=]*$\"");
        tell_keyword(t, *finding, &also);
    } else if (us_text_equal(format, US_TEXT("int32"))) {
        also.keyword = below ? "minimum" : "maximum";
        also.expected = below ? US_TEXT("-2147483648") : US_TEXT("2147483647");
        if (!has_own_bound(among, finding, also.keyword))
            tell_keyword(t, *finding, &also);
    }
}

static void tell_finding(us_prism_tale *t, const us_findings *among, const us_finding *finding)
{
    const us_violation *violation = finding->violation;
    bool parameter = finding->name.length > 0 && !us_text_equal(finding->in, US_TEXT("body"));
    bool response = finding->direction == US_RESPONSE;
    t->origin = violation;
    if (is(violation, "401"))
        tell_whole(t, *finding, "401", US_TEXT("Invalid security scheme used"));
    else if (is(violation, "415"))
        tell_whole(t, *finding, "415", us_prism_media_detail(t->turn));
    else if (is(violation, "no-such-path") || is(violation, "no-such-method"))
        tell_whole(t, *finding, "", US_TEXT("Selected route not found"));
    else if (response && is(violation, "status"))
        tell_whole(t, *finding, "", unmatched_status(t->turn));
    else if (response && is(violation, "content-type"))
        tell_whole(t, *finding, "", unmatched_type(t->turn->arena, violation));
    else if (!response && is(violation, "required") && violation->expected.length == 0)
        tell_whole(t, *finding, "required", US_TEXT("Body parameter is required"));
    else if (is(violation, "deprecated") && parameter)
        tell_deprecated(t, *finding);
    else if (violation->of_name && violation->locations > 0)
        tell_name(t, *finding, violation);
    else if (!is(violation, "items") || !is_told_of_items(t, violation)) {
        if (is(violation, "format"))
            tell_bound(t, among, finding);
        tell_keyword(t, *finding, violation);
    }
}

/* ---- What is not told ----------------------------------------------------------------------------------- */

/* A value of another type has no length. */
static bool is_moot(const us_prism_tale *t, const us_prism_telling *told)
{
    const us_finding *finding = &told->finding;
    if (told->part != OWN && told->part != LATE)
        return false;
    for (unsigned i = 0; i < t->count; i++)
        if (t->telling[i].part == TYPE && is_of_same_value(finding, &t->telling[i].finding))
            return true;
    return false;
}

/* Credentials are wrong once, however many there are; so is a value, whichever schemas of an allOf say so. */
static bool is_repeated(const us_finding *a, const us_finding *b)
{
    if (is(a->violation, "401") || is(b->violation, "401"))
        return is(a->violation, b->violation->keyword);
    return is_of_same_value(a, b) && is(a->violation, b->violation->keyword) &&
           us_text_equal(a->violation->message, b->violation->message);
}

static bool is_told(const us_findings *told, const us_finding *finding)
{
    for (unsigned i = 0; i < told->kept; i++)
        if (is_repeated(&told->finding[i], finding))
            return true;
    return false;
}

/* In a branch that was not meant a number is a text as well, where it was read from one. */
static bool is_text_after_all(const us_turn *turn, const us_finding *finding)
{
    const us_violation *violation = finding->violation;
    us_text actual = violation->actual;
    return is(violation, "type") && us_text_equal(violation->expected, US_TEXT("\"string\"")) &&
           actual.length > 0 && actual.bytes[0] != '[' && actual.bytes[0] != '{' &&
           us_prism_reads_text(turn, finding);
}

us_findings us_prism_findings(const us_turn *turn, const us_findings *findings)
{
    us_findings told = { .direction = findings->direction, .omitted = findings->omitted };
    us_prism_tale t = { .turn = turn };
    unsigned room = (findings->kept + findings->asides) * 2;
    if (findings->kept == 0)
        return told;
    t.telling = us_arena_alloc(turn->arena, sizeof *t.telling * room);
    told.finding = us_arena_alloc(turn->arena, sizeof *told.finding * room);
    for (unsigned i = 0; i < findings->kept; i++)
        tell_finding(&t, findings, &findings->finding[i]);
    for (unsigned i = 0; i < findings->asides; i++)
        if (!is_text_after_all(turn, &findings->aside[i]))
            tell_finding(&t, findings, &findings->aside[i]);
    us_prism_order(&t);
    for (unsigned i = 0; i < t.count; i++)
        if (!is_moot(&t, &t.telling[i]) && !is_told(&told, &t.telling[i].finding))
            told.finding[told.kept++] = t.telling[i].finding;
    return told;
}
