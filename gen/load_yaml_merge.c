/* Merge keys: `<<: *base` and `<<: [*a, *b]`. They are of YAML 1.1 and no part of the core schema, but real
 * documents use them; what is written out wins, then what is merged first. What is merged is an alias as a
 * rule, and its weight was counted as one. */
#include "gen/load_yaml.h"

/* Mappings that one object takes in. Each may cost as much as the object has members. */
#define MOST_MERGED 100

static void merge_members(gen_yaml *y, gen_node *object, const gen_node *base)
{
    gen_member **last = &object->member;
    unsigned added = 0;
    while (*last)
        last = &(*last)->next;
    for (const gen_member *member = base->member; member; member = member->next) {
        if (gen_find_member(object, member->key))
            continue;
        gen_member *copy = US_NEW(&y->g->arena, gen_member);
        *copy = *member;
        copy->next = NULL;
        *last = copy;
        last = &copy->next;
        added++;
    }
    object->count += added;
    gen_index_members(&y->g->arena, object);
}

static bool merge_one(gen_yaml *y, gen_node *object, const gen_node *base, unsigned *merged)
{
    if (base->kind != GEN_OBJECT) {
        gen_error(y->g, base->at,
                  "a merge key (<<) takes in an object or a list of objects, found %s",
                  gen_kind_name(base->kind));
        return false;
    }
    if (++*merged > MOST_MERGED) {
        gen_error(y->g, base->at, "more than %d objects are merged into one", MOST_MERGED);
        return false;
    }
    merge_members(y, object, base);
    return true;
}

bool gen_yaml_merge(gen_yaml *y, gen_node *object, const gen_member *merge)
{
    unsigned merged = 0;
    for (; merge; merge = merge->next) {
        const gen_node *value = merge->value;
        gen_warning(y->g, merge->at, "merge keys (<<) are not of YAML 1.2; the members are copied");
        if (value->kind != GEN_ARRAY && !merge_one(y, object, value, &merged))
            return false;
        for (const gen_node *item = value->item; item; item = item->next)
            if (!merge_one(y, object, item, &merged))
                return false;
    }
    return true;
}
