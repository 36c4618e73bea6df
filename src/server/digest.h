/* Digest authentication (RFC 7616) against passwords that are known: MD5 and SHA-256, also their -sess variants, with
 * qop=auth, qop=auth-int and without. */
#ifndef US_DIGEST_H
#define US_DIGEST_H

#include "server/credentials.h"

typedef struct us_digest { /* what a field Authorization says; what is missing has no bytes */
    us_text username, realm, nonce, uri, response, algorithm, cnonce, qop, nc, userhash;
} us_digest;

/* False when a digest cannot do without something that is missing, or when something comes twice. */
bool us_digest_read(us_arena *arena, us_text credentials, us_digest *digest);

/* Why a digest lets nobody in. */
enum us_digest_fault {
    US_DIGEST_GOOD,
    US_DIGEST_NOBODY, /* no such user, or the password is wrong */
    US_DIGEST_STALE,  /* the proof is good, but its nonce is forgotten */
    US_DIGEST_USED,   /* the same request came before */
    US_DIGEST_TARGET, /* it was made for another target */
    US_DIGEST_WAY     /* by an algorithm or a quality of protection that is not known here */
};

/* Before the turn's credentials are judged: a nonce counts as used once for a request, however many schemes ask. */
void us_digest_begin(us_turn *turn);

typedef struct us_digest_verdict {
    enum us_digest_fault fault;
    bool name_known; /* there is such a user */
} us_digest_verdict;

/* Which of those who are known sent the credentials; NULL: nobody, and *verdict says why. */
const us_known *us_digest_find(const us_turn *turn, const us_known *known, unsigned count,
                               us_text credentials, us_digest_verdict *verdict);

/* Adds a challenge for each algorithm, the better one first, with a nonce of their own. */
void us_digest_challenge(us_turn *turn, bool stale);

#endif
