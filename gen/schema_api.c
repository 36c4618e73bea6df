/* A schema by itself as an API: one operation, whose body it is, of the request and of the answer. So `understudy validate` runs through the
 * same passes as everything else. */
#include "gen/gen.h"

gen_api *gen_schema_api(gen *g, gen_node *schema)
{
    gen_api *api = US_NEW(&g->arena, gen_api);
    gen_operation *operation = US_NEW(&g->arena, gen_operation);
    gen_media *media = US_NEW(&g->arena, gen_media);

    media->type = US_TEXT("application/json");
    media->at = schema->at;
    media->schema_node = schema;

    operation->id = operation->group = US_TEXT("validate");
    operation->method = US_TEXT("POST");
    operation->path = US_TEXT("/");
    operation->at = schema->at;
    operation->body = US_NEW(&g->arena, gen_body);
    operation->body->required = true;
    operation->body->at = schema->at;
    operation->body->media = media;
    operation->response = US_NEW(&g->arena, gen_response);
    operation->response->status = 200;
    operation->response->at = schema->at;
    operation->response->media = media;

    api->name = US_TEXT("schema");
    api->title = g->source[schema->at.file].name;
    api->file = schema->at.file;
    api->root = schema;
    api->operation = operation;
    return api;
}
