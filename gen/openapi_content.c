/* Content: the media types of a body. */
#include "base/ascii.h"
#include "gen/openapi.h"

bool openapi_is_token(us_text text)
{
    return us_text_is_words(text, US_TEXT("!#$%&'*+-.^_`|~")) && text.length > 0;
}

/* type "/" subtype, without the parameters (RFC 9110, 8.3.1). */
static us_text without_parameters(us_text media_type)
{
    return us_text_trim(us_text_slice(media_type, 0, us_text_find(media_type, ';')));
}

/* Whether it is the format, as application/ or text/, or has it as a suffix. */
static bool is_format(us_text media_type, const char *application, const char *text,
                      const char *suffix)
{
    us_text essence = without_parameters(media_type);
    size_t tail = strlen(suffix);
    return us_text_equal_nocase(essence, us_text_of(application)) ||
           us_text_equal_nocase(essence, us_text_of(text)) ||
           (essence.length > tail &&
            us_text_equal_nocase(us_text_slice(essence, essence.length - tail, essence.length),
                                 us_text_of(suffix)));
}

bool openapi_is_json(us_text media_type)
{
    return is_format(media_type, "application/json", "text/json", "+json");
}

bool openapi_is_xml(us_text media_type)
{
    return is_format(media_type, "application/xml", "text/xml", "+xml");
}

bool openapi_is_form(us_text media_type)
{
    us_text essence = without_parameters(media_type);
    return us_text_equal_nocase(essence, US_TEXT("application/x-www-form-urlencoded")) ||
           us_text_starts(essence, US_TEXT("multipart/"));
}

/* Also a range: any type at all, or any of one kind. */
static bool is_media_type(us_text text)
{
    us_text essence = without_parameters(text);
    size_t slash = us_text_find(essence, '/');
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] < 0x20 || (unsigned char)text.bytes[i] >= 0x7F)
            return false;
    return openapi_is_token(us_text_slice(essence, 0, slash)) &&
           openapi_is_token(us_text_slice(essence, slash + 1, essence.length));
}

bool openapi_check_media_type(openapi *o, us_text text, gen_at at)
{
    bool fine = is_media_type(text);
    if (!fine)
        gen_warning(o->g, at, "\"%s\" is not used: it is no media type such as application/json",
                    gen_show(o->g, text));
    return fine;
}

static gen_media *read_media(openapi *o, const gen_member *member)
{
    gen_media *media = US_NEW(&o->g->arena, gen_media);
    const gen_node *node = gen_follow(member->value);
    media->type = member->key;
    media->at = member->at;
    media->schema_node = gen_get(node, "schema");
    media->example = openapi_read_examples(o, node, member->key);
    return media;
}

gen_media *openapi_read_content(openapi *o, const gen_node *content)
{
    gen_media *first = NULL, **last = &first;
    for (const gen_member *member = content ? content->member : NULL; member;
         member = member->next) {
        if (!openapi_check_media_type(o, member->key, member->at)) {
            openapi_note_dropped(o->g, member->value, "the media type is not used");
            continue;
        }
        *last = read_media(o, member);
        last = &(*last)->next;
    }
    return first;
}

/* ---- bodies that are no JSON ----------------------------------------------------------------------- */

static bool is_range(us_text media_type)
{
    return us_text_ends(without_parameters(media_type), US_TEXT("/*"));
}

/* Whether the server can make a value of a body of that type: forms, XML, and text as a string. Of a range some
 * types can be. */
static bool is_readable(us_text media_type)
{
    us_text essence = without_parameters(media_type);
    return is_range(media_type) || openapi_is_xml(media_type) || openapi_is_form(media_type) ||
           us_text_starts(essence, US_TEXT("text/")) ||
           us_text_equal_nocase(essence, US_TEXT("application/octet-stream"));
}

/* What cannot be read is let in as it is, and said so. */
void openapi_read_text_media(openapi *o, gen_media *media, const gen_encoding *encoding,
                             const gen_member *schema)
{
    media->is_text = is_readable(media->type);
    if (media->is_text) {
        media->is_xml = openapi_is_xml(media->type) || is_range(media->type);
        media->encoding = encoding;
        return;
    }
    if (schema)
        gen_note(o->g, schema, GEN_ANNOTATION, US_TEXT("a body of this type is not checked"));
    if (media->schema_node->kind == GEN_OBJECT && media->schema_node->count > 0)
        gen_warning(o->g, media->schema_node->at,
                    "a body of type %s is let in without being checked",
                    gen_show(o->g, media->type));
    media->schema_node = NULL;
}

/* One media type of a body: sequences are arrays since 3.2, the rest may be readable. */
static void read_body_media(openapi *o, gen_media *media, const gen_node *node)
{
    bool parts = us_text_starts(media->type, US_TEXT("multipart/"));
    if (o->version & OPENAPI_SINCE_32 && (parts || openapi_is_sequence(media->type))) {
        media->schema_node = openapi_sequence_schema(o, node);
        media->is_text = media->schema_node != NULL;
        media->encoding = openapi_read_media_encodings(o, media->type, node);
        return;
    }
    openapi_skip_items(o, node, "the items of a body of this type are not checked");
    if (media->schema_node && !openapi_is_json(media->type))
        openapi_read_text_media(o, media, openapi_read_media_encodings(o, media->type, node),
                                gen_get_member(node, "schema"));
}

static void read_body_medias(openapi *o, gen_media *media, const gen_node *content)
{
    const gen_member *m = content ? content->member : NULL;
    for (; media; media = media->next) {
        while (!us_text_equal(m->key, media->type))
            m = m->next;
        read_body_media(o, media, gen_follow(m->value));
    }
}

gen_body *openapi_read_body(openapi *o, gen_node *node)
{
    node = gen_follow(node);
    if (!node)
        return NULL;
    gen_body *body = US_NEW(&o->g->arena, gen_body);
    body->required = gen_is_true(node, "required");
    body->at = node->at;
    body->media = openapi_read_content(o, gen_get(node, "content"));
    if (!body->media)
        gen_warning(o->g, node->at, "the request body has no media type, so every body is refused");
    read_body_medias(o, body->media, gen_get(node, "content"));
    return body;
}
