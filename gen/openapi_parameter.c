/* Parameters: what must be decoded from path, query, headers and cookies. A serialisation that the server
 * cannot decode yet is refused here, since the value could not be checked. */
#include "gen/openapi.h"

typedef struct
    location { /* where a parameter may stand, and what that means for its style (4.8.12) */
    const char *in;
    enum gen_in id;
    const char *style; /* the default, and the only one that is decoded */
    enum gen_style style_id;
    const char *others; /* the other legal styles */
} parameter_place;

static const parameter_place locations[] = {
    { "path", GEN_IN_PATH, "simple", GEN_STYLE_SIMPLE, "matrix label" },
    { "query", GEN_IN_QUERY, "form", GEN_STYLE_FORM, "spaceDelimited pipeDelimited deepObject" },
    { "header", GEN_IN_HEADER, "simple", GEN_STYLE_SIMPLE, "" },
    { "cookie", GEN_IN_COOKIE, "form", GEN_STYLE_FORM, "" },
};

static bool is_true(const gen_node *node, const char *field)
{
    const gen_node *flag = gen_get(node, field);
    return flag && flag->truth;
}

/* ---- what is refused ---------------------------------------------------------------------------- */

static const parameter_place *read_location(openapi *o, const gen_node *node)
{
    const gen_node *in = gen_get(node, "in");
    for (size_t i = 0; i < sizeof locations / sizeof *locations; i++)
        if (us_text_equal(in->text, us_text_of(locations[i].in)))
            return &locations[i];
    bool is_old =
        us_text_equal(in->text, US_TEXT("body")) || us_text_equal(in->text, US_TEXT("formData"));
    gen_error(o->g, in->at, "a parameter is in path, query, header or cookie, found \"%s\"%s",
              gen_show(o->g, in->text), is_old ? " (OpenAPI 3 has requestBody for that)" : "");
    return NULL;
}

static bool has_word(const char *words, us_text word)
{
    for (us_text rest = us_text_of(words); rest.length > 0;) {
        size_t end = us_text_find(rest, ' ');
        if (us_text_equal(us_text_slice(rest, 0, end), word))
            return true;
        rest = us_text_slice(rest, end + 1, rest.length);
    }
    return false;
}

static void check_style(openapi *o, const gen_node *node, const parameter_place *location)
{
    const gen_node *style = gen_get(node, "style");
    if (!style || us_text_equal(style->text, us_text_of(location->style)))
        return;
    const char *shown = gen_show(o->g, style->text);
    if (has_word(location->others, style->text))
        gen_error(o->g, style->at, "the style \"%s\" is not decoded yet, only \"%s\" is", shown,
                  location->style);
    else
        gen_error(o->g, style->at, "a %s parameter has no style \"%s\"; its style is \"%s\"",
                  location->in, shown, location->style);
}

static void refuse_flag(openapi *o, const gen_node *node, const char *field)
{
    if (is_true(node, field))
        gen_error(o->g, gen_get(node, field)->at,
                  "%s changes which values are valid and is not supported yet", field);
}

static void check_schema(openapi *o, const gen_node *node)
{
    const gen_member *content = gen_get_member(node, "content");
    if (content)
        gen_error(o->g, content->at, "parameters with content are not decoded yet; use schema");
    else if (!gen_get(node, "schema"))
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
    return false;
}

/* ---- one parameter ------------------------------------------------------------------------------ */

/* NULL when it is left out. */
static gen_parameter *read_parameter(openapi *o, const gen_node *node)
{
    const parameter_place *location = read_location(o, node);
    us_text name = gen_get_text(node, "name");
    if (!location || is_ignored(o, node, name, location->id) || !check_name(o, node, location->id))
        return NULL;
    check_style(o, node, location);
    refuse_flag(o, node, "allowEmptyValue");
    refuse_flag(o, node, "allowReserved");
    check_schema(o, node);
    if (location->id == GEN_IN_PATH)
        check_required(o, node);
    gen_parameter *parameter = US_NEW(&o->g->arena, gen_parameter);
    parameter->name = name;
    parameter->at = node->at;
    parameter->description = gen_get_text(node, "description");
    parameter->in = location->id;
    parameter->style = location->style_id;
    parameter->explode =
        gen_get(node, "explode") ? is_true(node, "explode") : location->style_id == GEN_STYLE_FORM;
    parameter->required = location->id == GEN_IN_PATH || is_true(node, "required");
    if (parameter->required)
        parameter->required_at =
            gen_get(node, "required") ? gen_get(node, "required")->at : node->at;
    parameter->deprecated = is_true(node, "deprecated");
    parameter->schema_node = gen_get(node, "schema");
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
        const gen_parameter *same = find_same(first, parameter);
        if (same) {
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
    return first;
}
