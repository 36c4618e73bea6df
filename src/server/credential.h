/* What a request has with it to be let in: for each security scheme, what was sent and whether that is
 * well formed. Whether it is right is another question (credentials.h). */
#ifndef US_CREDENTIAL_H
#define US_CREDENTIAL_H

#include "server/turn.h"

typedef struct us_credential {
    bool present;     /* something was sent for this scheme */
    bool well_formed; /* … and it has the form that the scheme wants */
    us_text name;     /* the user of Basic and Digest, the subject of a certificate */
    us_text secret;   /* the key, the token, the password */
} us_credential;

us_credential us_credential_read(const us_turn *turn, const us_scheme *scheme);

/* Whether it is an API key, wherever that stands. */
bool us_credential_is_key(const us_scheme *scheme);

/* Where it is looked for: "header", "query" or "cookie", and the name there; of a certificate
 * "connection" and "certificate". */
us_text us_credential_place(const us_scheme *scheme);
us_text us_credential_field(const us_scheme *scheme);

/* What a challenge calls the API: its title, without what no field may hold. */
us_text us_credential_realm(const us_turn *turn);

/* Adds a quoted string. */
void us_credential_quote(us_buf *out, us_text text);

/* The challenge of a WWW-Authenticate field (RFC 9110, 11.6.1); empty for a certificate, which no
 * field can ask for. `error` is of RFC 6750, 3.1, or NULL; `scope` is what it asks for, or empty. */
us_text us_credential_challenge(const us_turn *turn, const us_scheme *scheme, const char *error,
                                us_text scope);

#endif
