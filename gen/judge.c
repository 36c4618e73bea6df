/* Sense: what every object by itself says correctly and what cannot be meant when they are read together.
 * Errors are what no server could ever answer; what is odd, or what no value could ever satisfy, is a
 * warning. */
#include "gen/judge.h"

static void judge_node(gen *g, const gen_node *node)
{
    if (node && node->schema)
        judge_schema(g, node->schema);
}

static void judge_medias(gen *g, const gen_media *media)
{
    for (; media; media = media->next) {
        judge_node(g, media->schema_node);
        for (const gen_encoding *e = media->encoding; e; e = e->next)
            for (const gen_parameter *h = e->header; h; h = h->next)
                judge_node(g, h->schema_node);
    }
}

static void judge_schemas(gen *g, const gen_operation *operation)
{
    for (const gen_parameter *p = operation->parameter; p; p = p->next)
        judge_node(g, p->schema_node);
    if (operation->body)
        judge_medias(g, operation->body->media);
    for (const gen_response *r = operation->response; r; r = r->next) {
        judge_medias(g, r->media);
        for (const gen_header *h = r->header; h; h = h->next)
            judge_node(g, h->parameter->schema_node);
    }
}

void gen_judge(gen *g, gen_api *api)
{
    judge_routes(g, api);
    for (const gen_operation *o = api->operation; o; o = o->next)
        judge_path(g, o);
    for (const gen_operation *o = api->operation; o; o = o->next) {
        judge_cues(g, o);
        judge_turns(g, o);
    }
    for (const gen_operation *o = gen_each_operation(api, NULL); o; o = gen_each_operation(api, o))
        judge_schemas(g, o);
}
