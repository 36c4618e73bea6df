/* Bodies that are a sequence of JSON texts: lines (application/jsonl), or RFC 7464's sequences. */
#ifndef US_SEQUENCE_H
#define US_SEQUENCE_H

#include "base/arena.h"
#include "base/json.h"
#include "server/media.h"

enum us_sequence {
    US_SEQUENCE_NONE,
    US_SEQUENCE_EVENTS, /* text/event-stream (events.h) */
    US_SEQUENCE_LINES,  /* application/jsonl and its older names */
    US_SEQUENCE_RECORDS /* application/json-seq, and types with the suffix +json-seq */
};

enum us_sequence us_sequence_of(const us_media_type *type);
enum us_sequence us_sequence_named(us_text type);

/* Lines or records. */
bool us_media_is_sequence(const us_media_type *type);

/* The items as an array, or NULL with *item, the number of the one that is no JSON, and *error, whose line and
 * column count from the start of that item. */
us_json *us_sequence_read(us_arena *arena, us_text body, const us_media_type *type, unsigned *item,
                          us_json_error *error);

#endif
