/* Where one reference leads: its URI names a resource, its fragment a place in it, as a JSON pointer
 * (RFC 6901, section 6) or as the plain name of a schema. */
#include "gen/resolve.h"

#include "base/pointer.h"
#include "gen/uri.h"

static gen_node *find_item(const gen_node *array, us_text token)
{
    unsigned index;
    if (!us_pointer_index(token, &index))
        return NULL;
    gen_node *item = array->item;
    while (item && index-- > 0)
        item = item->next;
    return item;
}

static gen_node *find_child(const gen_node *node, us_text token)
{
    if (node->kind == GEN_ARRAY)
        return find_item(node, token);
    gen_member *member = gen_find_member(node, token);
    return member ? member->value : NULL;
}

/* The child of `node` that the pointer's next token names, and the rest of the pointer in *pointer. NULL
 * with the token in *token. */
static gen_node *take_step(gen *g, const gen_node *node, us_text *pointer, us_text *token)
{
    us_text rest = us_text_slice(*pointer, 1, pointer->length), name;
    size_t end = us_text_find(rest, '/');
    *token = us_text_slice(rest, 0, end);
    *pointer = us_text_slice(rest, end, rest.length);
    if (!us_pointer_token(&g->arena, *token, &name))
        return NULL;
    *token = name;
    return find_child(node, name);
}

gen_node *gen_find(gen *g, gen_node *root, us_text pointer)
{
    us_text token;
    if (pointer.length > 0 && pointer.bytes[0] != '/')
        return NULL;
    while (root && pointer.length > 0)
        root = take_step(g, root, &pointer, &token);
    return root;
}

/* "the document", "#/components", "pets.yaml" or "pets.yaml#/components". */
static const char *name_place(gen *g, const gen_node *reference, const gen_node *parent,
                              us_text pointer)
{
    bool foreign = parent->at.file != reference->at.file;
    us_text file = foreign ? g->source[parent->at.file].name : US_TEXT("");
    if (!foreign && pointer.length == 0)
        return "the document";
    return us_arena_print(&g->arena, "\"%s%s%s\"", gen_show(g, file), pointer.length ? "#" : "",
                          gen_show(g, pointer))
        .bytes;
}

static void report_missing(resolver *r, const gen_node *reference, const gen_node *parent,
                           us_text parent_pointer, us_text token)
{
    us_nearest nearest = us_nearest_to(token);
    const char *where = name_place(r->g, reference, parent, parent_pointer);
    if (parent->kind != GEN_OBJECT && parent->kind != GEN_ARRAY) {
        gen_error(r->g, reference->at, "\"%s\" leads nowhere: %s is %s",
                  gen_show(r->g, reference->text), where, gen_kind_name(parent->kind));
        return;
    }
    for (const gen_member *member = parent->member; member; member = member->next)
        us_nearest_offer(&nearest, member->key);
    gen_error(r->g, reference->at, "\"%s\" leads nowhere: %s has no %s \"%s\"%s",
              gen_show(r->g, reference->text), where, parent->kind == GEN_ARRAY ? "item" : "member",
              gen_show(r->g, token), gen_nearest_hint(r->g, &nearest));
}

/* ---- one reference ------------------------------------------------------------------------------ */

typedef struct resolve_place { /* where a pointer has led so far */
    gen_node *node;
    gen_resource *resource;
} resolve_place;

/* The last resource on the way is the one that the target is a part of, should nobody know better. */
static bool follow_pointer(resolver *r, const gen_node *reference, us_text pointer,
                           resolve_place *place)
{
    us_text rest = pointer, token;
    while (rest.length > 0) {
        us_text before = us_text_slice(pointer, 0, pointer.length - rest.length);
        gen_node *child = take_step(r->g, place->node, &rest, &token);
        if (!child) {
            report_missing(r, reference, place->node, before, token);
            return false;
        }
        place->node = child;
        if (child->resource)
            place->resource = child->resource;
    }
    return true;
}

static void offer_anchors(const gen *g, const gen_resource *resource, us_nearest *nearest)
{
    for (const gen_resource *r = g->resource; r; r = r->next)
        for (const gen_anchor *a = r->anchor; a && us_text_equal(r->uri, resource->uri);
             a = a->next)
            if (a->name.length > 0)
                us_nearest_offer(nearest, a->name);
}

static bool follow_anchor(resolver *r, const gen_node *reference, us_text name,
                          resolve_place *place)
{
    gen_node *node = resolve_find_anchor(r->g, place->resource, name);
    us_nearest nearest = us_nearest_to(name);
    if (node) {
        place->node = node;
        return true;
    }
    offer_anchors(r->g, place->resource, &nearest);
    gen_error(r->g, reference->at, "\"%s\" leads nowhere: no schema there has the anchor \"%s\"%s",
              gen_show(r->g, reference->text), gen_show(r->g, name),
              gen_nearest_hint(r->g, &nearest));
    return false;
}

static bool follow_fragment(resolver *r, const gen_node *reference, resolve_place *place,
                            us_text *fragment)
{
    us_text raw = gen_uri_split(reference->text).fragment;
    if (!gen_uri_decode(&r->g->arena, raw, fragment)) {
        gen_error(r->g, reference->at, "\"%s\" is not percent-encoded UTF-8",
                  gen_show(r->g, reference->text));
        return false;
    }
    if (fragment->length > 0 && fragment->bytes[0] != '/')
        return follow_anchor(r, reference, *fragment, place);
    return follow_pointer(r, reference, *fragment, place);
}

gen_node *resolve_target(resolver *r, const gen_node *node, const gen_node *reference,
                         enum openapi_kind kind)
{
    gen_resource *base = node->resource ? node->resource : resolve_document_of(r->g, node);
    us_text uri = gen_uri_resolve(&r->g->arena, base->uri, reference->text), fragment;
    resolve_place place = { .resource = resolve_load(r, uri, reference, base) };
    if (!place.resource)
        return NULL;
    place.node = place.resource->root;
    if (!follow_fragment(r, reference, &place, &fragment))
        return NULL;
    resolve_index(r, place.node, kind, place.resource);
    if (place.node->pointer.length == 0)
        place.node->pointer = fragment;
    return place.node;
}
