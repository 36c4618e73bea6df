/* The index of a big object: its members sorted by a hash of the name, then by the name.
 *
 * It tells repeated names and finds a member in logarithmic time whatever the names are: whoever makes
 * names with equal hashes makes us compare more names, never all with all, so no secret is needed. */
#include <string.h>

#include "base/hash.h"
#include "base/json_parts.h"

struct us_json_index {
    uint32_t hash;
    const us_json *member;
};

static int compare(uint32_t hash, us_text key, const struct us_json_index *entry)
{
    us_text other = us_json_key(entry->member);

    if (hash != entry->hash)
        return hash < entry->hash ? -1 : 1;
    if (key.length != other.length)
        return key.length < other.length ? -1 : 1;
    return key.length ? memcmp(key.bytes, other.bytes, key.length) : 0;
}

/* Merges the sorted runs [from, middle) and [middle, to). The earlier member goes first when two are
 * the same, so equal names stay in the order of the text. */
static void merge(const struct us_json_index *in, struct us_json_index *out, size_t from,
                  size_t middle, size_t to)
{
    size_t left = from, right = middle;

    for (size_t i = from; i < to; i++) {
        bool take_left =
            left < middle &&
            (right == to || compare(in[left].hash, us_json_key(in[left].member), &in[right]) <= 0);
        out[i] = in[take_left ? left++ : right++];
    }
}

/* Sorts `in` by merging runs of doubling length; `spare` is as long. One of the two is returned. */
static struct us_json_index *sort(struct us_json_index *in, struct us_json_index *spare,
                                  size_t count)
{
    for (size_t run = 1; run < count; run *= 2) {
        for (size_t from = 0; from < count; from += 2 * run) {
            size_t middle = from + run < count ? from + run : count;
            size_t to = middle + run < count ? middle + run : count;
            merge(in, spare, from, middle, to);
        }
        struct us_json_index *sorted = spare;
        spare = in;
        in = sorted;
    }
    return in;
}

static const us_json *first_repeated(const struct us_json_index *index, size_t count)
{
    const us_json *found = NULL;

    for (size_t i = 1; i < count; i++) {
        const us_json *second = index[i].member;
        if (compare(index[i - 1].hash, us_json_key(index[i - 1].member), &index[i]) == 0 &&
            (!found || second->offset < found->offset))
            found = second;
    }
    return found;
}

const us_json *us_json_index_members(us_arena *arena, us_json *object)
{
    struct us_json_index *index = us_arena_alloc(arena, 2 * object->count * sizeof *index);
    size_t i = 0;

    for (const us_json *member = us_json_first(object); member; member = us_json_next(member))
        index[i++] = (struct us_json_index){ member->key_hash, member };
    index = sort(index, index + i, i);
    object->index = index;
    return first_repeated(index, i);
}

const us_json *us_json_index_find(const us_json *object, us_text key)
{
    uint32_t hash = us_hash(key.bytes, key.length);
    size_t from = 0, to = object->count;

    while (from < to) {
        size_t middle = from + (to - from) / 2;
        int order = compare(hash, key, &object->index[middle]);
        if (order == 0)
            return object->index[middle].member;
        if (order < 0)
            to = middle;
        else
            from = middle + 1;
    }
    return NULL;
}
