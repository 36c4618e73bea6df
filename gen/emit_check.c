/* A checker: a function with a column of verbs, a line a rule, in the order of the spec.
 *
 * What a function needs (the checkers it calls, the constants its verbs are given) is written to the
 * file while the function itself waits in a buffer of its own: so everything stands before its use, and
 * only what calls itself has to be declared first. */
#include <assert.h>
#include <string.h>

#include "gen/emit_object.h"

/* ---- Lines ---------------------------------------------------------------------------------------------- */

/* What a verb is given. */
typedef struct arguments {
    const char *item[6];
    unsigned count;
} arguments;

static void add(arguments *list, const char *item)
{
    assert(list->count < sizeof(list->item) / sizeof(list->item[0]));
    list->item[list->count++] = item;
}

const char *emit_unsigned(emit_scope *scope, unsigned number)
{
    return us_arena_print(scope->u->a->arena, "%u", number).bytes;
}

const char *emit_rule_place(emit_scope *scope, const gen_rule *rule)
{
    const char *role = rule->keyword == GEN_ITEMS ? "item" : lower_keyword_of(rule->keyword)->name;

    return us_arena_print(scope->u->a->arena, "%s, %s", scope->place, role).bytes;
}

static const char *spell_double(emit_scope *scope, us_text number)
{
    char spelling[40];

    if (!lower_double(number, spelling))
        return "0"; /* refused by lower */
    return us_arena_copy(scope->u->a->arena, us_text_of(spelling)).bytes;
}

/* Every type there is. */
#define ALL_TYPES (2 * (unsigned)GEN_TYPE_OBJECT - 1)

/* Not when any type will do, or when the keyword leads to a schema that allows anything. */
bool emit_rule_says(const gen_rule *rule)
{
    switch (rule->keyword) {
    case GEN_TYPE:
        return rule->types != ALL_TYPES;
    case GEN_ITEMS:
    case GEN_REF:
    case GEN_UNEVALUATED_ITEMS:
    case GEN_UNEVALUATED_PROPERTIES:
        return rule->schema && emit_resolve(rule->schema);
    default:
        return true;
    }
}

/* `items` with a schema that allows anything asks for nothing; `not` with one asks for the impossible. */
static bool add_subschema(emit_scope *scope, const gen_rule *rule, arguments *list)
{
    const char *place = emit_rule_place(scope, rule);
    const char *function = rule->keyword == GEN_NOT
                               ? emit_check_always(scope->u, rule->schema, place)
                               : emit_check(scope->u, rule->schema, place);

    if (function)
        add(list, function);
    return function != NULL;
}

/* Adds what the keyword carries; false when there is nothing to check. */
static bool add_payload(emit_scope *scope, const gen_rule *rule, arguments *list)
{
    us_arena *arena = scope->u->a->arena;

    switch (lower_keyword_of(rule->keyword)->payload) {
    case LOWER_TYPES:
        add(list, emit_types(arena, rule->types));
        return true;
    case LOWER_VALUES:
        add(list, emit_enum_table(scope, rule));
        return true;
    case LOWER_VALUE:
        add(list, emit_constant(scope, rule));
        return true;
    case LOWER_NUMBER:
        add(list, spell_double(scope, rule->node->text));
        return true;
    case LOWER_COUNT:
        add(list, emit_unsigned(scope, rule->count));
        return true;
    case LOWER_TEXT:
        add(list, emit_pattern_number(scope->u->a, rule->text));
        return true;
    case LOWER_FORMAT:
        add(list, us_arena_print(arena, "&us_format_%s", lower_find_format(rule->text)).bytes);
        return true;
    case LOWER_SCHEMA:
        return add_subschema(scope, rule, list);
    case LOWER_SCHEMAS:
        add(list, emit_branches(scope, rule));
        add(list, emit_unsigned(scope, rule->count));
        return true;
    case LOWER_CONTENT:
        add(list, us_arena_print(arena, "\"%s\"", rule->text.bytes).bytes);
        if (rule->schema)
            add(list, emit_check_always(scope->u, rule->schema, emit_rule_place(scope, rule)));
        return true;
    case LOWER_FLAG:
        return true;
    default:
        break;
    }
    return false;
}

static void emit_verb(emit_scope *scope, const gen_rule *rule)
{
    arguments list = { { "ck", scope->value }, 2 };

    if (!emit_rule_says(rule) || !add_payload(scope, rule, &list))
        return;
    add(&list, emit_at(scope->u->a, rule->at));
    out_call(scope->o, lower_keyword_of(rule->keyword)->verb, list.item, list.count);
}

/* `verb`: what counts the call; NULL: it is direct. */
static void write_call(emit_scope *scope, gen_schema *target, const char *place, const char *verb)
{
    emit_unit *u = scope->u;
    const char *function = emit_function(u, target, place);

    if (emit_enters(u, target))
        out_call(scope->o, "us_enter",
                 (const char *[]){ "ck", scope->value, function, emit_resource(u, target) }, 4);
    else if (verb)
        out_call(scope->o, verb, (const char *[]){ "ck", scope->value, function }, 3);
    else
        out_call(scope->o, function, (const char *[]){ "ck", scope->value }, 2);
}

void emit_call(emit_scope *scope, gen_schema *schema, const char *place)
{
    gen_schema *target = emit_resolve(schema);

    if (target)
        write_call(scope, target, place, schema->emitted->recursive ? "us_ref" : NULL);
}

/* `$ref`: the call is counted, so that a schema which refers to itself ends. */
static void emit_reference(emit_scope *scope, const gen_rule *rule, const gen_schema *schema)
{
    gen_schema *target = emit_resolve(rule->schema);

    if (target)
        write_call(scope, target, scope->place,
                   schema->emitted->unmoved ? "us_ref_unmoved" : "us_ref");
}

void emit_rules(emit_scope *scope, const gen_schema *schema)
{
    if (schema->never)
        out_line(scope->o, "us_false(ck, %s, %s);", scope->value, emit_at(scope->u->a, schema->at));
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next) {
        switch (rule->keyword) {
        case GEN_PROPERTIES:
        case GEN_REQUIRED:
        case GEN_PATTERN_PROPERTIES:
        case GEN_ADDITIONAL_PROPERTIES:
        case GEN_UNEVALUATED_PROPERTIES: /* itself it is written at the end */
            emit_walk(scope);
            break;
        case GEN_REF:
            emit_reference(scope, rule, schema);
            break;
        case GEN_DYNAMIC_REF:
        case GEN_RECURSIVE_REF:
            emit_dynamic_reference(scope, rule);
            break;
        case GEN_TYPE:
            if (!scope->typed && !scope->slots->type)
                emit_verb(scope, rule);
            break;
        default:
            if (!emit_apply(scope, rule, schema))
                emit_verb(scope, rule);
        }
    }
}

bool emit_says(const gen_schema *schema, bool typed)
{
    const gen_rule *rule = schema->rule;

    while (rule && (!emit_rule_says(rule) || (typed && rule->keyword == GEN_TYPE)))
        rule = rule->next;
    return schema->never || rule;
}

const gen_rule *emit_type_rule(const gen_schema *schema)
{
    const gen_rule *rule = lower_rule(schema, GEN_TYPE);

    return rule && emit_rule_says(rule) ? rule : NULL;
}

const gen_rule *emit_mere_type(gen_schema *schema)
{
    const gen_schema *target = emit_resolve(schema);

    return !target || emit_has_members(target) || emit_has_scope(target) || emit_says(target, true)
               ? NULL
               : emit_type_rule(target);
}

/* ---- Functions ------------------------------------------------------------------------------------------- */

/* A function that checks nothing still uses its parameters. */
static void write_nothing(out *o)
{
    out_line(o, "(void)ck;");
    out_line(o, "(void)v;");
}

static void write_body(emit_unit *u, out *function, const gen_schema *schema, const char *place,
                       bool typed)
{
    emit_scope scope = {
        .u = u,
        .o = function,
        .value = "v",
        .name = emit_string(u->a, schema->name),
        .place = place,
        .slots = emit_slots_new(u->a, schema),
        .typed = typed,
    };
    size_t start = function->buf.length;

    emit_slots_declare(&scope, schema);
    emit_evaluation_declare(&scope, schema);
    if (function->buf.length > start)
        out_gap(function);
    emit_once_begin(&scope, schema);
    emit_evaluation_begin(&scope, schema);
    emit_rules(&scope, schema);
    emit_evaluation_end(&scope, schema);
    emit_once_end(&scope, schema);
    if (function->buf.length == start)
        write_nothing(function);
}

static void write_comment(emit_unit *u, out *function, const gen_schema *schema, const char *place)
{
    const char *title = emit_string(u->a, schema->title);

    out_comment(function, "%s - %s%s%s", place, emit_place(u->a, schema->at), *title ? ": " : "",
                title);
}

/* A function while it is written: its text from `start` on decides whether the file has an equal one. */
typedef struct draft {
    out text;
    size_t start;
} draft;

static draft draft_function(emit_unit *u, const gen_schema *schema, const char *head,
                            const char *place, bool typed)
{
    const gen_resource *outer = u->resource;
    draft d = { .text = emit_out(u->a) };

    u->resource = schema->node->resource;
    write_comment(u, &d.text, schema, place);
    out_head(&d.text, head, (const char *[]){ "us_check *ck", "const us_json *v" }, 2);
    d.start = d.text.buf.length;
    out_open(&d.text, "{");
    if (schema->emitted->same)
        emit_same(u, &d.text, schema);
    else
        write_body(u, &d.text, schema, place, typed);
    out_close(&d.text, "}");
    u->resource = outer;
    return d;
}

/* The name of the first function of the file with that body. */
static const char *first_such(emit_unit *u, const draft *d, const char *name)
{
    us_text text = us_buf_text(&d->text.buf);

    return emit_share(u, "us_checker", us_text_slice(text, d->start, text.length), name);
}

static void append_function(emit_unit *u, const draft *d)
{
    out_gap(&u->body);
    out_append(&u->body, &d->text);
    out_gap(&u->body);
}

/* Whether the name of an equal function is the checker's now. Not when somebody has been told its own. */
static bool is_known(emit_unit *u, emit_checker *checker, const draft *d)
{
    const char *known = first_such(u, d, checker->function);

    if (known == checker->function || checker->external || checker->declared == u)
        return false;
    checker->function = known;
    return true;
}

static const char *head_of(emit_unit *u, const char *name, bool external)
{
    return us_arena_print(u->a->arena, "%svoid %s", external ? "" : "static ", name).bytes;
}

static void write_function(emit_unit *u, gen_schema *schema, const char *place)
{
    emit_checker *checker = schema->emitted;
    draft d;

    checker->open = true;
    d = draft_function(u, schema, head_of(u, checker->function, checker->external), place, false);
    checker->open = false;
    checker->written = true;
    if (!is_known(u, checker, &d))
        append_function(u, &d);
}

const char *emit_check_typed(emit_unit *u, gen_schema *schema, const char *place)
{
    emit_checker *checker = schema->emitted;
    const char *name;
    draft d;

    if (checker->typed)
        return checker->typed;
    name = emit_name(u->a->names, "check_", schema->name);
    d = draft_function(u, schema, head_of(u, name, false), place, true);
    checker->typed = first_such(u, &d, name);
    if (checker->typed == name)
        append_function(u, &d);
    return checker->typed;
}

/* ---- Uses of functions -------------------------------------------------------------------------------------- */

static void declare(emit_unit *u, emit_checker *checker)
{
    if (checker->declared == u)
        return;
    checker->declared = u;
    out_line(&u->declarations, "%sus_checker %s;", checker->external ? "" : "static ",
             checker->function);
}

static bool is_elsewhere(const emit_unit *u, const emit_checker *checker)
{
    return checker->shared && (!u->part || checker->part != u->part);
}

static const char *name_of(emit_unit *u, emit_checker *checker)
{
    if (!checker->function)
        checker->function = emit_name(u->a->names, "check_", checker->schema->name);
    return checker->function;
}

const char *emit_mention(emit_unit *u, gen_schema *schema)
{
    const char *name = name_of(u, schema->emitted);

    if (schema->emitted->external || !schema->emitted->written)
        declare(u, schema->emitted);
    return name;
}

static const char *own_function(emit_unit *u, gen_schema *schema, const char *place)
{
    emit_checker *checker = schema->emitted;

    (void)name_of(u, checker);
    if (checker->external || checker->open)
        declare(u, checker);
    if (!checker->open && !checker->written && !is_elsewhere(u, checker))
        write_function(u, schema, schema->named ? emit_string(u->a, schema->name) : place);
    return checker->function;
}

const char *emit_function(emit_unit *u, gen_schema *schema, const char *place)
{
    return schema->never && !schema->named ? "us_never" : own_function(u, schema, place);
}

const char *emit_check_member(emit_unit *u, gen_schema *schema, const char *place)
{
    gen_schema *target = emit_resolve(schema);

    return target && target->never ? own_function(u, target, place) : emit_check(u, schema, place);
}

const char *emit_check(emit_unit *u, gen_schema *schema, const char *place)
{
    gen_schema *target = schema ? emit_resolve(schema) : NULL;
    const char *function;

    if (!target)
        return NULL;
    function = emit_function(u, target, place);
    return emit_enters(u, target) ? emit_entrance(u, target, function) : function;
}

/* For a branch that allows anything. */
static const char *check_anything(emit_unit *u)
{
    if (!u->anything) {
        u->anything = emit_name(u->a->names, "check_", US_TEXT("anything"));
        out_gap(&u->body);
        out_line(&u->body, "static void %s(us_check *ck, const us_json *v)", u->anything);
        out_open(&u->body, "{");
        write_nothing(&u->body);
        out_close(&u->body, "}");
        out_gap(&u->body);
    }
    return u->anything;
}

const char *emit_check_always(emit_unit *u, gen_schema *schema, const char *place)
{
    const char *function = emit_check(u, schema, place);

    return function ? function : check_anything(u);
}
