/* Numbers and ranges of them, as people write them: 3, 1..2, 4.. */
#ifndef GEN_RANGE_H
#define GEN_RANGE_H

#include "gen/ir.h"

/* "3", "1..2", or "3.." when it may be open, which sets *to to 0. False when the text is no such thing. */
bool gen_read_range(us_text text, bool open, unsigned *from, unsigned *to);

/* How long an answer waits, in milliseconds up to a minute; false when the value is no such thing, or NULL. */
bool gen_read_delay(const gen_node *value, unsigned *least, unsigned *most);

/* What a delay is, to follow "a delay is" in a message. */
#define GEN_DELAY_FORM "a number of milliseconds up to 60000, or a range: 100..300"

#endif
