/* Any bytes as a document: whatever the compiler makes of them must be harmless C.
 *
 * A small lexer of our own reads the emitted text and stops at anything that the emitters would not write:
 * an identifier with another prefix, a directive, an unfinished literal, a trigraph. Then libtcc compiles
 * it, as `serve` would. */
#include <libtcc.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "gen/gen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

typedef struct lexer {
    us_text text;
    size_t at;
} lexer;

static void fail(const lexer *l, const char *why)
{
    fprintf(stderr, "at %zu: %s\n%.*s\n", l->at, why, (int)l->text.length, l->text.bytes);
    abort();
}

static char peek(const lexer *l, size_t ahead)
{
    return l->at + ahead < l->text.length ? l->text.bytes[l->at + ahead] : '\0';
}

/* ---- Identifiers --------------------------------------------------------------------------------------- */

/* Everything that the emitters write besides prefixed names: keywords, locals, fields. A word a line. */
/* clang-format off */
static const char *const words[] = {
    "allow_empty",
    "among",
    "apis",
    "argc",
    "argv",
    "asks",
    "at",
    "AT",
    "AT_FILE",
    "base",
    "bases",
    "before",
    "body",
    "branch",
    "break",
    "by",
    "by_path",
    "bytes",
    "callback",
    "callbacks",
    "case",
    "char",
    "check",
    "choice",
    "choices",
    "ck",
    "closed",
    "closing",
    "const",
    "continue",
    "count",
    "data_only",
    "default",
    "dense",
    "dependency",
    "deprecated",
    "deprecateds",
    "divisor",
    "double",
    "encoding",
    "enum",
    "example",
    "examples",
    "explode",
    "extern",
    "extra",
    "file",
    "files",
    "first",
    "given",
    "givens",
    "header",
    "headers",
    "id",
    "identities",
    "identity",
    "if",
    "in",
    "inside",
    "insides",
    "int",
    "item",
    "item_types",
    "items",
    "itself",
    "key",
    "keyword",
    "kind",
    "known",
    "knowns",
    "lacks_null",
    "lapse",
    "lapses",
    "least",
    "link",
    "links",
    "list",
    "longest",
    "lower",
    "main",
    "mark",
    "marks",
    "media",
    "medias",
    "member",
    "members",
    "method",
    "most",
    "moved",
    "name",
    "names",
    "next",
    "node",
    "nullable",
    "number",
    "numbers",
    "open",
    "operation",
    "operations",
    "other",
    "other_at",
    "other_types",
    "paging",
    "parameter",
    "parameters",
    "part",
    "parts",
    "path",
    "pattern",
    "patterns",
    "piece",
    "pieces",
    "place",
    "places",
    "prefix",
    "property",
    "reading",
    "refusal",
    "required",
    "requirement",
    "requirements",
    "response",
    "responses",
    "return",
    "say",
    "says",
    "scheme",
    "schemes",
    "server",
    "servers",
    "shape",
    "shift",
    "size",
    "slot",
    "slots",
    "source",
    "space",
    "static",
    "status",
    "style",
    "text",
    "title",
    "type",
    "types",
    "types_at",
    "unknown",
    "unsigned",
    "upper",
    "url",
    "usual",
    "v",
    "value",
    "values",
    "variable",
    "variables",
    "void",
    "w",
    "wanted",
    "webhook",
    "webhooks",
    "where",
    "while",
    "xml",
};
/* clang-format on */

static const char *const prefixes[] = {
    "callbacks_",    "us_",           "US_",         "check_",      "enum_",     "const_",
    "all_of_",       "any_of_",       "one_of_",     "parameters_", "media_",    "body_",
    "responses_",    "headers_",      "schemes_",    "scheme_",     "examples_", "operation_",
    "api_",          "requirements_", "scopes_",     "wanted_",     "reading_",  "xml_",
    "schema_",       "shape_",        "properties_", "values_",     "names_",    "branches_",
    "dependencies_", "encoding_",     "item_",       "refusal_",    "sayings_",  "choice_",
    "deprecated_",   "identities_",   "marks_",      "paging_",     "pieces_",   "tokens_",
    "given_",        "links_",        "bases_",      "server_",     "servers_",  "variables_",
    "numbers_",      "lists_",
};

/* The same in the tables of fixtures. */
static const char *const fixture_words[] = {
    "call",  "calls",      "condition",   "conditions", "counter", "counters", "counts", "cue",
    "cues",  "expression", "expressions", "extra",      "extras",  "guarded",  "inside", "key",
    "kind",  "least",      "most",        "name",       "names",   "of",       "open",   "part",
    "round", "segment",    "segments",    "skip",       "test",    "text",     "timed",  "types",
};

static const char *const fixture_prefixes[] = {
    "calls_", "conditions_", "cues_", "extras_", "names_", "pieces_", "segments_",
};

static bool is_listed(us_text identifier, const char *const *list, size_t count, bool prefix)
{
    for (size_t i = 0; i < count; i++) {
        us_text known = us_text_of(list[i]);

        if (prefix ? us_text_starts(identifier, known) : us_text_equal(identifier, known))
            return true;
    }
    return false;
}

static bool is_of_fixtures(us_text identifier)
{
    return is_listed(identifier, fixture_words, sizeof fixture_words / sizeof *fixture_words,
                     false) ||
           is_listed(identifier, fixture_prefixes,
                     sizeof fixture_prefixes / sizeof *fixture_prefixes, true);
}

static bool is_word(us_text identifier)
{
    if (is_of_fixtures(identifier))
        return true;
    for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
        if (us_text_equal(identifier, us_text_of(words[i])))
            return true;
    }
    for (size_t i = 0; i < sizeof(prefixes) / sizeof(prefixes[0]); i++) {
        if (us_text_starts(identifier, us_text_of(prefixes[i])))
            return true;
    }
    return false;
}

/* A slot: capitals, digits, single underscores. */
static bool is_slot(us_text identifier)
{
    for (size_t i = 0; i < identifier.length; i++) {
        char c = identifier.bytes[i];

        if (!(('A' <= c && c <= 'Z') || ('0' <= c && c <= '9') || (c == '_' && i > 0)))
            return false;
    }
    return true;
}

static bool is_letter(char c)
{
    return ('a' <= c && c <= 'z') || ('A' <= c && c <= 'Z') || c == '_';
}

static bool is_digit(char c)
{
    return '0' <= c && c <= '9';
}

static void read_identifier(lexer *l)
{
    size_t start = l->at;
    us_text identifier;

    while (is_letter(peek(l, 0)) || is_digit(peek(l, 0)))
        l->at++;
    identifier = us_text_slice(l->text, start, l->at);
    if (!is_word(identifier) && !is_slot(identifier))
        fail(l, "an identifier that no emitter writes");
}

/* ---- Other tokens -------------------------------------------------------------------------------------- */

static void read_number(lexer *l)
{
    while (is_digit(peek(l, 0)) || peek(l, 0) == '.' || peek(l, 0) == 'e' ||
           ((peek(l, 0) == '-' || peek(l, 0) == '+') && l->text.bytes[l->at - 1] == 'e'))
        l->at++;
}

static void read_string(lexer *l)
{
    for (l->at++; peek(l, 0) != '"'; l->at++) {
        if (l->at >= l->text.length || (unsigned char)peek(l, 0) < 0x20)
            fail(l, "a string that does not end on its line");
        if (peek(l, 0) == '\\')
            l->at++;
    }
    l->at++;
}

static void read_comment(lexer *l)
{
    for (l->at += 2; !(peek(l, 0) == '*' && peek(l, 1) == '/'); l->at++) {
        if (l->at >= l->text.length || (unsigned char)peek(l, 0) < 0x20)
            fail(l, "a comment that does not end on its line");
        if (peek(l, 0) == '/' && peek(l, 1) == '*')
            fail(l, "a comment in a comment");
    }
    l->at += 2;
}

static void read_directive(lexer *l)
{
    static const char include[] = "#include \"understudy.h\"\n";

    if (!us_text_starts(us_text_slice(l->text, l->at, l->text.length), us_text_of(include)))
        fail(l, "another directive");
    l->at += sizeof(include) - 1;
}

static void check_harmless(us_text text)
{
    lexer l = { .text = text };

    if (!us_utf8_valid(text))
        fail(&l, "not UTF-8");
    for (size_t i = 0; i + 1 < text.length; i++) {
        if (text.bytes[i] == '?' && text.bytes[i + 1] == '?')
            fail(&l, "a trigraph");
    }
    while (l.at < text.length) {
        char c = peek(&l, 0);

        if (is_letter(c))
            read_identifier(&l);
        else if (is_digit(c))
            read_number(&l);
        else if (c == '"')
            read_string(&l);
        else if (c == '/' && peek(&l, 1) == '*')
            read_comment(&l);
        else if (c == '#')
            read_directive(&l);
        else if (c != '\0' && strchr(" \n{}()[];:,.=&|*-!", c))
            l.at++;
        else
            fail(&l, "a character that no emitter writes");
    }
}

/* ---- Compiling ------------------------------------------------------------------------------------------ */

static void show(void *context, const char *message)
{
    (void)context;
    fprintf(stderr, "tcc: %s\n", message);
}

static void check_compiles(us_text text)
{
    lexer l = { .text = text };
    TCCState *tcc = tcc_new();

    tcc_set_options(tcc, "-nostdlib -nostdinc -Wall -Werror");
    tcc_set_error_func(tcc, NULL, show);
    tcc_set_output_type(tcc, TCC_OUTPUT_MEMORY);
    tcc_add_include_path(tcc, US_HEADERS);
    if (tcc_compile_string(tcc, text.bytes) != 0)
        fail(&l, "tcc does not compile it");
    tcc_delete(tcc);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gen *g = gen_new();
    gen_options options = { 0 };
    unsigned file = gen_add_source(g, "fuzz.yaml", (us_text){ (const char *)data, size });
    gen_api *api = gen_compile(g, file, &options);

    for (const gen_file *f = api ? gen_emit(g, &api, 1, true) : NULL; f; f = f->next) {
        check_harmless(f->text);
        check_compiles(f->text);
    }
    gen_free(g);
    return 0;
}
