/* Values as XML, by what the `xml` objects of their schemas say (OpenAPI 3.2, 4.26): what xml_value.c reads, the
 * other way around. A member that nothing is said about is an element by its own name, and the root is called like
 * its component, or `xml`, as Prism calls it. */
#include "base/ascii.h"
#include "server/encode.h"

#include "base/buf.h"
#include "server/reading.h"
#include "server/service_inside.h"

/* A value is not this deep. */
#define DEEPEST 512

/* A prefix that is declared around where we are. */
typedef struct scope {
    us_text prefix, space;
    const struct scope *around;
} scope;

typedef struct writer {
    us_buf out;
    const scope *scope;
    unsigned depth;
} writer;

/* ---- What the schema says -------------------------------------------------------------------------- */

static us_text name_of(const us_reading *reading, us_text otherwise)
{
    return reading && reading->xml && reading->xml->name.length > 0
               ? us_text_from(reading->xml->name)
               : otherwise;
}

static enum us_xml_node node_of(const us_reading *reading, const us_json *value)
{
    if (reading && reading->xml)
        return reading->xml->node;
    return us_json_kind(value) == cJSON_Array ? US_XML_NONE : US_XML_ELEMENT;
}

static us_text space_of(const us_reading *reading)
{
    return reading && reading->xml ? us_text_from(reading->xml->space) : US_TEXT("");
}

static us_text prefix_of(const us_reading *reading)
{
    return reading && reading->xml ? us_text_from(reading->xml->prefix) : US_TEXT("");
}

/* ---- Names and texts ------------------------------------------------------------------------------- */

static bool may_start(char c)
{
    return us_is_letter(c) || c == '_' || (unsigned char)c >= 0x80;
}

/* What no name may hold becomes an underscore. */
static void add_name(us_buf *out, us_text name)
{
    if (name.length == 0 || !may_start(name.bytes[0]))
        us_buf_add_byte(out, '_');
    for (size_t i = 0; i < name.length; i++) {
        char c = name.bytes[i];
        bool good = may_start(c) || us_is_digit(c) || c == '-' || c == '.';
        us_buf_add_byte(out, good ? c : '_');
    }
}

/* No document can hold a control character (XML 1.0, 2.2): it becomes a space. An attribute's line ends and tabs
 * would be read as spaces (3.3.3), and a carriage return as a line feed (2.11), unless they are written by number. */
static void add_character(us_buf *out, char c, bool attribute)
{
    bool kept = (attribute && (c == '\n' || c == '\t')) || c == '\r';
    if (c == '&')
        us_buf_add_string(out, "&amp;");
    else if (c == '<')
        us_buf_add_string(out, "&lt;");
    else if (c == '>')
        us_buf_add_string(out, "&gt;");
    else if (c == '"')
        us_buf_add_string(out, "&quot;");
    else if (kept)
        us_buf_print(out, "&#%u;", (unsigned)c);
    else
        us_buf_add_byte(out, (unsigned char)c < ' ' && c != '\n' && c != '\t' ? ' ' : c);
}

void us_encode_xml_text(us_buf *out, us_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '\'')
            us_buf_add_string(out, "&#39;");
        else
            add_character(out, text.bytes[i], true);
    }
}

static void add_text(us_buf *out, us_text text, bool attribute)
{
    for (size_t i = 0; i < text.length; i++)
        add_character(out, text.bytes[i], attribute);
}

static void add_scalar(us_buf *out, const us_json *value, bool attribute)
{
    if (us_json_kind(value) != cJSON_NULL)
        add_text(out, us_encode_plain(out->arena, value), attribute);
}

/* ---- Namespaces ------------------------------------------------------------------------------------ */

static const scope *find_prefix(const scope *s, us_text prefix)
{
    while (s && !us_text_equal(s->prefix, prefix))
        s = s->around;
    return s;
}

/* An attribute is in no namespace without a prefix (Namespaces in XML 1.0, 6.2), and declares one that its element
 * does not declare otherwise. */
static us_text attribute_prefix(const writer *w, us_text prefix, us_text space)
{
    const scope *known;
    if (prefix.length == 0)
        prefix = US_TEXT("ns");
    for (unsigned i = 2; (known = find_prefix(w->scope, prefix)) != NULL; i++) {
        if (us_text_equal(known->space, space))
            break;
        prefix = us_arena_print(w->out.arena, "ns%u", i);
    }
    return prefix;
}

/* The prefix that a name is to have, declared around it or in *added. One that has no namespace would make the
 * document malformed (Namespaces in XML 1.0, 5), so it is left out. */
static us_text prefix_for(const writer *w, const us_reading *reading, bool attribute, scope *added)
{
    us_text prefix = prefix_of(reading), space = space_of(reading);
    *added = (scope){ { NULL, 0 }, { NULL, 0 }, w->scope };
    if (space.length == 0)
        return prefix.length > 0 && find_prefix(w->scope, prefix) ? prefix : US_TEXT("");
    if (attribute)
        prefix = attribute_prefix(w, prefix, space);
    const scope *known = find_prefix(w->scope, prefix);
    if (!known || !us_text_equal(known->space, space))
        *added = (scope){ prefix, space, w->scope };
    return prefix;
}

static void add_declaration(us_buf *out, const scope *added)
{
    if (added->space.length == 0)
        return;
    us_buf_add_string(out, added->prefix.length > 0 ? " xmlns:" : " xmlns");
    if (added->prefix.length > 0)
        add_name(out, added->prefix);
    us_buf_add_string(out, "=\"");
    add_text(out, added->space, true);
    us_buf_add_byte(out, '"');
}

static void add_tag_name(us_buf *out, us_text prefix, us_text name)
{
    if (prefix.length > 0) {
        add_name(out, prefix);
        us_buf_add_byte(out, ':');
    }
    add_name(out, name);
}

/* ---- Elements -------------------------------------------------------------------------------------- */

static void add_attribute(writer *w, us_text name, const us_reading *reading, const us_json *value)
{
    scope *added = US_NEW(w->out.arena, scope);
    us_text prefix = prefix_for(w, reading, true, added);
    add_declaration(&w->out, added);
    if (added->space.length > 0)
        w->scope = added;
    us_buf_add_byte(&w->out, ' ');
    add_tag_name(&w->out, prefix, name);
    us_buf_add_string(&w->out, "=\"");
    add_scalar(&w->out, value, true);
    us_buf_add_byte(&w->out, '"');
}

/* null has no text, so there is no attribute of it. */
static void add_attributes(writer *w, const us_reading *reading, const us_json *object)
{
    for (const us_json *m = us_json_first(object); m; m = us_json_next(m)) {
        const us_reading *own = us_reading_of(reading, us_json_key(m));
        if (node_of(own, m) == US_XML_ATTRIBUTE && us_json_kind(m) != cJSON_NULL)
            add_attribute(w, name_of(own, us_json_key(m)), own, m);
    }
}

static void add_element(writer *w, us_text name, const us_reading *reading, us_text member,
                        const us_json *value);

/* Each by the name of the items, or else of the list. */
static void add_items(writer *w, const us_reading *list, us_text otherwise, const us_json *value)
{
    const us_reading *reading = list ? list->item : NULL;
    us_text name = name_of(reading, otherwise.length > 0 ? otherwise : US_TEXT("item"));
    for (const us_json *item = us_json_first(value); item; item = us_json_next(item))
        add_element(w, name, reading, name, item);
}

static void add_member(writer *w, const us_reading *own, const us_json *m)
{
    us_text key = us_json_key(m);
    enum us_xml_node node = node_of(own, m);
    if (node == US_XML_TEXT)
        add_scalar(&w->out, m, false);
    else if (node == US_XML_NONE && us_json_kind(m) == cJSON_Array)
        add_items(w, own, key, m);
    else if (node != US_XML_ATTRIBUTE)
        add_element(w, name_of(own, key), own, key, m);
}

/* What stands between the tags. `member` is what a list without a name of its own lends its items. */
static void add_content(writer *w, const us_reading *reading, us_text member, const us_json *value)
{
    if (us_json_kind(value) == cJSON_Array)
        add_items(w, reading, name_of(reading, member), value);
    else if (us_json_kind(value) != cJSON_Object)
        add_scalar(&w->out, value, false);
    else
        for (const us_json *m = us_json_first(value); m; m = us_json_next(m))
            add_member(w, us_reading_of(reading, us_json_key(m)), m);
}

/* null where it is told from an empty text (XML Schema, 2.6.2; OpenAPI 3.2, 4.26.2). */
static void add_nil(us_buf *out, const us_reading *reading, const us_json *value)
{
    if (us_json_kind(value) == cJSON_NULL && reading && reading->types & US_NULL)
        us_buf_add_string(out, " xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\""
                               " xsi:nil=\"true\"");
}

static void add_element(writer *w, us_text name, const us_reading *reading, us_text member,
                        const us_json *value)
{
    scope added;
    us_text prefix = prefix_for(w, reading, false, &added);
    if (w->depth == DEEPEST)
        return;
    us_buf_add_byte(&w->out, '<');
    add_tag_name(&w->out, prefix, name);
    add_declaration(&w->out, &added);
    if (added.space.length > 0)
        w->scope = &added;
    w->depth++;
    if (us_json_kind(value) == cJSON_Object)
        add_attributes(w, reading, value);
    add_nil(&w->out, reading, value);
    us_buf_add_byte(&w->out, '>');
    add_content(w, reading, member, value);
    us_buf_add_string(&w->out, "</");
    add_tag_name(&w->out, prefix, name);
    us_buf_add_byte(&w->out, '>');
    w->depth--;
    w->scope = added.around;
}

us_text us_encode_xml(us_arena *arena, const us_json *value, const us_reading *reading)
{
    writer w = { .out = us_buf_new(arena, 512) };
    us_text root = reading ? name_of(reading, us_text_from(reading->name)) : US_TEXT("");
    add_element(&w, root.length > 0 ? root : US_TEXT("xml"), reading, US_TEXT(""), value);
    return us_buf_text(&w.out);
}
