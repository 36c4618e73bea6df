/* Words in a schema that make no rule, and what becomes of them.
 *
 * A word that no standard knows is an annotation (JSON Schema Core 6.5), and so is one that belongs to
 * another dialect; but each could have been meant to change what is valid, so the compiler says once what
 * it takes the word for. A word that is only a slip away from a keyword is refused: there the author's
 * rule would be lost. `--allow WORD` makes a warning of any refusal. */
#include <stdarg.h>

#include "gen/lower.h"

/* What to write in place of a word of another dialect. */
static const struct {
    const char *name, *advice, *advice_20; /* OpenAPI 2.0 has no null */
} translations[] = {
    { "nullable", "; add \"null\" to the type", ": null is refused" },
    { "const", "; write enum with one member", "; write enum with one member" },
};

#define COUNT(table) (sizeof(table) / sizeof((table)[0]))

/* ---- Refusals ----------------------------------------------------------------------------------------- */

static void add_lapse(gen *g, us_text word, gen_at at)
{
    gen_lapse **last = &g->lapse;

    while (*last && !us_text_equal((*last)->word, word))
        last = &(*last)->next;
    if (!*last) {
        *last = US_NEW(&g->arena, gen_lapse);
        (*last)->word = word;
        (*last)->at = at;
    }
    (*last)->count++;
}

/* An error, or what is left of it when the user allows the word. */
static enum gen_fate refuse(gen *g, us_text word, gen_at at, us_text message)
{
    if (gen_is_allowed(g, word)) {
        gen_warning(g, at, "%s; it is not enforced", message.bytes);
        add_lapse(g, word, at);
        return GEN_ALLOWED;
    }
    gen_error(g, at, "%s", message.bytes);
    return GEN_REFUSED;
}

void lower_fault(gen *g, gen_rule *rule, gen_at at, const char *text, ...)
{
    va_list arguments;

    va_start(arguments, text);
    rule->reason = us_arena_vprint(&g->arena, text, arguments);
    va_end(arguments);
    rule->fate = refuse(g, us_text_of(lower_keyword_of(rule->keyword)->name), at, rule->reason);
}

void lower_skip(gen *g, gen_rule *rule, gen_at at, const char *text, ...)
{
    va_list arguments;

    va_start(arguments, text);
    rule->reason = us_arena_vprint(&g->arena, text, arguments);
    va_end(arguments);
    rule->fate = GEN_ANNOTATION;
    gen_warning(g, at, "%s", rule->reason.bytes);
}

/* ---- Words ---------------------------------------------------------------------------------------------- */

struct gen_said {
    us_text word;
    struct gen_said *next;
};

bool lower_is_said(gen *g, us_text word)
{
    struct gen_said *said = g->said;

    while (said && !us_text_equal(said->word, word))
        said = said->next;
    if (said)
        return true;
    said = US_NEW(&g->arena, struct gen_said);
    said->word = word;
    said->next = g->said;
    g->said = said;
    return false;
}

static const char *translation_of(us_text word, enum gen_dialect dialect)
{
    for (size_t i = 0; i < COUNT(translations); i++) {
        if (us_text_equal(word, us_text_of(translations[i].name)))
            return dialect == GEN_OPENAPI_20 ? translations[i].advice_20 : translations[i].advice;
    }
    return "";
}

/* The keyword that was probably meant: near, and nearer than any annotation. */
static const char *slip_of(gen *g, us_text word, enum gen_dialect dialect)
{
    us_nearest keyword = us_nearest_to(word), other = us_nearest_to(word);

    for (unsigned i = 0; i < GEN_KEYWORDS; i++) {
        if (lower_is_keyword((enum gen_keyword)i, dialect))
            us_nearest_offer(&keyword, us_text_of(lower_keyword_of((enum gen_keyword)i)->name));
    }
    for (size_t i = 0; lower_annotation(i); i++)
        us_nearest_offer(&other, us_text_of(lower_annotation(i)));
    if (!keyword.best.bytes || other.distance <= keyword.distance)
        return NULL;
    return gen_nearest_hint(g, &keyword);
}

static void take_unknown(gen *g, const gen_member *member, enum gen_dialect dialect)
{
    const char *word = gen_show(g, member->key), *slip = slip_of(g, member->key, dialect);
    us_text message;

    if (slip) {
        message = us_arena_print(&g->arena, "unknown keyword \"%s\"%s", word, slip);
        gen_note(g, member, refuse(g, member->key, member->at, message), message);
        return;
    }
    message =
        us_arena_print(&g->arena, "\"%s\" is no keyword of %s", word, gen_dialect_name(dialect));
    if (!lower_is_said(g, member->key))
        gen_warning(g, member->at, "%s, so it is taken for an annotation", message.bytes);
    gen_note(g, member, GEN_ANNOTATION, message);
}

/* An annotation of which its author may expect more. */
static void take_annotation(gen *g, const gen_member *member, us_text message)
{
    if (!lower_is_said(g, member->key))
        gen_warning(g, member->at, "%s", message.bytes);
    gen_note(g, member, GEN_ANNOTATION, message);
}

static void take_foreign(gen *g, const gen_member *member, enum gen_dialect dialect)
{
    take_annotation(g, member,
                    us_arena_print(&g->arena, "%s means nothing in %s%s", gen_show(g, member->key),
                                   gen_dialect_name(dialect),
                                   translation_of(member->key, dialect)));
}

void lower_take_outsider(gen *g, const gen_member *member)
{
    take_annotation(g, member,
                    us_arena_print(&g->arena,
                                   "%s asks nothing here: the $vocabulary of the metaschema does "
                                   "not list the vocabulary that it is of",
                                   gen_show(g, member->key)));
}

/* Vendors' words change nothing, but this one is written by many who take it for a part of OpenAPI 2.0. */
static void warn_of_vendors_null(gen *g, const gen_member *member, enum gen_dialect dialect)
{
    if (dialect == GEN_OPENAPI_20 && us_text_equal(member->key, US_TEXT("x-nullable")) &&
        member->value->truth && !lower_is_said(g, member->key))
        gen_warning(g, member->at, "x-nullable is no part of OpenAPI 2.0: null is refused");
}

void lower_take_word(gen *g, const gen_member *member, enum gen_dialect dialect)
{
    warn_of_vendors_null(g, member, dialect);
    if (us_text_starts(member->key, US_TEXT("x-")) || lower_is_annotation(member->key)) {
        gen_note(g, member, GEN_ANNOTATION,
                 us_text_equal(member->key, US_TEXT("xml"))
                     ? US_TEXT("it says how the value is written in XML")
                     : US_TEXT(""));
    } else if (lower_is_structure(member->key, dialect)) {
        gen_note(g, member, GEN_ENFORCED, US_TEXT(""));
    } else if (lower_is_known(member->key)) {
        take_foreign(g, member, dialect);
    } else {
        take_unknown(g, member, dialect);
    }
}
