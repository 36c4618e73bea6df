/* Values as a person and a problem document see them.
 *
 * What is shown is always JSON text. A value that is too long becomes a string with its start and an
 * ellipsis; writing stops as soon as that is clear, so a body of megabytes costs no more to show than
 * one of a few hundred bytes. */
#include "runtime/show.h"

#include "base/utf8.h"

us_text us_show_text(us_arena *arena, us_text text, size_t limit)
{
    us_buf quoted = us_buf_new(arena, limit + 16);

    if (text.length > limit) {
        us_buf cut = us_buf_new(arena, limit + 4);

        us_buf_add(&cut, us_utf8_cut(text, limit));
        us_buf_add_string(&cut, "…");
        text = us_buf_text(&cut);
    }
    us_json_write_string(&quoted, text);
    return us_buf_text(&quoted);
}

/* A scalar inside a container; no more of it than can matter. */
static void write_scalar(us_buf *buf, const us_json *value, size_t limit)
{
    if (us_json_kind(value) == cJSON_String)
        us_json_write_string(buf, us_utf8_cut(us_json_string(value), limit + 1));
    else
        us_json_write(buf, value);
}

/* Writes the value until the buffer is longer than `limit`; what comes after that is unspecified. */
static void write_some(us_buf *buf, const us_json *value, size_t limit)
{
    bool object = us_json_kind(value) == cJSON_Object;

    if (!object && us_json_kind(value) != cJSON_Array) {
        write_scalar(buf, value, limit);
        return;
    }
    us_buf_add_byte(buf, object ? '{' : '[');
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
        if (buf->length > limit)
            return;
        if (child != us_json_first(value))
            us_buf_add_byte(buf, ',');
        if (object) {
            us_json_write_string(buf, us_utf8_cut(us_json_key(child), limit + 1));
            us_buf_add_byte(buf, ':');
        }
        write_some(buf, child, limit);
    }
    us_buf_add_byte(buf, object ? '}' : ']');
}

us_text us_show(us_arena *arena, const us_json *value, size_t limit)
{
    us_buf buf;

    if (us_json_kind(value) == cJSON_String)
        return us_show_text(arena, us_json_string(value), limit);
    buf = us_buf_new(arena, limit + 16);
    write_some(&buf, value, limit);
    if (buf.length <= limit)
        return us_buf_text(&buf);
    return us_show_text(arena, us_buf_text(&buf), limit);
}

us_text us_show_nearest(us_arena *arena, const us_nearest *nearest, size_t limit)
{
    if (!nearest->best.bytes)
        return US_TEXT("");
    return us_arena_print(arena, " (did you mean %s?)",
                          us_show_text(arena, nearest->best, limit).bytes);
}

us_text us_show_constant(us_arena *arena, const us_value *constant)
{
    us_text text = { constant->text.bytes, constant->text.length };
    us_buf buf = us_buf_new(arena, text.length + 8);

    if (constant->is_string)
        us_json_write_string(&buf, text);
    else
        us_buf_add(&buf, text);
    return us_buf_text(&buf);
}

us_text us_show_values(us_arena *arena, const us_values *values, size_t limit, const char *open,
                       const char *between, const char *rest, const char *close)
{
    us_buf buf = us_buf_new(arena, limit);

    us_buf_add_string(&buf, open);
    for (unsigned i = 0; i < values->count; i++) {
        us_text text = us_show_constant(arena, &values->value[i]);

        if (i > 0)
            us_buf_add_string(&buf, between);
        if (buf.length + text.length > limit) {
            us_buf_add_string(&buf, rest);
            break;
        }
        us_buf_add(&buf, text);
    }
    us_buf_add_string(&buf, close);
    return us_buf_text(&buf);
}

/* ---- Types ---------------------------------------------------------------------------------------- */

/* In the order in which a person reads them. */
static const struct {
    enum us_types type;
    const char *name, *in_words;
} type_name[] = {
    { US_STRING, "string", "a string" }, { US_INTEGER, "integer", "an integer" },
    { US_NUMBER, "number", "a number" }, { US_BOOLEAN, "boolean", "a boolean" },
    { US_ARRAY, "array", "an array" },   { US_OBJECT, "object", "an object" },
    { US_NULL, "null", "null" },
};
#define TYPE_NAMES (sizeof(type_name) / sizeof(*type_name))

us_text us_show_types(us_arena *arena, unsigned types)
{
    us_buf buf = us_buf_new(arena, 64);
    bool several = (types & (types - 1)) != 0;

    if (several)
        us_buf_add_byte(&buf, '[');
    for (size_t i = 0; i < TYPE_NAMES; i++)
        if (types & type_name[i].type)
            us_buf_print(&buf, "%s\"%s\"", buf.length > 1 ? "," : "", type_name[i].name);
    if (several)
        us_buf_add_byte(&buf, ']');
    return us_buf_text(&buf);
}

us_text us_say_types(us_arena *arena, unsigned types)
{
    us_buf buf = us_buf_new(arena, 64);

    for (size_t i = 0; i < TYPE_NAMES; i++) {
        if (!(types & type_name[i].type))
            continue;
        types &= ~(unsigned)type_name[i].type;
        if (buf.length > 0)
            us_buf_add_string(&buf, types ? ", " : " or ");
        us_buf_add_string(&buf, type_name[i].in_words);
    }
    return us_buf_text(&buf);
}
