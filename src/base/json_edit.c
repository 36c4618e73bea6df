/* Changes to a tree that nobody else holds. An object that was changed has no index any more: its members are
 * looked up one by one. */
#include "base/json_parts.h"

us_json *us_json_clone(us_arena *arena, const us_json *value)
{
    us_json *copy = US_NEW(arena, us_json);
    *copy = *value;
    copy->node.next = copy->node.prev = copy->node.child = NULL;
    if (us_json_kind(value) != cJSON_Object && us_json_kind(value) != cJSON_Array)
        return copy;
    copy->count = 0;
    us_json_forget_sums(copy);
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child))
        us_json_append(copy, us_json_clone(arena, child), us_json_key(child));
    return copy;
}

/* Puts what stands in `link` from here on together again, so that the first knows the last. */
static void mend(us_json *container)
{
    cJSON *first = container->node.child, *last = first;
    while (last && last->next)
        last = last->next;
    if (first)
        first->prev = last;
    us_json_forget_sums(container);
}

void us_json_set(us_json *object, us_text key, us_json *value)
{
    cJSON **link = &object->node.child;
    while (*link && !us_text_equal(us_json_key((us_json *)*link), key))
        link = &(*link)->next;
    if (!*link) {
        us_json_append(object, value, key);
        return;
    }
    value->node.string = (*link)->string;
    value->key_length = ((us_json *)*link)->key_length;
    value->key_hash = ((us_json *)*link)->key_hash;
    value->node.next = (*link)->next;
    value->node.prev = (*link)->prev;
    if (value->node.next)
        value->node.next->prev = &value->node;
    *link = &value->node;
    mend(object);
}

void us_json_drop(us_json *object, us_text key)
{
    cJSON **link = &object->node.child;
    while (*link && !us_text_equal(us_json_key((us_json *)*link), key))
        link = &(*link)->next;
    if (!*link)
        return;
    if ((*link)->next)
        (*link)->next->prev = (*link)->prev;
    *link = (*link)->next;
    object->count--;
    mend(object);
}

void us_json_clear(us_json *container)
{
    container->node.child = NULL;
    container->count = 0;
    us_json_forget_sums(container);
}
