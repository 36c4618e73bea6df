/* Encodings: what is said of the fields and parts of a form beside their schemas. */
#include "gen/openapi.h"

static void read_style(openapi *o, const gen_node *node, gen_encoding *encoding)
{
    const gen_node *style = gen_get(node, "style"), *explode = gen_get(node, "explode");
    encoding->styled = style || explode;
    if (!encoding->styled)
        return;
    encoding->style = GEN_STYLE_FORM;
    if (style && !openapi_find_style(style->text, &encoding->style))
        gen_error(o->g, style->at, "there is no style \"%s\"", gen_show(o->g, style->text));
    encoding->explode = explode ? explode->truth : encoding->style == GEN_STYLE_FORM;
}

/* Several are divided by commas; one that is none is left out. */
static us_text read_content_type(openapi *o, const gen_node *type)
{
    us_buf list = us_buf_new(&o->g->arena, 32);
    us_text rest = type->text;
    while (rest.length > 0) {
        us_text item = us_text_trim(us_text_slice(rest, 0, us_text_find(rest, ',')));
        rest = us_text_slice(rest, us_text_find(rest, ',') + 1, rest.length);
        if (!openapi_check_media_type(o, item, type->at))
            continue;
        us_buf_add_string(&list, list.length > 0 ? ", " : "");
        us_buf_add(&list, item);
    }
    return us_buf_text(&list);
}

static gen_parameter *read_headers(openapi *o, const gen_node *headers)
{
    gen_parameter *first = NULL, **last = &first;
    for (const gen_header *header = openapi_read_headers(o, headers); header;
         header = header->next) {
        *last = header->parameter;
        last = &(*last)->next;
    }
    return first;
}

static gen_encoding *read_encoding(openapi *o, us_text name, gen_node *node, bool parts)
{
    const gen_node *type = gen_get(node, "contentType");
    const gen_member *headers = gen_get_member(node, "headers");
    gen_encoding *encoding = US_NEW(&o->g->arena, gen_encoding);
    encoding->name = name;
    encoding->at = type ? type->at : node->at;
    read_style(o, node, encoding);
    if (type)
        encoding->content_type = read_content_type(o, type);
    if (headers && parts)
        encoding->header = read_headers(o, headers->value);
    else if (headers)
        gen_note(o->g, headers, GEN_ANNOTATION, US_TEXT("only a part has headers of its own"));
    return encoding;
}

static gen_encoding *read_all(openapi *o, const gen_node *encodings, bool parts)
{
    gen_encoding *first = NULL, **last = &first;
    for (const gen_member *m = encodings ? encodings->member : NULL; m; m = m->next) {
        *last = read_encoding(o, m->key, m->value, parts);
        last = &(*last)->next;
    }
    return first;
}

const gen_encoding *openapi_read_encodings(openapi *o, const gen_node *encodings)
{
    return read_all(o, encodings, false);
}

/* ---- Parts that have a place in place of a name ------------------------------------------------------ */

static gen_encoding *read_places(openapi *o, const gen_node *prefix, gen_node *rest)
{
    gen_encoding *first = NULL, **last = &first;
    unsigned place = 0;
    for (gen_node *item = prefix ? prefix->item : NULL; item; item = item->next) {
        *last = read_encoding(o, (us_text){ 0 }, gen_follow(item), true);
        (*last)->place = ++place;
        last = &(*last)->next;
    }
    if (rest)
        *last = read_encoding(o, (us_text){ 0 }, gen_follow(rest), true);
    return first;
}

static void drop(openapi *o, const gen_node *media, const char *field, const char *reason)
{
    const gen_member *member = gen_get_member(media, field);
    if (!member)
        return;
    gen_warning(o->g, member->at, "%s", reason);
    gen_note(o->g, member, GEN_ANNOTATION, us_text_of(reason));
}

/* Why places say nothing here, or NULL. */
static const char *fault_of_places(const gen_node *media, bool parts)
{
    if (!parts)
        return "only the parts of a multipart body have places; it is not used";
    if (!gen_get(media, "schema") && !gen_get(media, "itemSchema"))
        return "it is not used without a schema of the parts";
    return NULL;
}

const gen_encoding *openapi_read_media_encodings(openapi *o, us_text media_type,
                                                 const gen_node *media)
{
    bool parts = us_text_starts(media_type, US_TEXT("multipart/"));
    const char *fault = fault_of_places(media, parts);
    const gen_node *prefix = gen_get(media, "prefixEncoding");
    gen_node *rest = gen_get(media, "itemEncoding");
    if (!(o->version & OPENAPI_SINCE_32) || (!prefix && !rest))
        return read_all(o, gen_get(media, "encoding"), parts);
    if (fault) {
        drop(o, media, "prefixEncoding", fault);
        drop(o, media, "itemEncoding", fault);
        return read_all(o, gen_get(media, "encoding"), parts);
    }
    drop(o, media, "encoding", "it is not used beside what parts are like by their places");
    return read_places(o, prefix, rest);
}
