/* Every field of every OpenAPI object is known, has the type it must have, and is there when it must be.
 * The readers that come after can then take a document by its word. Schemas are left to lower. */
#include "gen/openapi.h"

typedef struct task {
    gen_node *node;
    enum openapi_kind kind;
    struct task *next;
} task;

typedef struct checker {
    gen *g;
    task *todo,
        **last; /* what references lead to: a queue, so that no chain of them fills the stack */
} checker;

static void check_object(checker *c, gen_node *node, enum openapi_kind kind);

static void check_later(checker *c, gen_node *node, enum openapi_kind kind)
{
    task *t = US_NEW(&c->g->arena, task);
    t->node = node;
    t->kind = kind;
    *c->last = t;
    c->last = &t->next;
}

/* ---- the type of one field ---------------------------------------------------------------------- */

static bool check_kind(checker *c, const gen_node *value, enum gen_kind kind, us_text name)
{
    if (value->kind == kind)
        return true;
    gen_error(c->g, value->at, "\"%s\" must be %s, found %s", gen_show(c->g, name),
              gen_kind_name(kind), gen_kind_name(value->kind));
    return false;
}

static void check_items(checker *c, const gen_node *array, const openapi_field *field)
{
    for (gen_node *item = array->item; item; item = item->next) {
        if (field->shape == OPENAPI_LIST)
            check_object(c, item, field->kind);
        else if (item->kind != GEN_STRING)
            gen_error(c->g, item->at, "an item of \"%s\" must be a string, found %s", field->name,
                      gen_kind_name(item->kind));
    }
}

static void check_members(checker *c, const gen_node *object, const openapi_field *field)
{
    for (gen_member *member = object->member; member; member = member->next) {
        if (field->shape == OPENAPI_MAP)
            check_object(c, member->value, field->kind);
        else
            check_kind(c, member->value, GEN_STRING, member->key);
    }
}

static void check_field(checker *c, gen_node *value, const openapi_field *field)
{
    us_text name = us_text_of(field->name);
    switch (field->shape) {
    case OPENAPI_ONE:
        check_object(c, value, field->kind);
        break;
    case OPENAPI_LIST:
    case OPENAPI_TEXTS:
        if (check_kind(c, value, GEN_ARRAY, name))
            check_items(c, value, field);
        break;
    case OPENAPI_MAP:
    case OPENAPI_TEXT_MAP:
        if (check_kind(c, value, GEN_OBJECT, name))
            check_members(c, value, field);
        break;
    case OPENAPI_TEXT:
        check_kind(c, value, GEN_STRING, name);
        break;
    case OPENAPI_FLAG:
        check_kind(c, value, GEN_BOOLEAN, name);
        break;
    case OPENAPI_DATA:
        break;
    }
}

/* ---- one object --------------------------------------------------------------------------------- */

/* What stands beside a `$ref`: a summary and a description may (4.8.23), the rest would be lost. */
static void check_siblings(checker *c, const gen_node *node, enum openapi_kind kind)
{
    for (const gen_member *member = node->member; member; member = member->next) {
        us_text key = member->key;
        if (us_text_equal(key, US_TEXT("$ref")) || us_text_equal(key, US_TEXT("summary")) ||
            us_text_equal(key, US_TEXT("description")) || openapi_is_extension(key))
            continue;
        if (kind == OPENAPI_PATH_ITEM)
            gen_error(c->g, member->at,
                      "\"%s\" beside a $ref of a path item has no defined meaning",
                      gen_show(c->g, key));
        else
            gen_warning(c->g, member->at, "\"%s\" is ignored beside a $ref", gen_show(c->g, key));
    }
}

static void check_reference(checker *c, gen_node *node, enum openapi_kind kind)
{
    check_siblings(c, node, kind);
    gen_node *target = gen_follow(node);
    if (target == node)
        gen_error(c->g, node->at, "the reference leads nowhere");
    else
        check_later(c, target, kind);
}

static void report_unknown(checker *c, const gen_member *member, const openapi_object *object)
{
    us_nearest nearest = us_nearest_to(member->key);
    if (us_text_equal(member->key, US_TEXT("$ref"))) {
        gen_error(c->g, member->at, "a $ref cannot stand for %s", object->name);
        return;
    }
    for (const openapi_field *field = object->field; field->name; field++)
        us_nearest_offer(&nearest, us_text_of(field->name));
    gen_warning(c->g, member->at, "%s has no field \"%s\"%s", object->name,
                gen_show(c->g, member->key), gen_nearest_hint(c->g, &nearest));
}

static void check_member(checker *c, const gen_member *member, const openapi_object *object)
{
    const openapi_field *field = openapi_field_of(object, member->key);
    if (field)
        check_field(c, member->value, field);
    else if (object->extensible && openapi_is_extension(member->key))
        return;
    else if (object->named)
        check_object(c, member->value, object->named_kind);
    else
        report_unknown(c, member, object);
}

static void check_needs(checker *c, const gen_node *node, const openapi_object *object)
{
    for (const openapi_field *field = object->field; field->name; field++) {
        if (field->need == OPENAPI_OPTIONAL || gen_get(node, field->name))
            continue;
        if (field->need == OPENAPI_REQUIRED)
            gen_error(c->g, node->at, "%s needs a field \"%s\"", object->name, field->name);
        else
            gen_warning(c->g, node->at, "%s should have a field \"%s\"", object->name, field->name);
    }
}

static bool is_new_object(checker *c, gen_node *node, enum openapi_kind kind)
{
    unsigned bit = 1u << kind;
    if (kind == OPENAPI_NONE || node->checked_as & bit)
        return false;
    node->checked_as |= bit;
    if (kind == OPENAPI_SCHEMA && node->kind == GEN_BOOLEAN)
        return false;
    if (node->kind == GEN_OBJECT)
        return kind != OPENAPI_SCHEMA;
    gen_error(c->g, node->at, "%s must be an object%s, found %s", openapi_object_of(kind)->name,
              kind == OPENAPI_SCHEMA ? " or a boolean" : "", gen_kind_name(node->kind));
    return false;
}

static void check_object(checker *c, gen_node *node, enum openapi_kind kind)
{
    const openapi_object *object = openapi_object_of(kind);
    if (!is_new_object(c, node, kind))
        return;
    if (object->references && openapi_reference(node)) {
        check_reference(c, node, kind);
        return;
    }
    for (gen_member *member = node->member; member; member = member->next)
        check_member(c, member, object);
    check_needs(c, node, object);
}

void openapi_check_fields(gen *g, gen_node *root)
{
    checker c = { .g = g };
    c.last = &c.todo;
    check_later(&c, root, OPENAPI_DOCUMENT);
    for (task *t = c.todo; t; t = t->next)
        check_object(&c, t->node, t->kind);
}
