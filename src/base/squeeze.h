/* Names as people mean them: `page-token`, `page_token` and `pageToken` are one. */
#ifndef US_SQUEEZE_H
#define US_SQUEEZE_H

#include "base/text.h"

/* The letters and digits of the name in lower case, written into `room` as far as its `size` bytes go: what is returned
 * lies there. */
us_text us_squeeze(us_text name, char *room, size_t size);

#endif
