/* Asking the fixtures of an operation, one after the other, whether they answer this request. */
#include "server/cue.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/hash.h"
#include "runtime/value.h"
#include "server/made.h"
#include "server/expression.h"
#include "server/problem.h"

struct us_counter {
    atomic_uint calls;
};

/* ---- Conditions ---------------------------------------------------------------------------------------- */

static us_text text_of(const us_scene *scene, const us_json *value)
{
    if (us_json_kind(value) == cJSON_String)
        return us_json_string(value);
    us_buf text = us_buf_new(scene->turn->arena, 32);
    us_json_write(&text, value);
    return us_buf_text(&text);
}

/* A parameter is a text that somebody has read: what is spelled alike is equal, whatever it was read as. */
static bool is_equal(const us_scene *scene, const us_condition *condition, const us_json *value)
{
    us_check ck;
    us_check_begin(&ck, scene->turn->arena, value, scene->turn->cast->pattern);
    if (us_value_is_among(&ck, &condition->value, 1, value))
        return true;
    return condition->part.source != US_SOURCE_REQUEST_BODY &&
           us_text_equal(text_of(scene, value), us_text_from(condition->value.text));
}

static bool holds(us_scene *scene, const us_condition *condition)
{
    const us_json *value = us_expression_value(scene, &condition->part);
    us_pattern *const *pattern = scene->turn->cast->pattern;
    switch (condition->test) {
    case US_IS_EQUAL:
        return value && is_equal(scene, condition, value);
    case US_IS_MATCHED:
        return value &&
               us_pattern_match(pattern[condition->pattern], text_of(scene, value)) == US_MATCH;
    case US_IS_PRESENT:
        return value;
    case US_IS_ABSENT:
        return !value;
    }
    return false;
}

static bool all_hold(us_scene *scene, const us_cue *cue)
{
    for (unsigned i = 0; i < cue->conditions; i++)
        if (!holds(scene, &cue->condition[i]))
            return false;
    return true;
}

/* ---- Sequences ------------------------------------------------------------------------------------------- */

us_counter *us_counters_new(const us_api *api)
{
    us_counter *counter = api->counters > 0 ? calloc(api->counters, sizeof *counter) : NULL;
    if (api->counters > 0 && !counter)
        us_out_of_memory();
    return counter;
}

void us_counters_reset(const us_service *service)
{
    for (unsigned a = 0; a < service->module->apis; a++)
        for (unsigned i = 0; i < service->cast[a].api->counters; i++)
            atomic_store(&service->cast[a].counter[i].calls, 0);
}

unsigned us_counter_next(const us_turn *turn, unsigned counter)
{
    return atomic_fetch_add(&turn->cast->counter[counter].calls, 1) + 1;
}

/* Counts the call; whether it is one of those that are answered. */
static bool is_due(const us_turn *turn, const us_cue *cue)
{
    if (cue->calls == 0)
        return true;
    unsigned number = us_counter_next(turn, cue->counter);
    number = cue->round > 0 ? (number - 1) % cue->round + 1 : number;
    for (unsigned i = 0; i < cue->calls; i++)
        if (number >= cue->call[i].from && (cue->call[i].to == 0 || number <= cue->call[i].to))
            return true;
    return false;
}

/* ---- The choice ----------------------------------------------------------------------------------------- */

/* What the cue leads to; false when the client does not take its type. */
static bool find_answer(const us_turn *turn, const us_cue *cue, us_choice *chosen)
{
    *chosen = (us_choice){ .response = us_response_of(turn->operation, cue->status),
                           .status = cue->status,
                           .cue = cue };
    if (!chosen->response)
        return false;
    if (cue->media == 0)
        return true;
    chosen->media = &chosen->response->media[cue->media - 1];
    chosen->example = &chosen->media->example[cue->example - 1];
    return us_choice_is_acceptable(turn, chosen);
}

/* A sequence counts the calls that its other conditions let through, whoever answers them: so the first two of
 * a fixture and the rest of another are counted alike. */
bool us_cue_choose(us_turn *turn, unsigned wished, us_choice *chosen)
{
    const us_operation *operation = turn->operation;
    us_scene scene = { .turn = turn };
    bool found = false;
    for (unsigned i = 0; i < operation->cues; i++) {
        const us_cue *cue = &operation->cue[i];
        us_choice own;
        if (!cue->guarded || (found && cue->calls == 0) || (wished > 0 && cue->status != wished) ||
            !find_answer(turn, cue, &own) || !all_hold(&scene, cue) || !is_due(turn, cue))
            continue;
        if (!found)
            *chosen = own;
        found = true;
    }
    return found;
}

bool us_cue_guards(const us_operation *operation, const us_example *example)
{
    return example->cue > 0 && operation->cue[example->cue - 1].guarded;
}

/* ---- The answer ------------------------------------------------------------------------------------------- */

/* Without a body of its own a .yaml speaks for the status: whatever answers it. */
static const us_cue *find_cue(const us_turn *turn, const us_choice *chosen)
{
    const us_operation *operation = turn->operation;
    if (chosen->cue)
        return chosen->cue;
    if (chosen->example && chosen->example->cue > 0)
        return &operation->cue[chosen->example->cue - 1];
    for (unsigned i = 0; i < operation->cues; i++) {
        const us_cue *cue = &operation->cue[i];
        if (cue->media == 0 && !cue->guarded && cue->status == chosen->status)
            return cue;
    }
    return NULL;
}

/* What a fixture says about it counts before what the document says of the response; a request that asked for a delay
 * of its own has had it. */
static void give_delay(us_turn *turn, const us_response *response, const us_cue *cue)
{
    bool own = cue && cue->timed;
    unsigned least = own ? cue->least : response->least;
    unsigned most = own ? cue->most : response->most;
    if (most == 0 || turn->delayed)
        return;
    turn->reply->delay =
        least + (unsigned)(us_hash_mix(us_made_seed(turn->service)) % (most - least + 1));
}

/* A field whose expressions have no value is none. */
static void add_field(us_turn *turn, const us_extra *extra)
{
    us_scene scene = { .turn = turn };
    us_text value = us_text_from(extra->value);
    if (extra->expressions > 0)
        value = us_template_text(&scene, extra->expression, extra->expressions);
    if (value.bytes)
        us_turn_field(turn, us_text_from(extra->name), value);
}

void us_cue_give(us_turn *turn, const us_choice *chosen)
{
    const us_cue *cue = turn->operation->cues > 0 ? find_cue(turn, chosen) : NULL;
    give_delay(turn, chosen->response, cue);
    if (!cue)
        return;
    for (unsigned i = 0; i < cue->extras; i++)
        add_field(turn, &cue->extra[i]);
}

bool us_answer_reset(us_turn *turn)
{
    us_text method = turn->request->method;
    bool posted = us_text_equal(method, US_TEXT("POST"));
    turn->reply->status = 204;
    if (posted)
        us_counters_reset(turn->service);
    else
        us_turn_field(turn, US_TEXT("Allow"), US_TEXT("POST, OPTIONS"));
    if (posted || us_text_equal(method, US_TEXT("OPTIONS")))
        return false;
    return us_turn_problem(turn, US_PROBLEM_NO_SUCH_METHOD,
                           "Counting starts anew with POST /__understudy/reset.");
}
