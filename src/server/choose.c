/* Which of the declared answers to give: the status, then the media type, then the example; where there is
 * none, an answer is made by the schema. */
#include <assert.h>

#include "server/choose.h"
#include "server/cue.h"
#include "server/encode.h"
#include "server/headers.h"
#include "server/link.h"
#include "server/list.h"
#include "server/made.h"
#include "server/media.h"
#include "server/named.h"
#include "server/paging.h"
#include "server/prism.h"
#include "server/problem.h"
#include "server/series.h"
#include "server/template.h"
#include "server/variant.h"

/* ---- Status ------------------------------------------------------------------------------------------- */

const us_response *us_response_of(const us_operation *operation, unsigned status)
{
    for (unsigned i = 0; i < operation->responses; i++)
        if (operation->response[i].status == status)
            return &operation->response[i];
    return NULL;
}

const us_response *us_response_for(const us_operation *operation, unsigned status)
{
    const us_response *response = us_response_of(operation, status);
    return response ? response : us_response_of(operation, status / 100);
}

const us_response *us_declared_response(const us_operation *operation, unsigned status)
{
    const us_response *response = us_response_for(operation, status);
    return response ? response : us_response_of(operation, 0);
}

static const us_response *lowest_success(const us_operation *operation)
{
    const us_response *lowest = NULL;
    for (unsigned i = 0; i < operation->responses; i++) {
        const us_response *response = &operation->response[i];
        if (response->status >= 200 && response->status < 300 &&
            (!lowest || response->status < lowest->status))
            lowest = response;
    }
    return lowest ? lowest : us_response_of(operation, 2);
}

unsigned us_response_status(const us_response *response)
{
    if (response->status == 0)
        return 200;
    return response->status < 10 ? response->status * 100 : response->status;
}

static const us_response *first_final(const us_operation *operation)
{
    for (unsigned i = 0; i < operation->responses; i++)
        if (us_response_status(&operation->response[i]) >= 200)
            return &operation->response[i];
    return NULL;
}

static bool choose_default(us_turn *turn, us_choice *chosen)
{
    const us_operation *operation = turn->operation;
    if (operation->usual > 0) { /* the compiler has looked for its response */
        chosen->status = operation->usual;
        chosen->response = us_declared_response(operation, operation->usual);
        return true;
    }
    chosen->response = lowest_success(operation);
    if (!chosen->response)
        chosen->response = us_response_of(operation, 0);
    if (!chosen->response)
        chosen->response = first_final(operation);
    if (!chosen->response)
        return us_turn_problem(turn, US_PROBLEM_NO_RESPONSE,
                               "The operation %.*s declares no response.",
                               (int)operation->id.length, operation->id.bytes);
    chosen->status = us_response_status(chosen->response);
    return true;
}

us_text us_declared_statuses(const us_turn *turn)
{
    us_buf out = us_buf_new(turn->arena, 64);
    for (unsigned i = 0; i < turn->operation->responses; i++) {
        unsigned status = turn->operation->response[i].status;
        us_buf_add_string(&out, i > 0 ? ", " : "");
        if (status == 0)
            us_buf_add_string(&out, "default");
        else
            us_buf_print(&out, status < 10 ? "%uXX" : "%u", status);
    }
    return us_buf_text(&out);
}

static unsigned wished_status(const us_turn *turn)
{
    const char *digit = turn->prefer_code.bytes;
    return (unsigned)((digit[0] - '0') * 100 + (digit[1] - '0') * 10 + (digit[2] - '0'));
}

const us_response *us_response_wished(const us_turn *turn)
{
    return us_declared_response(turn->operation, wished_status(turn));
}

static bool choose_preferred(us_turn *turn, us_choice *chosen)
{
    const us_operation *operation = turn->operation;
    chosen->status = wished_status(turn);
    chosen->response = us_response_wished(turn);
    if (chosen->response)
        return true;
    us_text statuses = us_declared_statuses(turn);
    return us_turn_problem(turn, US_PROBLEM_NOT_IN_CONTRACT,
                           "The operation %.*s declares no response %u; it has %.*s.",
                           (int)operation->id.length, operation->id.bytes, chosen->status,
                           US_SHOWN(statuses));
}

/* ---- Media type --------------------------------------------------------------------------------------- */

/* The type to send: a range in the document is filled in by what can be made. */
static us_text sent_type(const us_media *media)
{
    return us_encode_type(us_text_from(media->type));
}

bool us_media_is_covered(const us_response *response, const us_media *media)
{
    us_media_type range, type, sent;
    if (!us_media_parse(us_text_from(media->type), &range) || !us_media_is_range(&range) ||
        !us_media_parse(sent_type(media), &sent))
        return false;
    for (unsigned i = 0; i < response->medias; i++)
        if (us_media_parse(us_text_from(response->media[i].type), &type) &&
            us_text_equal_nocase(type.type, sent.type) &&
            us_text_equal_nocase(type.subtype, sent.subtype))
            return true;
    return false;
}

/* What is only akin to what is accepted has the least weight there is. */
unsigned us_accept_quality(const us_request *request, us_text name)
{
    us_media_type type;
    unsigned best_fit = 0, quality = 0;
    bool any = false, kin = false;
    if (!us_media_parse(name, &type))
        type = (us_media_type){ name, US_TEXT(""), US_TEXT("") };
    for (unsigned i = 0; i < request->fields; i++) {
        unsigned fit;
        if (!us_text_equal_nocase(request->field[i].name, US_TEXT("Accept")))
            continue;
        unsigned weight = us_media_quality(request->field[i].value, &type, &fit);
        any |= us_text_trim(request->field[i].value).length > 0;
        kin |= us_media_accepts_kin(request->field[i].value, &type);
        if (fit > best_fit) {
            best_fit = fit;
            quality = weight;
        }
    }
    if (best_fit == 0 && kin)
        return 1;
    return any ? quality : 1000;
}

const us_example *us_example_of(const us_turn *turn, const us_media *media, us_text wished)
{
    bool fixtures_only = turn->service->options.ignore_examples;
    const us_example *first = NULL;
    for (unsigned i = 0; i < media->examples; i++) {
        const us_example *example = &media->example[i];
        us_text name = us_text_from(example->name);
        if (fixtures_only && !example->fixture)
            continue;
        if (wished.length == 0 && us_cue_guards(turn->operation, example))
            continue;
        if (wished.length > 0 ? us_text_equal(name, wished) : name.length == 0)
            return example;
        first = first ? first : example;
    }
    return wished.length > 0 ? NULL : first;
}

/* How well an item of Accept names the type, and of two that do so equally well the one that comes first. */
static unsigned named_first(us_text accept, us_text name)
{
    us_media_type type, range;
    us_text item;
    unsigned best = 0;
    if (!us_media_parse(name, &type))
        return 0;
    for (unsigned left = 31; us_list_next(&accept, ",", &item); left -= left > 0) {
        unsigned fit = us_media_parse(item, &range) ? us_media_fit(&range, &type) : 0;
        if (fit > best / 32)
            best = fit * 32 + left;
    }
    return best;
}

/* Among what is equally welcome: Prism and Steady go by the order of Accept. Without that field Prism sends what is
 * declared for anything, or JSON, before what comes first; Steady goes by the document's order. */
static unsigned liking(const us_turn *turn, const us_choice *chosen, const us_media *media)
{
    us_text type = us_text_from(media->type);
    const us_text *accept = us_request_field(turn->request, US_TEXT("Accept"));
    enum us_compat compat = turn->service->options.compat;
    unsigned named = accept ? named_first(*accept, sent_type(media)) : 0;
    if (compat == US_COMPAT_NONE)
        return 0;
    if (compat == US_COMPAT_STEADY)
        return named * 2 + (media == chosen->response->media);
    if (accept)
        return named;
    if (us_text_equal(type, US_TEXT("*/*")))
        return 2;
    return us_text_equal_nocase(type, US_TEXT("application/json")) ? 1 : 0;
}

bool us_choice_is_acceptable(const us_turn *turn, const us_choice *chosen)
{
    return us_accept_quality(turn->request, sent_type(chosen->media)) > 0;
}

/* How much a body that is made of the type says, as far as it is to be chosen for that. */
static unsigned wealth(const us_media *media)
{
    us_media_type type;
    return us_media_parse(sent_type(media), &type) ? US_ENCODE_PLAIN - us_encode_fit(&type) : 0;
}

/* Whether there is something to send: what was asked for by name is not made, and of a type that nobody here
 * knows no body is worth much. */
static bool is_answerable(const us_turn *turn, const us_example *example, unsigned worth)
{
    return example || (turn->prefer_example.length == 0 && worth > 0);
}

/* Clients of many APIs ask for a stream by a member of the body, and say in Accept what they take without one. */
static bool wants_stream(const us_turn *turn)
{
    const us_json *object =
        turn->value && us_json_kind(turn->value) == cJSON_Object ? turn->value : NULL;
    const us_json *stream = object ? us_json_member(object, US_TEXT("stream")) : NULL;
    return stream && us_json_kind(stream) == cJSON_True;
}

/* The weight that the request gives the media type. Prism sends ranges, whatever is beside them. */
static unsigned quality_of(const us_turn *turn, const us_response *response, const us_media *media)
{
    if (turn->service->options.compat != US_COMPAT_PRISM && us_media_is_covered(response, media))
        return 0;
    if (us_series_is_of(media) && wants_stream(turn))
        return 1001;
    return us_accept_quality(turn->request, sent_type(media));
}

/* What of two media types that are equally welcome stands for the one: an answer that somebody wrote, then how much
 * it can say. Prism takes the first of them. */
static unsigned merit(const us_turn *turn, const us_example *example, unsigned worth)
{
    return turn->service->options.compat == US_COMPAT_PRISM ? 0 : !!example * 4 + worth;
}

/* Of the media types that are acceptable: one that can be answered with, then the heaviest, then the best, then the
 * first. */
static void choose_media(const us_turn *turn, us_choice *chosen)
{
    unsigned best = 0;
    for (unsigned i = 0; i < chosen->response->medias; i++) {
        const us_media *media = &chosen->response->media[i];
        unsigned quality = quality_of(turn, chosen->response, media);
        const us_example *example = us_example_of(turn, media, turn->prefer_example);
        unsigned worth = wealth(media);
        unsigned rank = quality + (is_answerable(turn, example, worth) ? 1001 : 0);
        rank = (rank * 512 + liking(turn, chosen, media)) * 8 + merit(turn, example, worth);
        if (quality > 0 && rank > best) {
            best = rank;
            chosen->media = media;
            chosen->example = example;
        }
    }
}

static bool answer_not_acceptable(us_turn *turn, const us_response *response)
{
    us_buf types = us_buf_new(turn->arena, 64);
    for (unsigned i = 0; i < response->medias; i++) {
        us_buf_add_string(&types, i > 0 ? ", " : "");
        us_buf_add(&types, sent_type(&response->media[i]));
    }
    us_text list = us_buf_text(&types);
    return us_turn_problem(turn, US_PROBLEM_NOT_ACCEPTABLE,
                           "The response can be %.*s, which the field Accept does not allow.",
                           US_SHOWN(list));
}

/* ---- The answer ----------------------------------------------------------------------------------------- */

/* A body of parts says itself what is between them. */
static us_text content_type(const us_turn *turn, const us_media *media)
{
    us_text name = sent_type(media), boundary = us_encode_boundary(turn->reply->body);
    us_media_type type;
    bool parts = us_media_parse(name, &type) &&
                 us_text_equal_nocase(type.type, US_TEXT("multipart")) &&
                 !us_media_parameter(&type, US_TEXT("boundary")).bytes;
    return parts && boundary.length > 0 ? us_arena_print(turn->arena, "%.*s; boundary=\"%.*s\"",
                                                         US_SHOWN(name), US_SHOWN(boundary))
                                        : name;
}

/* What keeps an answer to give it again would have to wait for the end of it. */
static void give_stream(us_turn *turn, const us_choice *chosen)
{
    turn->reply->stream = us_series_open(turn, chosen);
    us_turn_field(turn, US_TEXT("Cache-Control"), US_TEXT("no-cache"));
}

bool us_turn_give(us_turn *turn, const us_choice *chosen)
{
    us_choice filled;
    turn->reply->status = chosen->status;
    if (chosen->example && chosen->example->segments > 0) {
        filled = us_template_choice(turn, chosen);
        chosen = &filled;
    }
    if (!us_turn_check_own(turn, chosen))
        return false;
    if (chosen->media && us_series_is_of(chosen->media))
        give_stream(turn, chosen);
    else if (chosen->example)
        turn->reply->body =
            us_made_example(turn->service, turn->arena, chosen->media, chosen->example);
    if (chosen->media)
        us_turn_field(turn, US_TEXT("Content-Type"),
                      us_prism_body(turn, chosen, content_type(turn, chosen->media)));
    us_cue_give(turn, chosen);
    us_turn_headers(turn, chosen->response);
    us_turn_links(turn, chosen->response);
    return false;
}

bool us_choice_make(us_turn *turn, us_choice *chosen, us_text *why)
{
    us_luck luck = { turn->seed, turn->service->options.compat == US_COMPAT_PRISM };
    bool anew = turn->dynamic && !us_series_is_of(chosen->media); /* a stream makes its own items */
    us_text body = anew ? us_made_try(turn->arena, turn->cast, chosen->media, &luck, why)
                        : us_made_body(turn->service, turn->cast, chosen->media, why);
    if (!body.bytes)
        return false;
    us_example *made = US_NEW(turn->arena, us_example);
    made->bytes = (us_string){ body.bytes, (unsigned)body.length };
    chosen->example = made;
    chosen->made = true;
    return true;
}

static bool answer_unmade(us_turn *turn, const us_choice *chosen, us_text why)
{
    us_text api = us_text_from(turn->cast->api->name);
    us_text id = us_text_from(turn->operation->id);
    return us_turn_problem(turn, US_PROBLEM_NO_ANSWER,
                           "No answer could be made for status %u of %.*s: %.*s. Write "
                           "fixtures/%.*s/%.*s/%u.json.",
                           chosen->status, US_SHOWN(id), US_SHOWN(why), US_SHOWN(api), US_SHOWN(id),
                           chosen->status);
}

/* What is declared for HEAD is declared without content, whatever its media type says. */
static bool is_head(const us_turn *turn)
{
    return us_text_equal(us_text_from(turn->operation->method), US_TEXT("HEAD"));
}

static bool has_content(const us_choice *chosen)
{
    return chosen->response->medias > 0 && chosen->status != 204 && chosen->status != 304;
}

static bool is_prism(const us_turn *turn)
{
    return turn->service->options.compat == US_COMPAT_PRISM;
}

/* Prism sends an empty body where the document says nothing about it but its type. */
static bool may_be_empty(const us_turn *turn, const us_media *media)
{
    return !media->check && turn->prefer_example.length == 0 && is_prism(turn);
}

/* What is asked for by name is not random, and neither is what no schema describes. */
static bool may_be_random(const us_turn *turn, const us_media *media)
{
    return turn->dynamic && media->check && is_answerable(turn, NULL, wealth(media));
}

/* What the chosen media type is answered with; false when there is nothing, and that is said. */
static bool choose_body(us_turn *turn, us_choice *chosen)
{
    us_text why;
    if (may_be_random(turn, chosen->media))
        chosen->example = NULL;
    if (chosen->example || may_be_empty(turn, chosen->media))
        return true;
    if (turn->prefer_example.length > 0)
        return is_head(turn) || us_named_missing(turn, chosen);
    return us_choice_make(turn, chosen, &why) || answer_unmade(turn, chosen, why);
}

/* A fixture that answers this very request; not where the client asks for another by name, or for a random
 * answer. */
static bool choose_cued(us_turn *turn, us_choice *chosen)
{
    if (turn->operation->cues == 0 || turn->prefer_example.length > 0 || turn->dynamic)
        return false;
    return us_cue_choose(turn, turn->prefer_code.length > 0 ? wished_status(turn) : 0, chosen);
}

static bool choose_status(us_turn *turn, us_choice *chosen)
{
    if (turn->prefer_code.length > 0)
        return choose_preferred(turn, chosen);
    if (!choose_default(turn, chosen))
        return false;
    us_named_find(turn, chosen);
    return true;
}

bool us_step_choose(us_turn *turn)
{
    us_choice chosen = { 0 };
    if (turn->prefer_variant.length > 0)
        return us_answer_variant(turn);
    if (!choose_cued(turn, &chosen) && !choose_status(turn, &chosen))
        return false;
    if (has_content(&chosen)) {
        if (!chosen.media)
            choose_media(turn, &chosen);
        if (!chosen.media)
            return answer_not_acceptable(turn, chosen.response);
        if (!choose_body(turn, &chosen))
            return false;
        us_turn_page(turn, &chosen);
    } else if (turn->prefer_example.length > 0 && !is_prism(turn)) {
        return us_named_missing(turn, &chosen);
    }
    if (turn->applied.length > 0)
        us_turn_field(turn, US_TEXT("Preference-Applied"), turn->applied);
    return us_turn_give(turn, &chosen);
}
