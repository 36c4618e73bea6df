/* Dynamic references, whose target depends on the way taken: which resources have been entered.
 *
 * A resource that such a reference may lead into has a table of its anchors, and every call into it from
 * outside enters it: us_enter at a call, a small function of its own where a table wants a checker. Calls
 * inside a resource, and those into all other resources, stay as they are. */
#include "gen/emit.h"

/* ---- The anchors of a resource ------------------------------------------------------------------------ */

struct emit_resource { /* that has its table in this file */
    const gen_resource *resource;
    const char *name;
    struct emit_resource *next;
};

bool emit_enters(const emit_unit *u, const gen_schema *schema)
{
    const gen_resource *resource = schema->node->resource;

    return !schema->never && resource && resource->dynamic && resource != u->resource;
}

static unsigned count_anchors(const gen_resource *resource)
{
    unsigned count = 0;

    for (const gen_anchor *a = resource->anchor; a; a = a->next)
        count += a->wanted;
    return count;
}

/* The checkers are called when the resource has been entered, so they are those of the schemas themselves. */
static void write_anchors(emit_unit *u, const struct emit_resource *r, us_text name)
{
    us_arena *arena = u->a->arena;
    const gen_resource *resource = r->resource;
    const char *list = emit_name(u->a->names, "anchors_", name);
    out_cells cells = out_cells_new(&u->body, count_anchors(resource));

    for (const gen_anchor *a = resource->anchor; a; a = a->next) {
        if (a->wanted)
            out_cell_text(&cells, "{ ", a->name,
                          us_arena_print(arena, ", %s }", emit_mention(u, a->node->schema)).bytes);
    }
    out_gap(&u->body);
    out_open(&u->body, "static const us_dynamic_anchor %s[] = {", list);
    out_cells_write(&u->body, &cells);
    out_close(&u->body, "};");
    out_line(&u->body, "static const us_resource %s = { %s, %u };", r->name, list,
             count_anchors(resource));
    out_gap(&u->body);
}

static void write_checkers(emit_unit *u, const gen_resource *resource)
{
    for (const gen_anchor *a = resource->anchor; a; a = a->next) {
        if (a->wanted)
            (void)emit_function(u, a->node->schema, emit_string(u->a, a->node->schema->name));
    }
}

/* The table only mentions the checkers, for they may enter the same resource again. */
static struct emit_resource *add_resource(emit_unit *u, const gen_resource *resource, us_text name)
{
    struct emit_resource *added = US_NEW(u->a->arena, struct emit_resource);

    added->resource = resource;
    added->name = emit_name(u->a->names, "resource_", name);
    added->next = u->resources;
    u->resources = added;
    write_anchors(u, added, name);
    write_checkers(u, resource);
    return added;
}

const char *emit_resource(emit_unit *u, const gen_schema *schema)
{
    const gen_resource *resource = schema->node->resource;
    const gen_schema *root = resource->root->schema;
    struct emit_resource *known = u->resources;

    while (known && known->resource != resource)
        known = known->next;
    if (!known)
        known = add_resource(u, resource, root ? root->name : schema->name);
    return us_arena_print(u->a->arena, "&%s", known->name).bytes;
}

/* ---- Checkers in tables --------------------------------------------------------------------------------- */

struct emit_entrance {
    const gen_schema *schema;
    const char *name;
    struct emit_entrance *next;
};

static const struct emit_entrance *find_entrance(const emit_unit *u, const gen_schema *schema)
{
    const struct emit_entrance *entrance = u->entrances;

    while (entrance && entrance->schema != schema)
        entrance = entrance->next;
    return entrance;
}

static const struct emit_entrance *add_entrance(emit_unit *u, const gen_schema *schema)
{
    struct emit_entrance *added = US_NEW(u->a->arena, struct emit_entrance);

    added->schema = schema;
    added->name = emit_name(u->a->names, "enter_", schema->name);
    added->next = u->entrances;
    u->entrances = added;
    return added;
}

static void write_entrance(emit_unit *u, const gen_schema *schema, const char *name,
                           const char *function, const char *resource)
{
    out_gap(&u->body);
    out_comment(&u->body, "%s, from outside its resource - %s", emit_string(u->a, schema->name),
                emit_place(u->a, schema->at));
    out_head(&u->body, us_arena_print(u->a->arena, "static void %s", name).bytes,
             (const char *[]){ "us_check *ck", "const us_json *v" }, 2);
    out_open(&u->body, "{");
    out_call(&u->body, "us_enter", (const char *[]){ "ck", "v", function, resource }, 4);
    out_close(&u->body, "}");
    out_gap(&u->body);
}

const char *emit_entrance(emit_unit *u, const gen_schema *schema, const char *function)
{
    const char *resource = emit_resource(u, schema); /* which may write this very entrance */
    const struct emit_entrance *entrance = find_entrance(u, schema);

    if (!entrance) {
        entrance = add_entrance(u, schema);
        write_entrance(u, schema, entrance->name, function, resource);
    }
    return entrance->name;
}

/* ---- The reference ----------------------------------------------------------------------------------------- */

void emit_dynamic_reference(emit_scope *scope, const gen_rule *rule)
{
    const char *otherwise = emit_check_always(scope->u, rule->schema, emit_rule_place(scope, rule));
    const char *name;

    (void)out_literal(scope->u->a->arena, rule->text, (unsigned)-1, &name);
    out_call(scope->o, "us_dynamic_ref", (const char *[]){ "ck", scope->value, name, otherwise },
             4);
}
