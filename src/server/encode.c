/* Which spelling a media type has. */
#include "server/encode.h"

#include "server/service_inside.h"
#include "server/table.h"

static bool is_named(const us_media_type *type, const char *kind, const char *subtype)
{
    return us_text_equal_nocase(type->type, us_text_of(kind)) &&
           us_text_equal_nocase(type->subtype, us_text_of(subtype));
}

/* ---- Types --------------------------------------------------------------------------------------- */

us_text us_encode_type(us_text declared)
{
    static const char *const common[][2] = {
        { "*", "application/json" }, { "application", "application/json" },
        { "text", "text/plain" },    { "image", "image/png" },
        { "audio", "audio/wav" },    { "multipart", "multipart/mixed" },
    };
    us_media_type type;
    if (!us_media_parse(declared, &type) || !us_media_is_range(&type))
        return declared;
    if (us_media_is_xml(&type))
        return US_TEXT("application/xml");
    for (size_t i = 0; i < sizeof common / sizeof *common; i++)
        if (us_text_equal_nocase(type.type, us_text_of(common[i][0])))
            return us_text_of(common[i][1]);
    return US_TEXT("application/octet-stream");
}

static bool is_yaml(const us_media_type *type)
{
    us_text subtype = type->subtype;
    bool known = us_text_equal_nocase(type->type, US_TEXT("application")) ||
                 us_text_equal_nocase(type->type, US_TEXT("text"));
    size_t tail = subtype.length > 5 ? subtype.length - 5 : 0;
    if (us_text_equal_nocase(us_text_slice(subtype, tail, subtype.length), US_TEXT("+yaml")))
        return true;
    return known && (us_text_equal_nocase(subtype, US_TEXT("yaml")) ||
                     us_text_equal_nocase(subtype, US_TEXT("x-yaml")) ||
                     us_text_equal_nocase(subtype, US_TEXT("vnd.yaml")));
}

static bool is_parts(const us_media_type *type)
{
    return us_text_equal_nocase(type->type, US_TEXT("multipart"));
}

enum us_encode_fit us_encode_fit(const us_media_type *type)
{
    if (us_media_is_json(type) || is_yaml(type))
        return US_ENCODE_JSON;
    if (us_encode_file(type).bytes)
        return US_ENCODE_FILE;
    if (us_media_is_xml(type) || us_media_is_text(type) || us_table_separator(type) ||
        is_parts(type) || is_named(type, "application", "x-www-form-urlencoded") ||
        is_named(type, "application", "octet-stream") || us_sequence_of(type) != US_SEQUENCE_NONE)
        return US_ENCODE_VALUE;
    return US_ENCODE_PLAIN;
}

/* ---- Bodies -------------------------------------------------------------------------------------- */

us_text us_encode_plain(us_arena *arena, const us_json *value)
{
    us_buf out = us_buf_new(arena, 64);
    if (us_json_kind(value) == cJSON_String)
        return us_json_string(value);
    us_json_write(&out, value);
    return us_buf_text(&out);
}

static bool is_container(const us_json *value)
{
    return us_json_kind(value) == cJSON_Object || us_json_kind(value) == cJSON_Array;
}

/* A string under a type of tables or forms is taken for one that is written already. */
static us_text encode_value(us_arena *arena, const us_json *value, const us_media_type *type,
                            const us_media *media)
{
    char separator = us_table_separator(type);
    if (us_sequence_of(type) != US_SEQUENCE_NONE)
        return us_encode_sequence(arena, value, us_sequence_of(type), us_text_from(media->event));
    if (us_media_is_xml(type))
        return us_encode_xml(arena, value, media->reading);
    if (separator && is_container(value))
        return us_encode_table(arena, value, separator);
    if (is_named(type, "application", "x-www-form-urlencoded") &&
        us_json_kind(value) == cJSON_Object)
        return us_encode_form(arena, value, media->reading);
    if (is_parts(type))
        return us_encode_parts(arena, value, media->reading);
    return us_encode_plain(arena, value);
}

us_text us_encode(us_arena *arena, us_text json, us_text type_name, const us_media *media,
                  us_text *why)
{
    us_media_type type;
    us_json_error error;
    bool known = us_media_parse(type_name, &type);
    enum us_encode_fit fit = known ? us_encode_fit(&type) : US_ENCODE_JSON;
    if (fit == US_ENCODE_JSON)
        return json;
    if (fit == US_ENCODE_FILE)
        return us_encode_file(&type);
    const us_json *value = us_json_read(arena, json, NULL, &error);
    if (value)
        return encode_value(arena, value, &type, media);
    *why = us_text_of(error.message);
    return (us_text){ NULL, 0 };
}
