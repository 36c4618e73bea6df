/* The structure of a document, by the table of its objects. */
#include "gen/resolve.h"

/* `items` of older drafts is one schema or a list of them. */
void resolve_each_of_field(resolver *r, gen_node *value, const openapi_field *field,
                           resolve_step *step, void *context)
{
    if (field->kind == OPENAPI_NONE)
        return;
    if (value->kind == GEN_ARRAY && (field->shape == OPENAPI_LIST || field->kind == OPENAPI_SCHEMA))
        for (gen_node *item = value->item; item; item = item->next)
            step(r, item, field->kind, context);
    else if (field->shape == OPENAPI_ONE || field->shape == OPENAPI_WORD)
        step(r, value, field->kind, context);
    else if (field->shape == OPENAPI_MAP && value->kind == GEN_OBJECT)
        for (gen_member *member = value->member; member; member = member->next)
            step(r, member->value, field->kind, context);
}

void resolve_each_child(resolver *r, gen_node *node, enum openapi_kind kind, resolve_step *step,
                        void *context)
{
    const openapi_object *object = openapi_object_of(kind);
    for (gen_member *member = node->member; member; member = member->next) {
        const openapi_field *field = openapi_field_of(object, member->key);
        if (field && kind != OPENAPI_SCHEMA)
            member->value = resolve_splice(r, node, member->value, field);
        if (field)
            resolve_each_of_field(r, member->value, field, step, context);
        else if (object->named && !(object->extensible && openapi_is_extension(member->key)))
            step(r, member->value, object->named_kind, context);
    }
}
