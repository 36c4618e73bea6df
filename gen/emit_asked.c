/* What a schema asks for, as a key: schemas with the same key need only one checker and one shape. Either its lines
 * are part of the key and what stands in it counts as itself (emit_twin.c); or lines count from its first
 * and all that stands in it belongs to the key (emit_moved.c; emit_same.c, for which only what is checked counts).
 * The target of a reference is always itself, so a key ends. */
#include "gen/emit_asked.h"
#include "gen/wish.h"

/* The members of a schema that are no rules and yet say what is written: in shapes and in readings. */
/* clang-format off */
#define HINT(word) { "" word, sizeof(word) - 1 }
/* clang-format on */
static const us_text hint[] = {
    HINT("format"),         HINT("example"),       HINT("examples"),
    HINT("default"),        HINT("xml"),           HINT("collectionFormat"),
    HINT("x-faker"),        HINT("x-example"),     HINT("x-examples"),
    HINT(GEN_WISH_VALUE),   HINT(GEN_WISH_VALUES), HINT(GEN_WISH_COUNT),
    HINT(GEN_WISH_PRESENT),
};
#undef HINT

emit_asked emit_asked_new(us_arena *arena, bool deep, bool hints)
{
    return (emit_asked){ .key = us_buf_new(arena, 4096),
                         .value = us_buf_new(arena, 4096),
                         .hints = hints,
                         .deep = deep };
}

bool emit_is_dynamic(const gen_schema *schema)
{
    const gen_resource *resource = schema->node->resource;

    return resource && resource->dynamic;
}

bool emit_is_its_own(const gen_schema *schema)
{
    return schema->named || emit_is_dynamic(schema);
}

static void add_at(emit_asked *asked, gen_at at)
{
    if (!asked->deep) {
        emit_key_at(&asked->key, at);
        return;
    }
    emit_key_number(&asked->key, at.line - asked->start.line);
    asked->scattered |= at.file != asked->start.file;
    if (asked->first.line == 0 || at.line < asked->first.line)
        asked->first = at;
    if (at.line > asked->last.line)
        asked->last = at;
}

static void add_value(emit_asked *asked, const gen_node *node)
{
    asked->value.length = 0;
    if (node)
        gen_write_json(&asked->value, node);
    emit_key_text(&asked->key, us_buf_text(&asked->value));
}

static void add_schema(emit_asked *asked, const gen_schema *schema);

static void add_child(emit_asked *asked, const gen_schema *child, const gen_rule *rule)
{
    bool deep = asked->deep && child && !emit_is_its_own(child);

    asked->tied |= child && !deep && (rule->keyword != GEN_REF || emit_is_dynamic(child));
    emit_key_number(&asked->key, deep);
    if (deep)
        add_schema(asked, child);
    else
        emit_key_address(&asked->key, child);
}

static void add_properties(emit_asked *asked, const gen_property *list, const gen_rule *rule)
{
    for (const gen_property *p = list; p; p = p->next) {
        emit_key_number(&asked->key, 1);
        emit_key_text(&asked->key, p->name);
        add_at(asked, p->at);
        add_child(asked, p->schema, rule);
        emit_key_number(&asked->key, p->excused);
        add_properties(asked, p->name_list, rule);
    }
    emit_key_number(&asked->key, 0);
}

static void add_rule(emit_asked *asked, const gen_rule *rule)
{
    asked->rules++;
    asked->tied |= rule->keyword == GEN_DYNAMIC_REF || rule->keyword == GEN_RECURSIVE_REF;
    emit_key_number(&asked->key, 1);
    emit_key_number(&asked->key, rule->keyword);
    add_at(asked, rule->at);
    emit_key_number(&asked->key, rule->types);
    emit_key_number(&asked->key, rule->count);
    emit_key_number(&asked->key, rule->flag);
    emit_key_text(&asked->key, rule->text);
    add_child(asked, rule->schema, rule);
    add_value(asked, rule->node);
    add_properties(asked, rule->property, rule);
}

static void add_schema(emit_asked *asked, const gen_schema *schema)
{
    asked->large |= asked->deep && asked->key.length > EMIT_ASKED_MOST;
    if (asked->large)
        return;
    emit_key_number(&asked->key, schema->never);
    emit_key_address(&asked->key, schema->node->resource);
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next)
        add_rule(asked, rule);
    emit_key_number(&asked->key, 0);
    for (size_t i = 0; asked->hints && i < sizeof hint / sizeof *hint; i++)
        add_value(asked, emit_hint(schema, hint[i]));
}

gen_at emit_start(const gen_schema *schema)
{
    return schema->rule ? schema->rule->at : schema->at;
}

us_text emit_asked_key(emit_asked *asked, const gen_schema *schema)
{
    asked->key.length = 0;
    asked->start = emit_start(schema);
    asked->first = asked->last = (gen_at){ 0 };
    asked->scattered = asked->large = asked->tied = false;
    asked->rules = 0;
    add_schema(asked, schema);
    return us_buf_text(&asked->key);
}
