/* What a request uses that the document calls deprecated. It is no fault: the field `Deprecation` and warnings
 * among the violations say so, and the answer is the same.
 *
 * RFC 9745 has a date in that field. A document says no date; where an API has one, its response declares the
 * field itself, with an example. Otherwise the field is `true`, as the drafts before the RFC had it. */
#include "runtime/verb.h"
#include "server/parameter.h"
#include "server/turn.h"

/* ---- The field ------------------------------------------------------------------------------------------ */

static bool has_field(const us_turn *turn, us_text name)
{
    for (unsigned i = 0; i < turn->fields; i++)
        if (us_text_equal_nocase(turn->field[i].name, name))
            return true;
    return false;
}

void us_turn_deprecation(us_turn *turn)
{
    us_text name = US_TEXT("Deprecation");
    if (turn->operation && turn->operation->deprecated && !turn->forwarded &&
        !has_field(turn, name))
        us_turn_field(turn, name, US_TEXT("true"));
}

/* ---- The warnings --------------------------------------------------------------------------------------- */

static void warn(us_turn *turn, us_text in, us_text name, us_at at)
{
    us_findings_warn(&turn->findings, turn->arena, in, name, "deprecated", US_TEXT("is deprecated"),
                     at);
}

static void look_inside(us_check *ck, const us_json *value, const us_deprecated *deprecated,
                        unsigned count);

static void look_at(us_check *ck, const us_json *value, const us_deprecated *deprecated)
{
    if (deprecated->itself && !us_check_noted(ck, value, "deprecated"))
        us_violate(ck, value, "deprecated", US_TEXT(""), deprecated->itself, "is deprecated");
    look_inside(ck, value, deprecated->inside, deprecated->insides);
}

static void look_inside(us_check *ck, const us_json *value, const us_deprecated *deprecated,
                        unsigned count)
{
    for (unsigned i = 0; i < count; i++) {
        const us_json *child = NULL;
        if (deprecated[i].items && us_json_kind(value) == cJSON_Array) {
            for (child = us_json_first(value); child; child = us_json_next(child))
                look_at(ck, child, &deprecated[i]);
        } else if (!deprecated[i].items && us_json_kind(value) == cJSON_Object) {
            child = us_json_member(value, us_text_from(deprecated[i].name));
            if (child)
                look_at(ck, child, &deprecated[i]);
        }
    }
}

static void look_at_body(us_turn *turn)
{
    us_check ck;
    if (!turn->value || turn->media->deprecateds == 0)
        return;
    us_check_begin(&ck, turn->arena, turn->value, turn->cast->pattern);
    look_inside(&ck, turn->value, turn->media->deprecated, turn->media->deprecateds);
    us_findings_take_warnings(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), &ck);
}

static void look_at_parameters(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    for (unsigned i = 0; i < operation->parameters; i++) {
        const us_parameter *parameter = &operation->parameter[i];
        if (parameter->deprecated && us_parameter_read(turn, parameter).count > 0)
            warn(turn, us_parameter_place(parameter->in), us_text_from(parameter->name),
                 parameter->at);
    }
}

/* Prism tells of the parameters alone. */
bool us_step_deprecated(us_turn *turn)
{
    look_at_parameters(turn);
    if (turn->service->options.compat == US_COMPAT_PRISM)
        return true;
    if (turn->operation->deprecated)
        us_findings_warn(&turn->findings, turn->arena, US_TEXT(""), US_TEXT(""), "deprecated",
                         US_TEXT("the operation is deprecated"), turn->operation->at);
    look_at_body(turn);
    return true;
}
