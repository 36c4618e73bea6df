/* The structure of a document, by the table of its objects. */
#include "gen/resolve.h"

typedef struct walk {
    resolver *r;
    resolve_step *step;
    void *context;
} walk;

static void each_item(const walk *w, gen_node *array, enum openapi_kind kind)
{
    for (gen_node *item = array->item; item; item = item->next)
        w->step(w->r, item, kind, w->context);
}

/* `items` of older drafts is one schema or a list of them. */
static void each_of_field(const walk *w, gen_node *value, const openapi_field *field)
{
    if (field->kind == OPENAPI_NONE)
        return;
    if (value->kind == GEN_ARRAY && (field->shape == OPENAPI_LIST || field->kind == OPENAPI_SCHEMA))
        each_item(w, value, field->kind);
    else if (field->shape == OPENAPI_ONE)
        w->step(w->r, value, field->kind, w->context);
    else if (field->shape == OPENAPI_MAP && value->kind == GEN_OBJECT)
        for (gen_member *member = value->member; member; member = member->next)
            w->step(w->r, member->value, field->kind, w->context);
}

void resolve_each_child(resolver *r, gen_node *node, enum openapi_kind kind, resolve_step *step,
                        void *context)
{
    const openapi_object *object = openapi_object_of(kind);
    const walk w = { r, step, context };
    for (gen_member *member = node->member; member; member = member->next) {
        const openapi_field *field = openapi_field_of(object, member->key);
        if (field)
            each_of_field(&w, member->value, field);
        else if (object->named && !(object->extensible && openapi_is_extension(member->key)))
            step(r, member->value, object->named_kind, context);
    }
}
