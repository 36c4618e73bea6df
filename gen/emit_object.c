/* The members of an object: an enum of slots, the table of their names, the array of what was found, and
 * then the verbs of each member in a paragraph of its own. */
#include <string.h>

#include "gen/emit.h"

/* ---- Slots ------------------------------------------------------------------------------------------------ */

#define SLOT_LONGEST 40

/* Whether the header or a compiler uses the name, or could. */
static bool is_reserved(const char *name)
{
    static const char *const reserved[] = { "AT",   "AT_FILE", "MEMBERS", "NULL",
                                            "TRUE", "FALSE",   "EOF" };

    for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++) {
        if (strcmp(name, reserved[i]) == 0)
            return true;
    }
    return strncmp(name, "US_", 3) == 0 || strncmp(name, "UNDERSTUDY", 10) == 0;
}

static const char *slot_name(emit_api *a, emit_names *names, us_text key)
{
    const char *name = out_identifier(&a->g->arena, key, OUT_UPPER, SLOT_LONGEST);

    if (is_reserved(name))
        name = us_arena_print(&a->g->arena, "MEMBER_%s", name).bytes;
    return emit_unique(names, name);
}

static emit_slot *find_slot(const emit_slots *slots, us_text key)
{
    emit_slot *slot = slots->first;

    while (slot && !us_text_equal(slot->key, key))
        slot = slot->next;
    return slot;
}

/* A slot for each name of the list that has none yet. */
static void add_slots(emit_api *a, emit_slots *slots, emit_names *names, const gen_rule *rule)
{
    emit_slot **last = &slots->first;

    while (*last)
        last = &(*last)->next;
    for (const gen_property *p = rule ? rule->property : NULL; p; p = p->next) {
        if (find_slot(slots, p->name))
            continue;
        *last = US_NEW(&a->g->arena, emit_slot);
        (*last)->key = p->name;
        (*last)->name = slot_name(a, names, p->name);
        (*last)->schema = p->schema;
        slots->finds |= rule->keyword == GEN_REQUIRED || (p->schema && emit_resolve(p->schema));
        slots->count++;
        last = &(*last)->next;
    }
}

emit_slots *emit_slots_new(emit_api *a, const gen_schema *schema)
{
    emit_slots *slots = US_NEW(&a->g->arena, emit_slots);
    emit_names *names = emit_names_new(&a->g->arena, NULL);
    const gen_rule *required = lower_rule(schema, GEN_REQUIRED);
    const gen_rule *additional = lower_rule(schema, GEN_ADDITIONAL_PROPERTIES);

    add_slots(a, slots, names, lower_rule(schema, GEN_PROPERTIES));
    slots->named = slots->count;
    add_slots(a, slots, names, required);
    slots->finds |= required != NULL;
    slots->table =
        slots->count > 0 &&
        (slots->finds || (additional && additional->schema && emit_resolve(additional->schema)));
    return slots;
}

/* ---- Declarations -------------------------------------------------------------------------------------------- */

static const char *join_names(emit_api *a, const emit_slots *slots)
{
    us_buf buf = us_buf_new(&a->g->arena, 128);

    us_buf_add_string(&buf, "enum { ");
    for (const emit_slot *slot = slots->first; slot; slot = slot->next)
        us_buf_print(&buf, "%s, ", slot->name);
    us_buf_add_string(&buf, "MEMBERS };");
    return us_buf_text(&buf).bytes;
}

static void declare_enum(emit_scope *scope)
{
    const char *line = join_names(scope->u->a, scope->slots);

    if (4 * scope->o->indent + strlen(line) <= OUT_COLUMNS) {
        out_line(scope->o, "%s", line);
        return;
    }
    out_open(scope->o, "enum {");
    for (const emit_slot *slot = scope->slots->first; slot; slot = slot->next)
        out_line(scope->o, "%s,", slot->name);
    out_line(scope->o, "MEMBERS");
    out_close(scope->o, "};");
}

void emit_slots_declare(emit_scope *scope)
{
    us_arena *arena = &scope->u->a->g->arena;
    out_cells cells = out_cells_new(scope->o, scope->slots->count);

    if (!scope->slots->table)
        return;
    declare_enum(scope);
    out_open(scope->o, "static const us_member member[MEMBERS] = {");
    for (const emit_slot *slot = scope->slots->first; slot; slot = slot->next)
        out_cell_text(&cells, us_arena_print(arena, "[%s] = { US_KEY(", slot->name).bytes,
                      slot->key, ") }");
    out_cells_write(scope->o, &cells);
    out_close(scope->o, "};");
    if (scope->slots->finds)
        out_line(scope->o, "const us_json *m[MEMBERS];");
    out_gap(scope->o);
}

/* ---- Finding the members --------------------------------------------------------------------------------------- */

/* Whether this and every later rule says nothing about a value that is no object. */
static bool only_objects_follow(const gen_rule *rule)
{
    while (rule && lower_concerns(rule->keyword) == GEN_TYPE_OBJECT)
        rule = rule->next;
    return !rule;
}

/* Before the first verb that is given a member. */
static void find_members(emit_scope *scope, const gen_rule *rule)
{
    if (scope->slots->found)
        return;
    scope->slots->found = true;
    out_gap(scope->o);
    if (only_objects_follow(rule)) {
        out_line(scope->o, "if (!us_object(ck, v, member, MEMBERS, m))");
        out_line(scope->o, "    return;");
    } else {
        out_line(scope->o, "us_object(ck, v, member, MEMBERS, m);");
    }
    out_gap(scope->o);
}

/* ---- Verbs -------------------------------------------------------------------------------------------------------- */

/* What is left for a name behind the indented `us_required(`, with a comma. */
#define REQUIRED_COLUMNS (OUT_COLUMNS - 4 - 12 - 1)

/* A name that does not fit into the line stands on lines of its own. */
static void emit_long_required(emit_scope *scope, const emit_slot *slot, const char *at)
{
    const char *margin = "            "; /* as wide as "us_required(" */

    out_line(scope->o, "us_required(ck, v, m[%s],", slot->name);
    out_text(scope->o, margin, slot->key, ",");
    out_line(scope->o, "%s%s);", margin, at);
}

static void emit_required(emit_scope *scope, const gen_rule *rule)
{
    us_arena *arena = &scope->u->a->g->arena;

    find_members(scope, rule);
    out_gap(scope->o);
    for (const gen_property *p = rule->property; p; p = p->next) {
        const emit_slot *slot = find_slot(scope->slots, p->name);
        const char *at = emit_at(scope->u->a, p->at), *name;
        const char *found = us_arena_print(arena, "m[%s]", slot->name).bytes;

        if (out_literal(arena, p->name, REQUIRED_COLUMNS, &name))
            out_call(scope->o, "us_required", (const char *[]){ "ck", "v", found, name, at }, 5);
        else
            emit_long_required(scope, slot, at);
    }
    out_gap(scope->o);
}

/* Whether the verbs of a member's schema stand in the function of the object. Not when it has members
 * itself, nor when others call it by name. */
static bool is_inline(const gen_schema *parent, const gen_schema *schema)
{
    return !schema->named && !emit_has_members(schema) &&
           schema->emitted->shared == parent->emitted->shared;
}

static void emit_property(emit_scope *scope, const gen_schema *parent, const emit_slot *slot)
{
    us_arena *arena = &scope->u->a->g->arena;
    const char *key = emit_string(scope->u->a, slot->key);
    emit_scope member = {
        .u = scope->u,
        .o = scope->o,
        .value = us_arena_print(arena, "m[%s]", slot->name).bytes,
        .name = key,
        .place = us_arena_print(arena, "%s, %s", scope->place, key).bytes,
    };
    const char *function;

    out_gap(scope->o);
    if (is_inline(parent, slot->schema)) {
        emit_rules(&member, slot->schema);
        return;
    }
    function = emit_check(scope->u, slot->schema, member.place);
    if (function && slot->schema->emitted->recursive)
        out_call(scope->o, "us_ref", (const char *[]){ "ck", member.value, function }, 3);
    else if (function)
        out_call(scope->o, function, (const char *[]){ "ck", member.value }, 2);
}

static void emit_properties(emit_scope *scope, const gen_rule *rule, const gen_schema *parent)
{
    if (scope->slots->finds)
        find_members(scope, rule);
    for (const gen_property *p = rule->property; p; p = p->next) {
        if (p->schema && emit_resolve(p->schema))
            emit_property(scope, parent, find_slot(scope->slots, p->name));
    }
    out_gap(scope->o);
}

static void emit_additional(emit_scope *scope, const gen_rule *rule)
{
    us_arena *arena = &scope->u->a->g->arena;
    const emit_slots *slots = scope->slots;
    const char *place = us_arena_print(arena, "%s, any other member", scope->place).bytes;
    const char *function = emit_check(scope->u, rule->schema, place);
    const char *named =
        slots->named == slots->count ? "MEMBERS" : us_arena_print(arena, "%u", slots->named).bytes;
    const char *at = emit_at(scope->u->a, rule->at);

    if (!function)
        return;
    if (slots->named == 0)
        out_call(scope->o, "us_additional_properties",
                 (const char *[]){ "ck", "v", "0", "0", function, at }, 6);
    else
        out_call(scope->o, "us_additional_properties",
                 (const char *[]){ "ck", "v", "member", named, function, at }, 6);
}

void emit_member_rule(emit_scope *scope, const gen_rule *rule, const gen_schema *parent)
{
    switch (rule->keyword) {
    case GEN_PROPERTIES:
        emit_properties(scope, rule, parent);
        break;
    case GEN_REQUIRED:
        emit_required(scope, rule);
        break;
    case GEN_ADDITIONAL_PROPERTIES:
        emit_additional(scope, rule);
        break;
    default:
        break;
    }
}
