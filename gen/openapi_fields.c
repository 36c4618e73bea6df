/* Every field of every OpenAPI object is known, has the type it must have, and is there when it must be.
 * The readers that come after can then take a document by its word, but for texts: those of another type
 * are warned about and read as empty. Schemas are left to lower. */
#include "gen/openapi.h"
#include "gen/wish.h"

typedef struct task {
    gen_node *node;
    enum openapi_kind kind;
    struct task *next;
} task;

typedef struct checker {
    gen *g;
    unsigned version;
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

/* Whether a verdict may hang on objects of that kind; what is wrong with the others is a warning. */
static bool matters(enum openapi_kind kind)
{
    switch (kind) {
    case OPENAPI_INFO:
    case OPENAPI_CONTACT:
    case OPENAPI_LICENSE:
    case OPENAPI_EXTERNAL_DOCS:
    case OPENAPI_TAG:
    case OPENAPI_EXAMPLE:
    case OPENAPI_LINK:
    case OPENAPI_CALLBACK:
    case OPENAPI_OAUTH_FLOWS:
    case OPENAPI_OAUTH_FLOW:
    case OPENAPI_NONE:
        return false;
    default:
        return true;
    }
}

/* `null` for what may be left out is as good as nothing. */
static void report_kind(checker *c, const gen_node *value, bool matters_here, const char *what,
                        const char *wanted)
{
    if (matters_here && value->kind != GEN_NULL)
        gen_error(c->g, value->at, "%s must be %s, found %s", what, wanted,
                  gen_kind_name(value->kind));
    else
        gen_warning(c->g, value->at, "%s is not used: it should be %s, but is %s", what, wanted,
                    gen_kind_name(value->kind));
}

static const char *quote(checker *c, us_text name)
{
    return us_arena_print(&c->g->arena, "\"%s\"", gen_show(c->g, name)).bytes;
}

static bool check_kind(checker *c, const gen_node *value, enum gen_kind kind, bool matters_here,
                       us_text name)
{
    if (value->kind != kind)
        report_kind(c, value, matters_here, quote(c, name), gen_kind_name(kind));
    return value->kind == kind;
}

static void check_items(checker *c, const gen_node *array, const openapi_field *field)
{
    for (gen_node *item = array->item; item; item = item->next) {
        if (field->shape == OPENAPI_LIST)
            check_object(c, item, field->kind);
        else if (item->kind != GEN_STRING)
            report_kind(c, item, false, quote(c, us_text_of(field->name)), "a list of strings");
    }
}

static void check_members(checker *c, const gen_node *object, const openapi_field *field)
{
    for (gen_member *member = object->member; member; member = member->next) {
        if (field->shape == OPENAPI_MAP)
            check_object(c, member->value, field->kind);
        else
            check_kind(c, member->value, GEN_STRING, false, member->key);
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
        if (check_kind(c, value, GEN_ARRAY, matters(field->kind), name))
            check_items(c, value, field);
        break;
    case OPENAPI_MAP:
    case OPENAPI_TEXT_MAP:
        if (check_kind(c, value, GEN_OBJECT, matters(field->kind), name))
            check_members(c, value, field);
        break;
    case OPENAPI_TEXT:
        check_kind(c, value, GEN_STRING, field->need == OPENAPI_REQUIRED, name);
        break;
    case OPENAPI_FLAG:
        check_kind(c, value, GEN_BOOLEAN, true, name);
        break;
    case OPENAPI_DATA:
    case OPENAPI_WORD: /* left to lower, as schemas are */
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
    const openapi_field *elsewhere = openapi_field_of(object, member->key);
    us_nearest nearest = us_nearest_to(member->key);
    if (us_text_equal(member->key, US_TEXT("$ref")) && member->value->kind == GEN_STRING) {
        gen_error(c->g, member->at, "a $ref cannot stand for %s", object->name);
        return;
    }
    if (elsewhere) {
        openapi_warn_misplaced(c->g, member, object, elsewhere, c->version);
        return;
    }
    for (const openapi_field *field = object->field; field->name; field++)
        if (field->versions & c->version)
            us_nearest_offer(&nearest, us_text_of(field->name));
    gen_warning(c->g, member->at, "%s has no field \"%s\"%s", object->name,
                gen_show(c->g, member->key), gen_nearest_hint(c->g, &nearest));
}

static void check_member(checker *c, const gen_member *member, const openapi_object *object)
{
    const openapi_field *field = openapi_field_of(object, member->key);
    if (field && field->versions & c->version)
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
        if (field->need == OPENAPI_OPTIONAL || !(field->versions & c->version) ||
            gen_get(node, field->name))
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
    report_kind(c, node, matters(kind), openapi_object_of(kind)->name,
                kind == OPENAPI_SCHEMA ? "an object or a boolean" : "an object");
    return false;
}

/* Who reads these judges their wishes, too: a media type has some in an answer alone, and so on. */
static bool has_wishes(enum openapi_kind kind)
{
    return kind == OPENAPI_SCHEMA || kind == OPENAPI_MEDIA_TYPE || kind == OPENAPI_RESPONSE ||
           kind == OPENAPI_OPERATION;
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
    if (!has_wishes(kind))
        gen_wish_judge(c->g, node, GEN_WISH_NOWHERE);
    check_needs(c, node, object);
}

void openapi_check_fields(gen *g, gen_node *root, unsigned version)
{
    checker c = { .g = g, .version = version };
    c.last = &c.todo;
    check_later(&c, root, OPENAPI_DOCUMENT);
    for (task *t = c.todo; t; t = t->next)
        check_object(&c, t->node, t->kind);
}
