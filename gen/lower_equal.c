/* Equality of values of the document (JSON Schema 2020-12 Core, 4.2.2). */
#include "base/decimal.h"
#include "gen/lower.h"

static bool equal_items(const gen_node *a, const gen_node *b)
{
    const gen_node *other = b->item;

    if (a->count != b->count)
        return false;
    for (const gen_node *item = a->item; item; item = item->next, other = other->next) {
        if (!lower_equal(item, other))
            return false;
    }
    return true;
}

static const gen_node *member_of(const gen_node *object, us_text key)
{
    for (const gen_member *member = object->member; member; member = member->next) {
        if (us_text_equal(member->key, key))
            return member->value;
    }
    return NULL;
}

static bool equal_members(const gen_node *a, const gen_node *b)
{
    if (a->count != b->count)
        return false;
    for (const gen_member *member = a->member; member; member = member->next) {
        const gen_node *other = member_of(b, member->key);

        if (!other || !lower_equal(member->value, other))
            return false;
    }
    return true;
}

bool lower_equal(const gen_node *a, const gen_node *b)
{
    if (a->kind != b->kind)
        return false;
    switch (a->kind) {
    case GEN_NULL:
        return true;
    case GEN_BOOLEAN:
        return a->truth == b->truth;
    case GEN_NUMBER:
        return us_decimal_compare(a->text, b->text) == 0;
    case GEN_STRING:
        return us_text_equal(a->text, b->text);
    case GEN_ARRAY:
        return equal_items(a, b);
    case GEN_OBJECT:
        return equal_members(a, b);
    }
    return false;
}
