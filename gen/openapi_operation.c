/* Paths, path items and their operations. */
#include "gen/openapi.h"

typedef struct path_item {
    us_text path;
    const gen_node *node;
} path_item;

static const struct {
    const char *field, *method;
} methods[] = {
    { "get", "GET" },         { "put", "PUT" },   { "post", "POST" },   { "delete", "DELETE" },
    { "options", "OPTIONS" }, { "head", "HEAD" }, { "patch", "PATCH" }, { "trace", "TRACE" },
};

static const char *method_of(us_text field)
{
    for (size_t i = 0; i < sizeof methods / sizeof *methods; i++)
        if (us_text_equal(field, us_text_of(methods[i].field)))
            return methods[i].method;
    return NULL;
}

static us_text group_of(const gen_node *node, us_text path)
{
    const gen_node *tags = gen_get(node, "tags");
    if (tags && tags->item && tags->item->text.length > 0)
        return tags->item->text;
    return openapi_first_segment(path);
}

/* ---- one operation ------------------------------------------------------------------------------ */

static void warn_unserved(openapi *o, const gen_node *node)
{
    const gen_member *servers = gen_get_member(node, "servers");
    const gen_member *callbacks = gen_get_member(node, "callbacks");
    if (servers)
        gen_warning(o->g, servers->at, "only the servers of the document are read");
    if (callbacks)
        gen_warning(o->g, callbacks->at, "callbacks are not served");
}

static gen_operation *read_operation(openapi *o, const path_item *item, const gen_member *member,
                                     const char *method)
{
    gen_operation *operation = US_NEW(&o->g->arena, gen_operation);
    const gen_node *node = member->value, *id = gen_get(node, "operationId");
    const gen_node *security = gen_get(node, "security");
    const gen_node *deprecated = gen_get(node, "deprecated");
    const gen_node *responses = gen_get(node, "responses");
    if (id)
        openapi_check_id(o->g, id);
    warn_unserved(o, node);
    operation->id = gen_get_text(node, "operationId");
    operation->method = us_text_of(method);
    operation->path = item->path;
    operation->group = group_of(node, item->path);
    operation->summary = gen_get_text(node, "summary");
    operation->deprecated = deprecated && deprecated->truth;
    operation->at = member->at;
    operation->parameter =
        openapi_read_parameters(o, gen_get(item->node, "parameters"), gen_get(node, "parameters"));
    operation->body = openapi_read_body(o, gen_get(node, "requestBody"));
    operation->requirement = security ? openapi_read_security(o, security) : o->requirement;
    operation->response = openapi_read_responses(o, responses);
    if (!responses || !responses->member)
        gen_warning(o->g, member->at,
                    "the operation has no responses, so there is no answer to give");
    return operation;
}

/* ---- all of them -------------------------------------------------------------------------------- */

static gen_operation **read_path_item(openapi *o, const path_item *item, gen_operation **last)
{
    warn_unserved(o, item->node);
    for (const gen_member *member = item->node->member; member; member = member->next) {
        const char *method = method_of(member->key);
        if (!method)
            continue;
        *last = read_operation(o, item, member, method);
        last = &(*last)->next;
    }
    return last;
}

void openapi_read_paths(openapi *o, const gen_node *paths)
{
    gen_operation **last = &o->api->operation;
    for (const gen_member *member = paths ? paths->member : NULL; member; member = member->next) {
        path_item item = { member->key, gen_follow(member->value) };
        if (!openapi_is_extension(member->key) && openapi_check_path(o->g, member->at, member->key))
            last = read_path_item(o, &item, last);
    }
    openapi_name_operations(o->g, o->api);
}
