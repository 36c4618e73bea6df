/* OpenAPI 2.0: the media types of an operation stand in `consumes` and `produces`, its own or the document's,
 * and each has the same schema. */
#include "gen/openapi.h"

/* An operation may take back with an empty list what the document says. */
static const gen_node *own_or(const gen_node *operation, const char *field, const gen_node *global)
{
    const gen_node *own = gen_get(operation, field);
    const gen_node *list = own && own->kind == GEN_ARRAY ? own : global;
    return list && list->item ? list : NULL;
}

const gen_node *openapi_20_consumes(const openapi *o, const gen_node *operation)
{
    return own_or(operation, "consumes", o->consumes);
}

/* ---- responses ------------------------------------------------------------------------------------- */

typedef struct content {
    gen_media *first, **last;
    gen_node *schema; /* NULL: anything */
} content;

static gen_media *find(const content *c, us_text type)
{
    gen_media *media = c->first;
    while (media && !us_text_equal_nocase(media->type, type))
        media = media->next;
    return media;
}

static gen_media *add(openapi *o, content *c, us_text type, gen_at at)
{
    gen_media *media = find(c, type);
    if (media || !openapi_check_media_type(o, type, at))
        return media;
    media = US_NEW(&o->g->arena, gen_media);
    media->type = type;
    media->at = at;
    media->schema_node = c->schema;
    *c->last = media;
    c->last = &media->next;
    return media;
}

/* `examples` has one for each media type. */
static void add_examples(openapi *o, content *c, const gen_node *examples, bool declared)
{
    bool is_map = examples && examples->kind == GEN_OBJECT;
    for (const gen_member *m = is_map ? examples->member : NULL; m; m = m->next) {
        if (openapi_is_extension(m->key))
            continue;
        bool known = find(c, m->key) != NULL;
        gen_media *media = add(o, c, m->key, m->at);
        if (!media)
            continue;
        if (declared && !known)
            gen_warning(o->g, m->at,
                        "the operation does not produce %s; it is answered all the same",
                        gen_show(o->g, m->key));
        media->example = openapi_read_example(o, m->value, m->key);
    }
}

static bool is_file(const gen_node *schema)
{
    return us_text_equal(gen_get_text(schema, "type"), US_TEXT("file"));
}

/* A file is a body of any kind; JSON is what a schema is about when nobody says another type. */
gen_media *openapi_20_read_content(openapi *o, const gen_node *operation, const gen_node *response)
{
    gen_node *schema = gen_get(response, "schema");
    const gen_node *examples = gen_get(response, "examples");
    const gen_node *produces = own_or(operation, "produces", o->produces);
    bool file = schema && is_file(schema);
    content c = { .last = &c.first, .schema = file ? NULL : schema };
    for (const gen_node *item = schema && produces ? produces->item : NULL; item; item = item->next)
        add(o, &c, item->text, item->at);
    add_examples(o, &c, examples, c.first != NULL);
    if (!c.first && schema)
        add(o, &c, file ? US_TEXT("application/octet-stream") : US_TEXT("application/json"),
            schema->at);
    for (gen_media *media = c.first; media; media = media->next)
        if (!media->example && c.schema)
            media->example = openapi_suggest_example(o, c.schema, media->type);
    return c.first;
}
