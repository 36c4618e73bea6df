/* Files of fixtures, as a person would write them. */
#include "cli/fixture.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/json.h"
#include "cli/console.h"

/* ---- Writing --------------------------------------------------------------------------------------------- */

/* The folders of a path, each after the one that it is in. */
static bool make_folders(us_arena *arena, const char *path)
{
    for (const char *slash = strchr(path + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
        us_text folder = { path, (size_t)(slash - path) };

        if (mkdir(us_arena_copy(arena, folder).bytes, 0777) != 0 && errno != EEXIST) {
            us_complain("cannot make the folder '%.*s': %s", (int)folder.length, folder.bytes,
                        strerror(errno));
            return false;
        }
    }
    return true;
}

bool us_fixture_write(const char *path, us_text text, bool force)
{
    us_arena arena = { 0 };
    bool good = false, changed;

    if (!force && access(path, F_OK) == 0)
        us_complain("'%s' is there already; --force overwrites it", path);
    else
        good = make_folders(&arena, path) && us_write_file(path, text, &changed);
    us_arena_free(&arena);
    return good;
}

/* ---- Text that is meant as it stands ------------------------------------------------------------------------ */

us_text us_fixture_escape(us_arena *arena, us_text text)
{
    us_buf out = us_buf_new(arena, text.length + 8);

    for (size_t i = 0; i < text.length; i++) {
        us_buf_add_byte(&out, text.bytes[i]);
        if (text.bytes[i] == '$' && i > 0 && text.bytes[i - 1] == '{')
            us_buf_add_byte(&out, '$');
    }
    return us_buf_text(&out);
}

/* ---- Reading well ------------------------------------------------------------------------------------------ */

static void begin_line(us_buf *out, unsigned depth)
{
    us_buf_add_byte(out, '\n');
    for (unsigned i = 0; i < depth; i++)
        us_buf_add_string(out, "  ");
}

static void write_value(us_buf *out, const us_json *value, unsigned depth)
{
    bool object = us_json_kind(value) == cJSON_Object;

    if ((!object && us_json_kind(value) != cJSON_Array) || !us_json_first(value)) {
        us_json_write(out, value);
        return;
    }
    us_buf_add_byte(out, object ? '{' : '[');
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
        begin_line(out, depth + 1);
        if (object) {
            us_json_write_string(out, us_json_key(child));
            us_buf_add_string(out, ": ");
        }
        write_value(out, child, depth + 1);
        us_buf_add_string(out, us_json_next(child) ? "," : "");
    }
    begin_line(out, depth);
    us_buf_add_byte(out, object ? '}' : ']');
}

us_text us_fixture_pretty(us_arena *arena, us_text json)
{
    us_json_error error;
    const us_json *value = us_json_read(arena, json, NULL, &error);
    us_buf out = us_buf_new(arena, json.length * 2 + 16);

    if (!value)
        return json;
    write_value(&out, value, 0);
    us_buf_add_byte(&out, '\n');
    return us_buf_text(&out);
}
