/* The manifest: what became of every keyword, in the order of the document.
 *
 * The passes say what they know while they run (gen_note); a walk over the whole tree asks for every member
 * of every object that resolve has seen as a schema or as one of OpenAPI's own objects, so nothing can be
 * left out. Where no pass said a thing, the table of fields decides (manifest_field.c), and a schema that
 * was not lowered is one that nothing uses.
 *
 * What is in use is what the paths lead to through fields that are obeyed, and the schemes that a security
 * requirement names. So a component that nothing refers to is listed as well, as an annotation. */
#include "gen/manifest.h"

#include <assert.h>
#include <stdint.h>

#include "base/pointer.h"
#include "gen/lower.h"
#include "gen/resolve.h"

/* ---- what the passes say ------------------------------------------------------------------------- */

typedef struct note {
    const gen_member *member; /* NULL: the slot is free */
    enum gen_fate fate;
    us_text reason;
} note;

struct gen_notes { /* by the address of the member */
    note *slot;
    size_t slots, count;
};

static note *find_slot(const struct gen_notes *notes, const gen_member *member)
{
    size_t mask = notes->slots - 1;
    size_t i = (size_t)((uintptr_t)member * UINT64_C(0x9E3779B97F4A7C15) >> 32) & mask;
    while (notes->slot[i].member && notes->slot[i].member != member)
        i = (i + 1) & mask;
    return &notes->slot[i];
}

static void grow(us_arena *arena, struct gen_notes *notes)
{
    struct gen_notes old = *notes;
    notes->slots = old.slots ? old.slots * 2 : 1024;
    notes->slot = US_NEW_ARRAY(arena, note, notes->slots);
    for (size_t i = 0; i < old.slots; i++)
        if (old.slot[i].member)
            *find_slot(notes, old.slot[i].member) = old.slot[i];
}

void gen_note(gen *g, const gen_member *member, enum gen_fate fate, us_text reason)
{
    if (!g->manifest)
        return;
    if (!g->notes)
        g->notes = US_NEW(&g->arena, struct gen_notes);
    if (g->notes->count * 2 >= g->notes->slots)
        grow(&g->arena, g->notes);
    note *slot = find_slot(g->notes, member);
    if (slot->member)
        return;
    g->notes->count++;
    *slot = (note){ member, fate, reason };
}

static const note *find_note(const gen *g, const gen_member *member)
{
    const note *slot = g->notes ? find_slot(g->notes, member) : NULL;
    return slot && slot->member ? slot : NULL;
}

/* A word that is the schema's in a parameter of 2.0 was lowered in the schema that was gathered from it. */
static const note *find_note_of(const gen *g, const gen_node *node, const gen_member *member)
{
    const note *said = find_note(g, member);
    const gen_member *schema = gen_get_member(node, "schema");
    if (said || !schema || !schema->gathered)
        return said;
    member = gen_find_member(schema->value, member->key);
    return member ? find_note(g, member) : NULL;
}

/* ---- what is in use -------------------------------------------------------------------------------- */

typedef struct manifest {
    gen *g;
    gen_node *root;
    unsigned version;
    gen_manifest_row *row;
    void *context;
    us_buf pointer; /* of where the walk is */
} manifest;

static void use_step(resolver *r, gen_node *node, enum openapi_kind kind, void *context);

/* A requirement holds the names of schemes. */
static void use_schemes(manifest *m, const gen_node *requirement)
{
    const gen_node *schemes = gen_get(gen_get(m->root, "components"), "securitySchemes");
    if (!schemes)
        schemes = gen_get(m->root, "securityDefinitions");
    for (const gen_member *wanted = requirement->member; schemes && wanted; wanted = wanted->next)
        for (const gen_member *s = schemes->member; s; s = s->next)
            if (us_text_equal(s->key, wanted->key))
                use_step(NULL, s->value, OPENAPI_SECURITY_SCHEME, m);
}

/* What a pass has left out is not in use, nor is what stands in it. */
static bool is_dropped(const gen *g, const gen_member *member)
{
    const note *said = find_note(g, member);
    return said && said->fate != GEN_ENFORCED;
}

/* What stands in a holder is used by those who refer to it, one by one. */
static bool uses(const manifest_field *known, const openapi_field *field)
{
    return known->role == MANIFEST_OBEYED || known->role == MANIFEST_SAID ||
           (known->role == MANIFEST_HOLDER && field->shape == OPENAPI_ONE);
}

static void use_members(manifest *m, gen_node *node, enum openapi_kind kind)
{
    const openapi_object *object = openapi_object_of(kind);
    for (gen_member *member = node->member; member; member = member->next) {
        const openapi_field *field = openapi_field_of(object, member->key);
        const manifest_field *known = manifest_field_of(kind, member->key);
        if (is_dropped(m->g, member))
            continue;
        if (field && known && uses(known, field))
            resolve_each_of_field(NULL, member->value, field, use_step, m);
        else if (!field && object->named && !openapi_is_extension(member->key))
            use_step(NULL, member->value, object->named_kind, m);
    }
}

/* Schemas are in use when they were lowered. */
static void use_step(resolver *r, gen_node *node, enum openapi_kind kind, void *context)
{
    (void)r;
    if (kind == OPENAPI_NONE || kind == OPENAPI_SCHEMA || node->kind != GEN_OBJECT ||
        node->used_as >> kind & 1)
        return;
    node->used_as |= 1u << kind;
    if (openapi_object_of(kind)->references && node->target)
        use_step(r, node->target, kind, context);
    else if (kind == OPENAPI_REQUIREMENT)
        use_schemes(context, node);
    else
        use_members(context, node, kind);
}

/* ---- what becomes of one keyword ------------------------------------------------------------------- */

typedef struct fate {
    enum gen_fate fate;
    us_text reason;
} fate;

static fate ignored(const char *reason)
{
    return (fate){ GEN_ANNOTATION, us_text_of(reason) };
}

static fate fate_if_used(const gen_node *node, enum openapi_kind kind)
{
    if (node->used_as >> kind & 1)
        return (fate){ GEN_ENFORCED, US_TEXT("") };
    return ignored("nothing that is served uses it");
}

/* A word of a schema that was not lowered. */
static fate fate_of_word(us_text word)
{
    bool says_nothing = openapi_is_extension(word) || lower_is_annotation(word);
    return ignored(says_nothing ? "" : "no value is checked against this schema");
}

static fate fate_of_field(const manifest *m, const gen_node *node, enum openapi_kind kind,
                          us_text name)
{
    const openapi_object *object = openapi_object_of(kind);
    const openapi_field *field = openapi_field_of(object, name);
    const manifest_field *known = manifest_field_of(kind, name);
    if (object->references && us_text_equal(name, US_TEXT("$ref")))
        return fate_if_used(node, kind);
    if (openapi_is_extension(name))
        return ignored("");
    if (object->references && node->target)
        return ignored("it is ignored beside a $ref");
    if (object->named)
        return fate_if_used(node, kind);
    if (!field || !(field->versions & m->version))
        return ignored(us_arena_print(&m->g->arena, "%s has no such field", object->name).bytes);
    if (!known || known->role == MANIFEST_SAID)
        return ignored("");
    return known->role == MANIFEST_IGNORED ? ignored(known->reason) : fate_if_used(node, kind);
}

/* ---- the walk ------------------------------------------------------------------------------------ */

/* What resolve has seen the node as; a schema before anything else. */
static enum openapi_kind kind_of(const gen_node *node)
{
    unsigned kind = OPENAPI_NONE + 1;
    if (node->resolved_as >> OPENAPI_SCHEMA & 1)
        return OPENAPI_SCHEMA;
    while (kind < OPENAPI_KINDS && !(node->resolved_as >> kind & 1))
        kind++;
    return kind < OPENAPI_KINDS ? (enum openapi_kind)kind : OPENAPI_NONE;
}

/* Whether the member is a name that the document gives to a part, not a field. The names in a security
 * requirement ask for something. */
static bool is_name(enum openapi_kind kind, us_text key)
{
    const openapi_object *object = openapi_object_of(kind);
    return object->named && object->named_kind != OPENAPI_NONE && !openapi_field_of(object, key) &&
           !(object->references && us_text_equal(key, US_TEXT("$ref"))) &&
           !(object->extensible && openapi_is_extension(key));
}

static void list_member(manifest *m, const gen_node *node, enum openapi_kind kind,
                        const gen_member *member, size_t object)
{
    us_text pointer = us_buf_text(&m->pointer);
    const note *said = find_note_of(m->g, node, member);
    fate found;
    assert(said || kind != OPENAPI_SCHEMA || !node->schema);
    if (said)
        found = (fate){ said->fate, said->reason };
    else if (kind == OPENAPI_SCHEMA)
        found = fate_of_word(member->key);
    else
        found = fate_of_field(m, node, kind, member->key);
    m->row(m->context, &(gen_occurrence){ .member = member,
                                          .pointer = pointer,
                                          .object = us_text_slice(pointer, 0, object),
                                          .fate = found.fate,
                                          .reason = found.reason });
}

static void list_node(manifest *m, gen_node *node);

static void list_members(manifest *m, gen_node *node)
{
    enum openapi_kind kind = kind_of(node);
    size_t length = m->pointer.length;
    for (gen_member *member = node->member; member; member = member->next) {
        if (member->gathered)
            continue;
        us_pointer_add(&m->pointer, member->key);
        if (kind != OPENAPI_NONE && !is_name(kind, member->key))
            list_member(m, node, kind, member, length);
        list_node(m, member->value);
        m->pointer.length = length;
    }
}

static void list_items(manifest *m, const gen_node *node)
{
    size_t length = m->pointer.length;
    unsigned index = 0;
    for (gen_node *item = node->item; item; item = item->next) {
        us_buf_print(&m->pointer, "/%u", index++);
        list_node(m, item);
        m->pointer.length = length;
    }
}

/* As deep as the document nests, which its reader limits. */
static void list_node(manifest *m, gen_node *node)
{
    if (node->listed || (node->kind != GEN_OBJECT && node->kind != GEN_ARRAY))
        return;
    node->listed = true;
    if (node->kind == GEN_OBJECT)
        list_members(m, node);
    else
        list_items(m, node);
}

void gen_list_manifest(gen *g, gen_node *root, gen_manifest_row *row, void *context)
{
    manifest m = { .g = g, .root = root, .row = row, .context = context };
    m.version = openapi_version_of(g, root);
    m.pointer = us_buf_new(&g->arena, 256);
    use_step(NULL, root, OPENAPI_DOCUMENT, &m);
    list_node(&m, root);
    for (unsigned i = 0; i < g->sources; i++)
        if (g->source[i].resource)
            list_node(&m, g->source[i].resource->root);
}
