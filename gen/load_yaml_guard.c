/* Anchors, depth and keys of a YAML document. An alias shares the anchor's content, so memory grows with
 * the file; but every later pass walks the document as if the content were written out, so that size is
 * what is bounded ("billion laughs"). */
#include "gen/load_yaml.h"

#include <stdlib.h>
#include <string.h>

#include "base/json.h"

#define MOST_ANCHORS 4096

/* What aliases may stand for: a million values, or 32 MB of text, or some of each. */
#define MOST_ALIASED    1000000
#define TEXT_PER_WEIGHT 32

bool gen_yaml_check_depth(gen_yaml *y, gen_at at, unsigned depth)
{
    if (depth > y->deepest)
        y->deepest = depth;
    if (depth <= US_JSON_DEPTH)
        return true;
    gen_error(y->g, at, "arrays and objects nest deeper than %d levels", US_JSON_DEPTH);
    return false;
}

void gen_yaml_weigh(gen_yaml *y, us_text text)
{
    y->weight += text.length / TEXT_PER_WEIGHT;
}

gen_yaml_anchor *gen_yaml_open_anchor(gen_yaml *y, gen_at at, us_text name, unsigned depth)
{
    if (++y->anchors > MOST_ANCHORS) {
        gen_error(y->g, at, "there are more than %d anchors", MOST_ANCHORS);
        return NULL;
    }
    gen_yaml_anchor *anchor = US_NEW(&y->g->arena, gen_yaml_anchor);
    anchor->name = us_arena_copy(&y->g->arena, name);
    anchor->open = true;
    anchor->depth = depth;
    anchor->weight = y->weight - 1; /* it is counted already itself */
    anchor->deepest_outside = y->deepest;
    y->deepest = depth;
    anchor->next = y->anchor;
    y->anchor = anchor;
    return anchor;
}

void gen_yaml_close_anchor(gen_yaml *y, gen_yaml_anchor *anchor, gen_node *node)
{
    anchor->node = node;
    anchor->open = false;
    anchor->weight = y->weight - anchor->weight;
    anchor->height = y->deepest - anchor->depth;
    if (anchor->deepest_outside > y->deepest)
        y->deepest = anchor->deepest_outside;
}

const char *gen_yaml_show(const gen_yaml *y, gen_at at, us_text text)
{
    return y->g->source[at.file].secret ? "..." : gen_show(y->g, text);
}

static gen_yaml_anchor *find_anchor(gen_yaml *y, gen_at at, us_text name)
{
    us_nearest nearest = us_nearest_to(name);
    for (gen_yaml_anchor *anchor = y->anchor; anchor; anchor = anchor->next) {
        if (us_text_equal(anchor->name, name))
            return anchor;
        us_nearest_offer(&nearest, anchor->name);
    }
    gen_error(y->g, at, "there is no anchor \"%s\" before this alias%s", gen_yaml_show(y, at, name),
              gen_nearest_hint(y->g, &nearest));
    return NULL;
}

gen_node *gen_yaml_alias(gen_yaml *y, gen_at at, us_text name, unsigned depth)
{
    gen_yaml_anchor *anchor = find_anchor(y, at, name);
    if (!anchor)
        return NULL;
    if (anchor->open) {
        gen_error(y->g, at, "the alias \"%s\" stands inside its own anchor",
                  gen_yaml_show(y, at, name));
        return NULL;
    }
    y->weight += anchor->weight;
    y->aliased += anchor->weight;
    if (y->aliased > MOST_ALIASED) {
        gen_error(y->g, at, "the aliases stand for more than a million values or 32 MB of text");
        return NULL;
    }
    if (!gen_yaml_check_depth(y, at, depth + anchor->height))
        return NULL;
    gen_node *copy = US_NEW(&y->g->arena, gen_node);
    *copy = *anchor->node;
    copy->at = at;
    copy->next = NULL;
    return copy;
}

static int compare_members(const void *left, const void *right)
{
    const gen_member *a = *(gen_member *const *)left, *b = *(gen_member *const *)right;
    size_t shorter = a->key.length < b->key.length ? a->key.length : b->key.length;
    int order = shorter > 0 ? memcmp(a->key.bytes, b->key.bytes, shorter) : 0;
    if (order != 0)
        return order;
    if (a->key.length != b->key.length)
        return a->key.length < b->key.length ? -1 : 1;
    if (a->at.line != b->at.line)
        return a->at.line < b->at.line ? -1 : 1;
    return a->at.column < b->at.column ? -1 : 1;
}

bool gen_yaml_check_keys(gen_yaml *y, gen_node *object)
{
    bool unique = true;
    gen_member **sorted = US_NEW_ARRAY(&y->g->arena, gen_member *, object->count + 1);
    unsigned count = 0;
    for (gen_member *member = object->member; member; member = member->next)
        sorted[count++] = member;
    qsort(sorted, count, sizeof *sorted, compare_members);
    for (unsigned i = 1; i < count; i++) {
        if (!us_text_equal(sorted[i - 1]->key, sorted[i]->key))
            continue;
        gen_error(y->g, sorted[i]->at, "the key \"%s\" was already given in line %u",
                  gen_yaml_show(y, sorted[i]->at, sorted[i]->key), sorted[i - 1]->at.line);
        unique = false;
    }
    return unique;
}
