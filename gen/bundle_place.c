/* Where what other files hold stands in the bundle, what it is called there, and what leads to it. */
#include "base/ascii.h"
#include "base/percent.h"
#include "base/pointer.h"
#include "gen/bundle.h"
#include "gen/uri.h"

/* ---- Names ---------------------------------------------------------------------------------------------- */

static size_t after_last(us_text text, char byte)
{
    size_t start = text.length;
    while (start > 0 && text.bytes[start - 1] != byte)
        start--;
    return start;
}

us_text gen_name_of_reference(us_text reference)
{
    us_text name = us_text_slice(reference, after_last(reference, '/'), reference.length);
    size_t dot = after_last(name, '.');
    if (us_text_find(reference, '#') < reference.length) {
        size_t hash = us_text_find(name, '#');
        return hash < name.length ? us_text_slice(name, hash + 1, name.length) : name;
    }
    return dot > 1 ? us_text_slice(name, 0, dot - 1) : name;
}

/* "users" of "file:///api/paths/users.yaml". */
static us_text stem_of(us_text uri)
{
    return gen_name_of_reference(us_text_slice(uri, 0, us_text_find(uri, '#')));
}

/* Components are called by these characters alone (OpenAPI 3.0.3, 4.7.7.1). */
static us_text clean(us_arena *arena, us_text name)
{
    us_buf out = us_buf_new(arena, name.length + 1);
    for (size_t i = 0; i < name.length; i++) {
        char byte = name.bytes[i];
        bool fits = us_is_word(byte) || byte == '.' || byte == '-' || byte == '_';
        us_buf_add_byte(&out, fits ? byte : '_');
    }
    if (out.length == 0)
        us_buf_add_string(&out, "part");
    return us_buf_text(&out);
}

/* What stands in the middle of something is called after its file, too: "users_200". */
static us_text name_of(const bundler *b, const gen_node *target, us_text reference)
{
    us_arena *arena = &b->g->arena;
    us_text fragment = gen_uri_split(reference).fragment, name = gen_name_of_reference(reference);
    bool deep = us_text_count(fragment, '/') > 3 || us_text_is_digits(name);
    us_text uri = b->g->source[target->at.file].uri, decoded = name;
    if (fragment.length > 0 && !gen_uri_decode(arena, name, &decoded))
        decoded = name;
    if (fragment.length == 0)
        return clean(arena, stem_of(uri));
    if (!deep)
        return clean(arena, decoded);
    us_text stem = stem_of(uri);
    return clean(arena, us_arena_print(arena, "%.*s_%.*s", (int)stem.length, stem.bytes,
                                       (int)decoded.length, decoded.bytes));
}

/* ---- Sections ------------------------------------------------------------------------------------------- */

static const openapi_field *field_of_kind(enum openapi_kind object, enum openapi_kind kind,
                                          unsigned versions)
{
    const openapi_field *field = openapi_object_of(object)->field;
    while (field->name &&
           !(field->shape == OPENAPI_MAP && field->kind == kind && field->versions & versions))
        field++;
    return field->name ? field : NULL;
}

/* The object that holds such things, as a pointer from the top of the document. Where the version has none, the name is
 * that of another, and an extension. */
static const char *section_of(const bundler *b, enum openapi_kind kind)
{
    bool oldest = b->version == OPENAPI_ONLY_20;
    const openapi_field *field =
        field_of_kind(oldest ? OPENAPI_DOCUMENT : OPENAPI_COMPONENTS, kind, b->version);
    const char *prefix = field ? "" : "x-";
    if (!field)
        field = field_of_kind(OPENAPI_COMPONENTS, kind, OPENAPI_ALL);
    return us_arena_print(&b->g->arena, "%s%s%s", oldest ? "/" : "/components/", prefix,
                          field ? field->name : "parts")
        .bytes;
}

/* ---- Places --------------------------------------------------------------------------------------------- */

static bundle_place *find_place(const bundle_scope *scope, const gen_node *target,
                                enum openapi_kind kind)
{
    bundle_place *place = gen_map_find_address(&scope->places, target);
    while (place && place->kind != kind)
        place = place->same;
    return place;
}

static bundle_place *add_place(bundler *b, bundle_scope *scope, const gen_node *target,
                               enum openapi_kind kind)
{
    bundle_place *place = US_NEW(&b->g->arena, bundle_place);
    void **first = gen_map_at_address(&scope->places, &b->g->arena, target);
    place->scope = scope;
    place->target = target;
    place->kind = kind;
    place->same = *first;
    *first = place;
    *scope->last_place = place;
    scope->last_place = &place->next;
    return place;
}

static us_text below(us_arena *arena, const char *section, us_text name)
{
    us_buf out = us_buf_new(arena, 64);
    us_buf_add_string(&out, section);
    us_pointer_add(&out, name);
    return us_buf_text(&out);
}

static bool is_taken(const bundler *b, const bundle_scope *scope, us_text pointer)
{
    return gen_map_find(&scope->names, pointer) ||
           gen_find(b->g, (gen_node *)scope->origin, pointer) != NULL;
}

/* The name, or with a number behind it the first that is free. */
static void take_name(bundler *b, bundle_scope *scope, bundle_place *place, us_text name)
{
    us_arena *arena = &b->g->arena;
    place->name = name;
    place->pointer = below(arena, place->section, name);
    for (unsigned i = 2; is_taken(b, scope, place->pointer); i++) {
        place->name = us_arena_print(arena, "%.*s-%u", (int)name.length, name.bytes, i);
        place->pointer = below(arena, place->section, place->name);
    }
    *gen_map_at(&scope->names, arena, place->pointer) = place;
}

void bundle_own(bundler *b, const gen_node *owner, const gen_node *target, enum openapi_kind kind,
                us_text pointer)
{
    bundle_place *place;
    if (find_place(&b->document, target, kind))
        return;
    place = add_place(b, &b->document, target, kind);
    place->owner = owner;
    place->pointer = pointer;
}

bundle_place *bundle_owned(const bundler *b, const gen_node *owner, enum openapi_kind kind)
{
    bundle_place *place = owner->target ? find_place(&b->document, owner->target, kind) : NULL;
    return place && place->owner == owner ? place : NULL;
}

bundle_place *bundle_place_of(bundler *b, bundle_scope *scope, const gen_node *target,
                              enum openapi_kind kind, us_text reference)
{
    bundle_place *place = find_place(scope, target, kind);
    if (place)
        return place;
    place = add_place(b, scope, target, kind);
    place->section = scope->resource ? "/$defs" : section_of(b, kind);
    take_name(b, scope, place, name_of(b, target, reference));
    return place;
}

/* ---- References ------------------------------------------------------------------------------------------ */

static us_text directory_of(us_text path)
{
    return us_text_slice(path, 0, after_last(path, '/'));
}

us_text bundle_relative(us_arena *arena, us_text base, us_text uri)
{
    gen_uri from = gen_uri_split(base), to = gen_uri_split(uri);
    us_text folder = directory_of(from.path);
    us_buf out = us_buf_new(arena, uri.length + 8);
    if (!us_text_equal(from.scheme, to.scheme) || !us_text_equal(from.authority, to.authority) ||
        !us_text_equal(from.scheme, US_TEXT("file")))
        return uri;
    while (!us_text_starts(to.path, folder)) {
        us_buf_add_string(&out, "../");
        folder = directory_of(us_text_slice(folder, 0, folder.length - 1));
    }
    us_buf_add(&out, us_text_slice(to.path, folder.length, to.path.length));
    return us_buf_text(&out);
}

static us_text fragment_of(us_arena *arena, us_text pointer)
{
    us_buf out = us_buf_new(arena, pointer.length + 8);
    us_buf_add_byte(&out, '#');
    us_percent_encode(&out, pointer, US_TEXT(US_MARKS_SEGMENT "/?"));
    return us_buf_text(&out);
}

/* Writes the pointer that leads from the node to the other; false when that is not below it. */
static bool find_pointer(us_arena *arena, const gen_node *node, const gen_node *wanted,
                         us_buf *pointer)
{
    size_t length = pointer->length;
    unsigned index = 0;
    if (node == wanted)
        return true;
    for (const gen_member *m = node->member; m; m = m->next) {
        us_pointer_add(pointer, m->key);
        if (find_pointer(arena, m->value, wanted, pointer))
            return true;
        pointer->length = length;
    }
    for (const gen_node *item = node->item; item; item = item->next) {
        us_buf_print(pointer, "/%u", index++);
        if (find_pointer(arena, item, wanted, pointer))
            return true;
        pointer->length = length;
    }
    return false;
}

/* To a schema of a resource that keeps its URI. */
static us_text refer_to_kept(bundler *b, bundle_scope *scope, us_text text, const gen_node *target,
                             const gen_resource *kept)
{
    us_arena *arena = &b->g->arena;
    us_buf pointer = us_buf_new(arena, 64), out = us_buf_new(arena, 64);
    const bundle_place *place = NULL;
    bool found = find_pointer(arena, kept->root, target, &pointer);
    us_text fragment = fragment_of(arena, us_buf_text(&pointer));
    if (kept == scope->resource)
        return text.length > 0 && text.bytes[0] == '#' ? text : fragment;
    if (bundle_is_foreign(b, kept->root))
        place = bundle_place_of(b, &b->document, kept->root, OPENAPI_SCHEMA, kept->uri);
    if (!scope->resource && place && pointer.length == 0)
        return fragment_of(arena, place->pointer);
    us_buf_add(&out, bundle_relative(arena, scope->base, kept->uri));
    if (found && pointer.length > 0)
        us_buf_add(&out, fragment);
    return us_buf_text(&out);
}

us_text bundle_refer(bundler *b, bundle_scope *scope, const gen_node *node, us_text text,
                     const gen_node *target, enum openapi_kind kind)
{
    const gen_resource *kept = kind == OPENAPI_SCHEMA ? bundle_kept(b, target) : NULL;
    us_arena *arena = &b->g->arena;
    if (!scope->resource && !bundle_is_foreign(b, node) && !bundle_is_foreign(b, target))
        return text;
    if (kept)
        return refer_to_kept(b, scope, text, target, kept);
    if (!scope->resource && !bundle_is_foreign(b, target)) {
        us_text fragment = gen_uri_split(text).fragment;
        return us_arena_print(arena, "#%.*s", (int)fragment.length, fragment.bytes);
    }
    return fragment_of(arena, bundle_place_of(b, scope, target, kind, text)->pointer);
}
