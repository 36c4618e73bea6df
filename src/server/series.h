/* Streams of the stand-in's own: events, lines or records, given one by one.
 *
 * They are cut from what an example or a fixture has written, or from what is made by the schema, and begin anew
 * where that ends before as many are given as are asked for; random ones are each made when its time has come. What
 * ends such a stream in its document (`[DONE]`) ends it here. */
#ifndef US_SERIES_H
#define US_SERIES_H

#include "server/choose.h"
#include "server/sequence.h"

/* How many items a made stream has where nobody says. */
#define US_SERIES_ITEMS 3

/* The most that can be asked for, and the longest time between two, in milliseconds. */
#define US_SERIES_MOST     1000000u
#define US_SERIES_INTERVAL 60000u

/* Whether answers of the media type are streams. */
static inline bool us_series_is_of(const us_media *media)
{
    return media->item != NULL;
}

/* The answer that was chosen as a stream, whose items are in what the service holds, so that it must not be
 * read once the service is gone. Closed like any stream. */
us_stream *us_series_open(const us_turn *turn, const us_choice *chosen);

/* Cuts the first item off *rest, with its end; empty after the last. */
us_text us_series_cut(us_text *rest, enum us_sequence kind);

#endif
