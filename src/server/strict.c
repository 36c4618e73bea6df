/* What only --strict refuses in a request's query: parameters that the contract does not name.
 *
 * A contract rarely says that nothing else may be sent, so by default what it does not name passes. A
 * name with brackets (`filter[a]`) belongs to the parameter before them; where the members of an object
 * stand in the query by themselves, any name may be one of them. */
#include "base/nearest.h"
#include "server/turn.h"

/* Names of our own: what prefer.c reads. */
static bool is_ours(us_text name)
{
    return us_text_starts(name, US_TEXT("__"));
}

static bool names(us_string declared, us_text name)
{
    us_text text = us_text_from(declared);
    return us_text_equal(text, name) ||
           us_text_equal(text, us_text_slice(name, 0, us_text_find(name, '[')));
}

static bool takes_any_name(const us_parameter *parameter)
{
    return parameter->in == US_IN_QUERYSTRING ||
           (parameter->in == US_IN_QUERY && parameter->explode && (parameter->types & US_OBJECT));
}

static bool is_parameter(const us_operation *operation, us_text name)
{
    for (unsigned i = 0; i < operation->parameters; i++) {
        const us_parameter *parameter = &operation->parameter[i];
        if (takes_any_name(parameter) ||
            (parameter->in == US_IN_QUERY && names(parameter->name, name)))
            return true;
    }
    return false;
}

static bool is_key_of(const us_requirement *requirement, us_text name)
{
    for (unsigned i = 0; i < requirement->schemes; i++)
        if (requirement->scheme[i]->kind == US_API_KEY_QUERY &&
            us_text_equal(us_text_from(requirement->scheme[i]->parameter), name))
            return true;
    return false;
}

static bool is_key(const us_operation *operation, us_text name)
{
    for (unsigned i = 0; i < operation->requirements; i++)
        if (is_key_of(&operation->requirement[i], name))
            return true;
    return false;
}

/* " (did you mean limit?)" or "". */
static us_text suggest(us_turn *turn, us_text name)
{
    us_nearest nearest = us_nearest_to(name);
    for (unsigned i = 0; i < turn->operation->parameters; i++)
        if (turn->operation->parameter[i].in == US_IN_QUERY)
            us_nearest_offer(&nearest, us_text_from(turn->operation->parameter[i].name));
    if (!nearest.best.bytes)
        return US_TEXT("");
    return us_arena_print(turn->arena, " (did you mean %.*s?)", (int)nearest.best.length,
                          nearest.best.bytes);
}

bool us_step_strict(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    if (!turn->service->options.strict)
        return true;
    for (unsigned i = 0; i < turn->query.count; i++) {
        us_text name = turn->query.pair[i].name;
        if (is_ours(name) || is_parameter(operation, name) || is_key(operation, name))
            continue;
        us_findings_add(&turn->findings, turn->arena, US_TEXT("query"), name, "undeclared",
                        us_arena_print(turn->arena,
                                       "is no parameter of this operation, and --strict is on%s",
                                       suggest(turn, name).bytes),
                        operation->at);
    }
    return true;
}
