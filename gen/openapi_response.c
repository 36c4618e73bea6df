/* Responses: a status, a range of them, or the default, and what is sent with it. */
#include "base/ascii.h"
#include "gen/openapi.h"
#include "gen/range.h"
#include "gen/wish.h"

/* 404, 4 for 4XX, 0 for default; false for anything else. */
static bool read_status(us_text key, unsigned *status)
{
    *status = 0;
    if (us_text_equal(key, US_TEXT("default")))
        return true;
    if (key.length != 3 || key.bytes[0] < '1' || key.bytes[0] > '5')
        return false;
    *status = (unsigned)(key.bytes[0] - '0');
    if (us_text_equal_nocase(us_text_slice(key, 1, 3), US_TEXT("XX")))
        return true;
    return us_text_number(key, 599, status);
}

static gen_media *read_content(openapi *o, const gen_node *response, const gen_node *operation)
{
    const gen_node *content = gen_get(response, "content");
    gen_media *first = openapi_read_content(o, content), *media = first;
    for (const gen_member *m = media ? content->member : NULL; media; m = m->next) {
        const gen_node *node = gen_follow(m->value);
        if (!openapi_is_sequence(m->key))
            openapi_skip_items(o, node, "the items of an answer are not checked");
        if (!us_text_equal(m->key, media->type))
            continue;
        if (openapi_is_form(media->type))
            media->encoding = openapi_read_media_encodings(o, media->type, node);
        gen_wish_judge(o->g, node, GEN_WISH_IN_MEDIA_TYPE);
        if (openapi_is_sequence(media->type))
            openapi_read_stream(o, media, node, response, operation);
        media = media->next;
    }
    return first;
}

/* OpenAPI 2.0 has one schema, and one place for examples, for all types. */
static gen_media *read_produced(openapi *o, const gen_node *operation, const gen_node *response)
{
    gen_media *first = openapi_20_read_content(o, operation, response);
    for (gen_media *media = first; media; media = media->next)
        if (openapi_is_sequence(media->type))
            openapi_read_stream(o, media, response, response, operation);
    return first;
}

/* What is no JSON is read, and spelled, as its schema lets it be: "7" may be a number. Events are never whole. */
static void mark_text(gen_media *media)
{
    for (; media; media = media->next) {
        if (!media->schema_node || openapi_is_json(media->type))
            continue;
        media->is_xml = openapi_is_xml(media->type);
        media->is_text = media->is_xml || openapi_is_form(media->type) ||
                         (us_text_starts(media->type, US_TEXT("text/")) &&
                          !us_text_starts(media->type, US_TEXT("text/event-stream")));
    }
}

static gen_response *read_response(openapi *o, const gen_member *member, unsigned status,
                                   const gen_node *operation)
{
    gen_response *response = US_NEW(&o->g->arena, gen_response);
    const gen_node *node = gen_follow(member->value);
    response->status = status;
    response->at = member->at;
    response->description =
        gen_get_text(member->value, "description"); /* a $ref may have its own */
    if (response->description.length == 0)
        response->description = gen_get_text(node, "description");
    if (o->version == OPENAPI_ONLY_20)
        response->media = read_produced(o, operation, node);
    else
        response->media = read_content(o, node, operation);
    mark_text(response->media);
    gen_wish_judge(o->g, node, GEN_WISH_IN_RESPONSE);
    response->timed =
        gen_read_delay(gen_get(node, GEN_WISH_DELAY), &response->least, &response->most);
    response->header = openapi_read_headers(o, gen_get(node, "headers"));
    if (o->version != OPENAPI_ONLY_20)
        response->links = gen_get(node, "links");
    return response;
}

gen_response *openapi_read_responses(openapi *o, const gen_node *operation)
{
    const gen_node *responses = gen_get(operation, "responses");
    gen_response *first = NULL, **last = &first;
    for (const gen_member *member = responses ? responses->member : NULL; member;
         member = member->next) {
        unsigned status;
        if (openapi_is_extension(member->key))
            continue;
        if (!read_status(member->key, &status)) {
            openapi_note_dropped(o->g, member->value, "the response is not used");
            gen_warning(o->g, member->at,
                        "\"%s\" is not used: a response is for a status such as 200, a range such "
                        "as 2XX, or default",
                        gen_show(o->g, member->key));
            continue;
        }
        *last = read_response(o, member, status, operation);
        last = &(*last)->next;
    }
    openapi_read_refusals(o, first);
    return first;
}
