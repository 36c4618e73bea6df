/* The conditions of fixtures against the contract: one that no request fulfils which keeps it makes a fixture that
 * never answers, and nobody would know why. Only what is certain is said: what a schema asks by itself, by its `$ref`
 * and its allOf. It is a warning, for a server can be told to answer requests that break the contract. */
#include "base/ascii.h"
#include "base/pattern.h"
#include "base/pointer.h"
#include "gen/judge.h"
#include "gen/scalar.h"

/* More are hardly ever asked of one value, and the rest can only ask for more. */
enum { ASKED_MOST = 64 };

enum { CONTAINERS = GEN_TYPE_ARRAY | GEN_TYPE_OBJECT };

/* The schemas that a value has to keep. */
typedef struct asked {
    const gen_schema *schema[ASKED_MOST];
    unsigned count;
} asked;

static void ask(asked *all, const gen_schema *schema)
{
    for (unsigned i = 0; i < all->count; i++)
        if (all->schema[i] == schema)
            return;
    if (!schema || all->count == ASKED_MOST)
        return;
    all->schema[all->count++] = schema;
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next) {
        if (rule->keyword == GEN_REF)
            ask(all, rule->schema);
        for (const gen_property *p = rule->keyword == GEN_ALL_OF ? rule->property : NULL; p;
             p = p->next)
            ask(all, p->schema);
    }
}

static void ask_node(asked *all, const gen_node *node)
{
    *all = (asked){ .count = 0 };
    ask(all, node ? node->schema : NULL);
}

/* What is asked of a member, or of an item where all are asked the same. */
static asked step(const asked *from, us_text token)
{
    asked to = { .count = 0 };

    for (unsigned i = 0; i < from->count; i++) {
        for (const gen_rule *rule = from->schema[i]->rule; rule; rule = rule->next) {
            if (rule->keyword == GEN_ITEMS && rule->count == 0 && us_text_is_digits(token))
                ask(&to, rule->schema);
            for (const gen_property *p = rule->keyword == GEN_PROPERTIES ? rule->property : NULL; p;
                 p = p->next)
                if (us_text_equal(p->name, token))
                    ask(&to, p->schema);
        }
    }
    return to;
}

static asked at_pointer(gen *g, const gen_node *node, us_text pointer)
{
    asked all;

    ask_node(&all, node);
    while (pointer.length > 0) {
        us_text rest = us_text_slice(pointer, 1, pointer.length), token;

        token = us_text_slice(rest, 0, us_text_find(rest, '/'));
        pointer = us_text_slice(rest, token.length, rest.length);
        (void)us_pointer_token(&g->arena, token, &token);
        all = step(&all, token);
    }
    return all;
}

/* The rule that the value breaks; NULL: it may be valid. */
static const gen_rule *broken(gen *g, const asked *all, const gen_node *value)
{
    const gen_rule *rule = NULL;

    for (unsigned i = 0; i < all->count && !rule; i++)
        rule = judge_value(g, all->schema[i], value, NULL);
    return rule;
}

/* ---- Parameters ------------------------------------------------------------------------------------------------- */

/* Whether it may be a list or an object. */
static bool is_structured(const asked *all)
{
    for (unsigned i = 0; i < all->count; i++) {
        const gen_rule *type = lower_rule(all->schema[i], GEN_TYPE);

        if (type && !(type->types & CONTAINERS))
            return false;
    }
    return true;
}

static us_text spelling(gen *g, const gen_node *value)
{
    us_buf text = us_buf_new(&g->arena, 32);

    if (value->kind == GEN_STRING)
        return value->text;
    gen_write_json(&text, value);
    return us_buf_text(&text);
}

/* A parameter is a text that is read by its schema: so is what it is compared to. */
static const gen_rule *broken_by_text(gen *g, const asked *all, const gen_node *value)
{
    gen_node text = { .kind = GEN_STRING, .text = spelling(g, value) }, scalar = text;
    const gen_rule *as_text = broken(g, all, &text), *as_scalar = as_text;

    if (is_structured(all) || !broken(g, all, value))
        return NULL;
    if (!gen_read_scalar(&g->arena, text.text, &scalar))
        as_scalar = broken(g, all, &scalar);
    if (!as_text || !as_scalar)
        return NULL;
    return as_text->keyword == GEN_TYPE ? as_scalar : as_text;
}

static enum gen_in place_of(enum gen_value_source source)
{
    switch (source) {
    case GEN_SOURCE_REQUEST_PATH:
        return GEN_IN_PATH;
    case GEN_SOURCE_REQUEST_HEADER:
        return GEN_IN_HEADER;
    case GEN_SOURCE_REQUEST_COOKIE:
        return GEN_IN_COOKIE;
    default:
        return GEN_IN_QUERY;
    }
}

/* NULL: such as a credential, of which no schema says anything. */
static const gen_parameter *parameter_of(const gen_operation *o, const gen_expression *part)
{
    enum gen_in in = place_of(part->source);

    for (const gen_parameter *p = o->parameter; p; p = p->next)
        if (p->in == in && (in == GEN_IN_HEADER ? us_text_equal_nocase(p->name, part->text)
                                                : us_text_equal(p->name, part->text)))
            return p;
    return NULL;
}

/* ---- Saying it ---------------------------------------------------------------------------------------------------- */

/* Of a word that is near to one of an enum. */
static const char *hint(gen *g, const gen_rule *rule, const gen_node *value)
{
    us_nearest nearest = us_nearest_to(value->text);

    if (rule->keyword != GEN_ENUM || value->kind != GEN_STRING)
        return "";
    for (const gen_node *item = rule->node->item; item; item = item->next)
        if (item->kind == GEN_STRING)
            us_nearest_offer(&nearest, item->text);
    return gen_nearest_hint(g, &nearest);
}

static void warn(gen *g, const gen_condition *c, const gen_rule *rule)
{
    gen_warning(
        g, c->at, "this never holds, for such a request is refused: %s breaks \"%s\"%s at %s:%u:%u",
        gen_show(g, spelling(g, c->value)), lower_keyword_of(rule->keyword)->name,
        hint(g, rule, c->value), g->source[rule->at.file].path, rule->at.line, rule->at.column);
}

static void warn_of_absence(gen *g, const gen_condition *c, gen_at at)
{
    gen_warning(g, c->at,
                "this never holds, for such a request is refused: it is required, %s:%u:%u says",
                g->source[at.file].path, at.line, at.column);
}

/* ---- A pattern ------------------------------------------------------------------------------------------------------ */

/* The enum of which no member matches the pattern; NULL: one may. */
static const gen_rule *unmatched(gen *g, const asked *all, us_text source)
{
    us_text message;
    size_t offset;
    us_pattern *pattern = us_pattern_compile(&g->arena, source, &message, &offset);
    const gen_rule *found = NULL;

    for (unsigned i = 0; pattern && i < all->count && !found; i++) {
        const gen_rule *list = lower_rule(all->schema[i], GEN_ENUM);
        bool matches = !list;

        for (const gen_node *item = list ? list->node->item : NULL; item && !matches;
             item = item->next)
            matches = us_pattern_match(pattern, spelling(g, item)) != US_NO_MATCH;
        found = matches ? NULL : list;
    }
    if (pattern)
        us_pattern_free(pattern);
    return found;
}

/* ---- A condition -------------------------------------------------------------------------------------------------- */

static void judge_parameter(gen *g, const gen_operation *o, const gen_condition *c)
{
    const gen_parameter *p = parameter_of(o, c->part);
    const gen_rule *rule = NULL;
    asked all;

    if (!p)
        return;
    ask_node(&all, p->schema_node);
    if (c->test == GEN_IS_ABSENT && p->required)
        warn_of_absence(g, c, p->required_at.line > 0 ? p->required_at : p->at);
    if (c->test == GEN_IS_EQUAL && !(p->allow_empty && spelling(g, c->value).length == 0))
        rule = broken_by_text(g, &all, c->value);
    if (c->test == GEN_IS_MATCHED)
        rule = unmatched(g, &all, c->value->text);
    if (rule)
        warn(g, c, rule);
}

/* One media type in which it may hold is enough. */
static void judge_body(gen *g, const gen_operation *o, const gen_condition *c)
{
    const gen_rule *rule = NULL;

    if (c->test == GEN_IS_ABSENT && c->part->text.length == 0 && o->body->required)
        warn_of_absence(g, c, o->body->at);
    if (c->test != GEN_IS_EQUAL && c->test != GEN_IS_MATCHED)
        return;
    for (const gen_media *m = o->body->media; m; m = m->next) {
        asked all = at_pointer(g, m->schema_node, c->part->text);

        rule = c->test == GEN_IS_EQUAL ? broken(g, &all, c->value)
                                       : unmatched(g, &all, c->value->text);
        if (!rule)
            return;
    }
    if (rule)
        warn(g, c, rule);
}

void judge_cues(gen *g, const gen_operation *operation)
{
    for (const gen_cue *cue = operation->cue; cue; cue = cue->next)
        for (const gen_condition *c = cue->condition; c; c = c->next) {
            if (c->part->source != GEN_SOURCE_REQUEST_BODY)
                judge_parameter(g, operation, c);
            else if (operation->body)
                judge_body(g, operation, c);
        }
}
