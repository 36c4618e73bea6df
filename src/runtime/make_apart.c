/* Keeping an instance of one branch of a oneOf apart from the other branches: a member that only another branch names
 * gets a value that this one refuses; where the branches name the same members, what differs is looked for below them. */
#include "runtime/make_inside.h"

/* References to references, and allOf in allOf. */
enum { DEEP = 8 };

const us_apart *us_apart_add(us_maker *mk, const us_apart *list, const us_rule *shape)
{
    us_apart *first;

    if (!shape)
        return list;
    first = US_NEW(mk->arena, us_apart);
    *first = (us_apart){ shape, list };
    return first;
}

/* What the shape asks of the member, or, without a name, of items. */
static const us_apart *collect(us_maker *mk, const us_apart *list, const us_rule *shape,
                               const us_text *name, unsigned deep)
{
    for (; shape && deep > 0 && shape->asks != US_ASKS_NOTHING_MORE; shape++) {
        if (shape->asks == US_ASKS_REF)
            list = collect(mk, list, shape->shape, name, deep - 1);
        else if (shape->asks == US_ASKS_ALL_OF)
            for (unsigned i = 0; i < shape->count; i++)
                list = collect(mk, list, shape->branch[i], name, deep - 1);
        else if (shape->asks == US_ASKS_ITEMS && !name)
            list = us_apart_add(mk, list, shape->shape);
        else if (shape->asks == US_ASKS_PROPERTIES && name)
            for (unsigned i = 0; i < shape->count; i++)
                if (us_text_equal(us_text_from(shape->property[i].name), *name))
                    list = us_apart_add(mk, list, shape->property[i].shape);
    }
    return list;
}

const us_apart *us_apart_member(us_maker *mk, const us_apart *list, us_text name)
{
    const us_apart *found = NULL;

    for (; list; list = list->next)
        found = collect(mk, found, list->shape, &name, DEEP);
    return found;
}

const us_apart *us_apart_item(us_maker *mk, const us_apart *list)
{
    const us_apart *found = NULL;

    for (; list; list = list->next)
        found = collect(mk, found, list->shape, NULL, DEEP);
    return found;
}
