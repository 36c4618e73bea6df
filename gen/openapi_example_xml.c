/* An example that is a JSON value, of a media type that is XML: elements and attributes as the `xml` objects of its
 * schema name them (OpenAPI 3.1, 4.8.26). What is not named there has the name of its member, and the whole is
 * called `xml`, as Prism calls it. */
#include "gen/openapi.h"

/* A schema may be put together of others in a circle; and a value is not this deep. */
#define MOST_SCHEMAS 100
#define DEEPEST      64

typedef struct writer {
    us_buf *out;
    unsigned depth;
} writer;

/* ---- What the schema says -------------------------------------------------------------------------------- */

static const gen_node *member_of(const gen_node *object, us_text key)
{
    for (const gen_member *m = object && object->kind == GEN_OBJECT ? object->member : NULL; m;
         m = m->next)
        if (us_text_equal(m->key, key))
            return gen_follow(m->value);
    return NULL;
}

typedef struct search {
    us_text field, key; /* the key inside the field; empty: the field itself */
    unsigned left;      /* schemas that may be looked at */
} search;

static const gen_node *find_in(search *s, const gen_node *schema)
{
    const gen_node *node = schema ? gen_follow((gen_node *)schema) : NULL, *found, *parts;
    if (!node || node->kind != GEN_OBJECT || s->left == 0)
        return NULL;
    s->left--;
    found = member_of(node, s->field);
    if (found && s->key.length > 0)
        found = member_of(found, s->key);
    parts = found ? NULL : member_of(node, US_TEXT("allOf"));
    for (const gen_node *part = parts && parts->kind == GEN_ARRAY ? parts->item : NULL;
         part && !found; part = part->next)
        found = find_in(s, part);
    return found;
}

/* The field of the schema, or of the first that it is put together of. */
static const gen_node *find(const gen_node *schema, us_text field, us_text key)
{
    search s = { field, key, MOST_SCHEMAS };
    return find_in(&s, schema);
}

static us_text text_in(const gen_node *xml, us_text field)
{
    const gen_node *node = member_of(xml, field);
    return node && node->kind == GEN_STRING ? node->text : US_TEXT("");
}

static bool is_set(const gen_node *xml, us_text field)
{
    const gen_node *node = member_of(xml, field);
    return node && node->kind == GEN_BOOLEAN && node->truth;
}

static const gen_node *xml_of(const gen_node *schema)
{
    return find(schema, US_TEXT("xml"), US_TEXT(""));
}

static bool is_attribute(const gen_node *schema)
{
    const gen_node *xml = xml_of(schema);
    return is_set(xml, US_TEXT("attribute")) ||
           us_text_equal(text_in(xml, US_TEXT("nodeType")), US_TEXT("attribute"));
}

/* ---- Writing ------------------------------------------------------------------------------------------------ */

static bool may_start(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

/* What no name may hold becomes an underscore. */
static void write_name(us_buf *out, us_text name)
{
    if (name.length == 0 || !may_start(name.bytes[0]))
        us_buf_add_byte(out, '_');
    for (size_t i = 0; i < name.length; i++) {
        char c = name.bytes[i];
        bool good = may_start(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
        us_buf_add_byte(out, good ? c : '_');
    }
}

static void write_text(us_buf *out, us_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == '&')
            us_buf_add_string(out, "&amp;");
        else if (c == '<')
            us_buf_add_string(out, "&lt;");
        else if (c == '>')
            us_buf_add_string(out, "&gt;");
        else if (c == '"')
            us_buf_add_string(out, "&quot;");
        else
            us_buf_add_byte(out, (unsigned char)c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
    }
}

static void write_scalar(us_buf *out, const gen_node *value)
{
    if (value->kind == GEN_STRING)
        write_text(out, value->text);
    else if (value->kind != GEN_NULL)
        gen_write_json(out, value);
}

static void write_tag_name(us_buf *out, const gen_node *xml, us_text otherwise)
{
    us_text name = text_in(xml, US_TEXT("name")), prefix = text_in(xml, US_TEXT("prefix"));
    if (prefix.length > 0) {
        write_name(out, prefix);
        us_buf_add_byte(out, ':');
    }
    write_name(out, name.length > 0 ? name : otherwise);
}

static void write_namespace(us_buf *out, const gen_node *xml)
{
    us_text space = text_in(xml, US_TEXT("namespace")), prefix = text_in(xml, US_TEXT("prefix"));
    if (space.length == 0)
        return;
    us_buf_add_string(out, prefix.length > 0 ? " xmlns:" : " xmlns");
    if (prefix.length > 0)
        write_name(out, prefix);
    us_buf_add_string(out, "=\"");
    write_text(out, space);
    us_buf_add_byte(out, '"');
}

static const gen_node *property(const gen_node *schema, us_text key)
{
    return find(schema, US_TEXT("properties"), key);
}

static void write_attributes(us_buf *out, const gen_node *schema, const gen_node *object)
{
    for (const gen_member *m = object->member; m; m = m->next) {
        const gen_node *own = property(schema, m->key);
        if (!own || !is_attribute(own))
            continue;
        us_buf_add_byte(out, ' ');
        write_tag_name(out, xml_of(own), m->key);
        us_buf_add_string(out, "=\"");
        write_scalar(out, m->value);
        us_buf_add_byte(out, '"');
    }
}

static void write_element(writer *w, us_text key, const gen_node *schema, const gen_node *value);

/* What stands between the tags. */
static void write_content(writer *w, us_text key, const gen_node *schema, const gen_node *value)
{
    const gen_node *items = find(schema, US_TEXT("items"), US_TEXT(""));
    if (value->kind == GEN_ARRAY) {
        for (const gen_node *item = value->item; item; item = item->next)
            write_element(w, key, items, item);
    } else if (value->kind == GEN_OBJECT) {
        for (const gen_member *m = value->member; m; m = m->next) {
            const gen_node *own = property(schema, m->key);
            if (!own || !is_attribute(own))
                write_element(w, m->key, own, m->value);
        }
    } else {
        write_scalar(w->out, value);
    }
}

/* The items of a list stand by themselves unless it is wrapped. */
static void write_element(writer *w, us_text key, const gen_node *schema, const gen_node *value)
{
    const gen_node *xml = xml_of(schema);
    bool bare = value->kind == GEN_ARRAY && !is_set(xml, US_TEXT("wrapped"));
    if (w->depth > DEEPEST)
        return;
    w->depth++;
    if (bare) {
        write_content(w, key, schema, value);
    } else {
        us_buf_add_byte(w->out, '<');
        write_tag_name(w->out, xml, key);
        write_namespace(w->out, xml);
        if (value->kind == GEN_OBJECT)
            write_attributes(w->out, schema, value);
        us_buf_add_byte(w->out, '>');
        write_content(w, key, schema, value);
        us_buf_add_string(w->out, "</");
        write_tag_name(w->out, xml, key);
        us_buf_add_byte(w->out, '>');
    }
    w->depth--;
}

void openapi_write_xml(us_buf *out, const gen_node *schema, const gen_node *value)
{
    writer w = { out, 0 };
    us_text root = US_TEXT("xml");
    if (value->kind != GEN_ARRAY || is_set(xml_of(schema), US_TEXT("wrapped"))) {
        write_element(&w, root, schema, value);
        return;
    }
    us_buf_add_string(out, "<xml>"); /* a document has one root */
    write_content(&w, US_TEXT("item"), schema, value);
    us_buf_add_string(out, "</xml>");
}
