/* The order in which the kinds of events of a stream make sense, by what they are called.
 *
 * No keyword of OpenAPI says which event begins a stream and which one ends it. Their names do: the last word tells what
 * happens (message_start, output_item.added, run.completed), the words before it to what. Where a subject begins
 * and ends, that is an order that clients rely on. */
#ifndef US_CONVERSATION_H
#define US_CONVERSATION_H

#include "base/arena.h"
#include "base/text.h"

typedef struct us_conversation {
    unsigned *event; /* indexes of the tags, in order */
    unsigned events; /* 0: the tags tell of no order */
    unsigned from;   /* those from here … */
    unsigned to;     /* … to before this one may come again and again; equal: none may */
} us_conversation;

/* The plainest stream of events with these tags, one of each: what begins comes first and what ends last, with what
 * belongs to other subjects in between. A stream ends well: events that tell of a failure are left out. */
us_conversation us_conversation_make(us_arena *arena, const us_text *tag, unsigned tags);

/* The events as they stand, which somebody has written. */
us_conversation us_conversation_read(us_arena *arena, const us_text *tag, unsigned tags);

/* Which of the events is number `number` of a stream of `total`: those that may come again do so, as often as it takes;
 * where none may, it begins anew. There is at least one event. */
unsigned us_conversation_at(const us_conversation *conversation, unsigned number, unsigned total);

#endif
