/* Reading examples by their media types, as bodies are read (body.c). */
#include "server/example_value.h"

#include "base/utf8.h"
#include "server/reading.h"
#include "server/sequence.h"
#include "server/service_inside.h"
#include "server/table.h"
#include "server/xml_value.h"

static us_json *read_json(us_arena *arena, us_text bytes, us_example_fault *fault)
{
    us_json_error error;
    us_json *value = us_json_read(arena, bytes, NULL, &error);
    if (!value)
        *fault =
            (us_example_fault){ "json", us_arena_print(arena, "line %u, column %u: %s", error.line,
                                                       error.column, error.message) };
    return value;
}

static us_json *read_xml(us_arena *arena, us_text bytes, const us_reading *reading,
                         us_example_fault *fault)
{
    us_xml_error error;
    us_xml_element *root = us_xml_read(arena, bytes, true, &error);
    if (!root) {
        *fault =
            (us_example_fault){ "xml", us_arena_print(arena, "line %u, column %u: %.*s", error.line,
                                                      error.column, (int)error.message.length,
                                                      error.message.bytes) };
        return NULL;
    }
    if (us_xml_is_text(root, reading))
        return us_json_new_string(arena, bytes);
    us_xml_value made = us_xml_value_of(arena, root, reading);
    if (made.value && made.note)
        *fault = (us_example_fault){
            "xml", us_arena_print(arena, "line %u: <%.*s> %.*s", made.note->place.element->line,
                                  (int)made.note->place.element->name.length,
                                  made.note->place.element->name.bytes,
                                  (int)made.note->message.length, made.note->message.bytes)
        };
    return made.value;
}

static us_json *read_text(us_arena *arena, us_text bytes, const us_media *media,
                          const us_media_type *type, us_example_fault *fault)
{
    char separator = us_table_separator(type);
    if (!us_utf8_valid(bytes)) {
        *fault =
            (us_example_fault){ "schema", US_TEXT("is binary, so its schema cannot be checked") };
        return NULL;
    }
    if (separator && us_table_is_list(media->reading))
        return us_table_read(arena, bytes, separator, media->reading);
    return us_read_text(arena, bytes, media->reading);
}

us_json *us_example_value(us_arena *arena, const us_media *media, const us_example *example,
                          us_example_fault *fault)
{
    us_text bytes = us_text_from(example->bytes);
    us_media_type type;
    bool parsed = us_media_parse(us_text_from(media->type), &type);
    *fault = (us_example_fault){ NULL, { NULL, 0 } };
    if (parsed && us_sequence_of(&type) != US_SEQUENCE_NONE)
        return NULL; /* its schema may be for an item, for the data of one, or for all of them */
    if (!parsed || example->value || us_media_is_json(&type) || us_media_is_range(&type))
        return read_json(arena, bytes, fault);
    if (us_media_is_xml(&type) && media->reading && us_xml_is_found())
        return read_xml(arena, bytes, media->reading, fault);
    return media->check && us_media_is_text(&type) ? read_text(arena, bytes, media, &type, fault)
                                                   : NULL;
}
