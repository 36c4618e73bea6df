/* What travels inside this program, so that no file of ours has to be on the machine: the header that
 * generated C includes, those that make it faster, and the library that a standalone server is linked with.
 * The bytes are constant and live as long as the program. */
#ifndef US_EMBED_H
#define US_EMBED_H

#include "base/text.h"

/* The headers, in the order in which a C compiler is told to include them: understudy.h, which is all that
 * generated C needs, is the first. */
enum { US_EMBEDDED_HEADERS = 4 };
typedef struct us_embedded {
    us_text name, bytes;
} us_embedded;

us_embedded us_embedded_header(unsigned number);

us_text us_embedded_library(void); /* libunderstudy.a: base, runtime and server */

#endif
