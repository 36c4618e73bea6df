/* Names in a request's query that the contract does not have.
 *
 * A contract rarely says that nothing else may be sent, so what it does not name passes, and --strict refuses it. But
 * a client may mean a parameter that there is, and its value would be lost without a word: `ids[]=1` where `ids=1` is
 * declared, or `Ids=1`, or `id=1` where `ids` is not given. That is a warning. In Steady's conventions another spelling
 * is an error and any other name a warning; in Prism's nobody is told of either.
 *
 * A name with brackets or dots (`filter[a]`, `filter.a`) belongs to the parameter before them when that is spelled so;
 * where the members of an object stand in the query by themselves, any name may be one of them. */
#include "base/nearest.h"
#include "server/problem.h"
#include "server/slip.h"

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
        if (parameter.in == US_IN_QUERY && names(&parameter, free, name))
            return true;
    }
    return false;
}

/* Whether what nobody is called may be a member of some object. */
static bool may_be_member(const us_turn *turn)
{
    for (unsigned i = 0; i < turn->operation->parameters; i++) {
        const us_parameter parameter =
            us_dialect_parameter(turn->query_dialect, &turn->operation->parameter[i]);
        if (takes_any_name(&parameter))
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

/* ---- What is meant, perhaps ----------------------------------------------------------------------------- */

static us_declared declared_as(const us_parameter *parameter)
{
    return (us_declared){ .name = us_text_from(parameter->name),
                          .types = us_parameter_types(parameter),
                          .reading = parameter->reading,
                          .whole = parameter->style == US_STYLE_JSON };
}

/* What the name means most likely; where any name may be a member of some object, only another spelling counts. */
static enum us_slip find_slip(const us_turn *turn, us_text name, const us_parameter **meant)
{
    enum us_slip best = US_SLIP_NONE;
    bool any = may_be_member(turn);
    for (unsigned i = 0; i < turn->operation->parameters; i++) {
        const us_parameter *parameter = &turn->operation->parameter[i];
        const us_declared declared = declared_as(parameter);
        enum us_slip slip =
            parameter->in == US_IN_QUERY ? us_slip_of(&declared, name) : US_SLIP_NONE;
        if (slip <= best || (any && slip < US_SLIP_DOTS))
            continue;
        best = slip;
        *meant = parameter;
    }
    return best;
}

/* Whether that was said of a name in the query; there are few findings, and may be thousands of names. */
static bool is_told(const us_turn *turn, us_text name, const char *code)
{
    for (unsigned i = 0; i < turn->findings.kept; i++) {
        const us_finding *finding = &turn->findings.finding[i];
        if (us_text_equal(finding->in, US_TEXT("query")) && us_text_equal(finding->name, name) &&
            us_text_equal(us_text_of(finding->violation->keyword), us_text_of(code)))
            return true;
    }
    return false;
}

static void tell(us_turn *turn, bool error, us_text name, const char *code, us_text message,
                 us_at at)
{
    if (is_told(turn, name, code))
        return;
    if (error)
        us_findings_add(&turn->findings, turn->arena, US_TEXT("query"), name, code, message, at);
    else
        us_findings_warn(&turn->findings, turn->arena, US_TEXT("query"), name, code, message, at);
}

/* Tells that the name may mean a declared parameter; false: there is none like it. */
static bool tell_of_slip(us_turn *turn, us_text name)
{
    bool steady = turn->service->options.compat == US_COMPAT_STEADY;
    const us_parameter *meant = NULL;
    enum us_slip slip = find_slip(turn, name, &meant);
    if (slip == US_SLIP_NONE)
        return false;
    if (is_told(turn, us_text_from(meant->name), "required"))
        return true; /* with what is there instead (parameter.c) */
    const us_declared declared = declared_as(meant);
    tell(turn, steady && slip >= US_SLIP_DOTS, name, "spelling",
         us_slip_message(turn->arena, slip, &declared, "parameter of this operation", "query"),
         meant->at);
    return true;
}

/* The parameter that is called nearly so, unless the request has that, too; or NULL. */
static const us_parameter *find_near(const us_turn *turn, us_text name)
{
    us_nearest nearest = us_nearest_to(name);
    const us_parameter *found = NULL;
    for (unsigned i = 0; i < turn->operation->parameters; i++) {
        const us_parameter *parameter = &turn->operation->parameter[i];
        us_text best = nearest.best;
        if (parameter->in != US_IN_QUERY)
            continue;
        us_nearest_offer(&nearest, us_text_from(parameter->name));
        if (!us_text_equal(nearest.best, best))
            found = parameter;
    }
    return found && !us_pairs_find(&turn->query, us_text_from(found->name)) ? found : NULL;
}

static void tell_of_near(us_turn *turn, us_text name)
{
    const us_parameter *meant = find_near(turn, name);
    if (!meant || is_told(turn, us_text_from(meant->name), "required"))
        return;
    tell(turn, false, name, "spelling",
         us_arena_print(turn->arena,
                        "is no parameter of this operation, but \"%.*s\" is, which is not in the "
                        "request",
                        (int)meant->name.length, meant->name.bytes),
         meant->at);
}

static void judge(us_turn *turn, us_text name)
{
    const us_service_options *options = &turn->service->options;
    if (options->strict && !may_be_member(turn)) {
        us_text suggestion = suggest(turn, name);
        tell(turn, true, name, "undeclared",
             us_arena_print(turn->arena,
                            "is no parameter of this operation, and --strict is on%.*s",
                            US_SHOWN(suggestion)),
             turn->operation->at);
        return;
    }
    if (options->compat == US_COMPAT_PRISM || tell_of_slip(turn, name) || may_be_member(turn))
        return;
    if (options->compat == US_COMPAT_STEADY)
        tell(turn, false, name, "undeclared", US_TEXT("is no parameter of this operation"),
             turn->operation->at);
    else
        tell_of_near(turn, name);
}

bool us_step_undeclared(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    for (unsigned i = 0; i < turn->query.count; i++) {
        us_text name = turn->query.pair[i].name;
        if (!is_ours(name) && !is_parameter(turn, name) && !is_page(operation, name) &&
            !is_key(operation, name))
            judge(turn, name);
    }
    return true;
}
