/* Lists in header fields (RFC 9110, 5.6.1): items between separators, where a separator inside a
 * quoted string does not count. */
#ifndef US_LIST_H
#define US_LIST_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

/* Takes the next item that is not empty off *rest, without white space around it. `separators` is a
 * set of characters. False when nothing is left. */
bool us_list_next(us_text *rest, const char *separators, us_text *item);

/* Splits "name=value" at the first '='; without one the value is empty. Both are trimmed. */
void us_list_pair(us_text item, us_text *name, us_text *value);

/* What a value says: the inside of a quoted string (with its escapes undone, in the arena when there
 * are any), or the text itself. */
us_text us_list_unquote(us_arena *arena, us_text value);

#endif
