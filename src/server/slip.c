/* What a name that nobody declared may mean, and how to say so. */
#include "server/slip.h"

#include "server/problem.h"

static bool has_member(const us_declared *declared, us_text name)
{
    const us_reading *object = declared->reading;
    for (unsigned i = 0; object && i < object->members; i++)
        if (us_text_equal(us_text_from(object->member[i].name), name))
            return true;
    return false;
}

/* What stands before brackets, or before the dots of an object. */
static us_text head_of(const us_declared *declared, us_text name)
{
    size_t end = us_text_find(name, '[');
    if (end == name.length && declared->types & US_OBJECT)
        end = us_text_find(name, '.');
    return us_text_slice(name, 0, end);
}

/* The dots of `a.b` are a spelling of objects only: they are part of many names. */
enum us_slip us_slip_of(const us_declared *declared, us_text name)
{
    us_text own = declared->name;
    bool object = declared->types & US_OBJECT;
    char next = name.length > own.length && us_text_starts(name, own) ? name.bytes[own.length] : 0;
    if (next == '[')
        return US_SLIP_BRACKETS;
    if (next == '.' && object && us_text_find(name, '[') == name.length)
        return US_SLIP_DOTS;
    if (us_text_equal_nocase(own, name) || us_text_equal_nocase(own, head_of(declared, name)))
        return US_SLIP_CASE;
    return object && !declared->whole && has_member(declared, name) ? US_SLIP_FLAT : US_SLIP_NONE;
}

static us_text how_to_let_in(us_arena *arena, enum us_slip slip, const us_declared *declared,
                             const char *kind)
{
    static const char *const dialects[] = {
        [US_SLIP_FLAT] = "flat", [US_SLIP_DOTS] = "dots", [US_SLIP_BRACKETS] = "brackets"
    };
    bool list = declared->types & US_ARRAY && slip == US_SLIP_BRACKETS;
    if (slip == US_SLIP_CASE)
        return us_arena_print(arena, ": names in a %s are compared with case", kind);
    if (declared->whole || !(declared->types & (US_ARRAY | US_OBJECT)))
        return US_TEXT("");
    return us_arena_print(arena, ": it is spelled in the dialect \"%s\"; let it in with --%s-%s %s",
                          dialects[slip], kind, list ? "array" : "object", dialects[slip]);
}

us_text us_slip_message(us_arena *arena, enum us_slip slip, const us_declared *declared,
                        const char *noun, const char *kind)
{
    us_text how = how_to_let_in(arena, slip, declared, kind);
    if (slip == US_SLIP_FLAT)
        return us_arena_print(arena, "is no %s, but a member of \"%.*s\" is called so%.*s", noun,
                              US_SHOWN(declared->name), US_SHOWN(how));
    return us_arena_print(arena, "is no %s, but \"%.*s\" is%.*s", noun, US_SHOWN(declared->name),
                          US_SHOWN(how));
}
