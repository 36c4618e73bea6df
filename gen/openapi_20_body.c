/* OpenAPI 2.0: a body is a parameter in `body`, or the parameters in `formData` together. A form is an object
 * whose members are the fields, so it becomes the schema of one. */
#include "gen/openapi.h"

typedef struct field { /* a parameter in formData */
    gen_node *node;
    struct field *next;
} field;

typedef struct form {
    gen_node *body; /* the parameter in body, or NULL */
    field *first;   /* those of the path item, then those of the operation */
} form;

/* ---- which parameters ------------------------------------------------------------------------------- */

static bool is_in(const gen_node *node, const char *place)
{
    return us_text_equal(gen_get_text(node, "in"), us_text_of(place));
}

/* A field of the same name takes the place of the earlier one. */
static void add_field(openapi *o, form *f, gen_node *node)
{
    us_text name = gen_get_text(node, "name");
    field **last = &f->first;
    while (*last && !us_text_equal(gen_get_text((*last)->node, "name"), name))
        last = &(*last)->next;
    if (!*last)
        *last = US_NEW(&o->g->arena, field);
    (*last)->node = node;
}

static void gather(openapi *o, form *f, const gen_node *list)
{
    const gen_node *body = NULL;
    for (gen_node *item = list ? list->item : NULL; item; item = item->next) {
        gen_node *node = gen_follow(item);
        if (is_in(node, "formData"))
            add_field(o, f, node);
        if (!is_in(node, "body"))
            continue;
        if (body) {
            gen_warning(o->g, item->at, "not used: the body was already given in line %u",
                        body->at.line);
            openapi_note_dropped(o->g, item, "another body was already given");
            continue;
        }
        body = f->body = node;
    }
}

static void drop_form(openapi *o, const form *f)
{
    gen_warning(o->g, f->first->node->at,
                "the form is not used: the operation has a body in line %u", f->body->at.line);
    for (const field *p = f->first; p; p = p->next)
        openapi_note_dropped(o->g, p->node, "the operation has a body");
}

/* ---- the schema of a form ---------------------------------------------------------------------------- */

static gen_node *new_text(openapi *o, us_text text, gen_at at)
{
    gen_node *node = openapi_new_node(o, GEN_STRING, at);
    node->text = text;
    return node;
}

static gen_member **put(openapi *o, gen_node *object, gen_member **last, us_text key,
                        gen_node *value)
{
    *last = US_NEW(&o->g->arena, gen_member);
    **last = (gen_member){ .key = key, .at = value->at, .value = value };
    object->count++;
    return &(*last)->next;
}

/* Of text the empty one is a value like any other. */
static void check_empty(openapi *o, const gen_node *node)
{
    const char *reason = "in a form an empty value is checked as any other is";
    const gen_member *empty = gen_get_member(node, "allowEmptyValue");
    if (!empty || !empty->value->truth ||
        us_text_equal(gen_get_text(node, "type"), US_TEXT("string")))
        return;
    gen_warning(o->g, empty->at, "%s", reason);
    gen_note(o->g, empty, GEN_ANNOTATION, us_text_of(reason));
}

static gen_node *schema_of(openapi *o, gen_node *node)
{
    check_empty(o, node);
    openapi_20_gather_schema(o, node, OPENAPI_PARAMETER);
    return gen_get(node, "schema");
}

static gen_node *form_properties(openapi *o, const form *f, gen_at at)
{
    gen_node *properties = openapi_new_node(o, GEN_OBJECT, at);
    gen_member **last = &properties->member;
    for (const field *p = f->first; p; p = p->next)
        last = put(o, properties, last, gen_get_text(p->node, "name"), schema_of(o, p->node));
    gen_index_members(&o->g->arena, properties);
    return properties;
}

static gen_node *form_required(openapi *o, const form *f, gen_at at)
{
    gen_node *names = openapi_new_node(o, GEN_ARRAY, at), **last = &names->item;
    for (const field *p = f->first; p; p = p->next) {
        if (!gen_is_true(p->node, "required"))
            continue;
        *last = new_text(o, gen_get_text(p->node, "name"), gen_get(p->node, "required")->at);
        last = &(*last)->next;
        names->count++;
    }
    return names;
}

static gen_node *form_schema(openapi *o, const form *f)
{
    gen_at at = f->first->node->at;
    gen_node *schema = openapi_new_node(o, GEN_OBJECT, at), *required = form_required(o, f, at);
    gen_member **last = &schema->member;
    last = put(o, schema, last, US_TEXT("type"), new_text(o, US_TEXT("object"), at));
    if (required->item)
        last = put(o, schema, last, US_TEXT("required"), required);
    put(o, schema, last, US_TEXT("properties"), form_properties(o, f, at));
    return schema;
}

/* What a list has other than a name for each of its items. */
static const gen_encoding *form_encodings(openapi *o, const form *f)
{
    gen_encoding *first = NULL, **last = &first;
    openapi_collection collection;
    for (const field *p = f->first; p; p = p->next) {
        if (!openapi_20_read_collection(o, p->node, true, &collection) || collection.explode)
            continue;
        *last = US_NEW(&o->g->arena, gen_encoding);
        (*last)->name = gen_get_text(p->node, "name");
        (*last)->styled = true;
        (*last)->style = collection.style;
        last = &(*last)->next;
    }
    return first;
}

/* ---- media types -------------------------------------------------------------------------------------- */

static gen_media **add_media(openapi *o, gen_media **last, us_text type, gen_at at)
{
    *last = US_NEW(&o->g->arena, gen_media);
    (*last)->type = type;
    (*last)->at = at;
    return &(*last)->next;
}

static gen_media *read_consumes(openapi *o, const gen_node *consumes)
{
    gen_media *first = NULL, **last = &first;
    for (const gen_node *item = consumes ? consumes->item : NULL; item; item = item->next)
        if (openapi_check_media_type(o, item->text, item->at))
            last = add_media(o, last, item->text, item->at);
    return first;
}

static bool is_form_type(us_text type)
{
    us_text essence = us_text_trim(us_text_slice(type, 0, us_text_find(type, ';')));
    return us_text_equal_nocase(essence, US_TEXT("application/x-www-form-urlencoded")) ||
           us_text_equal_nocase(essence, US_TEXT("multipart/form-data"));
}

/* A form that names no type of forms may be either. */
static gen_media *form_medias(openapi *o, const gen_node *consumes, gen_at at)
{
    gen_media *media = read_consumes(o, consumes), **place = &media;
    while (*place) {
        if (is_form_type((*place)->type))
            place = &(*place)->next;
        else
            *place = (*place)->next;
    }
    if (media)
        return media;
    if (consumes)
        gen_warning(o->g, at,
                    "what the operation consumes is no form, so that any kind of form is taken");
    place = add_media(o, &media, US_TEXT("application/x-www-form-urlencoded"), at);
    add_media(o, place, US_TEXT("multipart/form-data"), at);
    return media;
}

/* ---- the body ------------------------------------------------------------------------------------------ */

static gen_body *read_form(openapi *o, const form *f, const gen_node *consumes)
{
    gen_body *body = US_NEW(&o->g->arena, gen_body);
    gen_node *schema = form_schema(o, f);
    const gen_encoding *encoding = form_encodings(o, f);
    body->at = f->first->node->at;
    body->media = form_medias(o, consumes, body->at);
    for (const field *p = f->first; p; p = p->next)
        body->required = body->required || gen_is_true(p->node, "required");
    for (gen_media *media = body->media; media; media = media->next) {
        media->schema_node = schema;
        openapi_read_text_media(o, media, encoding, NULL);
    }
    return body;
}

static void read_body_media(openapi *o, gen_media *media, gen_node *schema)
{
    bool json = openapi_is_json(media->type);
    media->schema_node = schema;
    if (schema)
        media->example = openapi_suggest_example(o, schema, media->type);
    if (schema && !json)
        openapi_read_text_media(o, media, NULL, NULL);
}

/* The schema is not used when no media type can be read. */
static void note_unused(openapi *o, const gen_media *media, const gen_node *node)
{
    const gen_member *schema = gen_get_member(node, "schema");
    while (media && !media->schema_node)
        media = media->next;
    if (schema && !media)
        gen_note(o->g, schema, GEN_ANNOTATION, US_TEXT("a body of this type is not checked"));
}

static gen_body *read_body(openapi *o, const gen_node *node, const gen_node *consumes)
{
    gen_body *body = US_NEW(&o->g->arena, gen_body);
    gen_node *schema = gen_get(node, "schema");
    body->at = node->at;
    body->required = gen_is_true(node, "required");
    body->media = read_consumes(o, consumes);
    if (!schema)
        gen_warning(o->g, node->at, "the body has no schema, so it may be anything");
    if (!body->media) {
        gen_warning(o->g, gen_get(o->api->root, "swagger")->at,
                    "bodies without \"consumes\" are taken to be application/json");
        add_media(o, &body->media, US_TEXT("application/json"), node->at);
    }
    for (gen_media *media = body->media; media; media = media->next)
        read_body_media(o, media, schema);
    note_unused(o, body->media, node);
    return body;
}

gen_body *openapi_20_read_body(openapi *o, const gen_node *shared, const gen_node *operation)
{
    const gen_node *consumes = openapi_20_consumes(o, operation);
    form f = { 0 };
    gather(o, &f, shared);
    gather(o, &f, gen_get(operation, "parameters"));
    if (f.body && f.first)
        drop_form(o, &f);
    if (f.body)
        return read_body(o, f.body, consumes);
    return f.first ? read_form(o, &f, consumes) : NULL;
}
