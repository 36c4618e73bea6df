/* Fixtures with expressions: the value that a file holds becomes a list of segments, which the server puts together for
 * each request. What is the same every time is text already; only what an expression may leave out, and what `$merge`
 * lays over it, is looked at then. */
#include "base/json.h"
#include "gen/cast_inside.h"

/* How deep objects below a `$merge` are merged, too; deeper ones are replaced. */
#define MERGE_DEPTH 16

/* ---- Segments ------------------------------------------------------------------------------------------- */

gen_segment *cast_add_segment(cast_builder *b, enum gen_segment_kind kind, us_text text)
{
    gen_segment *segment = *b->last = US_NEW(&b->g->arena, gen_segment);
    segment->kind = kind;
    segment->text = text;
    b->last = &segment->next;
    b->count++;
    return segment;
}

/* Ends the text: what follows begins a segment. */
void cast_cut(cast_builder *b)
{
    if (b->writing && b->text.length > 0)
        cast_add_segment(b, GEN_SEGMENT_TEXT, us_buf_text(&b->text));
    b->writing = false;
}

void cast_add_text(cast_builder *b, us_text text)
{
    if (!b->writing)
        b->text = us_buf_new(&b->g->arena, 64);
    b->writing = true;
    us_buf_add(&b->text, text);
}

static void add_json(cast_builder *b, const gen_node *node)
{
    cast_add_text(b, US_TEXT(""));
    gen_write_json(&b->text, node);
}

/* ---- Strings -------------------------------------------------------------------------------------------- */

static gen_expression *read_template(gen *g, us_text text, gen_at at)
{
    const char *fault;
    us_text culprit;
    gen_expression *pieces = gen_read_own_template(g, text, &culprit, &fault);
    if (fault)
        gen_error(g, at, "\"%s\" %s; the characters {$ are written {$$", gen_show(g, culprit),
                  fault);
    return pieces;
}

gen_expression *cast_read_template(gen *g, const gen_operation *operation, us_text text, gen_at at)
{
    gen_expression *pieces = read_template(g, text, at);
    for (const gen_expression *p = pieces; p; p = p->next) {
        const char *fault = gen_expression_fault(g, p, operation, NULL);
        if (fault)
            gen_error(g, at, "%s: %s", gen_show_expression(g, p), fault);
    }
    return pieces;
}

static unsigned types_at(cast_builder *b, us_text pointer)
{
    gen_places places = { 0 };
    if (b->media->schema_node && !b->untyped)
        places = gen_schema_at(b->g, b->media->schema_node, pointer);
    return places.open ? 0 : gen_types_at(&places);
}

/* Of a text in which no expression is, the text: `{$$` may be in it. */
static us_text text_of(gen *g, const gen_expression *pieces)
{
    us_buf text = us_buf_new(&g->arena, 32);
    for (; pieces; pieces = pieces->next)
        us_buf_add(&text, pieces->text);
    return us_buf_text(&text);
}

static void build_string(cast_builder *b, const gen_node *node, us_text pointer, us_text before)
{
    gen_expression *pieces = cast_read_template(b->g, b->operation, node->text, node->at);
    if (!gen_has_expression(pieces)) {
        cast_add_text(b, before);
        us_json_write_string(&b->text, text_of(b->g, pieces));
        return;
    }
    cast_cut(b);
    gen_segment *value = cast_add_segment(b, GEN_SEGMENT_VALUE, before);
    value->template = pieces;
    value->types = types_at(b, pointer);
    cast_judge_type(b, pieces, pointer, node->at);
}

/* ---- Arrays and objects ----------------------------------------------------------------------------------- */

bool cast_has_braces(us_text text)
{
    for (size_t i = 0; i + 1 < text.length; i++)
        if (text.bytes[i] == '{' && text.bytes[i + 1] == '$')
            return true;
    return false;
}

static bool is_static(const gen_node *node)
{
    if (node->kind == GEN_STRING)
        return !cast_has_braces(node->text);
    if (node->kind == GEN_OBJECT && gen_get(node, "$merge"))
        return false;
    for (const gen_member *m = node->kind == GEN_OBJECT ? node->member : NULL; m; m = m->next)
        if (!is_static(m->value))
            return false;
    for (const gen_node *item = node->kind == GEN_ARRAY ? node->item : NULL; item;
         item = item->next)
        if (!is_static(item))
            return false;
    return true;
}

static us_text key_of(cast_builder *b, us_text key, bool comma)
{
    us_buf text = us_buf_new(&b->g->arena, key.length + 4);
    us_buf_add_string(&text, comma ? "," : "");
    us_json_write_string(&text, key);
    us_buf_add_byte(&text, ':');
    return us_buf_text(&text);
}

static us_text pointer_to(cast_builder *b, us_text pointer, us_text token)
{
    us_buf text = us_buf_new(&b->g->arena, pointer.length + token.length + 4);
    us_buf_add(&text, pointer);
    us_buf_add_byte(&text, '/');
    for (size_t i = 0; i < token.length; i++) {
        if (token.bytes[i] == '~' || token.bytes[i] == '/')
            us_buf_add_string(&text, token.bytes[i] == '~' ? "~0" : "~1");
        else
            us_buf_add_byte(&text, token.bytes[i]);
    }
    return us_buf_text(&text);
}

/* Every child begins a segment with a comma, for it may come to stand first when one before it is left out. */
static void build_array(cast_builder *b, const gen_node *node, us_text pointer)
{
    unsigned index = 0;
    cast_add_text(b, US_TEXT("["));
    for (const gen_node *item = node->item; item; item = item->next, index++) {
        us_text token = us_arena_print(&b->g->arena, "%u", index);
        cast_cut(b);
        cast_add_value(b, item, pointer_to(b, pointer, token), US_TEXT(","));
    }
    cast_cut(b);
    cast_add_text(b, US_TEXT("]"));
}

static void build_object(cast_builder *b, const gen_node *node, us_text pointer)
{
    cast_add_text(b, US_TEXT("{"));
    for (const gen_member *m = node->member; m; m = m->next) {
        cast_cut(b);
        cast_add_value(b, m->value, pointer_to(b, pointer, m->key), key_of(b, m->key, true));
    }
    cast_cut(b);
    cast_add_text(b, US_TEXT("}"));
}

/* ---- $merge ------------------------------------------------------------------------------------------------ */

static bool is_true(const gen_node *schema, const char *keyword)
{
    const gen_node *value = gen_get(schema, keyword);
    return value && value->kind == GEN_BOOLEAN && value->truth;
}

/* What the answer may take from a request: not what only the server says, and not what it never says. */
static bool is_taken(gen_node *schema)
{
    schema = gen_follow(schema);
    return !is_true(schema, "readOnly") && !is_true(schema, "writeOnly");
}

/* What the schemas of an object say of its members. */
typedef struct members {
    us_text *name;
    bool *taken;
    unsigned count;
    bool open; /* any other may be there, too */
} members;

static bool has_name(const members *m, us_text name, bool *taken)
{
    for (unsigned i = 0; i < m->count; i++)
        if (us_text_equal(m->name[i], name)) {
            *taken = m->taken[i];
            return true;
        }
    return false;
}

static unsigned count_names(const gen_places *places)
{
    unsigned count = 0;
    for (unsigned i = 0; i < places->schemas; i++) {
        const gen_node *properties = gen_get(places->schema[i], "properties");
        count += properties ? properties->count : 0;
    }
    return count;
}

static members members_at(cast_builder *b, us_text pointer)
{
    gen_places places = { .open = true };
    members found = { 0 };
    bool taken;
    if (b->media->schema_node && !b->untyped)
        places = gen_schema_at(b->g, b->media->schema_node, pointer);
    found.name = US_NEW_ARRAY(&b->g->arena, us_text, count_names(&places) + 1);
    found.taken = US_NEW_ARRAY(&b->g->arena, bool, count_names(&places) + 1);
    found.open = places.open;
    for (unsigned i = 0; i < places.schemas; i++) {
        const gen_node *properties = gen_get(places.schema[i], "properties");
        const gen_node *others = gen_get(places.schema[i], "additionalProperties");
        found.open |= others && (others->kind == GEN_OBJECT || others->truth);
        for (const gen_member *m = properties ? properties->member : NULL; m; m = m->next) {
            if (has_name(&found, m->key, &taken))
                continue;
            found.name[found.count] = m->key;
            found.taken[found.count++] = is_taken(m->value);
        }
    }
    found.open |= found.count == 0;
    return found;
}

/* Which members of the request are added to those that the object has: of a schema that is closed those that it
 * names, otherwise all but some. */
static void name_rest(cast_builder *b, gen_segment *rest, const gen_node *base, const members *m)
{
    rest->open = m->open;
    rest->names = US_NEW_ARRAY(&b->g->arena, us_text, m->count + base->count + 1);
    for (unsigned i = 0; i < m->count; i++)
        if (m->open ? !m->taken[i] : m->taken[i] && !gen_find_member(base, m->name[i]))
            rest->names[rest->count++] = m->name[i];
    for (const gen_member *own = m->open ? base->member : NULL; own; own = own->next)
        if (!us_text_equal(own->key, US_TEXT("$merge")))
            rest->names[rest->count++] = own->key;
}

static void build_merge(cast_builder *b, const gen_node *node, us_text pointer,
                        gen_expression *from);

static void build_member(cast_builder *b, const gen_member *m, us_text pointer, bool taken)
{
    us_text before = key_of(b, m->key, true);
    us_text below = pointer_to(b, pointer, m->key);
    bool inside =
        m->value->kind == GEN_OBJECT && !gen_get(m->value, "$merge") && b->merges < MERGE_DEPTH;
    gen_segment *member = NULL;
    unsigned count;
    cast_cut(b);
    if (taken)
        member = cast_add_segment(b, GEN_SEGMENT_MEMBER, before);
    count = b->count;
    if (member && inside) {
        cast_add_text(b, before);
        build_merge(b, m->value, below, NULL);
    } else {
        cast_add_value(b, m->value, below, before);
    }
    cast_cut(b);
    if (!member)
        return;
    member->name = m->key;
    member->skip = b->count - count;
    member->inside = inside;
}

static void build_merge(cast_builder *b, const gen_node *node, us_text pointer,
                        gen_expression *from)
{
    members known = members_at(b, pointer);
    bool taken;
    cast_cut(b);
    cast_add_segment(b, GEN_SEGMENT_MERGE, US_TEXT("{"))->template = from;
    b->merges++;
    for (const gen_member *m = node->member; m; m = m->next) {
        if (from && us_text_equal(m->key, US_TEXT("$merge")))
            continue;
        build_member(b, m, pointer, !has_name(&known, m->key, &taken) || taken);
    }
    b->merges--;
    name_rest(b, cast_add_segment(b, GEN_SEGMENT_REST, US_TEXT("}")), node, &known);
}

static void begin_merge(cast_builder *b, const gen_node *node, us_text pointer)
{
    const gen_node *from = gen_get(node, "$merge");
    const char *fault = NULL;
    gen_expression *piece = NULL;
    if (from->kind == GEN_STRING)
        piece = gen_read_expression(b->g, from->text, &fault);
    if (piece && !piece->next && gen_has_expression(piece))
        fault = gen_expression_fault(b->g, piece, b->operation, NULL);
    else
        fault = "this has to be an expression, such as \"$request.body\"";
    if (fault)
        gen_error(b->g, from->at, "$merge: %s", fault);
    build_merge(b, node, pointer, piece);
}

/* ---- A value ------------------------------------------------------------------------------------------------ */

/* `before` stands before it in a list or object. */
void cast_add_value(cast_builder *b, const gen_node *node, us_text pointer, us_text before)
{
    if (node->kind == GEN_STRING && !is_static(node)) {
        build_string(b, node, pointer, before);
        return;
    }
    cast_add_text(b, before);
    if (is_static(node))
        add_json(b, node);
    else if (node->kind == GEN_ARRAY)
        build_array(b, node, pointer);
    else if (gen_get(node, "$merge"))
        begin_merge(b, node, pointer);
    else
        build_object(b, node, pointer);
}

/* ---- A fixture --------------------------------------------------------------------------------------------- */

/* A slip of $merge would be sent as it is. */
static void find_slips(cast_builder *b, const gen_node *node, us_text pointer)
{
    unsigned index = 0;
    for (const gen_member *m = node->kind == GEN_OBJECT ? node->member : NULL; m; m = m->next) {
        us_nearest nearest = us_nearest_to(m->key);
        members known;
        bool taken;
        find_slips(b, m->value, pointer_to(b, pointer, m->key));
        us_nearest_offer(&nearest, US_TEXT("$merge"));
        if (!us_text_starts(m->key, US_TEXT("$")) || !nearest.best.bytes || nearest.distance == 0)
            continue;
        known = members_at(b, pointer);
        if (!has_name(&known, m->key, &taken))
            gen_error(b->g, m->at, "\"%s\" is no word of a fixture%s", gen_show(b->g, m->key),
                      gen_nearest_hint(b->g, &nearest));
    }
    for (const gen_node *item = node->kind == GEN_ARRAY ? node->item : NULL; item;
         item = item->next, index++)
        find_slips(b, item, pointer_to(b, pointer, us_arena_print(&b->g->arena, "%u", index)));
}

void cast_template(gen *g, const gen_operation *operation, const gen_media *media,
                   enum cast_ending ending, gen_example *example)
{
    cast_builder b = { .g = g, .operation = operation, .media = media };
    b.last = &b.first;
    if (example->node) {
        find_slips(&b, example->node, US_TEXT(""));
        cast_find_slips(g, example->node);
    }
    if (example->node && !is_static(example->node))
        cast_add_value(&b, example->node, US_TEXT(""), US_TEXT(""));
    else if (!cast_is_json(ending) && ending != CAST_BYTES && cast_has_braces(example->bytes))
        cast_add_fixture(&b, ending, example);
    cast_cut(&b);
    example->segment = b.first;
}
