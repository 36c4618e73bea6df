/* Answers that are streams: what an item is, and the word by which clients of many APIs know that no more events come:
 * "data: [DONE]". No field of OpenAPI says that, so it is looked for where documents show it: in examples, in
 * descriptions, and among the values that a schema allows. */
#include "base/ascii.h"
#include "gen/openapi.h"

/* How far it is looked for: schemas refer to each other without end. */
#define DEEPEST 24
#define NODES   5000

typedef struct search {
    us_text found;
    unsigned left; /* nodes that may be looked at */
} search;

/* ---- In a text ----------------------------------------------------------------------------------- */

static bool is_capital(char c)
{
    return us_is_upper(c) || c == '_';
}

/* "[DONE]" at the start of the text, or an empty text. */
static us_text word_at(us_text text)
{
    size_t end = 1;
    if (text.length == 0 || text.bytes[0] != '[')
        return US_TEXT("");
    while (end < text.length && is_capital(text.bytes[end]))
        end++;
    bool closed = end > 2 && end < text.length && text.bytes[end] == ']';
    return us_text_slice(text, 0, closed ? end + 1 : 0);
}

/* As the data of an event, or as all there is in the text. */
static us_text word_in(us_text text)
{
    const us_text data = US_TEXT("data:");
    us_text word = word_at(text);
    if (word.length > 0 && word.length == text.length)
        return word;
    for (size_t i = 0; i + data.length < text.length; i++) {
        us_text rest = us_text_slice(text, i, text.length);
        if (!us_text_starts(rest, data))
            continue;
        word = word_at(us_text_trim(us_text_slice(rest, data.length, rest.length)));
        if (word.length > 0)
            return word;
    }
    return US_TEXT("");
}

/* ---- In a document ------------------------------------------------------------------------------- */

static void look(search *s, const gen_node *node, unsigned depth)
{
    if (!node || s->found.length > 0 || s->left == 0 || depth == DEEPEST)
        return;
    s->left--;
    node = gen_follow((gen_node *)node);
    if (node->kind == GEN_STRING)
        s->found = word_in(node->text);
    for (const gen_node *item = node->kind == GEN_ARRAY ? node->item : NULL; item;
         item = item->next)
        look(s, item, depth + 1);
    for (const gen_member *m = node->kind == GEN_OBJECT ? node->member : NULL; m; m = m->next)
        look(s, m->value, depth + 1);
}

static us_text closing_of(const gen_node *node, const gen_node *response, const gen_node *operation)
{
    const gen_node *const places[] = { node, gen_get(response, "description"),
                                       gen_get(operation, "description"),
                                       gen_get(operation, "summary"),
                                       gen_get(operation, "requestBody") };
    search s = { .found = US_TEXT("") };
    for (size_t i = 0; i < sizeof places / sizeof *places && s.found.length == 0; i++) {
        s.left = NODES;
        look(&s, places[i], 0);
    }
    return s.found;
}

void openapi_read_stream(openapi *o, gen_media *media, const gen_node *node,
                         const gen_node *response, const gen_node *operation)
{
    media->is_stream = true;
    if (o->version & OPENAPI_SINCE_32 && gen_get(node, "itemSchema")) {
        media->schema_node = openapi_sequence_schema(o, node);
        media->is_list = true;
    }
    media->is_events = us_text_starts(media->type, US_TEXT("text/event-stream"));
    if (!media->is_events)
        return;
    media->closing = closing_of(node, response, operation);
    media->event = openapi_event_name(node);
}
