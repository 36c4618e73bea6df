/* What travels inside this program, so that no file of ours has to be on the machine: the header that
 * generated C includes, those that make it faster, and the library that a standalone server is linked with.
 * The bytes are constant and live as long as the program. */
#ifndef US_EMBED_H
#define US_EMBED_H

#include "base/text.h"

us_text us_embedded_header(void);      /* understudy.h */
us_text us_embedded_bytes(void);       /* understudy_bytes.h */
us_text us_embedded_fast(void);        /* understudy_fast.h */
us_text us_embedded_fast_object(void); /* understudy_fast_object.h */
us_text us_embedded_library(void);     /* libunderstudy.a: base, runtime and server */

#endif
