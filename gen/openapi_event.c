/* How events are named. Clients of many APIs look at the field `event` of an event alone, and documents from before
 * OpenAPI 3.2 have no word for it: there the schema is that of the data. Where that is of several kinds, told apart by the
 * texts of a member `type`, the convention is that the event is called by the same text, unless what the document
 * shows of the stream says otherwise. */
#include "gen/constants.h"
#include "gen/openapi.h"
#include "gen/wish.h"

#define USUAL US_TEXT("type")

/* ---- What is shown ------------------------------------------------------------------------------- */

typedef struct shown {
    const gen_constants *kinds;
    unsigned events, names; /* fields `data` and `event` in examples … */
    bool strange;           /* … of which one is no kind */
} shown;

static void look_at_line(shown *s, us_text line)
{
    us_text data = US_TEXT("data:"), event = US_TEXT("event:");

    s->events += us_text_starts(line, data);
    if (!us_text_starts(line, event))
        return;
    s->names++;
    line = us_text_trim(us_text_slice(line, event.length, line.length));
    s->strange |= !gen_has_constant(s->kinds, line);
}

static void look_at_text(shown *s, us_text text)
{
    while (text.length > 0) {
        size_t end = us_text_find(text, '\n');

        look_at_line(s, us_text_slice(text, 0, end));
        text = us_text_slice(text, end + 1, text.length);
    }
}

static void look_at_example(shown *s, const gen_node *example)
{
    if (example && example->kind == GEN_STRING)
        look_at_text(s, example->text);
}

/* Whether the examples, if any, have events that are called by their kinds. */
static bool is_as_shown(const gen_constants *kinds, const gen_node *node)
{
    const gen_node *examples = gen_get(node, "examples");
    shown s = { .kinds = kinds };

    look_at_example(&s, gen_get(node, "example"));
    for (const gen_member *m = examples && examples->kind == GEN_OBJECT ? examples->member : NULL;
         m; m = m->next) {
        look_at_example(&s, gen_get(gen_follow(m->value), "value"));
        look_at_example(&s, gen_get(gen_follow(m->value), "serializedValue"));
    }
    return !s.strange && (s.events == 0 || s.names > 0);
}

/* ---- What is said -------------------------------------------------------------------------------- */

/* The schema of an item: of a list that of its items. */
static gen_node *item_of(const gen_node *node)
{
    gen_node *item = gen_get(node, "itemSchema"), *schema = gen_get(node, "schema");

    if (item)
        return item;
    schema = schema ? gen_follow(schema) : NULL;
    item = us_text_equal(gen_get_text(schema, "type"), US_TEXT("array")) ? gen_get(schema, "items")
                                                                         : NULL;
    return item ? item : schema;
}

us_text openapi_event_name(const gen_node *node)
{
    const gen_node *wish = gen_get(node, GEN_WISH_EVENT);
    gen_node *item = item_of(node);
    gen_constants kinds = { .count = 0 };

    if (wish && wish->kind == GEN_STRING)
        return wish->text;
    if (wish && wish->kind == GEN_BOOLEAN && !wish->truth)
        return US_TEXT("");
    bool told = item && gen_constants_of(&kinds, item, USUAL) && kinds.count > 1;
    return told && is_as_shown(&kinds, node) ? USUAL : US_TEXT("");
}
