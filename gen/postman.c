/* From a collection to a document: its requests, folder by folder, as operations of their paths. */
#include "gen/postman.h"

#include "base/ascii.h"

/* Many collections name no format in their `info`, so that what they are is told by what they have. */
bool gen_is_postman(const gen_node *root)
{
    const gen_node *items = gen_get(root, "item");
    return items && items->kind == GEN_ARRAY && gen_get(gen_get(root, "info"), "name") &&
           !gen_get(root, "openapi") && !gen_get(root, "swagger");
}

bool gen_is_postman_environment(const gen_node *root)
{
    const gen_node *values = gen_get(root, "values");
    return values && values->kind == GEN_ARRAY;
}

/* ---- One request ---------------------------------------------------------------------------------------- */

/* Requests on one route are one operation, which takes each of them. */
static void read_into(postman *p, gen_node *operation, const gen_node *item,
                      const gen_node *request, gen_node *parameters, const gen_node *auth)
{
    gen_node *known = gen_get(operation, "parameters");
    gen_node *security = postman_read_auth(p, auth, item->at);
    gen_node *responses = postman_object_in(p, operation, US_TEXT("responses"), item->at);
    postman_read_headers(p, gen_get(request, "header"), parameters);
    if (known) {
        postman_unite_parameters(p, known, parameters);
        postman_unite_auth(gen_get(operation, "security"), security);
    } else {
        postman_put(p, operation, US_TEXT("parameters"), parameters);
        postman_put(p, operation, US_TEXT("summary"),
                    postman_text(p, gen_get_text(item, "name"), item->at));
        postman_put(p, operation, US_TEXT("security"), security);
    }
    postman_unite_bodies(p, operation, postman_read_body(p, request));
    postman_read_responses(p, gen_get(item, "response"), responses);
}

/* A request that nobody has saved an answer to is answered all the same. */
static void answer_something(postman *p, gen_node *operation, gen_at at)
{
    gen_node *responses = gen_get(operation, "responses"), *response;
    if (responses->count > 0)
        return;
    response = postman_object_in(p, responses, US_TEXT("200"), at);
    postman_put(p, response, US_TEXT("description"),
                postman_text(p, US_TEXT("The collection has no saved response."), at));
}

/* A method that OpenAPI has no field for stands by its name. */
static gen_node *operation_of(postman *p, gen_node *path_item, us_text method, gen_at at)
{
    static const char *const fields[] = { "get",     "put",  "post",  "delete",
                                          "options", "head", "patch", "trace" };
    us_text key = us_text_lower(&p->g->arena, method.length > 0 ? method : US_TEXT("GET"));
    for (size_t i = 0; i < sizeof fields / sizeof *fields; i++)
        if (us_text_equal(key, us_text_of(fields[i])))
            return postman_object_in(p, path_item, key, at);
    path_item = postman_object_in(p, path_item, US_TEXT("additionalOperations"), at);
    return postman_object_in(p, path_item, method, at);
}

static void read_request(postman *p, const gen_node *item, const gen_node *request,
                         const gen_node *auth)
{
    const gen_node *url = request->kind == GEN_STRING ? request : gen_get(request, "url");
    const gen_node *own = gen_get(request, "auth");
    us_text method = gen_get_text(request, "method");
    gen_node *parameters = postman_new(p, GEN_ARRAY, item->at);
    us_text path = postman_unite_paths(p, postman_read_url(p, url, parameters), parameters);
    gen_node *path_item = postman_object_in(p, p->paths, path, item->at);
    gen_node *operation = operation_of(p, path_item, method, item->at);
    read_into(p, operation, item, request, parameters, own && own->kind == GEN_OBJECT ? own : auth);
    answer_something(p, operation, item->at);
    p->operations++;
}

/* ---- Folders -------------------------------------------------------------------------------------------- */

#define FOLDERS_MOST 50

/* Scripts that run before a request may set what it is made of; those behind it are tests. */
static void count_scripts(postman *p, const gen_node *owner)
{
    const gen_node *events = gen_get(owner, "event");
    for (const gen_node *event = events && events->kind == GEN_ARRAY ? events->item : NULL; event;
         event = event->next) {
        const gen_node *lines = gen_get(gen_get(event, "script"), "exec");
        bool before = us_text_equal(gen_get_text(event, "listen"), US_TEXT("prerequest"));
        if (!before || !lines || (lines->kind == GEN_ARRAY && lines->count == 0))
            continue;
        if (p->scripts++ == 0)
            p->script = event;
    }
}

static void warn_of_scripts(const postman *p)
{
    if (p->scripts == 0)
        return;
    gen_warning(
        p->g, p->script->at,
        "%u script%s before requests, of which this is the first, %s not run; what they set "
        "can be given with --postman-environment",
        p->scripts, p->scripts == 1 ? "" : "s", p->scripts == 1 ? "is" : "are");
}

static void read_items(postman *p, const gen_node *items, const gen_node *auth, unsigned depth)
{
    const postman_scope *outer = p->scope;
    for (const gen_node *item = items && items->kind == GEN_ARRAY ? items->item : NULL; item;
         item = item->next) {
        const gen_node *request = gen_get(item, "request"), *own = gen_get(item, "auth");
        const gen_node *inner = own && own->kind == GEN_OBJECT ? own : auth;
        const postman_scope scope = { gen_get(item, "variable"), outer };
        p->scope = &scope;
        count_scripts(p, item);
        if (request)
            read_request(p, item, request, inner);
        else if (depth < FOLDERS_MOST)
            read_items(p, gen_get(item, "item"), inner, depth + 1);
        else
            gen_warning(p->g, item->at, "the folder is not read: it is the %uth in another", depth);
    }
    p->scope = outer;
}

gen_node *gen_postman(gen *g, const gen_node *collection)
{
    const postman_scope scope = { gen_get(collection, "variable"), NULL };
    postman p = { .g = g, .scope = &scope };
    const gen_node *info = gen_get(collection, "info");
    gen_at at = collection->at;
    gen_node *document = postman_new(&p, GEN_OBJECT, at), *about, *components;
    postman_put(&p, document, US_TEXT("openapi"), postman_text(&p, US_TEXT("3.2.0"), at));
    about = postman_put(&p, document, US_TEXT("info"), postman_new(&p, GEN_OBJECT, info->at));
    postman_put(&p, about, US_TEXT("title"),
                postman_text(&p, gen_get_text(info, "name"), info->at));
    postman_put(&p, about, US_TEXT("version"), postman_text(&p, US_TEXT("1"), info->at));
    p.paths = postman_put(&p, document, US_TEXT("paths"), postman_new(&p, GEN_OBJECT, at));
    components = postman_put(&p, document, US_TEXT("components"), postman_new(&p, GEN_OBJECT, at));
    p.schemes =
        postman_put(&p, components, US_TEXT("securitySchemes"), postman_new(&p, GEN_OBJECT, at));
    count_scripts(&p, collection);
    read_items(&p, gen_get(collection, "item"), gen_get(collection, "auth"), 0);
    warn_of_scripts(&p);
    if (p.operations == 0)
        gen_warning(g, at, "the collection has no requests, so there is nothing to serve");
    return document;
}
