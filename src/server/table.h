/* Tables: text/csv (RFC 4180), and the same with tabs. */
#ifndef US_TABLE_H
#define US_TABLE_H

#include "base/json.h"
#include "server/media.h"
#include "server/reading.h"

/* What divides the cells of a body of the type; 0: it is no table. */
char us_table_separator(const us_media_type *type);

/* Whether the schema is about rows, and not about the table as one text. */
bool us_table_is_list(const us_reading *reading);

/* The rows as an array, or the only one where the schema is for an object. Where the items are objects the first line names their members, and an empty cell is a member
 * that is not there, unless it may be a text; else a row is an array of its cells, or its only cell. */
us_json *us_table_read(us_arena *arena, us_text body, char separator, const us_reading *reading);

#endif
