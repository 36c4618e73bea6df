/* OpenAPI 3.2: media types that are a sequence of items. `itemSchema` is for each item and `schema` for all of them
 * as an array, so both together are the schema of an array. */
#include "gen/openapi.h"

/* Lines of JSON, and texts of JSON that each begin with a record separator (RFC 7464; the suffix: RFC 8091). */
bool openapi_is_sequence(us_text media_type)
{
    static const char *const known[] = { "application/jsonl",    "application/x-jsonlines",
                                         "application/x-ndjson", "application/ndjson",
                                         "application/json-seq", "text/event-stream" };
    us_text essence = us_text_trim(us_text_slice(media_type, 0, us_text_find(media_type, ';')));
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (us_text_equal_nocase(essence, us_text_of(known[i])))
            return true;
    size_t tail = essence.length > 9 ? essence.length - 9 : 0;
    return us_text_equal_nocase(us_text_slice(essence, tail, essence.length), US_TEXT("+json-seq"));
}

static gen_member *new_member(openapi *o, us_text key, gen_node *value, gen_member *next)
{
    gen_member *member = US_NEW(&o->g->arena, gen_member);
    *member = (gen_member){ key, value->at, true, value, next };
    return member;
}

/* `allOf` has one schema: a node that stands in a list of the document's is not put into another. */
static gen_node *list_of(openapi *o, gen_node *schema)
{
    gen_node *list = openapi_new_node(o, GEN_ARRAY, schema->at),
             *item = openapi_new_node(o, GEN_OBJECT, schema->at);
    *item = *schema;
    item->next = NULL;
    list->item = item;
    list->count = 1;
    return list;
}

gen_node *openapi_sequence_schema(openapi *o, const gen_node *node)
{
    gen_node *items = gen_get(node, "itemSchema"), *whole = gen_get(node, "schema");
    if (!items)
        return whole;
    gen_node *schema = openapi_new_node(o, GEN_OBJECT, items->at);
    schema->member = new_member(o, US_TEXT("items"), items, NULL);
    schema->count = 1;
    if (whole) {
        schema->member = new_member(o, US_TEXT("allOf"), list_of(o, whole), schema->member);
        schema->count = 2;
    }
    return schema;
}

void openapi_skip_items(openapi *o, const gen_node *node, const char *reason)
{
    const gen_member *items = gen_get_member(node, "itemSchema");
    if (!items || !(o->version & OPENAPI_SINCE_32))
        return;
    gen_warning(o->g, items->at, "%s", reason);
    gen_note(o->g, items, GEN_ANNOTATION, us_text_of(reason));
}
