/* Who may come in: the keys, users, tokens and certificates that the file of `--credentials` knows, by
 * the names of the security schemes (docs/security.md has the format).
 *
 * Constant once it is read, and shared by all threads. A scheme of which the file says nothing accepts
 * any credentials that are well formed. */
#ifndef US_CREDENTIALS_H
#define US_CREDENTIALS_H

#include "runtime/understudy.h"
#include "server/credential.h"

typedef struct us_credentials us_credentials;

/* What is wrong with such a file, and where: the second member or item of the first one is 0, 1. */
typedef struct us_credentials_fault {
    unsigned step[3];
    unsigned steps;
    bool of_name;  /* the name of that member is wrong, not its value */
    size_t offset; /* where its value starts in the JSON text */
    char message[240];
} us_credentials_fault;

/* Reads the JSON text of a file, which is copied where it is needed, and holds it against the schemes of
 * the module: each that is named must be there, and what is listed must fit its kind. NULL with *fault
 * filled. Free with us_credentials_free. */
us_credentials *us_credentials_read(us_text json, const us_module *module,
                                    us_credentials_fault *fault)
    __attribute__((warn_unused_result));
void us_credentials_free(us_credentials *credentials);

/* One who is known. */
typedef struct us_known {
    us_text name;   /* the user, the subject of the certificate; of a key or a token empty */
    us_text secret; /* the password, the key, the token */
    us_text *scope; /* what it is good for */
    unsigned scopes;
    bool every_scope;
} us_known;

/* Whether the file says who is known for the scheme of that API, and who that is. */
bool us_credentials_cover(const us_credentials *credentials, const us_api *api,
                          const us_scheme *scheme);
const us_known *us_credentials_of(const us_credentials *credentials, const us_api *api,
                                  const us_scheme *scheme, unsigned *count);

/* Which of them sent well-formed credentials; NULL when nobody is known by them. Then *name_known says whether it
 * is only the password that is wrong. */
const us_known *us_credentials_find(const us_known *known, unsigned count,
                                    const us_credential *credential, bool *name_known);

/* Compares in a time that does not depend on how much of a secret is right. */
bool us_equal_secretly(us_text known, us_text sent);

/* Whether they are good for it. */
bool us_known_has_scope(const us_known *known, us_text scope);

#endif
