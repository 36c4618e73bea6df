/* Operations beside each other: routes of which a request could mean either. */
#include "gen/judge.h"

/* ---- Segments of a path --------------------------------------------------------------------------------- */

/* The segment at *at, which moves behind it; false at the end of the path. */
static bool next_segment(us_text path, size_t *at, us_text *segment)
{
    size_t start = *at + 1, end = start;

    if (*at >= path.length)
        return false;
    while (end < path.length && path.bytes[end] != '/')
        end++;
    *segment = us_text_slice(path, start, end);
    *at = end;
    return true;
}

static bool is_template(us_text segment)
{
    return us_text_find(segment, '{') < segment.length;
}

/* Whether some path fits both templates and neither is the more concrete one: /a/{x} and /{y}/b. */
static bool is_ambiguous(us_text a, us_text b)
{
    size_t at = 0, bt = 0;
    us_text first, second;
    bool a_is_concrete = false, b_is_concrete = false, more = next_segment(a, &at, &first);

    while (more && next_segment(b, &bt, &second)) {
        bool first_open = is_template(first), second_open = is_template(second);

        if (!first_open && !second_open && !us_text_equal(first, second))
            return false;
        a_is_concrete |= !first_open && second_open;
        b_is_concrete |= first_open && !second_open;
        more = next_segment(a, &at, &first);
    }
    return !more && bt >= b.length && a_is_concrete && b_is_concrete;
}

/* ---- Pairs of operations -------------------------------------------------------------------------------- */

static void judge_pair(gen *g, const gen_operation *o, const gen_operation *earlier)
{
    if (us_text_equal(o->method, earlier->method) && is_ambiguous(o->path, earlier->path))
        gen_warning(g, o->at, "a request can mean %s or %s (line %u), and neither is more concrete",
                    gen_show(g, o->path), gen_show(g, earlier->path), earlier->at.line);
}

void judge_routes(gen *g, const gen_api *api)
{
    for (const gen_operation *o = api->operation; o; o = o->next) {
        for (const gen_operation *earlier = api->operation; earlier != o; earlier = earlier->next)
            judge_pair(g, o, earlier);
    }
}

/* ---- Path parameters ------------------------------------------------------------------------------------ */

/* The next name in braces from *at on, which moves behind it. */
static bool next_name(us_text path, size_t *at, us_text *name)
{
    size_t start = *at, end;

    while (start < path.length && path.bytes[start] != '{')
        start++;
    end = start;
    while (end < path.length && path.bytes[end] != '}')
        end++;
    *name = us_text_slice(path, start + 1, end);
    *at = end;
    return end < path.length;
}

static bool has_parameter(const gen_operation *o, us_text name)
{
    for (const gen_parameter *p = o->parameter; p; p = p->next) {
        if (p->in == GEN_IN_PATH && us_text_equal(p->name, name))
            return true;
    }
    return false;
}

static unsigned count_in_path(us_text path, us_text wanted)
{
    unsigned count = 0;
    size_t at = 0;
    us_text name;

    while (next_name(path, &at, &name))
        count += us_text_equal(name, wanted);
    return count;
}

void judge_path(gen *g, const gen_operation *o)
{
    size_t at = 0;
    us_text name;

    while (next_name(o->path, &at, &name)) {
        if (!has_parameter(o, name))
            gen_warning(g, o->at,
                        "{%s} of the path %s is no parameter of this operation: it may be anything",
                        gen_show(g, name), gen_show(g, o->path));
    }
    for (const gen_parameter *p = o->parameter; p; p = p->next) {
        unsigned count = p->in == GEN_IN_PATH ? count_in_path(o->path, p->name) : 1;

        if (count > 1)
            gen_error(g, p->at, "the path %s has {%s} more than once", gen_show(g, o->path),
                      gen_show(g, p->name));
    }
}
