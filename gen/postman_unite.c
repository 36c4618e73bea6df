/* Several requests on one route, whatever they call the parameters in it: what they have in common is asked for, and what each of them has is taken. */
#include "gen/postman.h"

/* ---- Paths ------------------------------------------------------------------------------------------------ */

/* Takes the text before the next parameter, and its name, off the path; false: there is none, and *before is the rest. */
static bool next_parameter(us_text *path, us_text *before, us_text *name)
{
    size_t open = us_text_find(*path, '{'), close = us_text_find(*path, '}');
    *before = us_text_slice(*path, 0, open);
    if (open == path->length)
        return false;
    *name = us_text_slice(*path, open + 1, close);
    *path = us_text_slice(*path, close + 1, path->length);
    return true;
}

static bool is_same_route(us_text one, us_text other)
{
    us_text before[2], name;
    bool more[2];
    do {
        more[0] = next_parameter(&one, &before[0], &name);
        more[1] = next_parameter(&other, &before[1], &name);
        if (more[0] != more[1] || !us_text_equal(before[0], before[1]))
            return false;
    } while (more[0]);
    return true;
}

static void rename_parameters(gen_node *parameters, us_text path, us_text known)
{
    us_text before, own, name;
    while (next_parameter(&path, &before, &own) && next_parameter(&known, &before, &name)) {
        gen_node *parameter = postman_find_parameter(parameters, US_TEXT("path"), own);
        if (parameter)
            gen_get(parameter, "name")->text = name;
    }
}

us_text postman_unite_paths(const postman *p, us_text path, gen_node *parameters)
{
    for (const gen_member *m = p->paths->member; m; m = m->next) {
        if (!is_same_route(path, m->key))
            continue;
        rename_parameters(parameters, path, m->key);
        return m->key;
    }
    return path;
}

/* ---- Parameters ------------------------------------------------------------------------------------------ */

/* Those of the path are the same in all of them. */
static void make_optional(gen_node *parameter)
{
    if (!us_text_equal(gen_get_text(parameter, "in"), US_TEXT("path")))
        gen_get(parameter, "required")->truth = false;
}

static gen_node *find_same(gen_node *parameters, const gen_node *parameter)
{
    return postman_find_parameter(parameters, gen_get_text(parameter, "in"),
                                  gen_get_text(parameter, "name"));
}

void postman_unite_parameters(postman *p, gen_node *known, gen_node *more)
{
    for (gen_node *item = known->item; item; item = item->next) {
        const gen_node *same = find_same(more, item);
        if (!same || !gen_get(same, "required")->truth)
            make_optional(item);
    }
    for (gen_node *item = more->item, *next; item; item = next) {
        gen_node *same = find_same(known, item);
        next = item->next;
        item->next = NULL;
        if (same) {
            postman_unite_types(p, same, item);
            continue;
        }
        make_optional(item);
        postman_add(known, item);
    }
}

/* ---- Who may ask ------------------------------------------------------------------------------------------ */

static bool has_scheme(const gen_node *security, us_text name)
{
    for (const gen_node *item = security->item; item; item = item->next)
        if (item->member ? us_text_equal(item->member->key, name) : name.length == 0)
            return true;
    return false;
}

/* No requirement at all lets everybody in, and so does one more request that has none. */
void postman_unite_auth(gen_node *known, gen_node *more)
{
    if (known->count == 0)
        return;
    if (more->count == 0) {
        known->item = NULL;
        known->count = 0;
    } else if (!has_scheme(known, more->item->member->key)) {
        postman_add(known, more->item);
    }
}

/* ---- Bodies ----------------------------------------------------------------------------------------------- */

/* The examples of one media type so far. */
static gen_node *values_of(postman *p, const gen_node *media)
{
    void **place = gen_map_at_address(&p->values, &p->g->arena, media);
    const gen_node *example = gen_get(media, "example");
    if (!*place) {
        *place = postman_new(p, GEN_ARRAY, media->at);
        postman_add(*place, postman_copy(p, example));
    }
    return *place;
}

/* The fields of a form that only one of them has. */
static void unite_fields(postman *p, const gen_node *known, const gen_node *more)
{
    gen_node *properties = gen_get(gen_get(known, "schema"), "properties");
    const gen_node *others = gen_get(gen_get(more, "schema"), "properties");
    for (const gen_member *m = properties && others ? others->member : NULL; m; m = m->next)
        if (!gen_find_member(properties, m->key))
            postman_put(p, properties, m->key, m->value);
}

static void unite_medias(postman *p, gen_node *known, const gen_node *more)
{
    const gen_node *example = gen_get(more, "example");
    gen_member *schema = gen_find_member(known, US_TEXT("schema"));
    if (!schema || !gen_get(more, "schema")) {
        if (schema) /* one of them says nothing of what it is like */
            schema->value = postman_new(p, GEN_OBJECT, known->at);
        return;
    }
    if (!example || !gen_get(known, "example")) {
        unite_fields(p, known, more);
        return;
    }
    postman_add(values_of(p, known), postman_copy(p, example));
    schema->value = postman_infer_all(p, values_of(p, known));
}

void postman_unite_bodies(postman *p, gen_node *operation, gen_node *body)
{
    gen_node *known = gen_get(operation, "requestBody"), *content;
    if (!body)
        return;
    if (!known) {
        postman_put(p, operation, US_TEXT("requestBody"), body);
        return;
    }
    content = gen_get(known, "content");
    for (const gen_member *m = gen_get(body, "content")->member; m; m = m->next) {
        gen_member *same = gen_find_member(content, m->key);
        if (same)
            unite_medias(p, same->value, m->value);
        else
            postman_put(p, content, m->key, m->value);
    }
}
