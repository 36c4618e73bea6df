/* The table of openapi_object.def as data: a list of fields for each object, and the objects. */
#include "gen/openapi.h"

#define OBJECT(id, name, extensible, references) static const openapi_field id##_FIELDS[] = {
#define FIELD(name, shape, kind, need, versions)                                                   \
    { name, OPENAPI_##shape, OPENAPI_##kind, OPENAPI_##need, OPENAPI_##versions },
#define NAMES(kind)
#define END                                                                                        \
    {                                                                                              \
        0                                                                                          \
    }                                                                                              \
    }                                                                                              \
    ;
#include "gen/openapi_object.def"
#undef OBJECT
#undef FIELD
#undef NAMES
#undef END

#define OBJECT(id, text, extends, refers)                                                          \
    [OPENAPI_##                                                                                    \
        id] = { .name = text, .extensible = extends, .references = refers, .field = id##_FIELDS,
#define FIELD(name, shape, kind, need, versions)
#define NAMES(kind) .named = true, .named_kind = OPENAPI_##kind,
#define END                                                                                        \
    }                                                                                              \
    ,
static const openapi_object objects[OPENAPI_KINDS] = {
#include "gen/openapi_object.def"
};
#undef OBJECT
#undef FIELD
#undef NAMES
#undef END

/* The passes remember in one word as which kinds they have seen a node. */
_Static_assert(OPENAPI_KINDS <= 32, "a bit for each kind of object");

const openapi_object *openapi_object_of(enum openapi_kind kind)
{
    return &objects[kind];
}

const openapi_field *openapi_field_of(const openapi_object *object, us_text name)
{
    for (const openapi_field *field = object->field; field->name; field++)
        if (us_text_equal(us_text_of(field->name), name))
            return field;
    return NULL;
}

void openapi_note_dropped(gen *g, const gen_node *node, const char *reason)
{
    for (const gen_member *member = node->member; member; member = member->next)
        gen_note(g, member, GEN_ANNOTATION, us_text_of(reason));
}

bool openapi_is_extension(us_text name)
{
    return us_text_starts(name, US_TEXT("x-"));
}

gen_node *openapi_reference(const gen_node *node)
{
    gen_node *reference = gen_get(node, "$ref");
    return reference && reference->kind == GEN_STRING ? reference : NULL;
}

gen_node *openapi_new_node(openapi *o, enum gen_kind kind, gen_at at)
{
    gen_node *node = US_NEW(&o->g->arena, gen_node);
    node->kind = kind;
    node->at = at;
    node->resource = o->g->source[at.file].resource;
    return node;
}
