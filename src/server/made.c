/* A table of what was made, by the address of the media type, or of the example. It only grows, and an entry never
 * changes, so readers need no lock: a bucket is a list to which threads add at the front. */
#include "server/made.h"

#include <stdatomic.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/hash.h"
#include "base/json.h"
#include "base/utf8.h"
#include "runtime/make.h"
#include "server/encode.h"

enum { BUCKETS = 1024 };

typedef struct entry {
    const void *of;
    us_text body, why;
    us_kinds kinds; /* of a stream */
    us_arena arena; /* of all these */
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

static _Atomic(entry *) *bucket_of(us_made *made, const void *of)
{
    return &made->bucket[(uintptr_t)of / sizeof(us_media) % BUCKETS];
}

static const entry *find(const entry *list, const void *of)
{
    while (list && list->of != of)
        list = list->next;
    return list;
}

/* Two threads may make the same; the first to come keeps its own. */
static const entry *publish(us_made *made, entry *e)
{
    _Atomic(entry *) *bucket = bucket_of(made, e->of);
    entry *first = atomic_load(bucket);

    do {
        const entry *known = find(first, e->of);

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

    return us_media_parse(us_encode_type(us_text_from(media->type)), &type) &&
           us_encode_fit(&type) == US_ENCODE_JSON;
}

/* YAML is spelled as JSON where it is made; an example may have it in its own way. */
static bool is_json_body(us_arena *arena, const us_media *media, us_text body)
{
    us_json_error error;
    us_media_type type;

    if (!us_made_is_json(media) ||
        !us_media_parse(us_encode_type(us_text_from(media->type)), &type))
        return false;
    return us_media_is_json(&type) || us_json_read(arena, body, NULL, &error);
}

void us_made_write(us_buf *out, const us_media *media, us_text body)
{
    if (is_json_body(out->arena, media, body)) {
        us_buf_add_string(out, ",\"body\":");
        us_buf_add(out, body);
    } else if (us_utf8_is_text(body)) {
        us_json_write_text(out, ",\"body\":", body);
    } else {
        us_buf_print(out, ",\"bytes\":%zu", body.length);
    }
}

us_text us_made_spelled(us_arena *arena, const us_media *media, us_text json, us_text *why)
{
    us_text type = us_encode_type(us_text_from(media->type));
    return us_encode(arena, json, type, media, why);
}

/* Where the schema asks for nothing a text is a word: JSON alone may be any value. */
static bool is_text_of_anything(const us_media *media, const us_media_type *type)
{
    return !media->shape && us_encode_fit(type) != US_ENCODE_JSON;
}

us_text us_made_try(us_arena *arena, const us_cast *cast, const us_media *media,
                    const us_luck *luck, us_text *why)
{
    const us_making making = { .shape = media->shape,
                               .check = media->check,
                               .pattern = cast->pattern,
                               .direction = US_RESPONSE,
                               .whole = luck && luck->whole };
    const uint64_t *seed = luck ? &luck->seed : NULL;
    us_text json = { NULL, 0 };
    us_media_type type;
    bool known = us_media_parse(us_encode_type(us_text_from(media->type)), &type);

    if (known && us_encode_fit(&type) == US_ENCODE_FILE)
        return us_encode_file(&type);
    if (known && us_sequence_of(&type) != US_SEQUENCE_NONE)
        return us_made_items(arena, cast, media, seed, us_sequence_of(&type), why);
    if (known && is_text_of_anything(media, &type))
        json = US_TEXT("\"string\"");
    if (!json.bytes && seed)
        json = us_make_random(arena, &making, *seed, why);
    if (!json.bytes) /* luck alone does not find what is valid of some schemas */
        json = us_make_plain(arena, &making, why);
    return json.bytes ? us_made_spelled(arena, media, json, why) : json;
}

uint64_t us_seed_of(us_text text)
{
    uint64_t seed = 0;
    size_t i = 0;

    while (i < text.length && us_is_digit(text.bytes[i]))
        seed = seed * 10 + (uint64_t)(text.bytes[i++] - '0');
    return text.length > 0 && i == text.length ? seed : us_hash(text.bytes, text.length);
}

uint64_t us_made_seed(const us_service *service)
{
    return atomic_fetch_add(&service->made->seeds, 1) + 1;
}

static const entry *known(const us_service *service, const void *of)
{
    return find(atomic_load(bucket_of(service->made, of)), of);
}

/* Keeps the body, which is in the arena, and gives that back. */
static const entry *keep(const us_service *service, const void *of, us_arena *scratch, us_text body,
                         us_text why)
{
    entry *e = calloc(1, sizeof *e);

    if (!e)
        us_out_of_memory();
    e->of = of;
    e->why = us_arena_copy(&e->arena, why);
    if (body.bytes)
        e->body = us_arena_copy(&e->arena, body);
    us_arena_free(scratch);
    return publish(service->made, e);
}

us_text us_made_body(const us_service *service, const us_cast *cast, const us_media *media,
                     us_text *why)
{
    us_arena scratch = { 0 };
    const entry *e = known(service, media);

    *why = US_TEXT("");
    if (!e) {
        us_text body = us_made_try(&scratch, cast, media, NULL, why);
        e = keep(service, media, &scratch, body, *why);
    }
    *why = e->why;
    return e->body;
}

us_text us_made_value(const us_service *service, const us_cast *cast, const void *of,
                      const us_rule *shape, us_checker *check, us_text *why)
{
    const us_making making = {
        .shape = shape, .check = check, .pattern = cast->pattern, .direction = US_RESPONSE
    };
    us_arena scratch = { 0 };
    const entry *e = known(service, of);

    *why = US_TEXT("");
    if (!e) {
        us_text json = shape ? us_make_plain(&scratch, &making, why) : US_TEXT("\"string\"");
        e = keep(service, of, &scratch, json, *why);
    }
    *why = e->why;
    return e->body;
}

/* A stream may be open for long, so of what was made to find its kinds only these are kept. */
static us_kinds copy_of(us_arena *arena, const us_kinds *found)
{
    us_kinds copy = *found;

    copy.kind = US_NEW_ARRAY(arena, us_kind, found->count + 1);
    copy.order.event = US_NEW_ARRAY(arena, unsigned, found->order.events + 1);
    for (unsigned i = 0; i < found->count; i++) {
        copy.kind[i] = found->kind[i];
        copy.kind[i].json = copy.kind[i].tag = US_TEXT("");
    }
    for (unsigned i = 0; i < found->order.events; i++)
        copy.order.event[i] = found->order.event[i];
    return copy;
}

const us_kinds *us_made_kinds(const us_service *service, const us_cast *cast, const us_media *media)
{
    us_arena scratch = { 0 };
    const entry *e = known(service, media->item);

    if (!e) {
        us_kinds found = us_made_find_kinds(&scratch, cast, media);
        entry *made = calloc(1, sizeof *made);

        if (!made)
            us_out_of_memory();
        made->of = media->item;
        made->kinds = copy_of(&made->arena, &found);
        us_arena_free(&scratch);
        e = publish(service->made, made);
    }
    return &e->kinds;
}

bool us_made_keeps(const us_media *media, const us_example *example)
{
    return example >= media->example && example < media->example + media->examples;
}

/* What was filled in for one request has an address that the next may use again. */
us_text us_made_example(const us_service *service, us_arena *arena, const us_media *media,
                        const us_example *example)
{
    us_arena scratch = { 0 };
    us_text why = US_TEXT(""), bytes = us_text_from(example->bytes);
    const entry *e;

    if (!example->value)
        return bytes;
    if (!us_made_keeps(media, example))
        return us_made_spelled(arena, media, bytes, &why);
    e = known(service, example);
    if (!e)
        e = keep(service, example, &scratch, us_made_spelled(&scratch, media, bytes, &why), why);
    return e->body;
}
