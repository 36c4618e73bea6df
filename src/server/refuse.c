/* Requests that break the contract, and what they are answered with.
 *
 * With our own conventions that is what the document itself declares for such a request (a 422 or 400, 415 and
 * 401 where these fit), filled in with the reasons, or a problem document. Prism answers with the example of the
 * declared response; the reasons are then in the field sl-violations alone. Where a schema is declared and no example,
 * the response is filled in, or else made by the schema, and if that cannot be done gives its status to the problem. */
#include <stdarg.h>

#include "server/choose.h"
#include "server/problem.h"
#include "server/refusal.h"

/* The statuses that the document may declare for it, the best first; 0 ends them. */
static const unsigned *statuses_for(enum us_problem problem)
{
    static const unsigned unauthorized[] = { 401, 0 }, forbidden[] = { 403, 0 };
    static const unsigned unsupported[] = { 415, 422, 400, 0 };
    static const unsigned invalid[] = { 422, 400, 0 };
    return problem == US_PROBLEM_UNAUTHORIZED             ? unauthorized
           : problem == US_PROBLEM_FORBIDDEN              ? forbidden
           : problem == US_PROBLEM_UNSUPPORTED_MEDIA_TYPE ? unsupported
                                                          : invalid;
}

/* The declared answer to a request that is wrong in this way; `default` stands for the best status. */
static bool find_declared(const us_operation *operation, const unsigned *status, us_choice *chosen)
{
    unsigned best = *status;
    *chosen = (us_choice){ 0 };
    for (; *status != 0 && !chosen->response; status++) {
        chosen->response = us_response_for(operation, *status);
        chosen->status = *status;
    }
    if (!chosen->response) {
        chosen->response = us_response_of(operation, 0);
        chosen->status = best;
    }
    return chosen->response;
}

const us_response *us_response_refusing(const us_operation *operation)
{
    us_choice chosen;
    return find_declared(operation, statuses_for(US_PROBLEM_CONTRACT_BROKEN), &chosen)
               ? chosen.response
               : NULL;
}

/* A name asks for an example of the status that it was asked with. */
static us_text wished_example(const us_turn *turn, const unsigned *status)
{
    us_text code = turn->prefer_code;
    for (; code.length == 3 && *status != 0; status++)
        if (us_text_equal(code, us_arena_print(turn->arena, "%u", *status)))
            return turn->prefer_example;
    return US_TEXT("");
}

/* The first media type with an example. False when there is none, although some type has a schema. */
static bool find_body(const us_turn *turn, us_choice *chosen, us_text wished)
{
    bool schema = false;
    for (unsigned i = 0; i < chosen->response->medias && !chosen->example; i++) {
        chosen->media = &chosen->response->media[i];
        chosen->example = us_example_of(turn, chosen->media, wished);
        schema |= chosen->media->check != NULL;
    }
    return chosen->example || !schema;
}

static bool give_filled(us_turn *turn, enum us_problem problem, us_text detail, us_choice *chosen)
{
    const us_refusal refusal = { turn, us_problem_kind_of(problem), chosen->status, detail };
    if (!us_refusal_fill(&refusal, chosen))
        return false;
    turn->reply->problem = refusal.kind->slug;
    turn->reply->violations = us_findings_count(&turn->findings);
    us_turn_give(turn, chosen);
    return true;
}

/* By the first schema that has an instance. */
static bool make_body(us_turn *turn, us_choice *chosen)
{
    us_text why;
    for (unsigned i = 0; i < chosen->response->medias; i++) {
        chosen->media = &chosen->response->media[i];
        if (chosen->media->check && us_choice_make(turn, chosen, &why))
            return true;
    }
    return false;
}

static enum us_error_body kind_of_body(const us_turn *turn)
{
    static const enum us_error_body usual[] = {
        [US_COMPAT_NONE] = US_ERROR_BODY_AUTO,
        [US_COMPAT_PRISM] = US_ERROR_BODY_EXAMPLE,
        [US_COMPAT_STEADY] = US_ERROR_BODY_PROBLEM,
    };
    const us_service_options *options = &turn->service->options;
    if (options->error_body)
        return options->error_body;
    if (options->upstream && options->errors) /* nobody shall take it for the upstream's answer */
        return US_ERROR_BODY_PROBLEM;
    return usual[options->compat];
}

static bool give_declared(us_turn *turn, enum us_problem problem, us_text detail)
{
    const unsigned *status = statuses_for(problem);
    enum us_error_body kind = kind_of_body(turn);
    us_choice chosen;
    if (kind == US_ERROR_BODY_PROBLEM || !turn->operation ||
        !find_declared(turn->operation, status, &chosen))
        return us_turn_problem_of(turn, problem, detail);
    if (kind != US_ERROR_BODY_EXAMPLE && give_filled(turn, problem, detail, &chosen))
        return false;
    if (kind == US_ERROR_BODY_AUTO)
        return us_turn_problem_of(turn, problem, detail);
    us_text wished = wished_example(turn, status);
    turn->reply->violations = us_findings_count(&turn->findings);
    if (find_body(turn, &chosen, wished))
        return us_turn_give(turn, &chosen);
    if (wished.length > 0)
        return us_turn_problem(turn, US_PROBLEM_NOT_IN_CONTRACT,
                               "Status %u has no example \"%.*s\".", chosen.status,
                               US_SHOWN(wished));
    if ((kind == US_ERROR_BODY_EXAMPLE && give_filled(turn, problem, detail, &chosen)) ||
        (make_body(turn, &chosen) && !us_turn_give(turn, &chosen)))
        return false;
    turn->declared_status = chosen.status;
    us_turn_problem_of(turn, problem, detail);
    turn->declared_status = 0; /* whoever forwards may have more to say */
    return false;
}

/* Credentials are no matter of validation. Prism's users are told of everything at once, so that what is
 * missing there waits for the verdict. */
static bool goes_on(us_turn *turn, enum us_problem problem)
{
    bool first = problem == US_PROBLEM_UNAUTHORIZED && !turn->unauthorized;
    turn->unauthorized |= first;
    if (turn->unauthorized)
        return first && turn->service->options.compat == US_COMPAT_PRISM;
    return turn->validation != US_VALIDATION_ON && problem != US_PROBLEM_FORBIDDEN;
}

bool us_turn_refuse(us_turn *turn, enum us_problem problem, const char *detail, ...)
{
    us_buf sentence = us_buf_new(turn->arena, 128);
    va_list arguments;
    if (goes_on(turn, problem))
        return true;
    va_start(arguments, detail);
    us_buf_vprint(&sentence, detail, arguments);
    va_end(arguments);
    if (turn->unauthorized)
        problem = US_PROBLEM_UNAUTHORIZED;
    return give_declared(turn, problem, us_buf_text(&sentence));
}
