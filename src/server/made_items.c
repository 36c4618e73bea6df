/* Items of streams. Where an item is one of several kinds the plain ones are of each kind in turn, so that a client
 * meets all of them; random ones are of any, or of each in turn where the kinds have an order. */
#include "runtime/make.h"
#include "server/encode.h"
#include "server/kinds.h"
#include "server/made.h"

enum { RANDOM_ITEMS = 3 };

static us_making making_of(const us_cast *cast, const us_media *media)
{
    const us_media *item = media->item ? media->item : media;
    return (us_making){ .shape = item->shape,
                        .check = item->check,
                        .pattern = cast->pattern,
                        .direction = US_RESPONSE };
}

us_kinds us_made_find_kinds(us_arena *arena, const us_cast *cast, const us_media *media)
{
    const us_making making = making_of(cast, media);
    return us_kinds_of(arena, &making, us_text_from(media->event));
}

/* Adds the value as an item. False: it is no JSON, which cannot be. */
static bool add_item(us_buf *out, const us_media *media, us_text json, enum us_sequence kind)
{
    us_json_error error;
    const us_json *value = us_json_read(out->arena, json, NULL, &error);
    if (value)
        us_encode_item(out, value, kind, us_text_from(media->event));
    return value != NULL;
}

/* One plain item of each kind; or else the plainest of all. */
static void add_plain(us_buf *out, const us_cast *cast, const us_media *media,
                      enum us_sequence kind, us_text *why)
{
    const us_making making = making_of(cast, media);
    const us_kinds kinds = us_made_find_kinds(out->arena, cast, media);
    for (unsigned i = 0; i < kinds.count; i++)
        add_item(out, media, kinds.kind[i].json, kind);
    if (kinds.count > 0)
        return;
    us_text json = us_make_plain(out->arena, &making, why);
    if (json.bytes)
        add_item(out, media, json, kind);
}

us_text us_made_item(us_arena *arena, const us_cast *cast, const us_media *media, uint64_t seed,
                     enum us_sequence kind, const us_kind *as, us_text *why)
{
    us_making making = making_of(cast, media);
    us_buf out = us_buf_new(arena, 512);
    if (as) {
        making.settled = as->settled;
        making.settlements = as->settlements;
    }
    us_text json = us_make_random(arena, &making, seed, why);
    if (!json.bytes)
        json = us_make_plain(arena, &making, why);
    return json.bytes && add_item(&out, media, json, kind) ? us_buf_text(&out)
                                                           : (us_text){ NULL, 0 };
}

static void add_random(us_buf *out, const us_cast *cast, const us_media *media, uint64_t seed,
                       enum us_sequence kind, us_text *why)
{
    const us_kinds kinds = us_made_find_kinds(out->arena, cast, media);
    unsigned ordered = kinds.order.events, count = ordered > 0 ? ordered : RANDOM_ITEMS;
    for (unsigned i = 0; i < count; i++)
        us_buf_add(out, us_made_item(out->arena, cast, media, seed + i, kind,
                                     ordered > 0 ? &kinds.kind[i] : NULL, why));
}

us_text us_made_items(us_arena *arena, const us_cast *cast, const us_media *media,
                      const uint64_t *seed, enum us_sequence kind, us_text *why)
{
    const us_making making = making_of(cast, media);
    us_buf out = us_buf_new(arena, 512);
    if (!making.shape && !making.check)
        add_item(&out, media, US_TEXT("\"string\""), kind);
    else if (!seed)
        add_plain(&out, cast, media, kind, why);
    else if (making.check)
        add_random(&out, cast, media, *seed, kind, why);
    return out.length > 0 ? us_buf_text(&out) : (us_text){ NULL, 0 };
}
