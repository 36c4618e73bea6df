/* The tables of an object's members, at the start of its function: an enum of slots, their names, the index
 * of a large table, and the table itself. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "gen/emit_object.h"

/* A table of more names gets an index; fewer are found as fast by looking at each. */
#define SLOTS_FROM 6

static const char *join_names(emit_api *a, const emit_slots *slots)
{
    us_buf buf = us_buf_new(a->arena, 128);

    us_buf_add_string(&buf, "enum { ");
    for (unsigned i = 0; i < slots->count; i++)
        us_buf_print(&buf, "%s, ", slots->slot[i].name);
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
    for (unsigned i = 0; i < scope->slots->count; i++)
        out_line(scope->o, "%s,", scope->slots->slot[i].name);
    out_line(scope->o, "MEMBERS");
    out_close(scope->o, "};");
}

/* ---- What the table says of a member besides its name ----------------------------------------------------- */

/* One fact after the other, with a line end between them, where a line may end. */
static void add_fact(us_buf *facts, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void add_fact(us_buf *facts, const char *format, ...)
{
    va_list arguments;

    us_buf_add_string(facts, facts->length > 0 ? ",\n" : "");
    va_start(arguments, format);
    us_buf_vprint(facts, format, arguments);
    va_end(arguments);
}

static void add_required(us_buf *facts, emit_api *a, const gen_property *required)
{
    if (required)
        add_fact(facts, "%s", emit_at(a, required->at));
    if (required && required->excused != GEN_EXCUSED_NEVER)
        add_fact(facts, "%s",
                 required->excused == GEN_EXCUSED_IN_REQUESTS ? "US_REQUEST" : "US_RESPONSE");
}

static void add_type(us_buf *facts, emit_api *a, const gen_rule *rule)
{
    if (!rule)
        return;
    add_fact(facts, ".types = %s", emit_types(a->arena, rule->types));
    add_fact(facts, ".at = %s", emit_at(a, rule->at));
}

/* Whether the checker of another is called from the row itself. */
static bool is_served(const emit_slot *slot)
{
    return slot->checker && !slot->ref && !slot->checker->named && slot->checker->emitted->same;
}

/* The checker of what the table does not say. */
static void add_checker(us_buf *facts, const emit_scope *member, const emit_slot *slot)
{
    emit_unit *u = member->u;
    const char *check = slot->type ? emit_check_typed(u, slot->checker, member->place)
                                   : emit_check_member(u, slot->checker, member->place);
    bool counted = slot->ref && !emit_enters(u, emit_resolve(slot->checker));

    add_fact(facts, "%s(%s)", counted ? "US_REF" : "US_CHECK", check);
}

static void add_items(us_buf *facts, emit_scope *member, const gen_rule *items)
{
    const char *check = emit_check(member->u, items->schema, emit_rule_place(member, items));
    const char *numbers = emit_numbers(member, items->schema, check);
    const char *lists = numbers ? NULL : emit_lists(member, items, check);

    if (numbers)
        add_fact(facts, "US_NUMBERS(%s)", numbers);
    else if (lists)
        add_fact(facts, "US_LISTS(%s)", lists);
    else
        add_fact(facts, "US_EACH(%s)", check);
}

static void add_more(us_buf *facts, emit_scope *member, const emit_slot *slot)
{
    emit_api *a = member->u->a;
    const gen_rule *items = slot->items, *type = items ? emit_mere_type(items->schema) : NULL;

    if (slot->value && slot->value->keyword == GEN_ENUM)
        add_fact(facts, "US_ENUM(%s, %s)", emit_enum_table(member, slot->value),
                 emit_at(a, slot->value->at));
    else if (slot->value)
        add_fact(facts, "US_CONST(%s, %s)", emit_constant(member, slot->value),
                 emit_at(a, slot->value->at));
    else if (type)
        add_fact(facts, "US_ITEMS(%s, %s)", emit_types(a->arena, type->types),
                 emit_at(a, type->at));
    else if (items)
        add_items(facts, member, items);
    else if (is_served(slot))
        add_fact(facts, "%s", emit_same_row(member->u, slot->checker));
    else if (slot->checker)
        add_checker(facts, member, slot);
}

static const char *facts_of(emit_scope *scope, const emit_slot *slot)
{
    emit_api *a = scope->u->a;
    const char *key = emit_string(a, slot->key);
    emit_scope member = {
        .u = scope->u,
        .name = key,
        .place = us_arena_print(a->arena, "%s, %s", scope->place, key).bytes,
    };
    us_buf facts = us_buf_new(a->arena, 64);

    add_required(&facts, a, slot->required);
    add_type(&facts, a, slot->type);
    add_more(&facts, &member, slot);
    return us_buf_text(&facts).bytes;
}

static void declare_names(emit_scope *scope)
{
    us_arena *arena = scope->u->a->arena;
    out_cells cells = out_cells_new(scope->o, scope->slots->count);

    out_open(scope->o, "static const us_member member[MEMBERS] = {");
    for (unsigned i = 0; i < scope->slots->count; i++) {
        const emit_slot *slot = &scope->slots->slot[i];
        const char *opening = us_arena_print(arena, "[%s] = { US_KEY(", slot->name).bytes;
        const char *facts = facts_of(scope, slot);

        if (*facts)
            out_cell_text_and(&cells, opening, slot->key, "),",
                              us_arena_print(arena, "%s }", facts).bytes);
        else
            out_cell_text(&cells, opening, slot->key, ") }");
    }
    out_cells_write(scope->o, &cells);
    out_close(scope->o, "};");
}

bool emit_has_index(const emit_slots *slots)
{
    return slots->count > SLOTS_FROM;
}

static void declare_index(emit_scope *scope)
{
    const emit_slots *slots = scope->slots;
    out_cells cells = out_cells_new(scope->o, slots->slots);

    out_open(scope->o, "static const unsigned slot[] = {");
    for (unsigned i = 0; i < slots->slots; i++)
        out_cell(&cells, us_arena_print(scope->u->a->arena, "%u", slots->index[i]).bytes);
    out_cells_write(scope->o, &cells);
    out_close(scope->o, "};");
}

/* The fields of the table, one after the other. */
typedef struct fields {
    us_buf *buf;
    const char *between;
    bool any;
} fields;

static void add_field(fields *f, const char *name, const char *value)
{
    us_buf_print(f->buf, "%s%s.%s = %s", f->any ? "," : "", f->any ? f->between : "", name, value);
    f->any = true;
}

/* Not when it is 0. */
static void add_count(fields *f, const char *name, unsigned count)
{
    char value[16];

    snprintf(value, sizeof value, "%u", count);
    if (count > 0)
        add_field(f, name, value);
}

/* What every member is that the table does not name. */
static void add_others(fields *f, emit_scope *scope, const gen_rule *rule)
{
    const gen_rule *type = emit_mere_type(rule->schema);

    if (type) {
        add_field(f, "other_types", emit_types(scope->u->a->arena, type->types));
        add_field(f, "other_at", emit_at(scope->u->a, type->at));
    } else {
        add_field(f, "other", emit_others(scope, rule));
    }
}

static void write_fields(emit_scope *scope, us_buf *buf, const char *between)
{
    const emit_slots *slots = scope->slots;
    fields f = { .buf = buf, .between = between };

    if (slots->type) {
        add_field(&f, "types", emit_types(scope->u->a->arena, slots->type->types));
        add_field(&f, "types_at", emit_at(scope->u->a, slots->type->at));
    }
    if (slots->count > 0) {
        add_field(&f, "member", "member");
        add_field(&f, "count", "MEMBERS");
    }
    add_count(&f, "required", slots->required);
    add_count(&f, "extra", slots->count - slots->named);
    if (slots->closed)
        add_field(&f, "closed", emit_at(scope->u->a, slots->closed->at));
    if (slots->others)
        add_others(&f, scope, slots->others);
    if (emit_has_index(slots)) {
        add_field(&f, "slot", "slot");
        add_count(&f, "slots", slots->slots);
        add_count(&f, "shift", slots->shift);
    }
    if (slots->described)
        add_field(&f, "at", emit_at(scope->u->a, slots->described->at));
    add_count(&f, "open", slots->open);
    if (slots->silent_patterns > 0) {
        add_field(&f, "pattern", "pattern");
        add_count(&f, "patterns", slots->silent_patterns);
    }
}

static void declare_patterns(emit_scope *scope, const gen_schema *schema)
{
    out_cells cells = out_cells_new(scope->o, scope->slots->silent_patterns);

    out_open(scope->o, "static const unsigned pattern[] = {");
    for (const gen_property *p = lower_rule(schema, GEN_PATTERN_PROPERTIES)->property; p;
         p = p->next)
        if (emit_is_silent(scope->slots, p))
            out_cell(&cells, emit_pattern_number(scope->u->a, p->name));
    out_cells_write(scope->o, &cells);
    out_close(scope->o, "};");
}

bool emit_has_table(const emit_slots *slots)
{
    return slots->count > 0 || slots->type || slots->open || slots->closed || slots->others ||
           slots->silent_patterns > 0;
}

static void declare_table(emit_scope *scope)
{
    us_buf line = us_buf_new(scope->u->a->arena, OUT_COLUMNS);

    us_buf_add_string(&line, "static const us_members members = { ");
    write_fields(scope, &line, " ");
    us_buf_add_string(&line, " };");
    if (4 * scope->o->indent + line.length <= OUT_COLUMNS) {
        out_line(scope->o, "%s", us_buf_text(&line).bytes);
        return;
    }
    line.length = 0;
    write_fields(scope, &line, "\n        ");
    out_open(scope->o, "static const us_members members = {");
    out_line(scope->o, "%s,", us_buf_text(&line).bytes);
    out_close(scope->o, "};");
}

void emit_slots_declare(emit_scope *scope, const gen_schema *schema)
{
    if (scope->slots->way == EMIT_NOT_AT_ALL)
        return;
    if (scope->slots->count > 0) {
        declare_enum(scope);
        declare_names(scope);
        if (emit_has_index(scope->slots))
            declare_index(scope);
    }
    if (scope->slots->silent_patterns > 0)
        declare_patterns(scope, schema);
    if (emit_has_table(scope->slots))
        declare_table(scope);
    if (scope->slots->way == EMIT_WALK)
        out_line(scope->o, "us_walk w;");
}
