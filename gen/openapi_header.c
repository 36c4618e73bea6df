/* Headers of responses, with the value that will be sent: what a header suggests by an example, default,
 * constant or enum, serialised in the style `simple` (4.8.12.3). An answer that is not ours is read as a
 * request is, so there a header is a parameter. */
#include "gen/openapi.h"

/* Arrays and objects inside of arrays and objects have no form in this style; they stand as JSON. */
static void write_item(us_buf *out, const gen_node *value)
{
    if (value->kind == GEN_STRING)
        us_buf_add(out, value->text);
    else if (value->kind != GEN_NULL)
        gen_write_json(out, value);
}

static void write_simple(us_buf *out, const gen_node *value, char separator)
{
    if (value->kind == GEN_ARRAY) {
        for (const gen_node *item = value->item; item; item = item->next) {
            write_item(out, item);
            if (item->next)
                us_buf_add_byte(out, separator);
        }
    } else if (value->kind == GEN_OBJECT) {
        for (const gen_member *member = value->member; member; member = member->next) {
            us_buf_add(out, member->key);
            us_buf_add_byte(out, ',');
            write_item(out, member->value);
            us_buf_add_string(out, member->next ? "," : "");
        }
    } else {
        write_item(out, value);
    }
}

/* A line end in a value would start a header of the document's own making (RFC 9110, 5.5). */
static bool is_field_value(us_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        if ((byte < 0x20 && byte != '\t') || byte == 0x7F)
            return false;
    }
    return true;
}

static gen_node *value_of(const gen_node *node)
{
    gen_node *named = gen_get(node, "examples"), *content = gen_get(node, "content");
    if (gen_get(node, "example"))
        return gen_get(node, "example");
    for (gen_member *m = named ? named->member : NULL; m; m = m->next)
        if (gen_get(gen_follow(m->value), "value"))
            return gen_get(gen_follow(m->value), "value");
    if (content && content->member)
        return value_of(content->member->value);
    return openapi_schema_example(gen_get(node, "schema"), true);
}

/* Several cookies are several fields (RFC 6265, 3), and never a list: in the value each has a line. */
static bool is_set_cookie(us_text name)
{
    return us_text_equal_nocase(name, US_TEXT("Set-Cookie"));
}

static void write_content(us_buf *out, const gen_node *content, const gen_node *value)
{
    bool json = content->member && openapi_is_json(content->member->key);
    if (json || value->kind != GEN_STRING)
        gen_write_json(out, value);
    else
        us_buf_add(out, value->text);
}

static bool is_sendable(us_text name, us_text value)
{
    while (is_set_cookie(name) && us_text_find(value, '\n') < value.length) {
        size_t end = us_text_find(value, '\n');
        if (!is_field_value(us_text_slice(value, 0, end)))
            return false;
        value = us_text_slice(value, end + 1, value.length);
    }
    return is_field_value(value);
}

static us_text read_value(openapi *o, us_text name, const gen_node *node)
{
    const gen_node *value = value_of(node), *content = gen_get(node, "content");
    openapi_collection collection = { .separator = ',' };
    if (o->version == OPENAPI_ONLY_20)
        openapi_20_read_collection(o, node, false, &collection);
    us_buf out = us_buf_new(&o->g->arena, 32);
    if (!value)
        return (us_text){ 0 };
    if (content)
        write_content(&out, content, value);
    else
        write_simple(&out, value, is_set_cookie(name) ? '\n' : collection.separator);
    us_text text = us_text_trim(us_buf_text(&out));
    while (text.length > 0 && text.bytes[text.length - 1] == '\n')
        text.length--;
    if (is_sendable(name, text))
        return text;
    gen_warning(o->g, value->at, "the value is not sent: a header cannot hold control characters");
    return (us_text){ 0 };
}

/* JSON is read as such, text as it is; of other content nothing is said. */
static void read_content(const gen_node *content, gen_parameter *parameter)
{
    const gen_member *media = content ? content->member : NULL;
    if (!media || (!openapi_is_json(media->key) && !us_text_starts(media->key, US_TEXT("text/"))))
        return;
    parameter->schema_node = gen_get(gen_follow(media->value), "schema");
    if (openapi_is_json(media->key))
        parameter->style = GEN_STYLE_JSON;
}

/* Several fields Set-Cookie are no list (RFC 9110, 5.3), so what a schema says of one cannot be held against
 * all of them. */
static gen_parameter *read_parameter(openapi *o, const gen_header *header, gen_node *node)
{
    gen_parameter *parameter = US_NEW(&o->g->arena, gen_parameter);
    openapi_collection collection = { .style = GEN_STYLE_FORM };
    parameter->name = header->name;
    parameter->at = header->at;
    parameter->in = GEN_IN_HEADER;
    parameter->explode = gen_is_true(node, "explode");
    parameter->required = header->required;
    parameter->required_at = header->required ? gen_get(node, "required")->at : header->at;
    if (o->version == OPENAPI_ONLY_20)
        openapi_20_read_collection(o, node, false, &collection);
    if (collection.style != GEN_STYLE_FORM)
        parameter->style = collection.style;
    if (is_set_cookie(header->name))
        return parameter;
    parameter->schema_node = gen_get(node, "schema");
    if (!parameter->schema_node)
        read_content(gen_get(node, "content"), parameter);
    return parameter;
}

static gen_header *read_header(openapi *o, const gen_member *member, gen_node *node)
{
    const gen_node *style = gen_get(node, "style");
    gen_header *header = US_NEW(&o->g->arena, gen_header);
    if (o->version == OPENAPI_ONLY_20)
        openapi_20_gather_schema(o, node, OPENAPI_HEADER);
    if (style && !us_text_equal(style->text, US_TEXT("simple")))
        gen_warning(o->g, style->at, "a header has no style \"%s\"; its style is \"simple\"",
                    gen_show(o->g, style->text));
    header->name = member->key;
    header->at = member->at;
    header->required = gen_is_true(node, "required");
    header->value = read_value(o, header->name, node);
    header->parameter = read_parameter(o, header, node);
    return header;
}

gen_header *openapi_read_headers(openapi *o, const gen_node *headers)
{
    gen_header *first = NULL, **last = &first;
    for (const gen_member *member = headers ? headers->member : NULL; member;
         member = member->next) {
        if (us_text_equal_nocase(member->key, US_TEXT("Content-Type"))) {
            openapi_note_dropped(o->g, member->value, "OpenAPI ignores a header of this name");
            gen_warning(o->g, member->at, "OpenAPI ignores a header \"Content-Type\" here");
            continue;
        }
        if (!openapi_is_token(member->key)) {
            openapi_note_dropped(o->g, member->value, "the header is not used");
            gen_warning(o->g, member->at, "\"%s\" is not used: it cannot be the name of a header",
                        gen_show(o->g, member->key));
            continue;
        }
        *last = read_header(o, member, gen_follow(member->value));
        last = &(*last)->next;
    }
    return first;
}
