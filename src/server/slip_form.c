/* Fields of a form that no schema names, and that may mean one which it does. They pass, as members of an object do
 * where nothing else is said, but their values are lost. */
#include "server/slip.h"

#include "server/problem.h"
#include "server/reading.h"

static bool is_named(const us_reading *form, us_text name)
{
    for (unsigned i = 0; i < form->members; i++)
        if (us_text_equal(us_text_from(form->member[i].name), name))
            return true;
    return false;
}

/* What the name means most likely; where the schema has members of any name, only another spelling counts. */
static enum us_slip find_slip(const us_reading *form, us_text name, us_declared *meant)
{
    enum us_slip best = US_SLIP_NONE;
    for (unsigned i = 0; i < form->members; i++) {
        const us_reading *field = &form->member[i];
        us_declared declared = { .name = us_text_from(field->name),
                                 .types = field->types,
                                 .reading = field };
        enum us_slip slip = us_slip_of(&declared, name);
        if (slip <= best || (form->other && slip < US_SLIP_DOTS))
            continue;
        best = slip;
        *meant = declared;
    }
    return best;
}

/* The next field that is a slip. */
static const us_json *next_slip(const us_reading *form, const us_json *field, enum us_slip *slip,
                                us_declared *meant)
{
    for (; field; field = us_json_next(field)) {
        us_text name = us_json_key(field);
        *slip = is_named(form, name) ? US_SLIP_NONE : find_slip(form, name, meant);
        if (*slip != US_SLIP_NONE)
            break;
    }
    return field;
}

static const us_json *first_field(const us_reading *form, const us_json *value)
{
    return form && us_json_kind(value) == cJSON_Object ? us_json_first(value) : NULL;
}

unsigned us_form_lost(const us_reading *form, const us_json *value)
{
    unsigned lost = 0;
    enum us_slip slip;
    us_declared meant;
    const us_json *field = first_field(form, value);
    while ((field = next_slip(form, field, &slip, &meant))) {
        lost += slip != US_SLIP_CASE; /* which no dialect can help */
        field = us_json_next(field);
    }
    return lost;
}

/* Whether a violation is about the field, or about the one that it means. */
static bool is_told(const us_turn *turn, us_text name, us_text meant)
{
    for (unsigned i = 0; i < turn->findings.kept; i++) {
        const us_finding *finding = &turn->findings.finding[i];
        const us_violation *violation = finding->violation;
        if (us_text_equal(finding->in, US_TEXT("body")) && violation->locations > 0 &&
            (us_text_equal(violation->location[0], name) ||
             us_text_equal(violation->location[0], meant)))
            return true;
    }
    return false;
}

void us_form_warn(us_turn *turn, const us_reading *form, us_at at)
{
    enum us_slip slip;
    us_declared meant;
    const us_json *field = first_field(form, turn->value);
    if (turn->service->options.compat == US_COMPAT_PRISM)
        return; /* there nobody is told */
    while ((field = next_slip(form, field, &slip, &meant))) {
        us_text name = us_json_key(field);
        if (!is_told(turn, name, meant.name))
            us_findings_warn_member(
                &turn->findings, turn->arena, US_TEXT("body"), name, "spelling",
                us_slip_message(turn->arena, slip, &meant, "field of this form", "form"), at);
        field = us_json_next(field);
    }
}
