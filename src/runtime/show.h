/* A value as a violation shows it: JSON text, cut to a sane length. Private to the runtime. */
#ifndef US_SHOW_H
#define US_SHOW_H

#include "base/arena.h"
#include "base/json.h"
#include "base/nearest.h"
#include "runtime/understudy.h"

/* How much of a value and of a name a message shows, in bytes. */
#define US_SHOW_MESSAGE 60
#define US_SHOW_NAME    100

/* The value as compact JSON text when that takes at most `limit` bytes; otherwise a JSON string that
 * holds the start of it (of a string: its own start) and ends in "…". NUL-terminated. */
us_text us_show(us_arena *arena, const us_json *value, size_t limit);

/* Text as a JSON string, cut in the same way. NUL-terminated. */
us_text us_show_text(us_arena *arena, us_text text, size_t limit);

/* " (did you mean \"free\"?)", the word cut in the same way, or "" where none is near. NUL-terminated. */
us_text us_show_nearest(us_arena *arena, const us_nearest *nearest, size_t limit);

/* A constant of the schema as JSON text, never cut. NUL-terminated. */
us_text us_show_constant(us_arena *arena, const us_value *constant);

/* The members of an enum, with ", " between them; "…" stands for what does not fit into `limit`
 * bytes (`rest` says how it is spelled). NUL-terminated. */
us_text us_show_values(us_arena *arena, const us_values *values, size_t limit, const char *open,
                       const char *between, const char *rest, const char *close);

/* Types as JSON text, "string" or ["string","null"], and in words: a string, a number or null. NUL-terminated. */
us_text us_show_types(us_arena *arena, unsigned types);
us_text us_say_types(us_arena *arena, unsigned types);

#endif
