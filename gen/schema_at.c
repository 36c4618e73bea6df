/* What a schema says of a value inside of its instances: a JSON pointer is followed through all the schemas that
 * are about the same value, level by level. Asked of fixtures, which may name what a contract has and nothing else. */
#include "base/ascii.h"
#include "base/pattern.h"
#include "base/pointer.h"
#include "gen/expression.h"

/* More than any document needs; what is beyond counts as open. */
#define MOST 2000

/* The schemas that are about one value. */
typedef struct level {
    gen *g;
    gen_node **schema;
    unsigned count, room;
    bool open; /* one of them allows anything, or there are too many */
} level;

static void add(level *l, gen_node *schema)
{
    schema = schema ? gen_follow(schema) : NULL;
    for (unsigned i = 0; schema && i < l->count; i++)
        if (l->schema[i] == schema)
            return;
    l->open |= l->count == MOST || (schema && schema->kind == GEN_BOOLEAN && schema->truth);
    if (!schema || schema->kind != GEN_OBJECT || l->count == MOST)
        return;
    if (l->count == l->room) {
        gen_node **grown = US_NEW_ARRAY(&l->g->arena, gen_node *, l->room * 2 + 16);
        for (unsigned i = 0; i < l->count; i++)
            grown[i] = l->schema[i];
        l->schema = grown;
        l->room = l->room * 2 + 16;
    }
    l->schema[l->count++] = schema;
}

static void add_branches(level *l, const gen_node *list)
{
    for (gen_node *item = list && list->kind == GEN_ARRAY ? list->item : NULL; item;
         item = item->next)
        add(l, item);
}

/* Adds what applies to the same value; the list grows while it is walked. */
static void expand(level *l)
{
    static const char *const lists[] = { "allOf", "anyOf", "oneOf" };
    static const char *const single[] = { "then", "else" };
    for (unsigned i = 0; i < l->count; i++) {
        const gen_node *schema = l->schema[i];
        for (unsigned k = 0; k < sizeof lists / sizeof *lists; k++)
            add_branches(l, gen_get(schema, lists[k]));
        for (unsigned k = 0; k < sizeof single / sizeof *single; k++)
            add(l, gen_get(schema, single[k]));
        const gen_node *dependent = gen_get(schema, "dependentSchemas");
        for (const gen_member *m = dependent ? dependent->member : NULL; m; m = m->next)
            add(l, m->value);
        if (schema->dynamic_target)
            add(l, schema->dynamic_target);
    }
}

static level level_new(gen *g, gen_node *schema)
{
    level l = { .g = g };
    add(&l, schema);
    expand(&l);
    return l;
}

/* ---- Steps ---------------------------------------------------------------------------------------------- */

typedef struct step {
    us_text token;
    level next;
    us_nearest nearest;
    bool members, items; /* some schema says which there may be */
    unsigned types;      /* that the value around it may be of; 0: nobody says */
} step;

static bool is_index(us_text token)
{
    return us_text_is_digits(token) && token.length < 9;
}

static bool matches(gen *g, us_text pattern, us_text token)
{
    us_text message;
    size_t offset;
    us_pattern *compiled = us_pattern_compile(&g->arena, pattern, &message, &offset);
    bool match = !compiled || us_pattern_match(compiled, token) != US_NO_MATCH;
    if (compiled)
        us_pattern_free(compiled);
    return match;
}

static void step_into_object(step *s, const gen_node *schema)
{
    const gen_node *properties = gen_get(schema, "properties");
    const gen_node *patterns = gen_get(schema, "patternProperties");
    gen_node *others = gen_get(schema, "additionalProperties");
    for (const gen_member *m = properties ? properties->member : NULL; m; m = m->next) {
        us_nearest_offer(&s->nearest, m->key);
        s->members = true;
        if (us_text_equal(m->key, s->token))
            add(&s->next, m->value);
    }
    for (const gen_member *m = patterns ? patterns->member : NULL; m; m = m->next) {
        s->members = true;
        if (matches(s->next.g, m->key, s->token))
            add(&s->next, m->value);
    }
    add(&s->next, others);
}

static void step_into_array(step *s, const gen_node *schema)
{
    gen_node *items = gen_get(schema, "items");
    bool list = items && items->kind == GEN_ARRAY;
    const gen_node *first = list ? items : gen_get(schema, "prefixItems");
    s->items |= items != NULL || first != NULL;
    if (!is_index(s->token))
        return;
    add_branches(&s->next, first);
    add(&s->next, list ? gen_get(schema, "additionalItems") : items);
}

/* The next token of the pointer, unescaped. */
static bool next_token(us_arena *arena, us_text *pointer, us_text *token)
{
    us_text rest = us_text_slice(*pointer, 1, pointer->length);
    if (pointer->length == 0)
        return false;
    *token = us_text_slice(rest, 0, us_text_find(rest, '/'));
    *pointer = us_text_slice(rest, token->length, rest.length);
    (void)us_pointer_token(arena, *token, token);
    return true;
}

/* ---- Types ---------------------------------------------------------------------------------------------- */

static unsigned type_named(us_text name)
{
    static const struct {
        const char *name;
        unsigned type;
    } types[] = {
        { "null", GEN_TYPE_NULL },       { "boolean", GEN_TYPE_BOOLEAN },
        { "integer", GEN_TYPE_INTEGER }, { "number", GEN_TYPE_NUMBER },
        { "string", GEN_TYPE_STRING },   { "array", GEN_TYPE_ARRAY },
        { "object", GEN_TYPE_OBJECT },
    };
    for (size_t i = 0; i < sizeof types / sizeof *types; i++)
        if (us_text_equal(name, us_text_of(types[i].name)))
            return types[i].type;
    return 0;
}

unsigned gen_types_at(const gen_places *places)
{
    unsigned types = 0;
    for (unsigned i = 0; i < places->schemas; i++) {
        const gen_node *type = gen_get(places->schema[i], "type");
        if (type && type->kind == GEN_STRING)
            types |= type_named(type->text);
        for (const gen_node *item = type && type->kind == GEN_ARRAY ? type->item : NULL; item;
             item = item->next)
            types |= type_named(item->text);
    }
    return types;
}

/* ---- The way -------------------------------------------------------------------------------------------- */

static gen_places places_of(const level *l)
{
    return (gen_places){ .schema = l->schema, .schemas = l->count, .open = l->open };
}

/* Why the step leads nowhere; NULL: nobody says that it does. */
static const char *fault_of(gen *g, const step *s)
{
    const char *token = gen_show(g, s->token);
    if (s->members)
        return us_arena_print(&g->arena, "its schema has no member \"%s\"%s", token,
                              gen_nearest_hint(g, &s->nearest))
            .bytes;
    if (s->items && !is_index(s->token))
        return us_arena_print(&g->arena, "\"%s\" is no index of a list", token).bytes;
    if (s->types && !(s->types & (GEN_TYPE_ARRAY | GEN_TYPE_OBJECT)))
        return "nothing is inside of a value that is no list and no object";
    return NULL;
}

static void take_step(step *s, const level *from)
{
    gen_places here = places_of(from);
    s->types = gen_types_at(&here);
    for (unsigned i = 0; i < from->count; i++) {
        step_into_object(s, from->schema[i]);
        step_into_array(s, from->schema[i]);
    }
}

gen_places gen_schema_at(gen *g, gen_node *schema, us_text pointer)
{
    level l = level_new(g, schema);
    us_text token;
    while (!l.open && l.count > 0 && next_token(&g->arena, &pointer, &token)) {
        step s = { .token = token, .next = { .g = g }, .nearest = us_nearest_to(token) };
        take_step(&s, &l);
        const char *fault = s.next.open || s.next.count > 0 ? NULL : fault_of(g, &s);
        if (fault)
            return (gen_places){ .fault = fault };
        l = s.next;
        expand(&l);
    }
    l.open |= l.count == 0;
    return places_of(&l);
}
