/* Nonces of Digest authentication (RFC 7616, 3.3): texts that a client has to weave into its proof, so that nobody who
 * has seen one request can make another. Each is made for one challenge and remembered with the counts that it was
 * used with, until a thousand others have been made. Shared by all threads. */
#ifndef US_NONCE_H
#define US_NONCE_H

#include "base/arena.h"
#include "base/text.h"

enum us_nonce {
    US_NONCE_STALE, /* none that is remembered */
    US_NONCE_USED,  /* with the same count, or one long past */
    US_NONCE_FRESH
};

typedef struct us_nonces us_nonces;

us_nonces *us_nonces_new(void);
void us_nonces_free(us_nonces *nonces);

us_text us_nonces_make(us_nonces *nonces, us_arena *arena);

/* Remembers that the nonce was used with that count, and says whether that is the first time. */
enum us_nonce us_nonces_use(us_nonces *nonces, us_text nonce, unsigned count);

#endif
