/* Forms: bodies of fields or of parts, read in the dialect that the run asks for. What breaks the contract is
 * tried in the others: where the run takes any, the best counts, elsewhere a violation that another dialect does
 * not have says so. */
#include "server/body.h"
#include "server/form.h"
#include "server/parameter.h"
#include "server/problem.h"
#include "server/slip.h"

/* Larger ones are not read again and again for the sake of a better message. */
#define RETRIED ((size_t)64 * 1024)

typedef struct reader { /* of the turn's body, in any dialect */
    us_turn *turn;
    const us_media *media;
    const us_media_type *type; /* NULL: of fields, not of parts */
} reader;

typedef struct attempt {
    us_dialect dialect;
    const us_json *form;
    us_check ck;
    unsigned broken; /* how many violations there are, and fields that are lost … */
    unsigned depth;  /* … and how deep: the deeper, the more of the names was understood */
} attempt;

static us_json *read_form(const reader *r, us_dialect dialect, us_form_parts *parts,
                          const char **fault)
{
    const us_turn *turn = r->turn;
    return r->type ? us_multipart_read(turn->arena, turn->body, r->type, r->media->reading, dialect,
                                       parts, fault)
                   : us_form_read(turn->arena, turn->body, r->media->reading, dialect, fault);
}

static bool answer_no_form(us_turn *turn, const us_media *media, const char *fault)
{
    if (fault == us_reading_limit) {
        turn->findings.limit = fault;
        return true;
    }
    us_findings_add(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), "form",
                    us_text_of(fault), media->at);
    bool type =
        turn->service->options.compat == US_COMPAT_PRISM && fault == us_multipart_no_boundary;
    return us_turn_refuse(turn,
                          type ? US_PROBLEM_UNSUPPORTED_MEDIA_TYPE : US_PROBLEM_UNREADABLE_REQUEST,
                          "The form cannot be read: %s.", fault);
}

/* ---- Dialects --------------------------------------------------------------------------------------- */

/* The dialect at this place of the order in which they are tried, the rest as it is; false after the last. */
static bool dialect_at(bool arrays, unsigned place, us_dialect *dialect)
{
    if (arrays)
        dialect->array = (enum us_array_dialect)(US_ARRAY_REPEAT + place);
    else
        dialect->object = (enum us_object_dialect)(US_OBJECT_FLAT + place);
    return arrays ? dialect->array < US_ARRAY_DIALECTS : dialect->object < US_OBJECT_DIALECTS;
}

static void measure(const reader *r, attempt *made)
{
    made->broken =
        made->ck.violations + made->ck.dropped + us_form_lost(r->media->reading, made->form);
    made->depth = 0;
    for (unsigned i = 0; i < made->ck.violations; i++)
        made->depth += made->ck.violation[i].locations;
}

static bool is_better(const attempt *made, const attempt *best)
{
    return !made->ck.limit && (made->broken < best->broken ||
                               (made->broken == best->broken && made->depth > best->depth));
}

/* The dialect that differs from *best in how it spells arrays, or objects, and breaks least; false when none is
 * better than that one. */
static bool find_better(const reader *r, bool arrays, attempt *best)
{
    us_dialect dialect = best->dialect;
    bool found = false;
    for (unsigned place = 0; dialect_at(arrays, place, &dialect); place++) {
        attempt made = { .dialect = dialect };
        us_form_parts parts;
        const char *fault;
        made.form = read_form(r, dialect, &parts, &fault);
        if (!made.form)
            continue;
        us_body_run(r->turn, r->media, made.form, &made.ck);
        measure(r, &made);
        if (!is_better(&made, best))
            continue;
        *best = made;
        found = true;
    }
    return found;
}

static bool has_violation(const us_check *ck, const us_violation *wanted)
{
    for (unsigned i = 0; i < ck->violations; i++)
        if (us_text_equal(ck->violation[i].pointer, wanted->pointer) &&
            us_text_equal(us_text_of(ck->violation[i].keyword), us_text_of(wanted->keyword)))
            return true;
    return false;
}

/* The field that the violation is about, as the form has it in the run's own dialect; empty for parts, which are not
 * written in a line. */
static us_text sample_of(const reader *r, const us_violation *violation, const us_json *form)
{
    us_text name = violation->locations > 0 ? violation->location[0] : US_TEXT("");
    const us_reading *field;
    us_reading room;
    us_entry entry;
    if (!us_json_member(form, name))
        name = us_text_slice(name, 0, us_text_find(name, '.'));
    const us_json *value = us_json_member(form, name);
    if (r->type || !value)
        return US_TEXT("");
    field = us_form_split(r->turn->arena, name, r->media->reading, r->turn->form_dialect, &entry,
                          &room);
    bool list = us_json_kind(value) == cJSON_Array,
         styled = field && field->style != US_STYLE_SIMPLE;
    us_parameter parameter = { .name = { name.bytes, (unsigned)name.length },
                               .style = list ? US_STYLE_FORM : US_STYLE_DEEP,
                               .explode = 1 };
    if (styled) {
        parameter.style = field->style;
        parameter.explode = field->explode;
    }
    return us_parameter_sample(r->turn->arena, &parameter, value);
}

static void add_hint(const reader *r, us_finding *finding, bool arrays, const attempt *better)
{
    us_arena *arena = r->turn->arena;
    us_violation *violation = US_NEW(arena, us_violation);
    const char *name = arrays ? us_array_dialects[better->dialect.array]
                              : us_object_dialects[better->dialect.object];
    *violation = *finding->violation;
    us_text sample = sample_of(r, violation, better->form);
    us_text right = sample.length > 0 ? us_arena_print(arena, "write %.*s, or ", US_SHOWN(sample))
                                      : US_TEXT("");
    violation->message = us_arena_print(
        arena, "%.*s; it is spelled in the dialect \"%s\": %.*slet it in with --form-%s %s",
        US_SHOWN(violation->message), name, US_SHOWN(right), arrays ? "array" : "object", name);
    finding->violation = violation;
}

/* Whether the field that the violation is about is wrong in that dialect, too, if otherwise. */
static bool is_wrong_all_the_same(const us_check *ck, const us_violation *wanted)
{
    for (unsigned i = 0; i < ck->violations; i++)
        if (wanted->locations > 0 && ck->violation[i].locations > 0 &&
            us_text_equal(ck->violation[i].location[0], wanted->location[0]))
            return true;
    return has_violation(ck, wanted);
}

/* The first violation of which the better dialect leaves nothing. */
static void hint(const reader *r, unsigned first, bool arrays, const attempt *better)
{
    us_findings *findings = &r->turn->findings;
    for (unsigned i = first; i < findings->kept; i++) {
        if (is_wrong_all_the_same(&better->ck, findings->finding[i].violation))
            continue;
        add_hint(r, &findings->finding[i], arrays, better);
        return;
    }
}

/* Leaves the form as the turn's value: that of the dialect which breaks least. */
static void settle(const reader *r, const us_findings *before, const us_check *ck)
{
    us_turn *turn = r->turn;
    us_dialect own = turn->form_dialect;
    attempt best = { .dialect = own, .form = turn->value, .ck = *ck };
    measure(r, &best);
    for (int arrays = 1; arrays >= 0 && best.broken > 0; arrays--) {
        bool free = arrays ? own.array == US_ARRAY_AUTO : own.object == US_OBJECT_AUTO;
        attempt better = best;
        if ((!free && turn->body.length > RETRIED) || !find_better(r, arrays, &better))
            continue;
        if (!free) {
            if (better.broken < best.broken)
                hint(r, before->kept, arrays, &better);
            continue;
        }
        best = better;
        turn->value = best.form;
        turn->findings = *before;
        us_findings_take(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), &best.ck);
    }
}

bool us_body_form(us_turn *turn, const us_media *media, const us_media_type *type)
{
    bool parts = us_text_equal_nocase(type->type, US_TEXT("multipart"));
    const reader r = { turn, media, parts ? type : NULL };
    const us_findings before = turn->findings;
    const char *fault = NULL;
    us_form_parts list = { 0 };
    us_json *form = read_form(&r, turn->form_dialect, &list, &fault);
    if (!form)
        return answer_no_form(turn, media, fault);
    us_check ck;
    us_body_run(turn, media, form, &ck);
    turn->value = form;
    turn->media = media;
    us_findings_take(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), &ck);
    settle(&r, &before, &ck);
    us_form_warn(turn, media->reading, media->at);
    us_body_parts(turn, &list);
    return true;
}
