/* YAML to a document, by libyaml's events. libyaml finds the structure; what a scalar means, that keys are
 * unique, and that a document of 300 bytes cannot stand for a billion nodes is up to us. */
#include "gen/gen.h"

#include <yaml.h>

#include "base/utf8.h"
#include "gen/load_yaml.h"
#include "gen/scalar.h"

static gen_node *read_value(gen_yaml *y, yaml_event_t *event, unsigned depth);

static us_text text_of(const yaml_char_t *bytes, size_t length)
{
    return (us_text){ (const char *)bytes, length };
}

static gen_at place(gen_yaml *y, yaml_mark_t mark)
{
    return gen_cursor_to_point(&y->cursor, mark.index);
}

/* ---- events ------------------------------------------------------------------------------------- */

static void parser_error(gen_yaml *y)
{
    const yaml_parser_t *parser = &y->parser;
    gen_at at = place(y, parser->problem_mark);
    const char *problem = parser->problem ? parser->problem : "this is not YAML";
    if (!parser->context)
        gen_error(y->g, at, "%s", problem);
    else
        gen_error(y->g, at, "%s, %s in line %u", problem, parser->context,
                  place(y, parser->context_mark).line);
}

/* The next event, which the caller deletes. False after an error. */
static bool next_event(gen_yaml *y, yaml_event_t *event)
{
    if (yaml_parser_parse(&y->parser, event))
        return true;
    parser_error(y);
    return false;
}

/* ---- scalars ------------------------------------------------------------------------------------ */

/* Whether a tag of the core schema says what the node is anyway. Anything else is refused. */
static bool check_tag(gen_yaml *y, gen_at at, const yaml_char_t *tag, const gen_node *node)
{
    static const char *const core[][2] = {
        { "!", NULL },
        { "tag:yaml.org,2002:null", "null" },
        { "tag:yaml.org,2002:bool", "a boolean" },
        { "tag:yaml.org,2002:int", "a number" },
        { "tag:yaml.org,2002:float", "a number" },
        { "tag:yaml.org,2002:str", "a string" },
        { "tag:yaml.org,2002:seq", "an array" },
        { "tag:yaml.org,2002:map", "an object" },
    };
    if (!tag)
        return true;
    us_text text = us_text_of((const char *)tag);
    for (size_t i = 0; i < sizeof core / sizeof *core; i++) {
        if (!us_text_equal(text, us_text_of(core[i][0])))
            continue;
        const char *found = gen_kind_name(node->kind);
        if (!core[i][1] || us_text_equal(us_text_of(core[i][1]), us_text_of(found)))
            return true;
        gen_error(y->g, at, "the tag says %s, but the value is %s", core[i][1], found);
        return false;
    }
    gen_error(y->g, at, "the tag <%s> is not supported", gen_yaml_show(y, at, text));
    return false;
}

/* A plain scalar has a meaning; a quoted, block or `!`- or `!!str`-tagged one is a string. */
static bool is_plain(const yaml_event_t *event)
{
    const yaml_char_t *tag = event->data.scalar.tag;
    if (event->data.scalar.style != YAML_PLAIN_SCALAR_STYLE)
        return false;
    us_text text = us_text_of(tag ? (const char *)tag : "");
    return !us_text_equal(text, US_TEXT("!")) &&
           !us_text_equal(text, US_TEXT("tag:yaml.org,2002:str"));
}

static gen_node *read_scalar(gen_yaml *y, yaml_event_t *event)
{
    gen_node *node = US_NEW(&y->g->arena, gen_node);
    us_text text =
        us_arena_copy(&y->g->arena, text_of(event->data.scalar.value, event->data.scalar.length));
    node->at = place(y, event->start_mark);
    node->kind = GEN_STRING;
    node->text = text;
    gen_yaml_weigh(y, text);
    if (is_plain(event)) {
        const char *refusal = gen_read_scalar(&y->g->arena, text, node);
        if (refusal) {
            gen_error(y->g, node->at, "%s", refusal);
            return NULL;
        }
    }
    return check_tag(y, node->at, event->data.scalar.tag, node) ? node : NULL;
}

/* ---- arrays and objects ------------------------------------------------------------------------- */

static bool read_items(gen_yaml *y, gen_node *array, unsigned depth)
{
    for (gen_node **last = &array->item;; last = &(*last)->next) {
        yaml_event_t event;
        if (!next_event(y, &event))
            return false;
        bool end = event.type == YAML_SEQUENCE_END_EVENT;
        if (!end)
            *last = read_value(y, &event, depth);
        yaml_event_delete(&event);
        if (end || !*last)
            return end;
        array->count++;
    }
}

/* An anchor on a key is one on that string. */
static bool keep_key(gen_yaml *y, const yaml_event_t *event, const gen_member *member,
                     unsigned depth)
{
    const char *name = (const char *)event->data.scalar.anchor;
    if (!name)
        return true;
    y->weight++;
    gen_yaml_anchor *anchor = gen_yaml_open_anchor(y, member->at, us_text_of(name), depth);
    if (!anchor)
        return false;
    gen_node *node = US_NEW(&y->g->arena, gen_node);
    node->kind = GEN_STRING;
    node->at = member->at;
    node->text = member->key;
    gen_yaml_close_anchor(y, anchor, node);
    return true;
}

/* A key is a scalar, and the key is what is written: `200:` is "200", `null:` is "null". */
static bool read_key(gen_yaml *y, yaml_event_t *event, gen_member *member, unsigned depth)
{
    member->at = place(y, event->start_mark);
    if (event->type != YAML_SCALAR_EVENT) {
        gen_error(y->g, member->at, "a key must be a string");
        return false;
    }
    member->key =
        us_arena_copy(&y->g->arena, text_of(event->data.scalar.value, event->data.scalar.length));
    gen_yaml_weigh(y, member->key);
    gen_node as_string = { .kind = GEN_STRING };
    return check_tag(y, member->at, event->data.scalar.tag, &as_string) &&
           keep_key(y, event, member, depth);
}

static bool read_member_value(gen_yaml *y, gen_member *member, unsigned depth)
{
    yaml_event_t event;
    if (!next_event(y, &event))
        return false;
    member->value = read_value(y, &event, depth);
    yaml_event_delete(&event);
    return member->value;
}

static bool is_merge_key(const yaml_event_t *event)
{
    return event->type == YAML_SCALAR_EVENT && is_plain(event) &&
           us_text_equal(text_of(event->data.scalar.value, event->data.scalar.length),
                         US_TEXT("<<"));
}

/* Members that are merged in stand behind those that are written out. */
static bool end_members(gen_yaml *y, gen_node *object, const gen_member *merge)
{
    gen_index_members(&y->g->arena, object);
    return gen_yaml_check_keys(y, object) && gen_yaml_merge(y, object, merge);
}

static bool read_members(gen_yaml *y, gen_node *object, unsigned depth)
{
    gen_member *merge = NULL, **last_merge = &merge, **last = &object->member;
    for (;;) {
        yaml_event_t event;
        if (!next_event(y, &event))
            return false;
        bool end = event.type == YAML_MAPPING_END_EVENT, merges = is_merge_key(&event);
        gen_member *member = US_NEW(&y->g->arena, gen_member);
        bool read = end || read_key(y, &event, member, depth);
        yaml_event_delete(&event);
        if (end)
            return end_members(y, object, merge);
        if (!read || !read_member_value(y, member, depth))
            return false;
        gen_member ***place_of = merges ? &last_merge : &last;
        **place_of = member;
        *place_of = &member->next;
        object->count += !merges;
    }
}

static gen_node *read_container(gen_yaml *y, yaml_event_t *event, unsigned depth)
{
    gen_node *node = US_NEW(&y->g->arena, gen_node);
    bool object = event->type == YAML_MAPPING_START_EVENT;
    const yaml_char_t *tag =
        object ? event->data.mapping_start.tag : event->data.sequence_start.tag;
    node->kind = object ? GEN_OBJECT : GEN_ARRAY;
    node->at = place(y, event->start_mark);
    if (!gen_yaml_check_depth(y, node->at, depth + 1) || !check_tag(y, node->at, tag, node))
        return NULL;
    bool read = object ? read_members(y, node, depth + 1) : read_items(y, node, depth + 1);
    return read ? node : NULL;
}

/* ---- values ------------------------------------------------------------------------------------- */

static const yaml_char_t *anchor_of(const yaml_event_t *event)
{
    switch (event->type) {
    case YAML_SCALAR_EVENT:
        return event->data.scalar.anchor;
    case YAML_SEQUENCE_START_EVENT:
        return event->data.sequence_start.anchor;
    default:
        return event->data.mapping_start.anchor;
    }
}

static gen_node *read_value(gen_yaml *y, yaml_event_t *event, unsigned depth)
{
    gen_at at = place(y, event->start_mark);
    if (event->type == YAML_ALIAS_EVENT)
        return gen_yaml_alias(y, at, us_text_of((const char *)event->data.alias.anchor), depth);
    y->weight++;
    const yaml_char_t *name = anchor_of(event);
    gen_yaml_anchor *anchor = NULL;
    if (name && !(anchor = gen_yaml_open_anchor(y, at, us_text_of((const char *)name), depth)))
        return NULL;
    gen_node *node =
        event->type == YAML_SCALAR_EVENT ? read_scalar(y, event) : read_container(y, event, depth);
    if (anchor)
        gen_yaml_close_anchor(y, anchor, node);
    return node;
}

/* ---- the stream --------------------------------------------------------------------------------- */

/* c-printable of YAML 1.2.2, section 5.1; libyaml has the same set but no columns for it. */
static bool is_printable(uint32_t point)
{
    return point == '\t' || point == '\n' || point == '\r' || (point >= 0x20 && point < 0x7F) ||
           point == 0x85 ||
           (point >= 0xA0 && point != 0xFEFF && point != 0xFFFE && point != 0xFFFF);
}

static bool check_characters(gen_yaml *y)
{
    us_text text = y->cursor.text;
    for (size_t i = y->cursor.offset; i < text.length;) {
        uint32_t point;
        unsigned length = us_utf8_decode(us_text_slice(text, i, text.length), &point);
        if (length == 0 || !is_printable(point)) {
            gen_at at = gen_cursor_to_byte(&y->cursor, i);
            if (length == 0)
                gen_error(y->g, at, "this byte is not UTF-8");
            else
                gen_error(y->g, at, "the character U+%04X may not stand in YAML", (unsigned)point);
            return false;
        }
        i += length;
    }
    return true;
}

/* Reads events up to the first document's content. False at the end of the stream and after errors. */
static bool find_document(gen_yaml *y, yaml_event_t *event)
{
    gen_at at = y->cursor.at;
    for (;;) {
        if (!next_event(y, event))
            return false;
        yaml_event_type_t type = event->type;
        if (type == YAML_STREAM_END_EVENT)
            gen_error(y->g, at, "the document is empty");
        if (type != YAML_STREAM_START_EVENT && type != YAML_DOCUMENT_START_EVENT)
            return type != YAML_STREAM_END_EVENT;
        yaml_event_delete(event);
    }
}

static bool check_end(gen_yaml *y)
{
    yaml_event_t event;
    if (!next_event(y, &event)) /* the document's end */
        return false;
    yaml_event_delete(&event);
    if (!next_event(y, &event))
        return false;
    bool end = event.type == YAML_STREAM_END_EVENT;
    if (!end)
        gen_error(y->g, place(y, event.start_mark),
                  "a second document starts here; one file holds one document");
    yaml_event_delete(&event);
    return end;
}

static gen_node *read_stream(gen_yaml *y)
{
    yaml_event_t event;
    us_text text = y->cursor.text; /* from the cursor on: it stands behind a byte order mark */
    yaml_parser_set_input_string(&y->parser, (const unsigned char *)text.bytes + y->cursor.offset,
                                 text.length - y->cursor.offset);
    yaml_parser_set_encoding(&y->parser, YAML_UTF8_ENCODING);
    if (!find_document(y, &event))
        return NULL;
    gen_node *root = read_value(y, &event, 0);
    yaml_event_delete(&event);
    return root && check_end(y) ? root : NULL;
}

gen_node *gen_load_yaml(gen *g, unsigned file)
{
    gen_yaml y = { .g = g, .cursor = gen_cursor_new(g, file) };
    if (!check_characters(&y))
        return NULL;
    if (!yaml_parser_initialize(&y.parser)) {
        gen_error(g, y.cursor.at, "out of memory");
        return NULL;
    }
    gen_node *root = read_stream(&y);
    yaml_parser_delete(&y.parser);
    return root;
}
