/* Examples: of a media type its own, and when it has none, what its schema suggests. */
#include "gen/openapi.h"

typedef struct list {
    gen_example *first, **last;
    us_text media_type;
} list;

/* What is declared as anything is sent as JSON; a string there may be the text of it already. */
static bool is_sent_as_json(us_text media_type, const gen_node *value)
{
    us_text text = value->kind == GEN_STRING ? value->text : US_TEXT("");
    bool written = us_text_starts(text, US_TEXT("{")) || us_text_starts(text, US_TEXT("["));
    bool anything = us_text_equal(media_type, US_TEXT("*/*")) ||
                    us_text_equal_nocase(media_type, US_TEXT("application/*"));
    return anything ? !written : openapi_is_json(media_type);
}

/* Of what is no JSON a string is sent as it is, without quotes; any other value is spelled when it is sent. */
static void write_bytes(us_arena *arena, const list *examples, const gen_node *value,
                        gen_example *example)
{
    us_buf bytes = us_buf_new(arena, 256);
    bool json = is_sent_as_json(examples->media_type, value);
    if (!json && value->kind == GEN_STRING) {
        example->bytes = value->text;
        return;
    }
    gen_write_json(&bytes, value);
    example->bytes = us_buf_text(&bytes);
    example->value = !json;
}

static void add(openapi *o, list *examples, us_text name, gen_node *value)
{
    gen_example *example = US_NEW(&o->g->arena, gen_example);
    us_text file = o->g->source[value->at.file].name;
    example->name = name;
    write_bytes(&o->g->arena, examples, value, example);
    example->source = us_arena_print(&o->g->arena, "%.*s:%u:%u", (int)file.length, file.bytes,
                                     value->at.line, value->at.column);
    example->at = value->at;
    example->node = value;
    *examples->last = example;
    examples->last = &example->next;
}

static void add_named(openapi *o, list *examples, const gen_node *named)
{
    for (const gen_member *member = named ? named->member : NULL; member; member = member->next) {
        const gen_node *example = gen_follow(member->value);
        const gen_member *external = gen_get_member(example, "externalValue");
        gen_node *value = gen_get(example, "value");
        if (value)
            add(o, examples, member->key, value);
        else if (external)
            gen_warning(o->g, external->at, "the example is in another file, which is not read");
        else
            gen_warning(o->g, member->at, "the example has no value");
    }
}

static gen_node *own_example(const gen_node *schema, bool enums)
{
    gen_node *examples = gen_get(schema, "examples"), *values = gen_get(schema, "enum");
    if (gen_get(schema, "example"))
        return gen_get(schema, "example");
    if (examples && examples->kind == GEN_ARRAY && examples->item)
        return examples->item;
    if (gen_get(schema, "default"))
        return gen_get(schema, "default");
    if (enums && gen_get(schema, "const"))
        return gen_get(schema, "const");
    return enums && values && values->kind == GEN_ARRAY ? values->item : NULL;
}

gen_node *openapi_schema_example(const gen_node *schema, bool enums)
{
    for (; schema; schema = schema->target) { /* what stands beside a $ref counts first */
        gen_node *example = own_example(schema, enums);
        if (example)
            return example;
    }
    return NULL;
}

gen_example *openapi_read_example(openapi *o, gen_node *value, us_text media_type)
{
    list examples = { .last = &examples.first, .media_type = media_type };
    add(o, &examples, US_TEXT(""), value);
    return examples.first;
}

gen_example *openapi_suggest_example(openapi *o, const gen_node *schema, us_text media_type)
{
    gen_node *suggested = openapi_schema_example(schema, false);
    return suggested ? openapi_read_example(o, suggested, media_type) : NULL;
}

gen_example *openapi_read_examples(openapi *o, const gen_node *owner, us_text media_type)
{
    list examples = { .last = &examples.first, .media_type = media_type };
    gen_node *single = gen_get(owner, "example");
    const gen_member *several = gen_get_member(owner, "examples");
    if (single && several)
        gen_warning(o->g, several->at,
                    "\"example\" and \"examples\" exclude each other; both are kept");
    if (single)
        add(o, &examples, US_TEXT(""), single);
    if (several)
        add_named(o, &examples, several->value);
    if (!examples.first) {
        gen_node *suggested = openapi_schema_example(gen_get(owner, "schema"), false);
        if (suggested)
            add(o, &examples, US_TEXT(""), suggested);
    }
    return examples.first;
}
