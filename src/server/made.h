/* Answers that nobody has written: the plainest instance of a response's schema, made when it is asked for
 * the first time and kept as long as the service. Also those that were written as a value of another media type
 * than JSON. */
#ifndef US_MADE_H
#define US_MADE_H

#include <stdint.h>

#include "server/kinds.h"
#include "server/sequence.h"
#include "server/service_inside.h"

/* NULL when there is no memory. Free with us_made_free, which takes NULL. */
us_made *us_made_new(void);
void us_made_free(us_made *made);

/* A made value, which is JSON, as bytes of the media type, in the arena; bytes NULL, with *why: it has no spelling. */
us_text us_made_spelled(us_arena *arena, const us_media *media, us_text json, us_text *why);

/* What a random answer is drawn from. */
typedef struct us_luck {
    uint64_t seed;
    bool whole; /* no optional member is left out */
} us_luck;

/* The body made anew, in the arena, as bytes of the media type (encode.h): with luck a random one, or the
 * plainest where none was found. Otherwise as us_made_body. */
us_text us_made_try(us_arena *arena, const us_cast *cast, const us_media *media,
                    const us_luck *luck, us_text *why);

/* The same for a stream (made_items.c): items of each kind, as its text. */
us_text us_made_items(us_arena *arena, const us_cast *cast, const us_media *media,
                      const uint64_t *seed, enum us_sequence kind, us_text *why);

/* Item number `number` of `count`, from the seed of the stream; without one the plainest. */
us_text us_made_item(us_arena *arena, const us_cast *cast, const us_media *media,
                     const uint64_t *seed, enum us_sequence kind, const us_kinds *kinds,
                     unsigned number, unsigned count, us_text *why);

/* Of which kinds the items of a stream are, in the arena. */
us_kinds us_made_find_kinds(us_arena *arena, const us_cast *cast, const us_media *media);

/* The same, found once and kept as long as the service, without what they look like. Thread-safe. */
const us_kinds *us_made_kinds(const us_service *service, const us_cast *cast,
                              const us_media *media);

/* Whether what is made for the type is JSON. */
bool us_made_is_json(const us_media *media);

/* The body of an answer as the last member of an object: a text as "body", and of anything else, since JSON holds no
 * bytes, how many they are, as "bytes". */
void us_made_write(us_buf *out, const us_media *media, us_text body);

/* The seed that a wish says: a number; any other text stands for one. */
uint64_t us_seed_of(us_text text);

/* A seed that nobody got before from this service. Thread-safe. */
uint64_t us_made_seed(const us_service *service);

/* The body, which lives as long as the service; bytes NULL when the schema has no instance that could be
 * found. *why then says what is in the way, as long as the service. Thread-safe. */
us_text us_made_body(const us_service *service, const us_cast *cast, const us_media *media,
                     us_text *why);

/* The plainest instance of a shape as JSON, by the address of what it is a value of; otherwise as us_made_body. */
us_text us_made_value(const us_service *service, const us_cast *cast, const void *of,
                      const us_rule *shape, us_checker *check, us_text *why);

/* Whether the example is the media type's own, which stays as long as the service. */
bool us_made_keeps(const us_media *media, const us_example *example);

/* The bytes of an example, which may be a value that is yet to be spelled: as long as the service where the example
 * is kept, else in the arena. Thread-safe. */
us_text us_made_example(const us_service *service, us_arena *arena, const us_media *media,
                        const us_example *example);

#endif
