/* The members of an object: the slots that they have in its table, what the table says of each, and what stands
 * in the function besides it. */
#include <stdint.h>
#include <string.h>

#include "base/hash.h"

#include "gen/emit_object.h"

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
    const char *name = out_identifier(a->arena, key, OUT_UPPER, SLOT_LONGEST);

    if (is_reserved(name))
        name = us_arena_print(a->arena, "MEMBER_%s", name).bytes;
    return emit_unique(names, name);
}

static bool is_taken(const emit_slots *slots, unsigned at, us_text key)
{
    return slots->index[at] > 0 && !us_text_equal(slots->slot[slots->index[at] - 1].key, key);
}

static unsigned first_look(const emit_slots *slots, uint32_t hash)
{
    return hash >> slots->shift & (slots->slots - 1);
}

/* Where the number of that member stands in the index, or has its place. */
static unsigned *find_slot(const emit_slots *slots, us_text key, uint32_t hash)
{
    unsigned at = first_look(slots, hash);

    while (is_taken(slots, at, key))
        at = (at + 1) & (slots->slots - 1);
    return &slots->index[at];
}

/* The smallest power of 2 that leaves at least half of the slots empty. */
static void make_index(emit_api *a, emit_slots *slots, unsigned count)
{
    slots->slots = 16;
    while (slots->slots < 2 * count)
        slots->slots *= 2;
    slots->index = US_NEW_ARRAY(a->arena, unsigned, slots->slots);
}

static emit_slot *slot_of(emit_api *a, emit_slots *slots, emit_names *names, const gen_property *p)
{
    uint32_t hash = us_hash(p->name.bytes, p->name.length);
    unsigned *number = find_slot(slots, p->name, hash);

    if (*number == 0) {
        *number = ++slots->count;
        slots->slot[*number - 1] =
            (emit_slot){ .key = p->name, .hash = hash, .name = slot_name(a, names, p->name) };
    }
    return &slots->slot[*number - 1];
}

static unsigned count_names(const gen_rule *rule)
{
    unsigned count = 0;

    for (const gen_property *p = rule ? rule->property : NULL; p; p = p->next)
        count++;
    return count;
}

/* Puts every name into the index; returns how many do not stand where they are looked for first. */
static unsigned fill_index(emit_slots *slots)
{
    unsigned displaced = 0;

    memset(slots->index, 0, slots->slots * sizeof *slots->index);
    for (unsigned i = 0; i < slots->count; i++) {
        const emit_slot *slot = &slots->slot[i];
        unsigned *number = find_slot(slots, slot->key, slot->hash);

        displaced += number != &slots->index[first_look(slots, slot->hash)];
        *number = i + 1;
    }
    return displaced;
}

/* Other bits of the hash displace other names, mostly none: every second look that a name needs is a branch
 * that the processor does not foresee. The table may also have been made too large, for names that stand
 * in both lists. */
static void fit_index(emit_api *a, emit_slots *slots)
{
    unsigned best = 0, least = slots->count + 1;

    make_index(a, slots, slots->count);
    for (slots->shift = 0; least > 0 && slots->slots <= UINT32_MAX >> slots->shift;
         slots->shift++) {
        unsigned displaced = fill_index(slots);

        if (displaced < least) {
            least = displaced;
            best = slots->shift;
        }
    }
    slots->shift = best;
    fill_index(slots);
}

static void find_names(emit_api *a, emit_slots *slots, const gen_schema *schema)
{
    const gen_rule *properties = lower_rule(schema, GEN_PROPERTIES);
    const gen_rule *required = lower_rule(schema, GEN_REQUIRED);
    unsigned most = count_names(properties) + count_names(required);
    emit_names *names = emit_names_new(a->arena, NULL);

    slots->slot = US_NEW_ARRAY(a->arena, emit_slot, most + 1);
    make_index(a, slots, most);
    for (const gen_property *p = properties ? properties->property : NULL; p; p = p->next)
        slot_of(a, slots, names, p)->schema = p->schema;
    slots->named = slots->count;
    for (const gen_property *p = required ? required->property : NULL; p; p = p->next) {
        emit_slot *slot = slot_of(a, slots, names, p);

        slots->required += !slot->required;
        slot->required = p;
    }
    fit_index(a, slots);
}

/* ---- What there is to say ------------------------------------------------------------------------------------- */

static bool changes_resource(const gen_schema *parent, const gen_schema *schema)
{
    const gen_resource *resource = schema->node->resource;

    return resource && resource->dynamic && resource != parent->node->resource;
}

bool emit_is_plain(const gen_schema *parent, const gen_schema *schema)
{
    return !schema->named && !emit_has_members(schema) && !emit_has_scope(schema) &&
           !schema->emitted->same && !schema->emitted->serves && emit_is_at_hand(schema, parent) &&
           !changes_resource(parent, schema);
}

/* Whether a table in the function of `parent` can say what the rule asks of each item. Their checker must be at
 * hand there, and no resource be entered on the way to it. */
static bool is_for_each(const gen_rule *rule, const gen_schema *schema, const gen_schema *parent)
{
    return rule->keyword == GEN_ITEMS && rule->count == 0 && !emit_resolve(rule->schema)->never &&
           (emit_mere_type(rule->schema) ||
            (emit_is_at_hand(schema, parent) && !changes_resource(parent, schema)));
}

/* What the rules of the schema say as far as a table can; whether that is all. */
static bool find_facts(emit_slot *slot, const gen_schema *schema, const gen_schema *parent)
{
    bool all = !schema->never && !emit_has_members(schema) && !emit_has_scope(schema) &&
               !schema->emitted->marks;
    unsigned more = 0;

    for (const gen_rule *rule = schema->rule; rule && all; rule = rule->next) {
        if (!emit_rule_says(rule))
            continue;
        if (rule->keyword == GEN_TYPE)
            slot->type = rule;
        else if ((rule->keyword == GEN_ENUM || rule->keyword == GEN_CONST) && ++more == 1)
            slot->value = rule;
        else if (is_for_each(rule, schema, parent) && ++more == 1)
            slot->items = rule;
        else
            all = false;
    }
    return all;
}

static bool is_mere_reference(const gen_schema *schema)
{
    return schema->rule && schema->rule->keyword == GEN_REF && !schema->rule->next;
}

/* What the table says of a member, and what is left for a checker. A mere reference to what calls itself is followed
 * from the table, and counted there, instead of in a function that does nothing else. */
static void decide(emit_slot *slot, const gen_schema *parent)
{
    gen_schema *target = slot->schema ? emit_resolve(slot->schema) : NULL;
    bool plain = target && emit_is_plain(parent, slot->schema);

    if (!target || find_facts(slot, target, parent))
        return;
    slot->value = slot->items = NULL;
    slot->type = plain ? emit_type_rule(slot->schema) : NULL;
    slot->ref =
        plain ? target == slot->schema && is_mere_reference(target) && !target->emitted->unmoved
              : slot->schema->emitted->recursive;
    slot->checker = plain && slot->ref ? slot->schema->rule->schema : slot->schema;
}

/* Whether a pattern asks for something even where its schema allows anything: it says which members are
 * not additional, and which are evaluated. */
static bool patterns_count(const emit_slots *slots)
{
    return slots->additional || slots->marks;
}

/* The rule of patternProperties, when it asks for something. */
static const gen_rule *patterns_of(const gen_schema *schema, const emit_slots *slots)
{
    const gen_rule *rule = lower_rule(schema, GEN_PATTERN_PROPERTIES);

    for (const gen_property *p = rule ? rule->property : NULL; p; p = p->next) {
        if (patterns_count(slots) || (p->schema && emit_resolve(p->schema)))
            return rule;
    }
    return NULL;
}

/* No line is written for such a pattern. */
bool emit_is_silent(const emit_slots *slots, const gen_property *pattern)
{
    return !patterns_count(slots) && (!pattern->schema || !emit_resolve(pattern->schema));
}

static unsigned count_silent_patterns(const gen_schema *schema, const emit_slots *slots)
{
    const gen_rule *rule = lower_rule(schema, GEN_PATTERN_PROPERTIES);
    unsigned count = 0;

    for (const gen_property *p = rule ? rule->property : NULL; p; p = p->next)
        count += emit_is_silent(slots, p);
    return count;
}

/* Whether the keyword lets in whatever is left. */
static bool is_open(const gen_schema *schema, enum gen_keyword keyword)
{
    const gen_rule *rule = lower_rule(schema, keyword);

    return rule && rule->schema && !emit_resolve(rule->schema);
}

/* What becomes of additionalProperties: the table can say it when every member without a place there is one, whatever
 * its name. */
static void find_others(emit_slots *slots, const gen_schema *schema, const gen_rule *rule)
{
    if (!rule || !rule->schema || !(slots->marks || emit_resolve(rule->schema)))
        return;
    if (slots->count > slots->named || lower_rule(schema, GEN_PATTERN_PROPERTIES))
        slots->additional = rule;
    else if (rule->schema->never && !rule->schema->named)
        slots->closed = rule;
    else
        slots->others = rule;
}

static enum emit_way way_of(const emit_slots *slots)
{
    if (slots->patterns || slots->additional)
        return EMIT_WALK;
    if (slots->checked > 0 || slots->required > 0 || slots->closed || slots->others ||
        (slots->marks && slots->named > 0))
        return EMIT_OBJECT;
    if (slots->named > 0 || slots->open || slots->silent_patterns > 0)
        return EMIT_NAMES;
    return EMIT_NOT_AT_ALL;
}

/* Whether the table says more of the member than its name. */
static bool says_more(const emit_slot *slot)
{
    return slot->type || slot->value || slot->items || slot->checker;
}

/* The rule about the type of the schema, when it is that of an object. */
static const gen_rule *object_type(const gen_schema *schema)
{
    const gen_rule *rule = emit_type_rule(schema);

    return rule && rule->types & GEN_TYPE_OBJECT ? rule : NULL;
}

emit_slots *emit_slots_new(emit_api *a, const gen_schema *schema)
{
    emit_slots *slots = US_NEW(a->arena, emit_slots);

    if (!emit_has_members(schema))
        return slots;
    find_names(a, slots, schema);
    for (unsigned i = 0; i < slots->count; i++) {
        decide(&slots->slot[i], schema);
        slots->checked += says_more(&slots->slot[i]);
    }
    slots->marks = schema->emitted->marks & EMIT_MARKS_MEMBERS;
    find_others(slots, schema, lower_rule(schema, GEN_ADDITIONAL_PROPERTIES));
    slots->patterns = patterns_of(schema, slots);
    slots->open =
        is_open(schema, GEN_ADDITIONAL_PROPERTIES) || is_open(schema, GEN_UNEVALUATED_PROPERTIES);
    slots->silent_patterns = count_silent_patterns(schema, slots);
    if (slots->named > 0)
        slots->described = lower_rule(schema, GEN_PROPERTIES);
    else if (slots->silent_patterns > 0)
        slots->described = lower_rule(schema, GEN_PATTERN_PROPERTIES);
    slots->way = way_of(slots);
    if (slots->way == EMIT_OBJECT)
        slots->type = object_type(schema);
    return slots;
}

/* ---- The walk ---------------------------------------------------------------------------------------------------- */

const char *emit_others(emit_scope *scope, const gen_rule *rule)
{
    us_arena *arena = scope->u->a->arena;

    return emit_check_always(scope->u, rule->schema,
                             us_arena_print(arena, "%s, any other member", scope->place).bytes);
}

static void emit_additional(emit_scope *scope)
{
    const gen_rule *rule = scope->slots->additional;
    const char *function = emit_others(scope, rule), *at = emit_at(scope->u->a, rule->at);

    out_call(scope->o, "us_additional_properties", (const char *[]){ "&w", function, at }, 3);
}

static void emit_patterns(emit_scope *scope)
{
    us_arena *arena = scope->u->a->arena;

    for (const gen_property *p = scope->slots->patterns->property; p; p = p->next) {
        const char *place = us_arena_print(arena, "%s, members by pattern", scope->place).bytes;
        const char *function = patterns_count(scope->slots)
                                   ? emit_check_always(scope->u, p->schema, place)
                                   : emit_check(scope->u, p->schema, place);

        if (function)
            out_call(scope->o, "us_pattern_properties",
                     (const char *[]){ "&w", emit_pattern_number(scope->u->a, p->name), function,
                                       emit_at(scope->u->a, p->at) },
                     4);
    }
}

static void emit_loop(emit_scope *scope)
{
    out *o = scope->o;
    bool braces = scope->slots->patterns != NULL;

    out_open(o, "while (us_walk_next(&w))%s", braces ? " {" : "");
    if (scope->slots->patterns)
        emit_patterns(scope);
    if (scope->slots->additional)
        emit_additional(scope);
    if (braces)
        out_close(o, "}");
    else
        o->indent--;
}

static const char *verb_of(const emit_slots *slots)
{
    if (slots->way == EMIT_NAMES)
        return "names";
    return emit_has_index(slots) ? "large_object" : "object";
}

void emit_walk(emit_scope *scope)
{
    emit_slots *slots = scope->slots;
    const char *members = emit_has_table(slots) ? "&members" : "0";

    if (slots->written || slots->way == EMIT_NOT_AT_ALL)
        return;
    slots->written = true;
    if (slots->way != EMIT_WALK) {
        out_line(scope->o, "us_%s(ck, v, &members);", verb_of(slots));
        return;
    }
    out_line(scope->o, "us_walk_begin(&w, ck, v, %s);", members);
    emit_loop(scope);
    if (slots->required > 0)
        out_line(scope->o, "us_required(&w);");
}
