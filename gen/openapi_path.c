/* Path templates. */
#include "gen/openapi.h"

static bool is_control(char byte)
{
    return (unsigned char)byte < 0x20 || byte == 0x7F;
}

/* Why `path` is no path template, or NULL. */
static const char *fault_of(us_text path)
{
    bool open = false;
    size_t name = 0;
    for (size_t i = 0; i < path.length; i++) {
        char byte = path.bytes[i];
        if (is_control(byte))
            return "a path may not hold control characters";
        if ((byte == '{' && open) || (byte == '}' && !open) || (byte == '/' && open))
            return "the braces of the path do not match";
        if (byte == '}' && name == 0)
            return "a template without a name";
        name = byte == '{' ? 0 : name + 1;
        open = byte == '{' || (open && byte != '}');
    }
    return open ? "the braces of the path do not match" : NULL;
}

/* What is not a path's own is a character like any other: a request sends it percent-encoded. */
static void warn_encoded(gen *g, gen_at at, us_text path)
{
    for (size_t i = 0; i < path.length; i++) {
        char byte = path.bytes[i];
        if (byte != '?' && byte != '#' && byte != ' ')
            continue;
        gen_warning(g, at, "a path cannot hold '%c': a request has to spell it %%%02X", byte,
                    (unsigned)byte);
        return;
    }
}

bool openapi_read_path(gen *g, gen_at at, us_text *path)
{
    const char *fault = fault_of(*path);
    if (fault) {
        gen_error(g, at, "%s", fault);
        return false;
    }
    if (path->length == 0 || path->bytes[0] != '/') {
        gen_warning(g, at, "a path starts with '/', so one is put before it");
        *path = us_arena_print(&g->arena, "/%.*s", (int)path->length, path->bytes);
    }
    warn_encoded(g, at, *path);
    return true;
}

us_text openapi_first_segment(us_text path)
{
    for (size_t start = 1; start < path.length;) {
        us_text rest = us_text_slice(path, start, path.length);
        us_text segment = us_text_slice(rest, 0, us_text_find(rest, '/'));
        if (segment.length > 0 && us_text_find(segment, '{') == segment.length)
            return segment;
        start += segment.length + 1;
    }
    return US_TEXT("root");
}
