/* $ref: finds what every reference of a document points at (JSON Reference inside one document: a
 * percent-encoded JSON pointer, RFC 6901, section 6).
 *
 * Where a reference may stand follows from openapi_object.def: a `$ref` in an example is data, and a
 * schema's property that is called `example` is a schema. What a reference leads to is visited as what
 * it stands for, wherever in the document that is. */
#include "gen/openapi.h"

#include "base/utf8.h"

/* References to references; more is a mistake, and following them should stay cheap. */
#define LONGEST_CHAIN 64

typedef struct visit {
    gen_node *node;
    enum openapi_kind kind;
    struct visit *next;
} visit;

typedef struct found {
    gen_node *node; /* an object with a `$ref` */
    struct found *next;
} found;

typedef struct resolver {
    gen *g;
    gen_node *root;
    visit *todo, **last_todo;
    found *found, **last_found; /* in document order */
} resolver;

/* ---- one reference ------------------------------------------------------------------------------ */

static int hex_value(char byte)
{
    if (byte >= '0' && byte <= '9')
        return byte - '0';
    if (byte >= 'a' && byte <= 'f')
        return byte - 'a' + 10;
    if (byte >= 'A' && byte <= 'F')
        return byte - 'A' + 10;
    return -1;
}

/* %-decoding. False when a % is not followed by two digits or the result is not UTF-8. */
static bool decode_percent(us_arena *arena, us_text text, us_text *out)
{
    us_buf decoded = us_buf_new(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] != '%') {
            us_buf_add_byte(&decoded, text.bytes[i]);
            continue;
        }
        int high = i + 2 < text.length ? hex_value(text.bytes[i + 1]) : -1;
        int low = i + 2 < text.length ? hex_value(text.bytes[i + 2]) : -1;
        if (high < 0 || low < 0)
            return false;
        us_buf_add_byte(&decoded, (char)(high * 16 + low));
        i += 2;
    }
    *out = us_buf_text(&decoded);
    return us_utf8_valid(*out);
}

/* ~1 is '/', ~0 is '~'. False when a ~ is followed by anything else. */
static bool decode_token(us_arena *arena, us_text token, us_text *out)
{
    us_buf decoded = us_buf_new(arena, token.length + 1);
    for (size_t i = 0; i < token.length; i++) {
        char byte = token.bytes[i];
        if (byte == '~') {
            if (++i == token.length || (token.bytes[i] != '0' && token.bytes[i] != '1'))
                return false;
            byte = token.bytes[i] == '1' ? '/' : '~';
        }
        us_buf_add_byte(&decoded, byte);
    }
    *out = us_buf_text(&decoded);
    return true;
}

static gen_node *find_item(const gen_node *array, us_text token)
{
    size_t index = 0;
    if (token.length == 0 || token.length > 9 || (token.length > 1 && token.bytes[0] == '0'))
        return NULL;
    for (size_t i = 0; i < token.length; i++) {
        if (token.bytes[i] < '0' || token.bytes[i] > '9')
            return NULL;
        index = index * 10 + (size_t)(token.bytes[i] - '0');
    }
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
    us_text rest = us_text_slice(*pointer, 1, pointer->length);
    size_t end = us_text_find(rest, '/');
    *token = us_text_slice(rest, 0, end);
    *pointer = us_text_slice(rest, end, rest.length);
    return decode_token(&g->arena, *token, token) ? find_child(node, *token) : NULL;
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

static void report_missing(resolver *r, const gen_node *reference, const gen_node *parent,
                           us_text parent_pointer, us_text token)
{
    us_nearest nearest = us_nearest_to(token);
    const char *where =
        parent_pointer.length > 0
            ? us_arena_print(&r->g->arena, "\"#%s\"", gen_show(r->g, parent_pointer)).bytes
            : "the document";
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

static gen_node *find_target(resolver *r, const gen_node *reference, us_text pointer)
{
    us_text rest = pointer, token;
    gen_node *node = r->root;
    while (rest.length > 0) {
        us_text before = us_text_slice(pointer, 0, pointer.length - rest.length);
        gen_node *child = take_step(r->g, node, &rest, &token);
        if (!child) {
            report_missing(r, reference, node, before, token);
            return NULL;
        }
        node = child;
    }
    return node;
}

/* The JSON pointer of a reference; false after an error. */
static bool read_pointer(resolver *r, const gen_node *reference, us_text *pointer)
{
    const char *shown = gen_show(r->g, reference->text);
    us_text text = reference->text;
    if (text.length == 0 || text.bytes[0] != '#')
        gen_error(r->g, reference->at, "\"%s\": references to other files are not read", shown);
    else if (!decode_percent(&r->g->arena, us_text_slice(text, 1, text.length), pointer))
        gen_error(r->g, reference->at, "\"%s\" is not percent-encoded UTF-8", shown);
    else if (pointer->length > 0 && pointer->bytes[0] != '/')
        gen_error(r->g, reference->at,
                  "\"%s\": references to anchors are not read; point at the place, as in "
                  "\"#/components/schemas/Voice\"",
                  shown);
    else
        return true;
    return false;
}

static void resolve_reference(resolver *r, gen_node *node, const gen_node *reference)
{
    us_text pointer;
    if (!read_pointer(r, reference, &pointer))
        return;
    gen_node *target = find_target(r, reference, pointer);
    if (!target)
        return;
    if (target->pointer.length == 0)
        target->pointer = pointer;
    node->target = target;
    found *f = US_NEW(&r->g->arena, found);
    f->node = node;
    *r->last_found = f;
    r->last_found = &f->next;
}

/* ---- every reference ---------------------------------------------------------------------------- */

static void visit_later(resolver *r, gen_node *node, enum openapi_kind kind)
{
    visit *v = US_NEW(&r->g->arena, visit);
    v->node = node;
    v->kind = kind;
    *r->last_todo = v;
    r->last_todo = &v->next;
}

/* Whether `node` is seen for the first time as that kind. */
static bool mark(gen_node *node, enum openapi_kind kind)
{
    unsigned bit = 1u << kind;
    bool first = !(node->resolved_as & bit);
    node->resolved_as |= bit;
    return first;
}

static void visit_reference(resolver *r, gen_node *node, enum openapi_kind kind)
{
    const gen_node *reference = gen_get(node, "$ref");
    if (!reference)
        return;
    if (mark(node, OPENAPI_NONE)) { /* NONE: looked up, as whatever */
        if (reference->kind == GEN_STRING)
            resolve_reference(r, node, reference);
        else
            gen_error(r->g, reference->at, "$ref must be a string, found %s",
                      gen_kind_name(reference->kind));
    }
    if (node->target)
        visit_later(r, node->target, kind);
}

static void visit_node(resolver *r, gen_node *node, enum openapi_kind kind);

static void visit_field(resolver *r, gen_node *value, const openapi_field *field)
{
    if (field->kind == OPENAPI_NONE)
        return;
    if (field->shape == OPENAPI_ONE)
        visit_node(r, value, field->kind);
    else if (field->shape == OPENAPI_LIST && value->kind == GEN_ARRAY)
        for (gen_node *item = value->item; item; item = item->next)
            visit_node(r, item, field->kind);
    else if (field->shape == OPENAPI_MAP && value->kind == GEN_OBJECT)
        for (gen_member *member = value->member; member; member = member->next)
            visit_node(r, member->value, field->kind);
}

static void visit_node(resolver *r, gen_node *node, enum openapi_kind kind)
{
    const openapi_object *object = openapi_object_of(kind);
    if (kind == OPENAPI_NONE || node->kind != GEN_OBJECT || !mark(node, kind))
        return;
    if (object->references)
        visit_reference(r, node, kind);
    for (gen_member *member = node->member; member; member = member->next) {
        const openapi_field *field = openapi_field_of(object, member->key);
        if (field)
            visit_field(r, member->value, field);
        else if (object->named && !(object->extensible && openapi_is_extension(member->key)))
            visit_node(r, member->value, object->named_kind);
    }
}

/* ---- chains of references ----------------------------------------------------------------------- */

static gen_node *last_of_chain(gen_node *start, unsigned *steps)
{
    gen_node *node = start;
    for (*steps = 0; node->target && *steps < LONGEST_CHAIN; ++*steps) {
        node = node->target;
        if (node == start)
            break;
    }
    return node;
}

/* A loop is cut at the reference that is reported, so that nobody can follow it for ever. */
static void check_loop(gen *g, gen_node *start)
{
    unsigned steps;
    if (!start->target || last_of_chain(start, &steps) != start)
        return;
    const gen_node *reference = gen_get(start, "$ref");
    gen_error(g, reference->at, "\"%s\" leads back to itself", gen_show(g, reference->text));
    start->target = NULL;
}

/* The chain is cut at its end, so that it is reported once and not for each of its parts. */
static void check_length(gen *g, gen_node *start)
{
    unsigned steps;
    gen_node *last = last_of_chain(start, &steps);
    if (!last->target)
        return;
    const gen_node *reference = gen_get(start, "$ref");
    gen_error(g, reference->at, "\"%s\" leads through more than %d references",
              gen_show(g, reference->text), LONGEST_CHAIN);
    last->target = NULL;
}

static void resolve_from(gen *g, gen_node *root, gen_node *start, enum openapi_kind kind)
{
    resolver r = { .g = g, .root = root };
    r.last_todo = &r.todo;
    r.last_found = &r.found;
    visit_later(&r, start, kind);
    for (visit *v = r.todo; v; v = v->next)
        visit_node(&r, v->node, v->kind);
    for (found *f = r.found; f; f = f->next)
        check_loop(g, f->node);
    for (found *f = r.found; f; f = f->next)
        check_length(g, f->node);
}

void gen_resolve(gen *g, gen_node *root)
{
    bool is_openapi = gen_get(root, "openapi") || gen_get(root, "swagger");
    resolve_from(g, root, root, is_openapi ? OPENAPI_DOCUMENT : OPENAPI_SCHEMA);
}

void gen_resolve_schema(gen *g, gen_node *root, gen_node *schema)
{
    resolve_from(g, root, schema, OPENAPI_SCHEMA);
}

gen_node *gen_follow(gen_node *node)
{
    while (node && node->target)
        node = node->target;
    return node;
}
