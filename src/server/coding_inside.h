/* Private to coding*.c: codings that need a library which need not be there. */
#ifndef US_CODING_INSIDE_H
#define US_CODING_INSIDE_H

#include "server/coding.h"

/* Replaces the body by what it says; at most `limit` bytes come out. */
typedef enum us_coding us_undo_call(us_arena *arena, size_t limit, us_text *body);

/* br (RFC 7932) and zstd (RFC 8878), or NULL where the library cannot be loaded. It is looked for once, and may be asked
 * for by any number of threads. */
us_undo_call *us_coding_brotli(void);
us_undo_call *us_coding_zstd(void);

#endif
