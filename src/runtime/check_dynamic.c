/* $dynamicRef and $recursiveRef (JSON Schema Core 2020-12, 8.2.3.2; 2019-09, 8.2.4.2).
 *
 * The resources whose checkers are under way form a chain on the stack. One that is in it already is
 * not added again: only the first entrance counts. So the chain is as long as the schema has
 * resources, however deep the instance. */
#include "runtime/verb.h"

struct us_entered {
    const us_resource *resource;
    const struct us_entered *outer;
};

static bool is_entered(const us_check *ck, const us_resource *resource)
{
    const struct us_entered *entered = ck->entered;

    while (entered && entered->resource != resource)
        entered = entered->outer;
    return entered != NULL;
}

void us_enter(us_check *ck, const us_json *value, us_checker *schema, const us_resource *resource)
{
    struct us_entered entered = { resource, ck->entered };

    if (!is_entered(ck, resource))
        ck->entered = &entered;
    us_ref(ck, value, schema);
    ck->entered = entered.outer;
}

static us_checker *find_anchor(const us_resource *resource, const char *name)
{
    for (unsigned i = 0; i < resource->anchors; i++)
        if (strcmp(resource->anchor[i].name, name) == 0)
            return resource->anchor[i].check;
    return NULL;
}

void us_dynamic_ref(us_check *ck, const us_json *value, const char *anchor, us_checker *otherwise)
{
    us_checker *outermost = otherwise;

    for (const struct us_entered *entered = ck->entered; entered; entered = entered->outer) {
        us_checker *found = find_anchor(entered->resource, anchor);

        if (found)
            outermost = found;
    }
    us_ref(ck, value, outermost);
}
