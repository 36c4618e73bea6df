/* A `$ref` where OpenAPI has none: for all paths, all schemas, an operation, a list of parameters. Documents of many
 * files have them, since tools that follow every `$ref` take them, and what is meant is plain: the value that it leads
 * to stands there. So the tree gets that value, and no later pass sees the reference. */
#include "gen/resolve.h"

/* So many nodes are walked to see that nothing comes to stand inside of itself; more is a mistake or an attack. */
#define MOST_WALKED (16u << 20)

/* Whether the wanted node stands somewhere in the tree, or nobody can tell within the bound. */
static bool contains(resolver *r, const gen_node *tree, const gen_node *wanted)
{
    if (tree == wanted || ++r->walked > MOST_WALKED)
        return true;
    for (const gen_member *m = tree->member; m; m = m->next)
        if (contains(r, m->value, wanted))
            return true;
    for (const gen_node *item = tree->item; item; item = item->next)
        if (contains(r, item, wanted))
            return true;
    return false;
}

/* Whether the value of the field is a reference and nothing else, where none is read. */
static const gen_node *misplaced(const gen_node *value, const openapi_field *field)
{
    bool whole = field->shape == OPENAPI_MAP || field->shape == OPENAPI_LIST;
    bool one = field->shape == OPENAPI_ONE && !openapi_object_of(field->kind)->references;
    return field->kind != OPENAPI_NONE && (whole || one) && value->count == 1
               ? openapi_reference(value)
               : NULL;
}

static void report_loop(resolver *r, const gen_node *reference)
{
    gen_error(r->g, reference->at, "\"%s\" leads back to itself", gen_show(r->g, reference->text));
}

static gen_node *follow(resolver *r, const gen_node *owner, gen_node *value,
                        const gen_node *reference, const openapi_field *field)
{
    bool one = field->shape == OPENAPI_ONE;
    gen_node *target = resolve_target(r, value, reference, one ? field->kind : OPENAPI_NONE);
    if (!target)
        return value;
    if (!one)
        resolve_index_field(r, target, field);
    if (target == value || contains(r, target, owner)) {
        report_loop(r, reference);
        return value;
    }
    gen_warning(r->g, reference->at,
                "OpenAPI has no $ref here; it is followed all the same, as other tools do");
    if (target->at.file != value->at.file)
        r->g->source[value->at.file].divided = true;
    return target;
}

gen_node *resolve_splice(resolver *r, const gen_node *owner, gen_node *value,
                         const openapi_field *field)
{
    const gen_node *reference = misplaced(value, field);
    for (unsigned steps = 0; reference && steps < RESOLVE_LONGEST_CHAIN; steps++) {
        gen_node *next = follow(r, owner, value, reference, field);
        if (next == value)
            return value;
        value = next;
        reference = misplaced(value, field);
    }
    if (reference)
        report_loop(r, reference);
    return value;
}
