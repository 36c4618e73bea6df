/* Items of streams. Where an item is one of several kinds the plain ones are of each kind in turn, so that a client
 * meets all of them. */
#include "runtime/make.h"
#include "server/encode.h"
#include "server/made.h"

/* Deep enough for schemas that are references to references; and more kinds than any stream needs. */
enum { REFERENCES = 32, KINDS_MOST = 64, KINDS_DEPTH = 4, RANDOM_ITEMS = 3 };

static us_making making_of(const us_cast *cast, const us_media *media)
{
    const us_media *item = media->item ? media->item : media;
    return (us_making){ item->shape, item->check, cast->pattern, US_RESPONSE };
}

/* The rule by which an item is one of several; NULL: it is one of a kind. */
static const us_rule *alternatives(const us_rule *shape)
{
    for (unsigned left = REFERENCES; shape && left > 0;) {
        if (shape->asks == US_ASKS_ONE_OF || shape->asks == US_ASKS_ANY_OF)
            return shape;
        if (shape->asks == US_ASKS_NOTHING_MORE)
            return NULL;
        bool reference = shape->asks == US_ASKS_REF;
        left -= reference;
        shape = reference ? shape->shape : shape + 1;
    }
    return NULL;
}

/* Adds the value as an item. False: it is no JSON, which cannot be. */
static bool add_item(us_buf *out, us_text json, enum us_sequence kind)
{
    us_json_error error;
    const us_json *value = us_json_read(out->arena, json, NULL, &error);
    if (value)
        us_encode_item(out, value, kind);
    return value != NULL;
}

/* One plain item of each kind that can be made by itself; a kind may be one of several, too. */
static void add_kinds(us_buf *out, const us_making *making, enum us_sequence kind, unsigned depth,
                      unsigned *left)
{
    const us_rule *rule = depth < KINDS_DEPTH ? alternatives(making->shape) : NULL;
    us_text why;
    for (unsigned i = 0; rule && i<rule->count && * left> 0; i++) {
        us_making branch = *making;
        branch.shape = rule->branch[i];
        if (depth + 1 < KINDS_DEPTH && alternatives(branch.shape)) {
            add_kinds(out, &branch, kind, depth + 1, left);
            continue;
        }
        us_text json = us_make_plain(out->arena, &branch, &why);
        if (json.bytes)
            add_item(out, json, kind);
        --*left;
    }
}

/* Or else the plainest of all. */
static void add_plain(us_buf *out, const us_making *making, enum us_sequence kind, us_text *why)
{
    unsigned left = KINDS_MOST;
    add_kinds(out, making, kind, 0, &left);
    if (out->length > 0)
        return;
    us_text json = us_make_plain(out->arena, making, why);
    if (json.bytes)
        add_item(out, json, kind);
}

us_text us_made_item(us_arena *arena, const us_cast *cast, const us_media *media, uint64_t seed,
                     enum us_sequence kind, us_text *why)
{
    const us_making making = making_of(cast, media);
    us_buf out = us_buf_new(arena, 512);
    us_text json = us_make_random(arena, &making, seed, why);
    if (!json.bytes)
        json = us_make_plain(arena, &making, why);
    return json.bytes && add_item(&out, json, kind) ? us_buf_text(&out) : (us_text){ NULL, 0 };
}

us_text us_made_items(us_arena *arena, const us_cast *cast, const us_media *media,
                      const uint64_t *seed, enum us_sequence kind, us_text *why)
{
    const us_making making = making_of(cast, media);
    us_buf out = us_buf_new(arena, 512);
    if (!making.shape && !making.check)
        add_item(&out, US_TEXT("\"string\""), kind);
    else if (!seed)
        add_plain(&out, &making, kind, why);
    for (unsigned i = 0; making.check && seed && i < RANDOM_ITEMS; i++)
        us_buf_add(&out, us_made_item(arena, cast, media, *seed + i, kind, why));
    return out.length > 0 ? us_buf_text(&out) : (us_text){ NULL, 0 };
}
