/* Parameters: what must be decoded from path, query, headers and cookies. `allowReserved` says only how a
 * client may encode them. */
#include "gen/openapi.h"

/* Where a parameter may stand, and what that means for its style (4.8.12). */
typedef struct parameter_place {
    const char *in;
    enum openapi_version versions;
    enum gen_in id;
    enum gen_style style; /* the default */
    unsigned styles;      /* all that there are; 0: it is a part of the body (openapi_20_body.c) */
    const char *advice;   /* for the versions that do not have it */
} parameter_place;

static const parameter_place locations[] = {
    { "path", OPENAPI_ALL, GEN_IN_PATH, GEN_STYLE_SIMPLE,
      1 << GEN_STYLE_SIMPLE | 1 << GEN_STYLE_LABEL | 1 << GEN_STYLE_MATRIX, "" },
    { "query", OPENAPI_ALL, GEN_IN_QUERY, GEN_STYLE_FORM,
      1 << GEN_STYLE_FORM | 1 << GEN_STYLE_SPACE | 1 << GEN_STYLE_PIPE | 1 << GEN_STYLE_DEEP, "" },
    { "header", OPENAPI_ALL, GEN_IN_HEADER, GEN_STYLE_SIMPLE, 1 << GEN_STYLE_SIMPLE, "" },
    { "cookie", OPENAPI_SINCE_30, GEN_IN_COOKIE, GEN_STYLE_FORM, 1 << GEN_STYLE_FORM,
      " (it came with OpenAPI 3.0)" },
    { "querystring", OPENAPI_SINCE_32, GEN_IN_QUERYSTRING, GEN_STYLE_SIMPLE, 1 << GEN_STYLE_SIMPLE,
      " (it came with OpenAPI 3.2)" },
    { "body", OPENAPI_ONLY_20, GEN_IN_PATH, GEN_STYLE_FORM, 0,
      " (OpenAPI 3 has requestBody for that)" },
    { "formData", OPENAPI_ONLY_20, GEN_IN_PATH, GEN_STYLE_FORM, 0,
      " (OpenAPI 3 has requestBody for that)" },
};

#define LOCATIONS (sizeof locations / sizeof *locations)

static const char *const styles[] = {
    [GEN_STYLE_SIMPLE] = "simple",        [GEN_STYLE_FORM] = "form",
    [GEN_STYLE_LABEL] = "label",          [GEN_STYLE_MATRIX] = "matrix",
    [GEN_STYLE_SPACE] = "spaceDelimited", [GEN_STYLE_PIPE] = "pipeDelimited",
    [GEN_STYLE_DEEP] = "deepObject",
};

bool openapi_find_style(us_text name, enum gen_style *style)
{
    for (unsigned i = 0; i < sizeof styles / sizeof *styles; i++) {
        *style = (enum gen_style)i;
        if (us_text_equal(name, us_text_of(styles[i])))
            return true;
    }
    return false;
}

/* ---- what is refused ---------------------------------------------------------------------------- */

/* "path, query or header": all that the version has. */
static const char *list_locations(openapi *o)
{
    us_buf list = us_buf_new(&o->g->arena, 64);
    const char *before = NULL;
    for (size_t i = 0; i < LOCATIONS; i++) {
        if (!(locations[i].versions & o->version))
            continue;
        if (before)
            us_buf_print(&list, "%s%s", list.length > 0 ? ", " : "", before);
        before = locations[i].in;
    }
    us_buf_print(&list, " or %s", before);
    return us_arena_copy(&o->g->arena, us_buf_text(&list)).bytes;
}

static const parameter_place *read_location(openapi *o, const gen_node *node)
{
    const gen_node *in = gen_get(node, "in");
    const char *advice = "";
    for (size_t i = 0; i < LOCATIONS; i++) {
        if (!us_text_equal(in->text, us_text_of(locations[i].in)))
            continue;
        if (locations[i].versions & o->version)
            return &locations[i];
        advice = locations[i].advice;
    }
    gen_error(o->g, in->at, "a parameter is in %s, found \"%s\"%s", list_locations(o),
              gen_show(o->g, in->text), advice);
    return NULL;
}

static enum gen_style read_style(openapi *o, const gen_node *node, const parameter_place *location)
{
    const gen_node *style = gen_get(node, "style");
    enum gen_style found;
    if (!style || o->version == OPENAPI_ONLY_20)
        return location->style;
    if (openapi_find_style(style->text, &found) && location->styles & 1u << found)
        return found;
    gen_error(o->g, style->at, "a %s parameter has no style \"%s\"; its style is \"%s\"",
              location->in, gen_show(o->g, style->text), styles[location->style]);
    return location->style;
}

static void skip_content(openapi *o, const gen_member *media)
{
    const gen_member *schema = gen_get_member(gen_follow(media->value), "schema");
    if (schema)
        gen_note(o->g, schema, GEN_ANNOTATION, US_TEXT("a parameter of this type is not checked"));
    gen_warning(o->g, media->at, "a parameter of type %s is not checked",
                gen_show(o->g, media->key));
}

/* The schema of `content`: JSON is read as such, text is read as it is. */
static void read_content(openapi *o, const gen_member *content, gen_parameter *parameter)
{
    const gen_member *media = content->value->member;
    if (!media) {
        gen_warning(o->g, content->at, "the content has no media type, so it may be anything");
        return;
    }
    parameter->explode = false;
    if (parameter->in == GEN_IN_QUERYSTRING && openapi_read_querystring(o, media, parameter))
        return;
    if (openapi_is_json(media->key))
        parameter->style = GEN_STYLE_JSON;
    if (openapi_is_json(media->key) || us_text_starts(media->key, US_TEXT("text/")))
        parameter->schema_node = gen_get(gen_follow(media->value), "schema");
    else
        skip_content(o, media);
}

/* In 2.0 the parameter is its own schema, and says in its own words how a list is written. */
static void read_20_schema(openapi *o, gen_node *node, gen_parameter *parameter)
{
    bool query = parameter->in == GEN_IN_QUERY;
    const gen_member *schema = gen_get_member(node, "schema");
    openapi_collection collection;
    if (schema && !schema->gathered)
        gen_warning(o->g, schema->at,
                    "in OpenAPI 2.0 a schema stands in the body only; it is read all the same");
    openapi_20_gather_schema(o, node, OPENAPI_PARAMETER);
    if (!openapi_20_read_collection(o, node, query, &collection))
        return;
    parameter->explode = collection.explode;
    if (query || collection.style != GEN_STYLE_FORM)
        parameter->style = collection.style;
}

/* Only a media type says how a whole query spells a value. */
static void refuse_schema(openapi *o, const gen_member *schema, gen_parameter *parameter)
{
    const char *reason = "in querystring a schema stands in content, below a media type";
    gen_warning(o->g, schema->at, "%s; this one is not used", reason);
    gen_note(o->g, schema, GEN_ANNOTATION, us_text_of(reason));
    parameter->schema_node = NULL;
}

static void read_schema(openapi *o, gen_node *node, gen_parameter *parameter)
{
    if (o->version == OPENAPI_ONLY_20)
        read_20_schema(o, node, parameter);
    const gen_member *content = gen_get_member(node, "content");
    parameter->schema_node = gen_get(node, "schema");
    if (parameter->schema_node && parameter->in == GEN_IN_QUERYSTRING)
        refuse_schema(o, gen_get_member(node, "schema"), parameter);
    if (content && content->value->kind == GEN_OBJECT && !parameter->schema_node)
        read_content(o, content, parameter);
    else if (!parameter->schema_node)
        gen_warning(o->g, node->at, "the parameter has no schema, so it may be anything");
}

/* A path without one of its parameters is another path, whatever the document says. */
static void check_required(openapi *o, const gen_node *node)
{
    const gen_node *required = gen_get(node, "required");
    if (!required || !required->truth)
        gen_warning(o->g, required ? required->at : node->at,
                    "a path parameter should have \"required: true\"; it is required all the same");
}

/* These three belong to content negotiation and security; as parameters they are ignored (4.8.12.2). */
static bool is_ignored(openapi *o, const gen_node *node, us_text name, enum gen_in in)
{
    bool ignored = in == GEN_IN_HEADER && (us_text_equal_nocase(name, US_TEXT("Accept")) ||
                                           us_text_equal_nocase(name, US_TEXT("Content-Type")) ||
                                           us_text_equal_nocase(name, US_TEXT("Authorization")));
    if (ignored)
        openapi_note_dropped(o->g, node, "OpenAPI ignores a header parameter of this name");
    if (ignored)
        gen_warning(o->g, node->at, "OpenAPI ignores a header parameter \"%s\"",
                    gen_show(o->g, name));
    return ignored;
}

/* False when no request can hold a parameter of that name. */
static bool check_name(openapi *o, const gen_node *node, enum gen_in in)
{
    const gen_node *name = gen_get(node, "name");
    bool token = in == GEN_IN_HEADER || in == GEN_IN_COOKIE;
    if (name->text.length == 0)
        gen_warning(o->g, name->at, "the parameter is left out: it has no name");
    else if (token && !openapi_is_token(name->text))
        gen_warning(o->g, name->at, "the parameter is left out: \"%s\" cannot be the name of a %s",
                    gen_show(o->g, name->text), in == GEN_IN_HEADER ? "header" : "cookie");
    else
        return true;
    openapi_note_dropped(o->g, node, "the parameter is left out");
    return false;
}

/* ---- one parameter ------------------------------------------------------------------------------ */

/* NULL when it is left out. */
static gen_parameter *read_parameter(openapi *o, gen_node *node)
{
    const parameter_place *location = read_location(o, node);
    us_text name = gen_get_text(node, "name");
    if (!location || !location->styles || is_ignored(o, node, name, location->id) ||
        !check_name(o, node, location->id))
        return NULL;
    if (location->id == GEN_IN_PATH)
        check_required(o, node);
    gen_parameter *parameter = US_NEW(&o->g->arena, gen_parameter);
    parameter->name = name;
    parameter->at = node->at;
    parameter->description = gen_get_text(node, "description");
    parameter->in = location->id;
    parameter->style = read_style(o, node, location);
    parameter->explode = gen_get(node, "explode") ? gen_is_true(node, "explode")
                                                  : parameter->style == GEN_STYLE_FORM;
    parameter->allow_empty = location->id == GEN_IN_QUERY && gen_is_true(node, "allowEmptyValue");
    parameter->required = location->id == GEN_IN_PATH || gen_is_true(node, "required");
    if (parameter->required)
        parameter->required_at =
            gen_get(node, "required") ? gen_get(node, "required")->at : node->at;
    parameter->deprecated = gen_is_true(node, "deprecated");
    read_schema(o, node, parameter);
    return parameter;
}

/* ---- those of a path item and those of its operation --------------------------------------------- */

static bool is_same(const gen_parameter *a, const gen_parameter *b)
{
    if (a->in != b->in)
        return false;
    return a->in == GEN_IN_HEADER ? us_text_equal_nocase(a->name, b->name)
                                  : us_text_equal(a->name, b->name);
}

static gen_parameter *find_same(gen_parameter *list, const gen_parameter *wanted)
{
    while (list && !is_same(list, wanted))
        list = list->next;
    return list;
}

static gen_parameter *read_list(openapi *o, const gen_node *list)
{
    gen_parameter *first = NULL, **last = &first;
    for (gen_node *item = list ? list->item : NULL; item; item = item->next) {
        gen_parameter *parameter = read_parameter(o, gen_follow(item));
        if (!parameter)
            continue;
        parameter->item = item;
        const gen_parameter *same = find_same(first, parameter);
        if (same) {
            openapi_note_dropped(o->g, item, "a parameter of this name was already given");
            gen_warning(o->g, item->at,
                        "not used: the parameter \"%s\" in the %s was already given in line %u",
                        gen_show(o->g, parameter->name), locations[parameter->in].in,
                        same->at.line);
            continue;
        }
        *last = parameter;
        last = &parameter->next;
    }
    return first;
}

gen_parameter *openapi_read_parameters(openapi *o, const gen_node *shared, const gen_node *own)
{
    gen_parameter *first = read_list(o, shared), *later = read_list(o, own);
    gen_parameter **last = &first;
    while (*last) {
        if (find_same(later, *last))
            *last = (*last)->next; /* overridden */
        else
            last = &(*last)->next;
    }
    *last = later;
    openapi_check_querystring(o, &first);
    return first;
}
