/* Content: the media types of a body. */
#include "gen/openapi.h"

bool openapi_is_token(us_text text)
{
    const us_text marks = US_TEXT("!#$%&'*+-.^_`|~");
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        bool plain = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                     (byte >= '0' && byte <= '9');
        if (!plain && us_text_find(marks, byte) == marks.length)
            return false;
    }
    return text.length > 0;
}

/* type "/" subtype, without the parameters (RFC 9110, 8.3.1). */
static us_text without_parameters(us_text media_type)
{
    return us_text_trim(us_text_slice(media_type, 0, us_text_find(media_type, ';')));
}

bool openapi_is_json(us_text media_type)
{
    us_text essence = without_parameters(media_type);
    size_t length = essence.length;
    return us_text_equal_nocase(essence, US_TEXT("application/json")) ||
           us_text_equal_nocase(essence, US_TEXT("text/json")) ||
           (length > 5 &&
            us_text_equal_nocase(us_text_slice(essence, length - 5, length), US_TEXT("+json")));
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

static gen_media *read_media(openapi *o, const gen_member *member)
{
    gen_media *media = US_NEW(&o->g->arena, gen_media);
    media->type = member->key;
    media->at = member->at;
    media->schema_node = gen_get(member->value, "schema");
    media->example = openapi_read_examples(o, member->value, openapi_is_json(member->key));
    return media;
}

gen_media *openapi_read_content(openapi *o, const gen_node *content)
{
    gen_media *first = NULL, **last = &first;
    for (const gen_member *member = content ? content->member : NULL; member;
         member = member->next) {
        if (!is_media_type(member->key)) {
            gen_warning(o->g, member->at,
                        "\"%s\" is not used: it is no media type such as application/json",
                        gen_show(o->g, member->key));
            continue;
        }
        *last = read_media(o, member);
        last = &(*last)->next;
    }
    return first;
}

/* A body that cannot be read as a value is let in as it is. */
static void drop_unchecked(openapi *o, gen_media *media)
{
    for (; media; media = media->next) {
        if (!media->schema_node || openapi_is_json(media->type))
            continue;
        if (media->schema_node->kind == GEN_OBJECT && media->schema_node->count > 0)
            gen_warning(o->g, media->schema_node->at,
                        "a body of type %s is let in without being checked",
                        gen_show(o->g, media->type));
        media->schema_node = NULL;
    }
}

gen_body *openapi_read_body(openapi *o, gen_node *node)
{
    node = gen_follow(node);
    if (!node)
        return NULL;
    const gen_node *required = gen_get(node, "required");
    gen_body *body = US_NEW(&o->g->arena, gen_body);
    body->required = required && required->truth;
    body->at = node->at;
    body->media = openapi_read_content(o, gen_get(node, "content"));
    if (!body->media)
        gen_warning(o->g, node->at, "the request body has no media type, so every body is refused");
    drop_unchecked(o, body->media);
    return body;
}
