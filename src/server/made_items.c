/* Items of streams. Where an item is one of several kinds the plain ones are of each kind in turn, so that a client
 * meets all of them; random ones are of any, or of each in turn where the kinds have an order. */
#include "runtime/make.h"
#include "server/encode.h"
#include "server/kinds.h"
#include "server/made.h"
#include "server/thread.h"

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

/* Which of the kinds the item is of; NULL: of any. */
static const us_kind *kind_at(const us_kinds *kinds, bool random, unsigned number, unsigned count)
{
    if (kinds->order.events > 0)
        return &kinds->kind[us_conversation_at(&kinds->order, number, count)];
    return kinds->count > 0 && !random ? &kinds->kind[number % kinds->count] : NULL;
}

static us_thread_place place_at(const us_kinds *kinds, const us_kind *as, unsigned number,
                                unsigned count)
{
    bool ordered = kinds->order.events > 0;
    unsigned at = as ? (unsigned)(as - kinds->kind) : 0;

    return (us_thread_place){ .number = number,
                              .first = number == at,
                              .last = ordered ? at == kinds->end : number + 1 == count };
}

/* What luck does not find is made plainly. */
static us_text make(us_arena *arena, const us_making *making, const uint64_t *seed, us_text *why)
{
    us_text json = { NULL, 0 };

    if (seed)
        json = us_make_random(arena, making, *seed, why);
    return json.bytes ? json : us_make_plain(arena, making, why);
}

us_text us_made_item(us_arena *arena, const us_cast *cast, const us_media *media,
                     const uint64_t *seed, enum us_sequence kind, const us_kinds *kinds,
                     unsigned number, unsigned count, us_text *why)
{
    const us_kind *as = kind_at(kinds, seed != NULL, number, count);
    us_making making = making_of(cast, media);
    uint64_t own = seed ? *seed + number : 0;
    us_buf out = us_buf_new(arena, 512);
    us_json_error error;

    if (as) {
        making.settled = as->settled;
        making.settlements = as->settlements;
    }
    making.thread = kinds->thread ? seed : NULL;
    making.whole = kinds->thread;
    us_text json = make(arena, &making, seed ? &own : NULL, why);
    us_json *item = json.bytes ? us_json_read(arena, json, NULL, &error) : NULL;
    if (!item)
        return (us_text){ NULL, 0 };
    if (kinds->thread)
        item = us_thread_fit(arena, &making, item, place_at(kinds, as, number, count));
    us_encode_item(&out, item, kind, us_text_from(media->event));
    return us_buf_text(&out);
}

/* One of each kind, or else a few; of plain ones, which are all alike then, one. */
static void add_items(us_buf *out, const us_cast *cast, const us_media *media, const uint64_t *seed,
                      enum us_sequence kind, us_text *why)
{
    const us_kinds kinds = us_made_find_kinds(out->arena, cast, media);
    unsigned count = seed ? kinds.order.events : kinds.count;

    if (count == 0)
        count = seed ? RANDOM_ITEMS : 1;
    for (unsigned i = 0; i < count; i++)
        us_buf_add(out, us_made_item(out->arena, cast, media, seed, kind, &kinds, i, count, why));
}

us_text us_made_items(us_arena *arena, const us_cast *cast, const us_media *media,
                      const uint64_t *seed, enum us_sequence kind, us_text *why)
{
    const us_making making = making_of(cast, media);
    us_buf out = us_buf_new(arena, 512);
    us_text word = US_TEXT("string");
    if (!making.shape && !making.check)
        us_encode_item(&out, us_json_new_string(arena, word), kind, us_text_from(media->event));
    else if (!seed || making.check)
        add_items(&out, cast, media, seed, kind, why);
    return out.length > 0 ? us_buf_text(&out) : (us_text){ NULL, 0 };
}
