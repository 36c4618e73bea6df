/* `pattern`: whether it can be used. A document says the same few of them at thousands of places, and what
 * there is to say of a pattern is found once. */
#include "base/pattern.h"
#include "gen/lower.h"

typedef struct verdict { /* of a pattern */
    bool refused;
    us_text message; /* why it is refused, or what others may think of it; empty: nothing to say */
    size_t offset;
} verdict;

static verdict *judge(gen *g, us_text text)
{
    verdict *v = US_NEW(&g->arena, verdict);
    us_pattern *pattern = us_pattern_compile(&g->arena, text, &v->message, &v->offset);

    v->refused = !pattern;
    if (pattern)
        v->message = us_pattern_remark(pattern, &v->offset);
    us_pattern_free(pattern);
    return v;
}

static const verdict *verdict_of(gen *g, us_text text)
{
    void **known = gen_map_at(&g->patterns, &g->arena, text);

    if (!*known)
        *known = judge(g, text);
    return (const verdict *)*known;
}

bool lower_pattern(gen *g, gen_rule *rule, gen_at at, us_text text)
{
    const verdict *v = verdict_of(g, text);

    if (v->refused)
        lower_fault(g, rule, at, "pattern cannot be used: %.*s (at offset %zu)",
                    (int)v->message.length, v->message.bytes, v->offset);
    else if (v->message.length > 0)
        gen_warning(g, at, "others may refuse or misread this pattern: %.*s (at offset %zu)",
                    (int)v->message.length, v->message.bytes, v->offset);
    return !v->refused;
}
