/* An item of a stream, held against the schema of an item. */
#ifndef US_STREAM_ITEM_H
#define US_STREAM_ITEM_H

#include "runtime/check.h"
#include "server/sequence.h"

/* What an item spells. That of an event is the event, as an object of its fields, or else its data, as JSON or as a
 * string, or the event with what its data spells: documents mean the one or the other by a schema. They stand in `value`
 * as event, event with what is spelled, JSON, string; of data that is no JSON the first and the last of these. */
typedef struct us_stream_item {
    const us_json *value[4];
    unsigned values; /* none: nothing, such as a comment among events, or, with a fault, no JSON */
    us_text data;    /* what its JSON stands in; of an event all lines of data, joined */
    us_text fault;   /* why it is no JSON, with the place in `data`; or empty */
    us_json_error error;
} us_stream_item;

/* Reads the text of one item, as it is cut from a stream (series.h). */
us_stream_item us_stream_item_read(us_arena *arena, us_text text, enum us_sequence kind);

/* Runs the checker of `media`, which is us_media.item and has one. *ck is the run over the value that is valid, or else of
 * the one of which the least is wrong. */
void us_stream_item_check(us_check *ck, us_arena *arena, us_pattern *const *pattern,
                          const us_media *media, const us_stream_item *item);

#endif
