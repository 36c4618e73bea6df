/* Operations beside each other: their routes and ids. OpenAPI 3.1, 4.8.8: "Templated paths with the same
 * hierarchy but different templated names MUST NOT exist as they are identical." */
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

/* Equal when the names in braces are not looked at. */
static bool same_shape(us_text a, us_text b)
{
    size_t i = 0, j = 0;

    while (i < a.length && j < b.length && a.bytes[i] == b.bytes[j]) {
        if (a.bytes[i] == '{') {
            while (a.bytes[i] != '}')
                i++;
            while (b.bytes[j] != '}')
                j++;
        }
        i++;
        j++;
    }
    return i == a.length && j == b.length;
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
    if (us_text_equal(o->id, earlier->id))
        gen_error(g, o->at, "the operationId \"%s\" is already that of line %u", gen_show(g, o->id),
                  earlier->at.line);
    if (!us_text_equal(o->method, earlier->method))
        return;
    if (same_shape(o->path, earlier->path))
        gen_error(g, o->at, "%s %s is the same route as %s in line %u", gen_show(g, o->method),
                  gen_show(g, o->path), gen_show(g, earlier->path), earlier->at.line);
    else if (is_ambiguous(o->path, earlier->path))
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
            gen_error(g, o->at, "{%s} of the path %s is no parameter of this operation",
                      gen_show(g, name), gen_show(g, o->path));
    }
    for (const gen_parameter *p = o->parameter; p; p = p->next) {
        unsigned count = p->in == GEN_IN_PATH ? count_in_path(o->path, p->name) : 1;

        if (count == 0)
            gen_error(g, p->at, "the path %s has no {%s}", gen_show(g, o->path),
                      gen_show(g, p->name));
        if (count > 1)
            gen_error(g, p->at, "the path %s has {%s} more than once", gen_show(g, o->path),
                      gen_show(g, p->name));
    }
}
