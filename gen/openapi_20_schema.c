/* OpenAPI 2.0: a parameter or header is its own schema, but for the words that are not the schema's. Those
 * that are get a node of their own, as the member `schema`, where 3.x has it and every reader looks. */
#include "gen/openapi.h"

/* How deep lists in lists are looked at. */
#define INNER_LISTS 8

/* ---- the schema ------------------------------------------------------------------------------------- */

static void add_member(openapi *o, gen_node *object, const gen_member *model)
{
    gen_member **last = &object->member;
    while (*last)
        last = &(*last)->next;
    *last = US_NEW(&o->g->arena, gen_member);
    **last =
        (gen_member){ .key = model->key, .at = model->at, .gathered = true, .value = model->value };
    object->count++;
    gen_index_members(&o->g->arena, object);
}

static bool is_word(us_text key, enum openapi_kind kind)
{
    const openapi_field *field = openapi_field_of(openapi_object_of(kind), key);
    return field && field->shape == OPENAPI_WORD;
}

static bool has_type(const gen_node *node, const char *type)
{
    return us_text_equal(gen_get_text(node, "type"), us_text_of(type));
}

/* Why no text can be read as what the owner asks for, or NULL. */
static const char *fault_of(const gen_node *owner)
{
    bool form = us_text_equal(gen_get_text(owner, "in"), US_TEXT("formData"));
    if (!gen_get(owner, "type"))
        return "there is no type, so the value may be anything";
    if (has_type(owner, "object"))
        return "no object stands here in OpenAPI 2.0, so the value may be anything";
    if (has_type(owner, "file") && !form)
        return "a file stands in formData only; the value may be anything";
    return NULL;
}

/* The items of a list may be lists with a separator of their own, and so on. */
static void check_inner_lists(openapi *o, const gen_node *owner)
{
    const gen_node *items = gen_get(owner, "items");
    for (unsigned depth = 0; items && depth < INNER_LISTS; depth++) {
        openapi_collection collection;
        (void)openapi_20_read_collection(o, items, false, &collection);
        items = gen_get(items, "items");
    }
}

/* Who writes down that no empty value may be sent gets none; by the standard that is so anyway, but what nobody has
 * written would be a surprise. */
static void refuse_empty(openapi *o, const gen_node *owner, gen_node *schema)
{
    const gen_member *empty = gen_get_member(owner, "allowEmptyValue");
    if (!empty || empty->value->kind != GEN_BOOLEAN || empty->value->truth ||
        !has_type(owner, "string") || gen_get(owner, "minLength"))
        return;
    gen_node *one = openapi_new_node(o, GEN_NUMBER, empty->at);
    one->text = US_TEXT("1");
    const gen_member least = { .key = US_TEXT("minLength"), .at = empty->at, .value = one };
    add_member(o, schema, &least);
}

static gen_node *new_schema(openapi *o, const gen_node *owner, enum openapi_kind kind)
{
    gen_node *schema = openapi_new_node(o, GEN_OBJECT, owner->at);
    const gen_node *type = gen_get(owner, "type");
    const char *fault = fault_of(owner);
    if (fault)
        gen_warning(o->g, type ? type->at : owner->at, "%s", fault);
    for (const gen_member *member = owner->member; member; member = member->next) {
        if (!is_word(member->key, kind))
            continue;
        if (fault)
            gen_note(o->g, member, GEN_ANNOTATION, us_text_of(fault));
        else
            add_member(o, schema, member);
    }
    if (!fault)
        refuse_empty(o, owner, schema);
    check_inner_lists(o, owner);
    return schema;
}

void openapi_20_gather_schema(openapi *o, gen_node *owner, enum openapi_kind kind)
{
    if (gen_get(owner, "schema"))
        return;
    const gen_member schema = { US_TEXT("schema"), owner->at, true, new_schema(o, owner, kind),
                                NULL };
    add_member(o, owner, &schema);
}

/* ---- collectionFormat ------------------------------------------------------------------------------- */

static const struct {
    const char *name;
    openapi_collection means;
} collections[] = {
    { "csv", { GEN_STYLE_FORM, false, ',' } },  { "ssv", { GEN_STYLE_SPACE, false, ' ' } },
    { "tsv", { GEN_STYLE_TAB, false, '\t' } },  { "pipes", { GEN_STYLE_PIPE, false, '|' } },
    { "multi", { GEN_STYLE_FORM, true, ',' } },
};

static const openapi_collection *find_collection(const gen_node *format)
{
    for (size_t i = 0; format && i < sizeof collections / sizeof *collections; i++)
        if (us_text_equal(format->text, us_text_of(collections[i].name)))
            return &collections[i].means;
    return NULL;
}

enum gen_style gen_inner_style(const gen_node *format)
{
    const openapi_collection *found = find_collection(format);
    return found && !found->explode ? found->style : GEN_STYLE_FORM;
}

bool openapi_20_read_collection(openapi *o, const gen_node *owner, bool has_names,
                                openapi_collection *collection)
{
    const gen_node *format = gen_get(owner, "collectionFormat");
    const openapi_collection *found = find_collection(format);
    *collection = collections[0].means;
    if (!has_type(owner, "array"))
        return false;
    if (found && (!found->explode || has_names)) {
        *collection = *found;
        return true;
    }
    if (format)
        gen_warning(
            o->g, format->at,
            "it is read as csv: a list stands here as csv, ssv, tsv%s pipes%s, not as \"%s\"",
            has_names ? "," : " or", has_names ? " or multi" : "", gen_show(o->g, format->text));
    *collection = collections[0].means;
    return true;
}
