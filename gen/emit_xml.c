/* How values stand in XML: what the `xml` objects of the schemas say, a table for each that says something. */
#include "gen/emit.h"

/* Schemas that refer to each other deeper than this say nothing. */
#define DEEPEST 32

static const char *const nodes[] = { "US_XML_ELEMENT", "US_XML_ATTRIBUTE", "US_XML_TEXT",
                                     "US_XML_NONE" };
enum node { ELEMENT, ATTRIBUTE, TEXT, NONE };

/* The `xml` of the schema, or of the first that it refers to or is put together of. */
static const gen_node *xml_of(const gen_schema *schema, unsigned depth)
{
    const gen_node *found = schema && schema->node ? gen_get(schema->node, "xml") : NULL;
    for (const gen_rule *rule = schema ? schema->rule : NULL; rule && !found && depth < DEEPEST;
         rule = rule->next) {
        if (rule->keyword == GEN_REF)
            found = xml_of(rule->schema, depth + 1);
        if (rule->keyword != GEN_ALL_OF)
            continue;
        for (const gen_property *p = rule->property; p && !found; p = p->next)
            found = xml_of(p->schema, depth + 1);
    }
    return found && found->kind == GEN_OBJECT ? found : NULL;
}

static enum node node_type(us_text type, enum node otherwise)
{
    if (us_text_equal(type, US_TEXT("element")))
        return ELEMENT;
    if (us_text_equal(type, US_TEXT("attribute")))
        return ATTRIBUTE;
    if (us_text_equal(type, US_TEXT("text")) || us_text_equal(type, US_TEXT("cdata")))
        return TEXT;
    return us_text_equal(type, US_TEXT("none")) ? NONE : otherwise;
}

/* `nodeType` came with 3.2, and says in one word what `attribute` and `wrapped` say. */
static enum node node_of(const gen_node *xml, bool list)
{
    const gen_node *type = gen_get(xml, "nodeType");
    enum node otherwise = list ? NONE : ELEMENT;
    if (type && type->kind == GEN_STRING)
        return node_type(type->text, otherwise);
    if (gen_is_true(xml, "attribute"))
        return ATTRIBUTE;
    return list && gen_is_true(xml, "wrapped") ? ELEMENT : otherwise;
}

static unsigned write_text(out *rows, const gen_node *xml, const char *field, const char *member)
{
    us_text text = gen_get_text(xml, field);
    if (text.length > 0)
        emit_field_text(rows, member, text);
    return text.length > 0;
}

void emit_xml(emit_unit *u, out *rows, us_text words, const gen_schema *schema, unsigned types)
{
    const gen_node *xml = xml_of(schema, 0);
    bool list = types & GEN_TYPE_ARRAY;
    out fields = emit_out(u->a);
    unsigned written = 0;

    if (!xml)
        return;
    fields.indent = 1;
    written += write_text(&fields, xml, "name", "name");
    written += write_text(&fields, xml, "namespace", "space");
    written += write_text(&fields, xml, "prefix", "prefix");
    enum node node = node_of(xml, list);
    if (written == 0 && node == (list ? NONE : ELEMENT))
        return;
    if (list || node != ELEMENT)
        out_line(&fields, ".node = %s,", nodes[node]);
    out_line(rows, ".xml = &%s,",
             emit_record(u, "const us_xml", emit_name(u->a->names, "xml_", words), &fields));
}

/* A component is called as it is in `components`, unless its `xml` says otherwise. */
void emit_xml_root(out *rows, gen_node *schema)
{
    static const char *const folders[] = { "/components/schemas/", "/definitions/" };
    us_text pointer = gen_follow(schema)->pointer;

    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++) {
        us_text name = us_text_slice(pointer, strlen(folders[i]), pointer.length);
        if (us_text_starts(pointer, us_text_of(folders[i])) &&
            us_text_find(name, '/') == name.length && us_text_find(name, '~') == name.length)
            emit_field_text(rows, "name", name);
    }
}
