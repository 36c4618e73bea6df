/* A table of what was made, by the address of the media type. It only grows, and an entry never changes, so
 * readers need no lock: a bucket is a list to which threads add at the front. */
#include "server/made.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/hash.h"
#include "base/json.h"
#include "runtime/make.h"
#include "server/media.h"

enum { BUCKETS = 1024 };

typedef struct entry {
    const us_media *media;
    us_text body, why;
    us_arena arena; /* of the two texts */
    struct entry *next;
} entry;

struct us_made {
    atomic_uint_least64_t seeds; /* given so far */
    _Atomic(entry *) bucket[BUCKETS];
};

us_made *us_made_new(void)
{
    return calloc(1, sizeof(us_made));
}

static void free_entry(entry *e)
{
    us_arena_free(&e->arena);
    free(e);
}

void us_made_free(us_made *made)
{
    for (unsigned i = 0; made && i < BUCKETS; i++) {
        for (entry *e = atomic_load(&made->bucket[i]), *next; e; e = next) {
            next = e->next;
            free_entry(e);
        }
    }
    free(made);
}

/* ---- The table ---- */

static _Atomic(entry *) *bucket_of(us_made *made, const us_media *media)
{
    return &made->bucket[(uintptr_t)media / sizeof *media % BUCKETS];
}

static const entry *find(const entry *list, const us_media *media)
{
    while (list && list->media != media)
        list = list->next;
    return list;
}

/* Two threads may make the same; the first to come keeps its own. */
static const entry *publish(us_made *made, entry *e)
{
    _Atomic(entry *) *bucket = bucket_of(made, e->media);
    entry *first = atomic_load(bucket);

    do {
        const entry *known = find(first, e->media);

        if (known) {
            free_entry(e);
            return known;
        }
        e->next = first;
    } while (!atomic_compare_exchange_weak(bucket, &first, e));
    return e;
}

/* ---- Making ---- */

bool us_made_is_json(const us_media *media)
{
    us_media_type type;
    us_media_type json = { US_TEXT("application"), US_TEXT("json"), US_TEXT("") };

    if (!us_media_parse(us_text_from(media->type), &type))
        return false;
    return us_media_is_json(&type) || (us_media_is_range(&type) && us_media_fit(&type, &json) > 0);
}

bool us_made_is_possible(const us_media *media)
{
    us_media_type type;

    if (us_made_is_json(media))
        return true;
    return us_media_parse(us_text_from(media->type), &type) && us_media_is_text(&type) &&
           us_shape_types(media->shape) & ~(unsigned)(US_ARRAY | US_OBJECT);
}

/* In a text a string stands without its quotes, and a number or a word as it is. */
static us_text as_text(us_arena *arena, us_text json, us_text *why)
{
    us_json_error error;
    const us_json *value = us_json_read(arena, json, NULL, &error);

    if (value && us_json_kind(value) == cJSON_String)
        return us_json_string(value);
    if (value && !us_json_first(value) && us_json_kind(value) != cJSON_Array &&
        us_json_kind(value) != cJSON_Object)
        return json;
    *why = US_TEXT("its schema asks for an array or an object, which have no spelling as text");
    return (us_text){ NULL, 0 };
}

us_text us_made_try(us_arena *arena, const us_cast *cast, const us_media *media,
                    const uint64_t *seed, us_text *why)
{
    const us_making making = { media->shape, media->check, cast->pattern, US_RESPONSE };
    us_text body = { NULL, 0 };

    if (seed)
        body = us_make_random(arena, &making, *seed, why);
    if (!body.bytes) /* luck alone does not find what is valid of some schemas */
        body = us_make_plain(arena, &making, why);

    return body.bytes && !us_made_is_json(media) ? as_text(arena, body, why) : body;
}

uint64_t us_seed_of(us_text text)
{
    uint64_t seed = 0;
    size_t i = 0;

    while (i < text.length && text.bytes[i] >= '0' && text.bytes[i] <= '9')
        seed = seed * 10 + (uint64_t)(text.bytes[i++] - '0');
    return text.length > 0 && i == text.length ? seed : us_hash(text.bytes, text.length);
}

uint64_t us_made_seed(const us_service *service)
{
    return atomic_fetch_add(&service->made->seeds, 1) + 1;
}

static entry *make(const us_cast *cast, const us_media *media)
{
    us_arena scratch = { 0 };
    entry *e = calloc(1, sizeof *e);
    us_text body, why = US_TEXT("");

    if (!e)
        us_out_of_memory();
    body = us_made_try(&scratch, cast, media, NULL, &why);
    e->media = media;
    e->why = us_arena_copy(&e->arena, why);
    if (body.bytes)
        e->body = us_arena_copy(&e->arena, body);
    us_arena_free(&scratch);
    return e;
}

us_text us_made_body(const us_service *service, const us_cast *cast, const us_media *media,
                     us_text *why)
{
    const entry *e = find(atomic_load(bucket_of(service->made, media)), media);

    if (!e)
        e = publish(service->made, make(cast, media));
    *why = e->why;
    return e->body;
}
