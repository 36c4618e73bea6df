/* Server-sent events (text/event-stream; WHATWG HTML, 9.2.6) as the items of one array, each an object with `data`,
 * `event`, `id` and `retry` as far as they are given (OpenAPI 3.2, 4.14.4). */
#ifndef US_EVENTS_H
#define US_EVENTS_H

#include "base/arena.h"
#include "base/json.h"
#include "server/media.h"

bool us_media_is_events(const us_media_type *type);

/* Reads any text: what is no field of an event means nothing. */
us_json *us_events_read(us_arena *arena, us_text body);

/* Takes the first line off *rest, and gives it without its end. */
us_text us_events_line(us_text *rest);

#endif
