/* Parameters: text in, a value of the type its schema allows out (parameter_read.c), and the schema's
 * checker over it. */
#include "base/nearest.h"
#include "base/utf8.h"
#include "runtime/branches.h"
#include "runtime/show.h"
#include "server/parameter.h"
#include "server/problem.h"
#include "server/reading.h"

/* ---- Where parameters come from ----------------------------------------------------------------- */

static const char *gather_cookies(us_turn *turn)
{
    const us_request *request = turn->request;
    const char *fault = NULL;
    for (unsigned i = 0; i < request->fields && !fault; i++)
        if (us_text_equal_nocase(request->field[i].name, US_TEXT("Cookie")))
            fault = us_pairs_of_cookie(turn->arena, request->field[i].value, &turn->cookie);
    return fault;
}

bool us_step_gather(us_turn *turn)
{
    turn->query_dialect = turn->service->options.query;
    turn->form_dialect = turn->service->options.form;
    if (turn->service->options.compat == US_COMPAT_STEADY && !us_dialect_of_fields(turn))
        return false;
    const char *fault = us_pairs_of_query(turn->arena, turn->request->query, &turn->query);
    if (fault)
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST, "The query cannot be read: %s.",
                               fault);
    fault = gather_cookies(turn);
    if (fault)
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST,
                               "The field Cookie cannot be read: %s.", fault);
    return true;
}

us_text us_parameter_place(enum us_in in)
{
    switch (in) {
    case US_IN_PATH:
        return US_TEXT("path");
    case US_IN_QUERY:
        return US_TEXT("query");
    case US_IN_HEADER:
        return US_TEXT("header");
    case US_IN_COOKIE:
        return US_TEXT("cookie");
    case US_IN_QUERYSTRING:
        return US_TEXT("querystring");
    }
    return US_TEXT("");
}

/* ---- Checking --------------------------------------------------------------------------------------- */

static void report(us_turn *turn, const us_parameter *parameter, us_at at, const char *code,
                   us_text message)
{
    us_findings_add(&turn->findings, turn->arena, us_parameter_place(parameter->in),
                    us_text_from(parameter->name), code, message, at);
}

/* Names in a query are compared as written; another case is the likeliest slip. */
static const us_pair *find_other_case(const us_pairs *pairs, us_text name)
{
    for (unsigned i = 0; i < pairs->count; i++)
        if (us_text_equal_nocase(pairs->pair[i].name, name))
            return &pairs->pair[i];
    return NULL;
}

static bool is_declared(const us_operation *operation, us_text name)
{
    for (unsigned i = 0; i < operation->parameters; i++)
        if (operation->parameter[i].in == US_IN_QUERY &&
            us_text_equal(us_text_from(operation->parameter[i].name), name))
            return true;
    return false;
}

/* What in the query is nobody's, and may be a slip of the name; empty: nothing. */
static us_text find_slip(const us_turn *turn, us_text name)
{
    us_nearest nearest = us_nearest_to(name);
    for (unsigned i = 0; i < turn->query.count; i++)
        if (!is_declared(turn->operation, turn->query.pair[i].name))
            us_nearest_offer(&nearest, turn->query.pair[i].name);
    return nearest.best;
}

static us_text missing_from_query(us_turn *turn, us_text name)
{
    const us_pair *other = find_other_case(&turn->query, name);
    us_text slip = other ? US_TEXT("") : find_slip(turn, name);
    if (other)
        return us_arena_print(turn->arena,
                              "is required; it is \"%.*s\", not \"%.*s\" as in the request: "
                              "names in a query are compared with case",
                              US_SHOWN(name), US_SHOWN(other->name));
    if (slip.length > 0)
        return us_arena_print(turn->arena,
                              "is required; the request has \"%.*s\", which is nobody's",
                              US_SHOWN(slip));
    return US_TEXT("is required");
}

/* To Prism all parameters of a place in a message are one object, and it is that which lacks one of them. */
static void report_absent(us_turn *turn, us_text in, us_text name, us_text message, us_at at)
{
    us_violation violation = { .keyword = "required", .message = message, .at = at };
    us_buf expected = us_buf_new(turn->arena, name.length + 8);
    if (turn->service->options.compat == US_COMPAT_PRISM) {
        us_json_write_string(&expected, name);
        violation.expected = us_buf_text(&expected);
        violation.message =
            us_arena_print(turn->arena, "\"%.*s\" %.*s", US_SHOWN(name), US_SHOWN(message));
        name = US_TEXT("");
    }
    us_findings_add_violation(&turn->findings, turn->arena, in, name, &violation);
}

static void report_missing(us_turn *turn, const us_parameter *parameter)
{
    us_text name = us_text_from(parameter->name);
    us_text message =
        parameter->in == US_IN_QUERY ? missing_from_query(turn, name) : US_TEXT("is required");
    report_absent(turn, us_parameter_place(parameter->in), name, message, parameter->required);
}

void us_parameter_report_empty(us_turn *turn, us_text name)
{
    report_absent(turn, US_TEXT("path"), name,
                  US_TEXT("is required, but its segment of the path is empty"),
                  turn->operation->at);
}

void us_parameter_check(us_turn *turn, const us_parameter *parameter, const us_json *value)
{
    us_check ck;
    us_check_begin(&ck, turn->arena, value, turn->cast->pattern);
    ck.direction = turn->findings.direction == US_RESPONSE ? US_RESPONSE : US_REQUEST;
    ck.strict = turn->service->options.strict;
    ck.moved = &parameter->moved;
    if (turn->service->options.compat == US_COMPAT_PRISM)
        us_branches_begin(&ck);
    parameter->check(&ck, value);
    us_findings_take(&turn->findings, turn->arena, us_parameter_place(parameter->in),
                     us_text_from(parameter->name), &ck);
}

static void report_repeated(us_turn *turn, const us_parameter *parameter,
                            const us_parameter_value *read)
{
    us_violation violation = { .keyword = "repeated",
                               .message =
                                   us_arena_print(turn->arena, "is given %u times, but is one %s",
                                                  read->count, read->fault),
                               .expected = us_show_types(turn->arena, parameter->types),
                               .at = parameter->at };
    us_findings_add_violation(&turn->findings, turn->arena, us_parameter_place(parameter->in),
                              us_text_from(parameter->name), &violation);
}

static void report_unreadable(us_turn *turn, const us_parameter *parameter,
                              const us_parameter_value *read)
{
    if (read->fault == us_reading_limit)
        turn->findings.limit = read->fault;
    else if (read->repeated)
        report_repeated(turn, parameter, read);
    else
        report(turn, parameter, parameter->at, "style",
               us_arena_print(turn->arena, "%s", read->fault));
}

static bool is_empty(const us_parameter *parameter, const us_parameter_value *read)
{
    return parameter->allow_empty && read->count == 1 && read->first.value.length == 0;
}

/* An empty segment of the path was reported when it was found. */
static bool is_told(const us_parameter *parameter, const us_parameter_value *read)
{
    return parameter->in == US_IN_PATH && read->first.value.length == 0;
}

static bool check_value(us_turn *turn, const us_parameter *parameter,
                        const us_parameter_value *read)
{
    if (read->count == 0) {
        if (parameter->required)
            report_missing(turn, parameter);
        return true;
    }
    if (!parameter->check || is_empty(parameter, read) || is_told(parameter, read))
        return true;
    if (!us_utf8_valid(read->first.value)) /* only a header's: the rest was decoded */
        return us_turn_problem(turn, US_PROBLEM_UNREADABLE_REQUEST, "The field %.*s is no UTF-8.",
                               US_SHOWN(read->first.name));
    if (read->value)
        us_parameter_check(turn, parameter, read->value);
    else
        report_unreadable(turn, parameter, read);
    return true;
}

static bool check_parameter(us_turn *turn, const us_parameter *declared)
{
    us_parameter parameter = us_dialect_parameter(turn->query_dialect, declared);
    const us_findings before = turn->findings;
    us_parameter_value read = us_parameter_read(turn, &parameter);
    if (!check_value(turn, &parameter, &read))
        return false;
    us_parameter_settle(turn, &parameter, &before, read.count > 0);
    us_parameter_hint(turn, &parameter, before.kept);
    return true;
}

bool us_step_parameters(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    for (unsigned i = 0; i < operation->parameters; i++)
        if (!check_parameter(turn, &operation->parameter[i]))
            return false;
    return true;
}
