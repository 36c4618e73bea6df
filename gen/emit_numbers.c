/* What is asked of numbers, as tables of doubles: the numbers of an enum in ascending order, and what the schema of
 * an array's items says where it speaks of nothing but numbers.
 *
 * A number of the document stands there only when it is the decimal that its double is spelled as (lower_double). */
#include <math.h>
#include <stdint.h>
#include <stdlib.h>

#include "gen/emit.h"

/* Far from where doubles have no fractions left. */
#define LARGEST_DENSE 1e15

/* ---- The numbers of an enum ---------------------------------------------------------------------------- */

typedef struct sortable {
    double value;
    const char *spelling;
} sortable;

static int by_value(const void *left, const void *right)
{
    const sortable *a = left, *b = right;

    return (a->value > b->value) - (a->value < b->value);
}

static sortable *list_numbers(us_arena *arena, const gen_node *members, unsigned *count)
{
    sortable *list = US_NEW_ARRAY(arena, sortable, members->count);
    char spelling[40];

    *count = 0;
    for (const gen_node *item = members->item; item; item = item->next) {
        if (item->kind != GEN_NUMBER || !lower_double(item->text, spelling))
            continue;
        list[(*count)++] = (sortable){
            .value = strtod(spelling, NULL),
            .spelling = us_arena_copy(arena, us_text_of(spelling)).bytes,
        };
    }
    qsort(list, *count, sizeof *list, by_value);
    return list;
}

/* Whether they are integers without a gap. */
static bool is_dense(const sortable *list, unsigned count)
{
    if (fabs(list[0].value) > LARGEST_DENSE || list[0].value != (double)(int64_t)list[0].value)
        return false;
    for (unsigned i = 1; i < count; i++)
        if (list[i].value != list[i - 1].value + 1)
            return false;
    return true;
}

void emit_enum_numbers(emit_unit *u, out *fields, const char *name, const gen_node *members)
{
    us_arena *arena = u->a->arena;
    unsigned count;
    const sortable *list = list_numbers(arena, members, &count);
    out rows = emit_out(u->a);
    out_cells cells = out_cells_new(&rows, count);

    if (count == 0)
        return;
    rows.indent = 1;
    for (unsigned i = 0; i < count; i++)
        out_cell(&cells, list[i].spelling);
    out_cells_write(&rows, &cells);
    name = emit_unique(u->a->names, us_arena_print(arena, "%s_number", name).bytes);
    emit_list(fields, "number", emit_table(u, "const double", name, &rows), count);
    if (is_dense(list, count))
        out_line(fields, ".dense = 1,");
}

/* ---- The schema of items -------------------------------------------------------------------------------- */

/* A table has room for each of them once. */
typedef struct number_rules {
    const gen_rule *type, *lower, *upper, *divisor, *among;
} number_rules;

/* Where the rule goes; NULL: it is not about numbers. */
static const gen_rule **place_of(number_rules *asked, const gen_rule *rule)
{
    switch (rule->keyword) {
    case GEN_TYPE:
        return &asked->type;
    case GEN_MINIMUM:
    case GEN_EXCLUSIVE_MINIMUM:
        return &asked->lower;
    case GEN_MAXIMUM:
    case GEN_EXCLUSIVE_MAXIMUM:
        return &asked->upper;
    case GEN_MULTIPLE_OF:
        return &asked->divisor;
    case GEN_ENUM:
        return &asked->among;
    default:
        return NULL;
    }
}

static bool take_rule(number_rules *asked, const gen_rule *rule)
{
    const gen_rule **place = place_of(asked, rule);
    char spelling[40];

    if (!place || *place ||
        (lower_keyword_of(rule->keyword)->payload == LOWER_NUMBER &&
         !lower_double(rule->node->text, spelling)))
        return false;
    *place = rule;
    return true;
}

/* Whether all that an enum names are numbers that a table can hold. */
static bool are_numbers(us_arena *arena, const gen_node *members)
{
    unsigned count;

    list_numbers(arena, members, &count);
    return count == members->count;
}

/* Whether the schema (NULL: any value will do) speaks of nothing but numbers, of which there may be some. */
static bool speaks_of_numbers(us_arena *arena, const gen_schema *schema, number_rules *asked)
{
    if (!schema || schema->never)
        return false;
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next)
        if (emit_rule_says(rule) && !take_rule(asked, rule))
            return false;
    if (asked->type && !(asked->type->types & (GEN_TYPE_NUMBER | GEN_TYPE_INTEGER)))
        return false;
    if (asked->among)
        return are_numbers(arena, asked->among->node);
    return asked->lower || asked->upper || asked->divisor;
}

static const char *limit_macro(enum gen_keyword keyword)
{
    static const char *const macro[GEN_KEYWORDS] = {
        [GEN_MINIMUM] = "US_MINIMUM",
        [GEN_MAXIMUM] = "US_MAXIMUM",
        [GEN_EXCLUSIVE_MINIMUM] = "US_EXCLUSIVE_MINIMUM",
        [GEN_EXCLUSIVE_MAXIMUM] = "US_EXCLUSIVE_MAXIMUM",
        [GEN_MULTIPLE_OF] = "US_MULTIPLE_OF",
    };

    return macro[keyword];
}

static void write_number(out *fields, const gen_rule *rule)
{
    char spelling[40];

    if (rule && lower_double(rule->node->text, spelling))
        out_line(fields, "%s(%s),", limit_macro(rule->keyword), spelling);
}

const char *emit_numbers(emit_scope *scope, gen_schema *items, const char *check)
{
    us_arena *arena = scope->u->a->arena;
    out fields = emit_out(scope->u->a);
    number_rules asked = { .type = NULL };

    if (!check || !speaks_of_numbers(arena, emit_resolve(items), &asked))
        return NULL;
    fields.indent = 1;
    out_line(&fields, ".check = %s,", check);
    if (asked.type)
        out_line(&fields, ".types = %s,", emit_types(arena, asked.type->types));
    write_number(&fields, asked.lower);
    write_number(&fields, asked.upper);
    write_number(&fields, asked.divisor);
    if (asked.among)
        out_line(&fields, ".among = %s,", emit_enum_table(scope, asked.among));
    return us_arena_print(
               arena, "&%s",
               emit_record(scope->u, "const us_numbers",
                           emit_name(scope->u->a->names, "numbers_", us_text_of(scope->name)),
                           &fields))
        .bytes;
}
