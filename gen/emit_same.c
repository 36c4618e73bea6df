/* Schemas that are the same on different lines, wherever they stand: the checker of the first that is found serves
 * the others, which say where they are themselves (us_same_as, or a row with US_SAME).
 *
 * While the first's checker runs for another, each line that it names is one of its own, and how far the other is from
 * it is all that has to be known. So that this is so, a schema is left alone that leads to others by more than a `$ref`,
 * or back to itself; and a `$ref` out of the first is followed by us_ref_unmoved, for the lines there are where they are.
 * References are the same when they lead to the same schema. What is said for readers only, or for who makes
 * answers, does not count. */
#include "gen/emit_asked.h"

typedef struct sameness {
    us_arena arena; /* for as long as they are looked for */
    gen_map first;  /* by what it asks for */
    emit_asked asked;
} sameness;

/* Whether all of the document begins in its first line, as that of the largest does: then there is nothing to find,
 * since twins were. */
static bool is_one_line(const gen_node *root)
{
    const gen_member *last = root->member;

    while (last && last->next)
        last = last->next;
    return last && last->value->at.line == root->at.line;
}

/* Whether it has no more than what a table says of a member. */
static bool is_for_a_table(const gen_schema *schema)
{
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next)
        if (rule->keyword != GEN_TYPE && rule->keyword != GEN_ENUM && rule->keyword != GEN_CONST &&
            rule->keyword != GEN_ITEMS)
            return false;
    return true;
}

static bool may_be_same(const emit_checker *checker)
{
    const gen_schema *schema = checker->schema;

    return !schema->never && !checker->recursive && !emit_is_dynamic(schema) &&
           !is_for_a_table(schema);
}

/* Of what it does not stand in place for, the lines must not move with it. */
static void keep_references(gen_schema *schema)
{
    for (gen_rule *rule = schema->rule; rule; rule = rule->next) {
        if (rule->keyword == GEN_REF) {
            schema->emitted->unmoved = true;
            continue;
        }
        if (rule->schema)
            keep_references(rule->schema);
        for (gen_property *p = rule->property; p; p = p->next)
            if (p->schema)
                keep_references(p->schema);
    }
}

/* Of one line are those that are told apart by nothing: emit_share.c. */
static void serve(emit_checker *checker, gen_schema *first)
{
    gen_at there = emit_start(first), here = emit_start(checker->schema);

    if (there.file == here.file && there.line == here.line)
        return;
    if (!first->emitted->serves)
        keep_references(first);
    first->emitted->serves = true;
    checker->same = first;
}

/* A short one is easier read where it is used. */
static void look_at(sameness *s, emit_checker *checker)
{
    const emit_asked *asked = &s->asked;
    us_text key = emit_asked_key(&s->asked, checker->schema);
    gen_schema *first;

    if (asked->large || asked->tied || asked->scattered || asked->rules < EMIT_RULES_TO_SHARE)
        return;
    first = gen_map_find(&s->first, key);
    if (first)
        serve(checker, first);
    else
        *gen_map_at(&s->first, &s->arena, us_arena_copy(&s->arena, key)) = checker->schema;
}

void emit_unite_same(emit_api *a)
{
    sameness s = { 0 };

    if (is_one_line(a->api->root))
        return;
    s.asked = emit_asked_new(&s.arena, true, false);
    for (emit_checker *c = a->checker; c; c = c->next)
        if (may_be_same(c))
            look_at(&s, c);
    us_arena_free(&s.arena);
}

static const char *function_of(emit_unit *u, gen_schema *first)
{
    return emit_function(u, first, emit_string(u->a, first->name));
}

void emit_same(emit_unit *u, out *function, const gen_schema *schema)
{
    gen_schema *first = schema->emitted->same;

    out_call(function, "us_same_as",
             (const char *[]){ "ck", "v", function_of(u, first), emit_at(u->a, emit_start(first)),
                               emit_at(u->a, emit_start(schema)) },
             5);
}

const char *emit_same_row(emit_unit *u, const gen_schema *schema)
{
    gen_schema *first = schema->emitted->same;

    return us_arena_print(u->a->arena, "US_SAME(%s, %s, %s)", function_of(u, first),
                          emit_at(u->a, emit_start(first)), emit_at(u->a, emit_start(schema)))
        .bytes;
}
