/* What a document wishes of made answers: the members of schemas, operations and media types that begin with "x-understudy-". */
#ifndef GEN_WISH_H
#define GEN_WISH_H

#include "gen/gen.h"

/* Of a schema. */
#define GEN_WISH_VALUE   "x-understudy-value"   /* anything: what is made */
#define GEN_WISH_VALUES  "x-understudy-values"  /* a list: what is drawn from */
#define GEN_WISH_COUNT   "x-understudy-count"   /* a number: of items */
#define GEN_WISH_PRESENT "x-understudy-present" /* a boolean: whether the member is there */

/* Of a media type of an answer. */
#define GEN_WISH_EVENT                                                                             \
    "x-understudy-event" /* a text: the member that names events; or false: none does */

/* Of an operation. */
#define GEN_WISH_STATUS "x-understudy-status" /* a number: of the usual answer */

/* Of an operation, or of one of its responses. */
#define GEN_WISH_DELAY                                                                             \
    "x-understudy-delay" /* a number or a range: milliseconds that an answer waits */

/* The whole number that the value of a wish is; false when it is none. NULL is none. */
bool gen_wish_number(const gen_node *value, unsigned *number);

enum gen_wish_place {
    GEN_WISH_IN_SCHEMA,
    GEN_WISH_IN_MEDIA_TYPE,
    GEN_WISH_IN_RESPONSE,
    GEN_WISH_IN_OPERATION,
    GEN_WISH_NOWHERE /* no wish belongs there */
};

/* Warns of wishes in the node that nobody fulfils: unknown ones, those of another place, and those that are written
 * in a wrong way. */
void gen_wish_judge(gen *g, const gen_node *node, enum gen_wish_place place);

#endif
