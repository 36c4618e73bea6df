/* What only --strict refuses in a request's query: parameters that the contract does not name.
 *
 * A contract rarely says that nothing else may be sent, so by default what it does not name passes. A
 * name with brackets or dots (`filter[a]`, `filter.a`) belongs to the parameter before them when that is
 * spelled so; where the members of an object stand in the query by themselves, any name may be one of them. */
#include "base/nearest.h"
#include "server/turn.h"

/* Names of our own: what prefer.c reads. */
static bool is_ours(us_text name)
{
    return us_text_starts(name, US_TEXT("__"));
}

static bool takes_any_name(const us_parameter *parameter)
{
    return parameter->in == US_IN_QUERYSTRING ||
           (parameter->style == US_STYLE_FORM && parameter->explode &&
            (parameter->types & US_OBJECT));
}

/* `free`: the run takes any dialect. */
static bool names(const us_parameter *parameter, bool free, us_text name)
{
    us_text own = us_text_from(parameter->name);
    us_text rest = us_text_slice(name, own.length, name.length);
    if (!us_text_starts(name, own))
        return false;
    return rest.length == 0 ||
           (rest.bytes[0] == '[' && (free || parameter->style == US_STYLE_DEEP)) ||
           (rest.bytes[0] == '.' && (free || parameter->style == US_STYLE_DOTS));
}

static bool is_parameter(const us_turn *turn, us_text name)
{
    for (unsigned i = 0; i < turn->operation->parameters; i++) {
        const us_parameter *declared = &turn->operation->parameter[i];
        const us_parameter parameter = us_dialect_parameter(turn->query_dialect, declared);
        bool free = us_dialect_is_free(turn->query_dialect, declared->types);
        if (takes_any_name(&parameter) ||
            (parameter.in == US_IN_QUERY && names(&parameter, free, name)))
            return true;
    }
    return false;
}

/* What a link to the next page holds may be a parameter that the contract only implies. */
static bool is_page(const us_operation *operation, us_text name)
{
    return operation->paging && us_text_equal(us_text_from(operation->paging->where), name);
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

/* " (did you mean limit?)" or "". What stands in another dialect than its own is the parameter's, too. */
static us_text suggest(us_turn *turn, us_text name)
{
    us_nearest nearest = us_nearest_to(name);
    us_text best = { 0 };
    for (unsigned i = 0; i < turn->operation->parameters && !best.bytes; i++) {
        const us_parameter *parameter = &turn->operation->parameter[i];
        if (parameter->in != US_IN_QUERY)
            continue;
        us_nearest_offer(&nearest, us_text_from(parameter->name));
        if (names(parameter, true, name))
            best = us_text_from(parameter->name);
    }
    if (!best.bytes)
        best = nearest.best;
    if (!best.bytes)
        return US_TEXT("");
    return us_arena_print(turn->arena, " (did you mean %.*s?)", (int)best.length, best.bytes);
}

bool us_step_strict(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    if (!turn->service->options.strict)
        return true;
    for (unsigned i = 0; i < turn->query.count; i++) {
        us_text name = turn->query.pair[i].name;
        if (is_ours(name) || is_parameter(turn, name) || is_page(operation, name) ||
            is_key(operation, name))
            continue;
        us_findings_add(&turn->findings, turn->arena, US_TEXT("query"), name, "undeclared",
                        us_arena_print(turn->arena,
                                       "is no parameter of this operation, and --strict is on%s",
                                       suggest(turn, name).bytes),
                        operation->at);
    }
    return true;
}
