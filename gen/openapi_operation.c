/* Paths, path items and their operations. */
#include "gen/openapi.h"
#include "gen/range.h"
#include "gen/wish.h"

typedef struct path_item {
    us_text path;
    const gen_node *node;
    gen_servers *servers; /* NULL: those of the document */
} path_item;

static const struct {
    const char *field, *method;
    enum openapi_version versions;
} methods[] = {
    { "get", "GET", OPENAPI_ALL },          { "put", "PUT", OPENAPI_ALL },
    { "post", "POST", OPENAPI_ALL },        { "delete", "DELETE", OPENAPI_ALL },
    { "options", "OPTIONS", OPENAPI_ALL },  { "head", "HEAD", OPENAPI_ALL },
    { "patch", "PATCH", OPENAPI_ALL },      { "trace", "TRACE", OPENAPI_SINCE_30 },
    { "query", "QUERY", OPENAPI_SINCE_32 },
};

/* Empty when the field is no operation. */
us_text openapi_method_of(const openapi *o, us_text field)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (us_text_equal(field, us_text_of(methods[i].field)) && methods[i].versions & o->version)
            return us_text_of(methods[i].method);
    return (us_text){ 0 };
}

static us_text group_of(const gen_node *node, us_text path)
{
    const gen_node *tags = gen_get(node, "tags");
    if (tags && tags->item && tags->item->text.length > 0)
        return tags->item->text;
    return openapi_first_segment(path);
}

/* ---- one operation ------------------------------------------------------------------------------ */

/* Those of the operation, or of its path item; NULL: those of the document. */
static gen_servers *read_servers(openapi *o, const gen_node *node, gen_servers *around)
{
    const gen_node *list = o->version == OPENAPI_ONLY_20 ? NULL : gen_get(node, "servers");
    if (!list || !list->item)
        return around;
    gen_servers *servers = US_NEW(&o->g->arena, gen_servers);
    *servers = openapi_read_servers(o, list);
    return servers;
}

static void read_deprecated(openapi *o, gen_operation *operation)
{
    gen_media *media = operation->body ? operation->body->media : NULL;
    for (; media; media = media->next)
        media->deprecated = openapi_read_deprecated(o, media->schema_node);
}

static bool has_response(const gen_operation *operation, unsigned status)
{
    for (const gen_response *r = operation->response; r; r = r->next)
        if (r->status == status || r->status == status / 100 || r->status == 0)
            return true;
    return false;
}

/* An interim answer would not end the exchange, and what is not declared is no answer. */
static void read_usual(gen *g, gen_operation *operation)
{
    const gen_node *status = gen_get(operation->node, GEN_WISH_STATUS);
    unsigned number;

    gen_wish_judge(g, operation->node, GEN_WISH_IN_OPERATION);
    if (!gen_wish_number(status, &number))
        return;
    if (number >= 200 && number < 600 && has_response(operation, number))
        operation->usual = number;
    else
        gen_warning(g, status->at, "the operation declares no answer %u", number);
}

/* A response that says nothing about it is as late as the operation's answers are. */
static void read_delay(gen_operation *operation)
{
    unsigned least, most;

    if (!gen_read_delay(gen_get(operation->node, GEN_WISH_DELAY), &least, &most))
        return;
    for (gen_response *r = operation->response; r; r = r->next) {
        if (r->timed)
            continue;
        r->least = least;
        r->most = most;
    }
}

gen_operation *openapi_read_operation(openapi *o, us_text path, const gen_node *item,
                                      const gen_member *member, us_text method)
{
    gen_operation *operation = US_NEW(&o->g->arena, gen_operation);
    const gen_node *node = member->value, *id = gen_get(node, "operationId");
    const gen_node *security = gen_get(node, "security");
    const gen_node *responses = gen_get(node, "responses");
    if (id)
        operation->id = openapi_read_id(o->g, id);
    operation->method = method;
    operation->path = path;
    operation->group = group_of(node, path);
    operation->summary = gen_get_text(node, "summary");
    operation->deprecated = gen_is_true(node, "deprecated");
    operation->at = member->at;
    operation->node = node;
    operation->parameter =
        openapi_read_parameters(o, gen_get(item, "parameters"), gen_get(node, "parameters"));
    openapi_drop_unplaced(o->g, operation);
    if (o->version == OPENAPI_ONLY_20)
        operation->body = openapi_20_read_body(o, gen_get(item, "parameters"), node);
    else
        operation->body = openapi_read_body(o, gen_get(node, "requestBody"));
    read_deprecated(o, operation);
    operation->requirement = security ? openapi_read_security(o, security) : o->requirement;
    operation->response = openapi_read_responses(o, node);
    read_usual(o->g, operation);
    read_delay(operation);
    if (!responses || !responses->member)
        gen_warning(o->g, member->at,
                    "the operation has no responses, so there is no answer to give");
    return operation;
}

/* ---- all of them -------------------------------------------------------------------------------- */

/* Methods without a field of their own stand by their names, in capitals as they are sent. */
static gen_operation **read_additional(openapi *o, const path_item *item, gen_operation **last)
{
    const gen_node *more = gen_get(item->node, "additionalOperations");
    for (const gen_member *m = more && o->version & OPENAPI_SINCE_32 ? more->member : NULL; m;
         m = m->next) {
        if (!openapi_is_token(m->key)) {
            gen_warning(o->g, m->at, "\"%s\" is not served: it is no method",
                        gen_show(o->g, m->key));
            continue;
        }
        *last = openapi_read_operation(o, item->path, item->node, m, m->key);
        (*last)->servers = read_servers(o, m->value, item->servers);
        last = &(*last)->next;
    }
    return last;
}

static gen_operation **read_path_item(openapi *o, path_item *item, gen_operation **last)
{
    item->servers = read_servers(o, item->node, NULL);
    for (const gen_member *member = item->node->member; member; member = member->next) {
        us_text method = openapi_method_of(o, member->key);
        if (method.length == 0 || member->value->kind != GEN_OBJECT)
            continue;
        *last = openapi_read_operation(o, item->path, item->node, member, method);
        (*last)->servers = read_servers(o, member->value, item->servers);
        last = &(*last)->next;
    }
    return read_additional(o, item, last);
}

void openapi_read_paths(openapi *o, const gen_node *paths)
{
    gen_operation **last = &o->api->operation;
    for (const gen_member *member = paths ? paths->member : NULL; member; member = member->next) {
        path_item item = { .path = member->key, .node = gen_follow(member->value) };
        if (!openapi_is_extension(member->key) && openapi_read_path(o->g, member->at, &item.path))
            last = read_path_item(o, &item, last);
    }
    openapi_drop_repeated(o->g, o->api);
    openapi_name_operations(o->g, o->api);
    openapi_read_links(o);
    openapi_read_callbacks(o);
}

gen_operation *gen_each_operation(const gen_api *api, const gen_operation *o)
{
    if (!o)
        return api->operation ? api->operation : api->outgoing;
    return o->next || o->outgoing ? o->next : api->outgoing;
}
