/* What came of one security scheme in one request, and how that is said. */
#ifndef US_SECURITY_H
#define US_SECURITY_H

#include "server/credentials.h"
#include "server/digest.h"

enum us_admission {
    US_CREDENTIAL_MISSING,
    US_CREDENTIAL_MALFORMED,
    US_CREDENTIAL_UNKNOWN, /* nobody is known by it */
    US_CREDENTIAL_NARROW,  /* who is known by it may not do this */
    US_CREDENTIAL_GOOD
};

typedef struct us_admitted {
    enum us_admission admission;
    const us_scheme *scheme;
    const us_scopes *wanted; /* NULL: none */
    us_credential credential;
    const us_known *known;      /* NULL: not looked up, or nobody */
    bool name_known;            /* only the password is wrong */
    enum us_digest_fault fault; /* of Digest */
} us_admitted;

/* What is wrong with it, for a person who has to mend it: the scheme, what it wants, what came. Of a
 * secret no more than its beginning. */
us_text us_security_message(const us_turn *turn, const us_admitted *admitted);

/* The scopes that are wanted, with a space between. */
us_text us_security_scopes(us_arena *arena, const us_scopes *wanted);

/* Prints on stdout what of the module's security is not enforced with these options; `certificates`: clients
 * are asked for them. */
void us_security_print_notice(const us_module *module, const us_service_options *options,
                              bool certificates);

#endif
