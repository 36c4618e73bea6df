/* `when`: what a request has to be like for the fixture to answer. A value by itself is what the part has to equal. */
#include "base/pattern.h"
#include "gen/cast.h"
#include "gen/expression.h"

typedef struct reading {
    gen *g;
    gen_cue *cue;
    gen_expression *part;
    gen_condition **last;
} reading;

static void add(reading *r, enum gen_test test, const gen_node *value, gen_at at)
{
    gen_condition *c = *r->last = US_NEW(&r->g->arena, gen_condition);
    *c = (gen_condition){ .part = r->part, .test = test, .value = value, .at = at };
    r->last = &c->next;
    r->cue->conditions++;
}

static void add_pattern(reading *r, const gen_node *value)
{
    us_text message;
    size_t offset;
    if (value->kind != GEN_STRING) {
        gen_error(r->g, value->at, "a pattern is a string, not %s", gen_kind_name(value->kind));
        return;
    }
    us_pattern *pattern = us_pattern_compile(&r->g->arena, value->text, &message, &offset);
    if (!pattern) {
        gen_error(r->g, value->at, "the pattern cannot be used: %.*s", (int)message.length,
                  message.bytes);
        return;
    }
    us_pattern_free(pattern);
    add(r, GEN_IS_MATCHED, value, value->at);
}

static void add_presence(reading *r, const gen_member *test, bool present)
{
    if (test->value->kind != GEN_BOOLEAN) {
        gen_error(r->g, test->value->at, "\"%s\" is true or false", gen_show(r->g, test->key));
        return;
    }
    add(r, test->value->truth == present ? GEN_IS_PRESENT : GEN_IS_ABSENT, NULL, test->at);
}

static void add_test(reading *r, const gen_member *test)
{
    static const char *const known[] = { "equals", "matches", "present", "absent", NULL };
    if (us_text_equal(test->key, US_TEXT("equals")))
        add(r, GEN_IS_EQUAL, test->value, test->value->at);
    else if (us_text_equal(test->key, US_TEXT("matches")))
        add_pattern(r, test->value);
    else if (us_text_equal(test->key, US_TEXT("present")))
        add_presence(r, test, true);
    else if (us_text_equal(test->key, US_TEXT("absent")))
        add_presence(r, test, false);
    else
        cast_unknown(r->g, test->at, "of a condition (an object is compared by \"equals\")",
                     test->key, known);
}

/* What the contract does not have never comes: the fixture would not answer, and nobody would know why. NULL after
 * an error. */
static gen_expression *read_part(gen *g, const gen_operation *operation, const gen_member *m)
{
    const char *fault;
    gen_expression *part = gen_read_part(g, m->key, &fault);
    if (!part) {
        gen_error(g, m->at,
                  "\"%s\" is no part of a request; parts are path.NAME, query.NAME, header.NAME, "
                  "cookie.NAME, body and body#/POINTER",
                  gen_show(g, m->key));
        return NULL;
    }
    fault = gen_expression_fault(g, part, operation, NULL);
    if (fault)
        gen_error(g, m->at, "%s", fault);
    return fault ? NULL : part;
}

void cast_when(gen *g, const gen_operation *operation, const gen_node *value, gen_cue *cue)
{
    reading r = { .g = g, .cue = cue, .last = &cue->condition };
    if (value->kind != GEN_OBJECT) {
        gen_error(g, value->at, "\"when\" is an object, such as { path.id: 42 }, not %s",
                  gen_kind_name(value->kind));
        return;
    }
    if (!value->member)
        gen_error(g, value->at,
                  "this names no condition, such as { path.id: 42 }; without \"when\" any request "
                  "is answered");
    for (const gen_member *m = value->member; m; m = m->next) {
        r.part = read_part(g, operation, m);
        if (!r.part)
            continue;
        if (m->value->kind != GEN_OBJECT) {
            add(&r, GEN_IS_EQUAL, m->value, m->value->at);
            continue;
        }
        for (const gen_member *test = m->value->member; test; test = test->next)
            add_test(&r, test);
        if (!m->value->member)
            gen_error(g, m->value->at,
                      "this asks for nothing; conditions are equals, matches, present and absent");
    }
}
