/* Of what type the value of an expression is, and whether the answer's schema can have one of that type: where it never
 * can, each answer with it would break the contract. What a schema leaves open is nobody's fault. */
#include "gen/cast_inside.h"

enum {
    SCALARS = GEN_TYPE_BOOLEAN | GEN_TYPE_INTEGER | GEN_TYPE_NUMBER | GEN_TYPE_STRING,
    NUMBERS = GEN_TYPE_INTEGER | GEN_TYPE_NUMBER
};

/* ---- Schemas ------------------------------------------------------------------------------------------------ */

/* Whether it only leads to others, which are asked themselves. */
static bool is_way(const gen_node *schema)
{
    return gen_get(schema, "$ref") || gen_get(schema, "allOf") || gen_get(schema, "oneOf") ||
           gen_get(schema, "anyOf");
}

/* The types at the pointer; 0: there may be others. */
static unsigned closed_types(gen *g, gen_node *schema, us_text pointer)
{
    gen_places places = { .open = true };
    if (schema)
        places = gen_schema_at(g, schema, pointer);
    for (unsigned i = 0; i < places.schemas; i++)
        if (!gen_get(places.schema[i], "type") && !is_way(places.schema[i]))
            return 0;
    return places.open ? 0 : gen_types_at(&places);
}

/* ---- What an expression is worth -------------------------------------------------------------------------------- */

static unsigned types_of_parameter(gen *g, const gen_operation *operation, enum gen_in in,
                                   us_text name)
{
    for (const gen_parameter *p = operation->parameter; p; p = p->next)
        if (p->in == in && us_text_equal_nocase(p->name, name))
            return closed_types(g, p->schema_node, US_TEXT(""));
    return 0;
}

static unsigned types_of_body(gen *g, const gen_operation *operation, us_text pointer)
{
    unsigned types = 0;
    for (const gen_media *m = operation->body ? operation->body->media : NULL; m; m = m->next) {
        unsigned own = closed_types(g, m->schema_node, pointer);
        if (own == 0)
            return 0;
        types |= own;
    }
    return types;
}

/* 0: nobody knows. */
static unsigned types_of(gen *g, const gen_operation *operation, const gen_expression *piece)
{
    us_text text = piece->text;
    switch (piece->source) {
    case GEN_SOURCE_URL:
    case GEN_SOURCE_METHOD:
    case GEN_SOURCE_UUID:
    case GEN_SOURCE_NOW:
        return GEN_TYPE_STRING;
    case GEN_SOURCE_STATUS:
    case GEN_SOURCE_COUNTER:
        return GEN_TYPE_INTEGER;
    case GEN_SOURCE_REQUEST_PATH:
        return types_of_parameter(g, operation, GEN_IN_PATH, text);
    case GEN_SOURCE_REQUEST_QUERY:
        return types_of_parameter(g, operation, GEN_IN_QUERY, text);
    case GEN_SOURCE_REQUEST_HEADER:
        return types_of_parameter(g, operation, GEN_IN_HEADER, text);
    case GEN_SOURCE_REQUEST_COOKIE:
        return types_of_parameter(g, operation, GEN_IN_COOKIE, text);
    case GEN_SOURCE_REQUEST_BODY:
        return types_of_body(g, operation, text);
    default:
        return 0;
    }
}

/* As what the answer can have it: a number as text, and a text as the number that it may spell. */
static unsigned with_readings(unsigned types, enum gen_value_source source)
{
    if (source == GEN_SOURCE_NOW) /* in seconds */
        return types | NUMBERS;
    if (source == GEN_SOURCE_URL || source == GEN_SOURCE_METHOD || source == GEN_SOURCE_UUID)
        return types;
    if (types & GEN_TYPE_STRING)
        return types | SCALARS;
    if (types & NUMBERS)
        return types | NUMBERS | GEN_TYPE_STRING;
    return types & GEN_TYPE_BOOLEAN ? types | GEN_TYPE_STRING : types;
}

/* ---- Saying it -------------------------------------------------------------------------------------------------------- */

static const char *name_types(gen *g, unsigned types)
{
    static const char *const name[] = { "null",     "a boolean", "an integer", "a number",
                                        "a string", "an array",  "an object" };
    us_buf list = us_buf_new(&g->arena, 32);
    for (unsigned i = 0; i < sizeof name / sizeof *name; i++)
        if (types & 1u << i)
            us_buf_print(&list, "%s%s", list.length > 0 ? " or " : "", name[i]);
    return us_arena_copy(&g->arena, us_buf_text(&list)).bytes;
}

void cast_judge_type(cast_builder *b, const gen_expression *pieces, us_text pointer, gen_at at)
{
    unsigned wanted = b->untyped ? 0 : closed_types(b->g, b->media->schema_node, pointer);
    bool text = pieces->next; /* which is put together */
    unsigned types = text ? GEN_TYPE_STRING : types_of(b->g, b->operation, pieces);
    if (wanted == 0 || types == 0 ||
        wanted & with_readings(types, text ? GEN_SOURCE_URL : pieces->source))
        return;
    gen_error(b->g, at, "%s is %s, but the schema of the answer wants %s here",
              text ? "text with expressions" : gen_show_expression(b->g, pieces),
              name_types(b->g, types), name_types(b->g, wanted));
}
