/* Requests that are broken, and what becomes of each: base forms times mutations, from tables, and damage
 * done to good requests by a generator with a fixed seed. */
#ifndef BROKEN_H
#define BROKEN_H

#include "base/arena.h"
#include "base/text.h"

enum broken_way {
    BROKEN_WHOLE,  /* all of it at once */
    BROKEN_PIECES, /* in three pieces, with a moment in between */
    BROKEN_HALF    /* all of it, then the client stops sending */
};

typedef struct broken_case {
    us_text name; /* "chunked: chunk size is no number" */
    us_text bytes;
    /* What has to come: statuses with '|' between alternatives, for each reply a word. "-" is an end
     * without a reply, "?" any reply or none, and "!" behind a word says that the connection ends then. */
    const char *expected;
    enum broken_way way;
    struct broken_case *next;
} broken_case;

/* All of them; `count` says how many. The list lives in the arena. */
broken_case *broken_cases(us_arena *arena, unsigned *count);

/* Sends one to 127.0.0.1 and holds what comes against what is expected. NULL, or in the arena what is
 * wrong. */
const char *broken_try(us_arena *arena, unsigned port, const broken_case *broken);

#endif
