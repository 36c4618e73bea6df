/* The grammar of runtime expressions. */
#include "gen/expression.h"

#include "gen/openapi.h"

static const struct {
    const char
        *word; /* what it starts with; a name or a pointer follows where it ends with '.' or '#' */
    enum gen_value_source source;
} words[] = {
    { "$url", GEN_SOURCE_URL },
    { "$method", GEN_SOURCE_METHOD },
    { "$statusCode", GEN_SOURCE_STATUS },
    { "$request.path.", GEN_SOURCE_REQUEST_PATH },
    { "$request.query.", GEN_SOURCE_REQUEST_QUERY },
    { "$request.header.", GEN_SOURCE_REQUEST_HEADER },
    { "$request.body#", GEN_SOURCE_REQUEST_BODY },
    { "$request.body", GEN_SOURCE_REQUEST_BODY },
    { "$response.header.", GEN_SOURCE_RESPONSE_HEADER },
    { "$response.body#", GEN_SOURCE_RESPONSE_BODY },
    { "$response.body", GEN_SOURCE_RESPONSE_BODY },
    { "$request.cookie.", GEN_SOURCE_REQUEST_COOKIE },
    { "$now", GEN_SOURCE_NOW },
    { "$uuid", GEN_SOURCE_UUID },
    { "$counter", GEN_SOURCE_COUNTER },
};

enum { WORDS = sizeof words / sizeof *words };

static bool is_header(enum gen_value_source source)
{
    return source == GEN_SOURCE_REQUEST_HEADER || source == GEN_SOURCE_RESPONSE_HEADER;
}

/* No word of OpenAPI. */
static bool is_own(enum gen_value_source source)
{
    return source >= GEN_SOURCE_REQUEST_COOKIE;
}

static gen_expression *new_piece(gen *g, enum gen_value_source source, us_text text)
{
    gen_expression *piece = US_NEW(&g->arena, gen_expression);
    piece->source = source;
    piece->text = text;
    return piece;
}

/* What follows a word: nothing, a name, or a pointer. */
static const char *check_rest(enum gen_value_source source, char last, us_text rest)
{
    if (last == '#')
        return rest.length == 0 || rest.bytes[0] == '/'
                   ? NULL
                   : "has a JSON pointer that does not start with '/'";
    if (last != '.')
        return rest.length == 0 ? NULL : "is no runtime expression";
    if (rest.length == 0)
        return "ends where a name has to follow";
    return is_header(source) && !openapi_is_token(rest) ? "has a name that no header can have"
                                                        : NULL;
}

/* What stands before the name or pointer, as far as it is one of ours. */
static us_text word_of(us_text text)
{
    us_text request = US_TEXT("$request.");
    us_text rest = us_text_slice(text, request.length, text.length);
    if (!us_text_starts(text, request))
        return text;
    return us_text_slice(text, 0, request.length + us_text_find(rest, '.') + 1);
}

static const char *own_fault(gen *g, us_text text)
{
    us_nearest nearest = us_nearest_to(word_of(text));
    for (size_t i = 0; i < WORDS; i++)
        us_nearest_offer(&nearest, us_text_of(words[i].word));
    if (nearest.best.bytes)
        return us_arena_print(&g->arena, "is no runtime expression%s",
                              gen_nearest_hint(g, &nearest))
            .bytes;
    return "is no runtime expression (they are $request.path.NAME, .query.NAME, .header.NAME, "
           ".cookie.NAME, .body and .body#/POINTER, $url, $method, $statusCode, $now, $uuid "
           "and $counter)";
}

/* NULL with *fault: no expression. */
static gen_expression *read_one(gen *g, us_text text, bool own, const char **fault)
{
    for (size_t i = 0; i < WORDS; i++) {
        us_text word = us_text_of(words[i].word);
        us_text rest = us_text_slice(text, word.length, text.length);
        if (!us_text_starts(text, word) || (is_own(words[i].source) && !own))
            continue;
        *fault = check_rest(words[i].source, word.bytes[word.length - 1], rest);
        return *fault ? NULL : new_piece(g, words[i].source, rest);
    }
    *fault = own ? own_fault(g, text)
                 : "is no runtime expression (they are $url, $method, $statusCode, "
                   "$request.path.NAME, .query.NAME, .header.NAME, .body#/POINTER, and "
                   "$response.header.NAME, .body#/POINTER)";
    return NULL;
}

static size_t find_opening(us_text text)
{
    for (size_t i = 0; i + 1 < text.length; i++)
        if (text.bytes[i] == '{' && text.bytes[i + 1] == '$')
            return i;
    return text.length;
}

/* Takes what is in braces from the front of the text; NULL with *fault. */
static gen_expression *take_expression(gen *g, us_text *text, bool own, const char **fault)
{
    us_text inside = us_text_slice(*text, 1, text->length);
    size_t close = us_text_find(inside, '}');
    *text = us_text_slice(inside, close + 1, inside.length);
    if (close < inside.length)
        return read_one(g, us_text_slice(inside, 0, close), own, fault);
    *fault = "has a brace that is not closed";
    return NULL;
}

/* `own`: with the words of our own, and "{$$" stands for "{$". `culprit`: of what *fault is said. */
static gen_expression *read_template(gen *g, us_text text, bool own, us_text *culprit,
                                     const char **fault)
{
    gen_expression *first = NULL, **last = &first;
    *fault = NULL;
    while (text.length > 0) {
        size_t open = find_opening(text);
        bool escape = own && open + 2 < text.length && text.bytes[open + 2] == '$';
        if (open > 0 || escape) {
            *last = new_piece(g, GEN_SOURCE_TEXT, us_text_slice(text, 0, escape ? open + 2 : open));
            last = &(*last)->next;
        }
        text = us_text_slice(text, escape ? open + 3 : open, text.length);
        if (escape || text.length == 0)
            continue;
        *culprit = text;
        *last = take_expression(g, &text, own, fault);
        culprit->length -= text.length;
        if (*fault)
            return NULL;
        last = &(*last)->next;
    }
    return first;
}

gen_expression *gen_read_template(gen *g, us_text text, const char **fault)
{
    us_text culprit;
    return read_template(g, text, false, &culprit, fault);
}

gen_expression *gen_read_own_template(gen *g, us_text text, us_text *culprit, const char **fault)
{
    return read_template(g, text, true, culprit, fault);
}

/* A slip of an expression is none of a price. */
static bool is_meant(us_text text)
{
    return us_text_starts(text, US_TEXT("$request")) || us_text_starts(text, US_TEXT("$response"));
}

gen_expression *gen_read_expression(gen *g, us_text text, const char **fault)
{
    gen_expression *piece;
    if (!us_text_starts(text, US_TEXT("$")))
        return gen_read_template(g, text, fault);
    piece = read_one(g, text, false, fault);
    if (piece || is_meant(text))
        return piece;
    *fault = NULL;
    return new_piece(g, GEN_SOURCE_TEXT, text);
}

gen_expression *gen_read_part(gen *g, us_text text, const char **fault)
{
    us_text request = US_TEXT("$request.");
    bool whole = us_text_starts(text, request);
    if (!whole)
        text = us_arena_print(&g->arena, "$request.%.*s", (int)text.length, text.bytes);
    return read_one(g, text, true, fault);
}

bool gen_has_expression(const gen_expression *pieces)
{
    while (pieces && pieces->source == GEN_SOURCE_TEXT)
        pieces = pieces->next;
    return pieces != NULL;
}

const char *gen_show_expression(gen *g, const gen_expression *piece)
{
    const char *word = "", *text = gen_show(g, piece->text);
    for (size_t i = WORDS; i-- > 0;) {
        us_text known = us_text_of(words[i].word);
        bool pointer = known.bytes[known.length - 1] == '#';
        if (words[i].source == piece->source && pointer <= (piece->text.length > 0))
            word = words[i].word;
    }
    return us_arena_print(&g->arena, "%s%s", word, text).bytes;
}
