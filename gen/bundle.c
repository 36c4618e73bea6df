/* The copy that becomes the bundle: the document with other references, and then place by place what they lead to.
 * Whatever holds no reference is not copied. */
#include "gen/bundle.h"

#include "base/pointer.h"
#include "gen/uri.h"

static gen_node *copy(bundler *b, bundle_scope *scope, gen_node *node, enum openapi_kind kind);

bool bundle_is_foreign(const bundler *b, const gen_node *node)
{
    return node->at.file != b->root->at.file;
}

/* ---- Resources ------------------------------------------------------------------------------------------ */

static bool has_dynamic_anchor(const gen_resource *resource)
{
    const gen_anchor *anchor = resource->anchor;
    while (anchor && !anchor->dynamic)
        anchor = anchor->next;
    return anchor != NULL;
}

static bool has_ids(enum gen_dialect dialect)
{
    return dialect != GEN_OPENAPI_20 && dialect != GEN_OPENAPI_30;
}

static bool has_version(enum gen_dialect dialect)
{
    return dialect == GEN_OPENAPI_20 || dialect == GEN_OPENAPI_30 || dialect == GEN_OPENAPI_31;
}

static const char *id_word(const gen_resource *resource)
{
    return resource->dialect == GEN_DRAFT_4 ? "id" : "$id";
}

/* A file with dynamic anchors is a resource of its own even if it does not say its URI. */
const gen_resource *bundle_kept(const bundler *b, const gen_node *node)
{
    const gen_resource *resource = node->resource;
    const gen_node *root = resource ? resource->root : NULL;
    if (!root || root == b->root || !has_ids(resource->dialect))
        return NULL;
    if (gen_get(root, id_word(resource)))
        return resource;
    return root->resolved_as & (1u << OPENAPI_SCHEMA) && has_dynamic_anchor(resource) &&
                   bundle_is_foreign(b, root)
               ? resource
               : NULL;
}

static bundle_scope *scope_of(bundler *b, const gen_resource *resource)
{
    bundle_scope *scope = US_NEW(&b->g->arena, bundle_scope);
    scope->resource = resource;
    scope->base = resource->uri;
    scope->origin = resource->root;
    scope->last_place = &scope->place;
    *b->last_scope = scope;
    b->last_scope = &scope->next;
    return scope;
}

/* ---- Nodes ---------------------------------------------------------------------------------------------- */

gen_node *bundle_node(const bundler *b, enum gen_kind kind, gen_at at)
{
    gen_node *node = US_NEW(&b->g->arena, gen_node);
    node->kind = kind;
    node->at = at;
    return node;
}

gen_node *bundle_text(const bundler *b, us_text text, gen_at at)
{
    gen_node *node = bundle_node(b, GEN_STRING, at);
    node->text = text;
    return node;
}

void bundle_put(const bundler *b, gen_node *object, us_text key, gen_node *value)
{
    gen_member **last = &object->member;
    while (*last && !us_text_equal((*last)->key, key))
        last = &(*last)->next;
    if (!*last) {
        *last = US_NEW(&b->g->arena, gen_member);
        (*last)->key = key;
        (*last)->at = value->at;
        object->count++;
    }
    (*last)->value = value;
}

gen_member **bundle_add(const bundler *b, gen_node *object, gen_member **last,
                        const gen_member *model, gen_node *value)
{
    *last = US_NEW(&b->g->arena, gen_member);
    **last = (gen_member){ .key = model->key, .at = model->at, .value = value };
    object->count++;
    return &(*last)->next;
}

/* ---- Objects -------------------------------------------------------------------------------------------- */

static gen_node *copy_list(bundler *b, bundle_scope *scope, const gen_node *list,
                           enum openapi_kind kind)
{
    gen_node *all = bundle_node(b, GEN_ARRAY, list->at), **last = &all->item;
    for (gen_node *item = list->item; item; item = item->next) {
        gen_node *made = copy(b, scope, item, kind);
        *last = US_NEW(&b->g->arena, gen_node); /* what is not copied stands in a list already */
        **last = *made;
        (*last)->next = NULL;
        last = &(*last)->next;
    }
    all->count = list->count;
    return all;
}

static gen_node *copy_map(bundler *b, bundle_scope *scope, const gen_node *map,
                          enum openapi_kind kind)
{
    gen_node *all = bundle_node(b, GEN_OBJECT, map->at);
    gen_member **last = &all->member;
    for (const gen_member *m = map->member; m; m = m->next)
        last = bundle_add(b, all, last, m, copy(b, scope, m->value, kind));
    return all;
}

static gen_node *copy_field(bundler *b, bundle_scope *scope, gen_node *value,
                            const openapi_field *field)
{
    if (field->kind == OPENAPI_NONE)
        return value;
    if (value->kind == GEN_ARRAY && (field->shape == OPENAPI_LIST || field->kind == OPENAPI_SCHEMA))
        return copy_list(b, scope, value, field->kind);
    if (field->shape == OPENAPI_ONE || field->shape == OPENAPI_WORD)
        return copy(b, scope, value, field->kind);
    if (field->shape == OPENAPI_MAP && value->kind == GEN_OBJECT)
        return copy_map(b, scope, value, field->kind);
    return value;
}

static bool is(const gen_member *member, const char *key)
{
    return us_text_equal(member->key, us_text_of(key));
}

static gen_node *copy_reference(bundler *b, bundle_scope *scope, const gen_node *node,
                                gen_node *value, gen_node *target, enum openapi_kind kind)
{
    us_text text = bundle_refer(b, scope, node, value->text, target, kind);
    return us_text_equal(text, value->text) ? value : bundle_text(b, text, value->at);
}

/* A word of a schema that leads to others, or that others lead here by; NULL: it is left out. */
static gen_node *copy_word(bundler *b, bundle_scope *scope, gen_node *node, gen_member *member)
{
    gen_node *value = member->value;
    bool text = value->kind == GEN_STRING;
    if (text && node->dynamic_target && (is(member, "$dynamicRef") || is(member, "$recursiveRef")))
        return value->text.length > 0 && value->text.bytes[0] == '#' && scope->resource
                   ? value
                   : copy_reference(b, scope, node, value, node->dynamic_target, OPENAPI_SCHEMA);
    if (is(member, "discriminator"))
        return bundle_discriminator(b, scope, node, value);
    /* two files may have the same name, and references do without */
    if (text && is(member, "$anchor") && !scope->resource && bundle_is_foreign(b, node))
        return NULL;
    return value;
}

static gen_node *copy_member(bundler *b, bundle_scope *scope, gen_node *node, gen_member *member,
                             enum openapi_kind kind)
{
    const openapi_object *object = openapi_object_of(kind);
    const openapi_field *field = openapi_field_of(object, member->key);
    if (object->references && node->target && is(member, "$ref"))
        return copy_reference(b, scope, node, member->value, node->target, kind);
    if (field)
        return copy_field(b, scope, member->value, field);
    if (object->named && !(object->extensible && openapi_is_extension(member->key)))
        return copy(b, scope, member->value, object->named_kind);
    if (kind == OPENAPI_SCHEMA)
        return copy_word(b, scope, node, member);
    /* a file may hold more beside a path item, where nobody knows what its references lead to */
    return bundle_is_foreign(b, node) && member->value->count > 0 &&
                   !openapi_is_extension(member->key)
               ? NULL
               : member->value;
}

static gen_node *copy_object(bundler *b, bundle_scope *scope, gen_node *node,
                             enum openapi_kind kind)
{
    gen_node *all = bundle_node(b, GEN_OBJECT, node->at);
    gen_member **last = &all->member;
    for (gen_member *m = node->member; m; m = m->next) {
        gen_node *value = m->gathered ? NULL : copy_member(b, scope, node, m, kind);
        if (value)
            last = bundle_add(b, all, last, m, value);
    }
    return all;
}

/* ---- Places --------------------------------------------------------------------------------------------- */

/* What a file says of its dialect holds for what came from the middle of it, too. */
static void keep_dialect(bundler *b, const gen_node *target, gen_node *made)
{
    const gen_resource *resource = target->resource;
    gen_node *said = resource ? gen_get(resource->root, "$schema") : NULL;
    if (said && said->kind == GEN_STRING)
        bundle_put(b, made, US_TEXT("$schema"), said);
    else if (resource && resource->dialect != b->dialect && has_version(resource->dialect))
        gen_warning(b->g, target->at, "this is of %s: beside %s its words may mean something else",
                    gen_dialect_name(resource->dialect), gen_dialect_name(b->dialect));
}

/* What a place holds, whether it is a resource of its own or not. */
static gen_node *copy_whole(bundler *b, bundle_scope *scope, gen_node *node, enum openapi_kind kind)
{
    const gen_resource *kept = kind == OPENAPI_SCHEMA ? bundle_kept(b, node) : NULL;
    gen_node *made;
    if (node->kind != GEN_OBJECT)
        return node;
    if (kept && kept->root == node) {
        bundle_scope *own = scope_of(b, kept);
        own->copy = made = copy_object(b, own, node, kind);
        bundle_put(
            b, made, us_text_of(id_word(kept)),
            bundle_text(b, bundle_relative(&b->g->arena, b->document.base, kept->uri), node->at));
        return made;
    }
    made = copy_object(b, scope, node, kind);
    if (kind == OPENAPI_SCHEMA && bundle_is_foreign(b, node))
        keep_dialect(b, node, made);
    return made;
}

static gen_node *copy(bundler *b, bundle_scope *scope, gen_node *node, enum openapi_kind kind)
{
    const gen_resource *kept;
    bundle_place *place;
    if (kind == OPENAPI_NONE || node->kind != GEN_OBJECT)
        return node;
    place = bundle_owned(b, node, kind);
    if (place)
        return copy_whole(b, &b->document, (gen_node *)place->target, kind);
    kept = kind == OPENAPI_SCHEMA ? bundle_kept(b, node) : NULL;
    if (!kept || kept->root != node || kept == scope->resource)
        return copy_object(b, scope, node, kind);
    if (!bundle_is_foreign(b, node))
        return copy_whole(b, scope, node, kind);
    gen_node *reference = bundle_node(b, GEN_OBJECT, node->at); /* it has a place of its own */
    bundle_put(b, reference, US_TEXT("$ref"),
               bundle_text(b, bundle_refer(b, scope, b->root, US_TEXT(""), node, kind), node->at));
    return reference;
}

/* The object at the pointer of a section, made if there is none. */
static gen_node *section_in(const bundler *b, gen_node *object, const char *section)
{
    us_text rest = us_text_of(section);
    while (rest.length > 0) {
        us_text token =
            us_text_slice(rest, 1, 1 + us_text_find(us_text_slice(rest, 1, rest.length), '/'));
        gen_node *child = gen_get_member(object, us_arena_copy(&b->g->arena, token).bytes)
                              ? gen_find_member(object, token)->value
                              : NULL;
        if (!child) {
            child = bundle_node(b, GEN_OBJECT, object->at);
            bundle_put(b, object, token, child);
        }
        object = child;
        rest = us_text_slice(rest, token.length + 1, rest.length);
    }
    return object;
}

/* Filling a place may make others, in this scope or another. True: there was one. */
static bool fill_next(bundler *b, bundle_scope *scope)
{
    bundle_place *place = scope->place;
    if (!place || !scope->copy)
        return false;
    scope->place = place->next;
    if (!scope->place)
        scope->last_place = &scope->place;
    if (!place->owner)
        bundle_put(b, section_in(b, scope->copy, place->section), place->name,
                   copy_whole(b, scope, (gen_node *)place->target, place->kind));
    return true;
}

static void fill(bundler *b)
{
    bool more = true;
    while (more) {
        more = fill_next(b, &b->document);
        for (bundle_scope *scope = b->scope; scope; scope = scope->next)
            more = fill_next(b, scope) || more;
    }
}

/* ---- What the document has only by reference ------------------------------------------------------------------ */

static bool is_mere_reference(const bundler *b, const gen_node *node)
{
    return node->kind == GEN_OBJECT && node->count == 1 && node->target &&
           bundle_is_foreign(b, node->target);
}

/* `Pet: { $ref: pet.yaml }` is where a pet stands. */
static void own_members(bundler *b, const gen_node *holder, const char *section,
                        enum openapi_kind kind)
{
    for (const gen_member *m = holder && holder->kind == GEN_OBJECT ? holder->member : NULL; m;
         m = m->next) {
        us_buf pointer = us_buf_new(&b->g->arena, 64);
        us_buf_add_string(&pointer, section);
        us_pointer_add(&pointer, m->key);
        if (bundle_is_foreign(b, m->value)) /* resolve_splice.c has put it there */
            bundle_own(b, m->value, m->value, kind, us_buf_text(&pointer));
        if (is_mere_reference(b, m->value))
            bundle_own(b, m->value, m->value->target, kind, us_buf_text(&pointer));
    }
}

static void own_sections(bundler *b, const gen_node *object, enum openapi_kind kind,
                         const char *prefix)
{
    const openapi_field *field = openapi_object_of(kind)->field;
    for (; object && field->name; field++)
        if (field->shape == OPENAPI_MAP && openapi_object_of(field->kind)->references)
            own_members(b, gen_get(object, field->name),
                        us_arena_print(&b->g->arena, "%s/%s", prefix, field->name).bytes,
                        field->kind);
}

/* ---- The bundle ----------------------------------------------------------------------------------------------- */

static enum gen_dialect dialect_of(unsigned version)
{
    return version == OPENAPI_ONLY_20   ? GEN_OPENAPI_20
           : version == OPENAPI_ONLY_30 ? GEN_OPENAPI_30
                                        : GEN_OPENAPI_31;
}

gen_node *gen_bundle(gen *g, gen_node *root)
{
    bundler b = { .g = g, .root = root, .version = openapi_version_of(g, root) };
    const gen_source *source = &g->source[root->at.file];
    if (!source->divided || b.version == 0)
        return root;
    b.dialect = dialect_of(b.version);
    b.document.base = source->uri;
    b.document.origin = root;
    b.document.last_place = &b.document.place;
    b.last_scope = &b.scope;
    own_members(&b, gen_get(root, "paths"), "/paths", OPENAPI_PATH_ITEM);
    own_sections(&b, root, OPENAPI_DOCUMENT, "");
    own_sections(&b, gen_get(root, "components"), OPENAPI_COMPONENTS, "/components");
    b.document.copy = copy_object(&b, &b.document, root, OPENAPI_DOCUMENT);
    fill(&b);
    return b.document.copy;
}
