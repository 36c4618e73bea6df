/* Strings that were meant to be expressions and are none: without the braces, without the '$', or with the braces that
 * other programs have. They would be sent as they are, and the schema has nothing against them. */
#include "gen/cast_inside.h"

/* What is between the braces, of which some programs have two. */
static us_text without_braces(us_text text)
{
    while (text.length > 1 && text.bytes[0] == '{' && text.bytes[text.length - 1] == '}')
        text = us_text_slice(text, 1, text.length - 1);
    return us_text_trim(text);
}

/* The expression, with its braces, that the whole text nearly is; empty: it is a text like any other. */
static us_text meant(gen *g, us_text text)
{
    us_text inside = without_braces(text), culprit, whole;
    bool dollar = us_text_starts(inside, US_TEXT("$"));
    const char *fault;
    if (inside.length == 0 || (inside.length == text.length && !dollar))
        return US_TEXT("");
    inside = us_text_slice(inside, dollar, inside.length);
    whole = us_arena_print(&g->arena, "{$%.*s}", (int)inside.length, inside.bytes);
    return gen_read_own_template(g, whole, &culprit, &fault) && !fault ? whole : US_TEXT("");
}

void cast_find_slips(gen *g, const gen_node *node)
{
    us_text expression = node->kind == GEN_STRING && !cast_has_braces(node->text)
                             ? meant(g, node->text)
                             : US_TEXT("");
    if (expression.length > 0)
        gen_warning(g, node->at, "\"%s\" is sent as it is; did you mean the expression \"%s\"?",
                    gen_show(g, node->text), gen_show(g, expression));
    for (const gen_member *m = node->kind == GEN_OBJECT ? node->member : NULL; m; m = m->next)
        if (!us_text_equal(m->key, US_TEXT("$merge")))
            cast_find_slips(g, m->value);
    for (const gen_node *item = node->kind == GEN_ARRAY ? node->item : NULL; item;
         item = item->next)
        cast_find_slips(g, item);
}
