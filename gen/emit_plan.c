/* What becomes of the schemas, decided before the first line is written.
 *
 * A schema that one group of operations uses is written in that group's file; one that several use is
 * written in a file of shared schemas, and has a name that the others see when they call it. A cycle
 * of schemas always leads through a `$ref`; the schemas on a cycle are marked, so that the call of their
 * checkers can be counted (us_ref) and stops. */
#include "gen/emit.h"

/* ---- Groups ----------------------------------------------------------------------------------------- */

/* How many operations a C file may hold, so that it keeps to some thousands of lines. Where nobody reads it,
 * so many that what is said once a file is nothing, and so few that the first is soon with the compiler. */
#define OPERATIONS_MOST        50
#define OPERATIONS_MOST_TO_RUN 1000

static bool has_room(const emit_api *a, const emit_group *group, us_text name)
{
    if (a->to_run)
        return group->operations < OPERATIONS_MOST_TO_RUN;
    return group->operations < OPERATIONS_MOST && us_text_equal(group->name, name);
}

static emit_group *find_group(emit_api *a, us_text name)
{
    emit_group **link = &a->group;

    if (a->latest && has_room(a, a->latest, name))
        return a->latest; /* those before it are full */
    while (*link && !has_room(a, *link, name))
        link = &(*link)->next;
    if (!*link) {
        *link = US_NEW(&a->g->arena, emit_group);
        (*link)->name = name;
        (*link)->last = &(*link)->operation;
    }
    return *link;
}

void emit_join_group(emit_api *a, emit_operation *operation)
{
    emit_group *group = find_group(a, operation->operation->group);

    a->latest = group;
    group->operations++;
    *group->last = operation;
    group->last = &operation->next_in_group;
    operation->group = group;
}

/* ---- Who uses what ---------------------------------------------------------------------------------- */

typedef struct walk {
    emit_api *a;
    const emit_group *group;
    emit_checker **last;
    emit_checker *stack;
    unsigned order;
} walk;

/* Calls `function` for the schemas that a dynamic reference may lead to for the reason that the resource of
 * this one was entered. */
static void each_anchor(const gen_schema *schema, lower_visit *function, void *context)
{
    const gen_resource *resource = schema->node->resource;

    for (const gen_anchor *anchor = resource && resource->dynamic ? resource->anchor : NULL; anchor;
         anchor = anchor->next) {
        if (anchor->wanted)
            function(context, anchor->node->schema);
    }
}

static void visit(void *context, gen_schema *schema)
{
    walk *w = context;
    emit_checker *checker = schema->emitted;

    if (!checker) {
        checker = schema->emitted = US_NEW(&w->a->g->arena, emit_checker);
        checker->schema = schema;
        checker->home = w->group;
        *w->last = checker;
        w->last = &checker->next;
    } else if (checker->home == w->group || checker->shared) {
        return;
    } else {
        checker->shared = true;
    }
    lower_each_child(schema, visit, w);
    if (checker->same)
        visit(w, checker->same);
    each_anchor(schema, visit, w);
}

/* Who serves a schema is used where that is. */
static void visit_servers(walk *w)
{
    for (emit_checker *c = w->a->checker; c; c = c->next) {
        w->group = c->shared ? NULL : c->home;
        if (c->same)
            visit(w, c->same);
    }
}

static void each_parameter(const gen_parameter *p, lower_visit *function, void *context)
{
    for (; p; p = p->next) {
        if (p->schema)
            function(context, p->schema);
    }
}

static void each_media(const gen_media *media, lower_visit *function, void *context)
{
    for (; media; media = media->next) {
        if (media->schema)
            function(context, media->schema);
        if (media->is_stream && emit_stream_item(media))
            function(context, emit_stream_item(media));
        for (const gen_encoding *e = media->encoding; e; e = e->next)
            each_parameter(e->header, function, context);
    }
}

/* Calls `function` for every schema that the operation itself names. */
static void each_root(const gen_operation *operation, lower_visit *function, void *context)
{
    each_parameter(operation->parameter, function, context);
    if (operation->body)
        each_media(operation->body->media, function, context);
    for (const gen_response *r = operation->response; r; r = r->next) {
        each_media(r->media, function, context);
        for (const gen_header *h = r->header; h; h = h->next)
            if (h->parameter->schema)
                function(context, h->parameter->schema);
    }
}

/* ---- Cycles (Tarjan, "Depth-first search and linear graph algorithms", 1972) ------------------------------ */

static void find_cycles(walk *w, emit_checker *checker);

typedef struct edge {
    walk *w;
    emit_checker *from;
} edge;

static void follow_edge(void *context, gen_schema *child)
{
    edge *e = context;
    emit_checker *to = child->emitted;

    if (to == e->from)
        to->recursive = true;
    if (to->order == 0) {
        find_cycles(e->w, to);
        if (to->low < e->from->low)
            e->from->low = to->low;
    } else if (to->stacked && to->order < e->from->low) {
        e->from->low = to->order;
    }
}

/* Takes a component from the stack: everything that reaches everything else in it. */
static void take_component(walk *w, emit_checker *root)
{
    bool cycle = w->stack != root;
    emit_checker *top;

    do {
        top = w->stack;
        w->stack = top->below;
        top->stacked = false;
        top->recursive |= cycle;
    } while (top != root);
}

static void find_cycles(walk *w, emit_checker *checker)
{
    edge e = { w, checker };

    checker->order = checker->low = ++w->order;
    checker->stacked = true;
    checker->below = w->stack;
    w->stack = checker;
    lower_each_child(checker->schema, follow_edge, &e);
    if (checker->low == checker->order)
        take_component(w, checker);
}

/* ---- Names that other files see ------------------------------------------------------------------------- */

static void mark_external(void *context, gen_schema *schema)
{
    emit_api *a = context;
    emit_checker *checker = schema->emitted;
    const char *prefix;

    if (!checker->shared || checker->external)
        return;
    prefix = us_arena_print(&a->g->arena, "check_%s_", a->word).bytes;
    checker->external = true;
    checker->function = emit_name(a->external, prefix, schema->name);
}

static void mark_called(void *context, gen_schema *schema)
{
    gen_schema *target = emit_resolve(schema);

    if (target)
        mark_external(context, target);
}

/* Calls `function` for every schema whose checker that of this one may call. */
static void each_called(const gen_schema *schema, lower_visit *function, void *context)
{
    if (schema->emitted->same)
        function(context, schema->emitted->same);
    else
        lower_each_child(schema, function, context);
}

typedef struct crossing {
    emit_api *a;
    const gen_schema *from;
} crossing;

static void mark_crossed(void *context, gen_schema *schema)
{
    crossing *c = context;
    gen_schema *target = emit_resolve(schema);

    if (target && !emit_is_at_hand(target, c->from))
        mark_external(c->a, target);
}

/* Calls from one file to another. Those between shared schemas are known when the others have told which of
 * them begin a file. */
static void mark_externals(emit_api *a)
{
    for (const gen_operation *o = gen_each_operation(a->api, NULL); o;
         o = gen_each_operation(a->api, o))
        each_root(o, mark_called, a);
    for (emit_checker *c = a->checker; c; c = c->next) {
        if (!c->shared)
            each_called(c->schema, mark_called, a);
        each_anchor(c->schema, mark_external, a);
    }
    emit_parts_plan(a);
    for (emit_checker *c = a->checker; c; c = c->next) {
        if (c->part)
            each_called(c->schema, mark_crossed, &(crossing){ a, c->schema });
    }
}

/* ---- The plan ---------------------------------------------------------------------------------------------- */

static bool says_nothing(const gen_schema *schema)
{
    return !schema->never && !schema->rule;
}

/* The schema of the only rule, when that is a `$ref` which need not be told from other calls. */
static gen_schema *mere_target(const gen_schema *schema)
{
    const gen_rule *rule = schema->rule;

    return rule && !rule->next && rule->keyword == GEN_REF && !schema->emitted->unmoved
               ? rule->schema
               : NULL;
}

/* The schema that this one is another name of, or NULL: it is a `$ref` alone, or an allOf around one, which is how
 * OpenAPI 3.0 says something else of what it refers to. */
static gen_schema *other_name_of(const gen_schema *schema)
{
    const gen_rule *rule = schema->rule;

    if (rule && !rule->next && rule->keyword == GEN_ALL_OF && rule->count == 1)
        return schema->emitted->recursive ? NULL : mere_target(rule->property->schema);
    return mere_target(schema);
}

/* Whether the way to the target leads through a resource of which dynamic references have to know, and which the
 * caller may not be in already. */
static bool is_on_the_way(const gen_schema *schema, const gen_schema *target)
{
    const gen_resource *resource = schema->node->resource;

    return resource && resource->dynamic && resource != target->node->resource &&
           (schema->named || schema->node == resource->root);
}

gen_schema *emit_resolve(gen_schema *schema)
{
    gen_schema *target = other_name_of(schema);

    /* A target that is on no cycle: this ends, because following it never comes back. */
    while (target && !target->emitted->recursive && !is_on_the_way(schema, target)) {
        schema = target;
        target = other_name_of(schema);
    }
    return says_nothing(schema) ? NULL : schema;
}

bool emit_has_members(const gen_schema *schema)
{
    return lower_rule(schema, GEN_PROPERTIES) || lower_rule(schema, GEN_REQUIRED) ||
           lower_rule(schema, GEN_PATTERN_PROPERTIES) ||
           lower_rule(schema, GEN_ADDITIONAL_PROPERTIES) ||
           lower_rule(schema, GEN_UNEVALUATED_PROPERTIES);
}

void emit_plan(emit_api *a)
{
    walk w = { .a = a, .last = &a->checker };

    for (const emit_operation *o = a->operation; o; o = o->next) {
        w.group = o->group;
        each_root(o->operation, visit, &w);
    }
    for (emit_checker *c = a->checker; c; c = c->next) {
        if (c->order == 0)
            find_cycles(&w, c);
    }
    emit_unite_same(a);
    visit_servers(&w);
    emit_evaluation_plan(a);
    emit_once_plan(a);
    mark_externals(a);
}
