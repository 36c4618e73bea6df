/* OpenSSL, loaded when TLS is asked for: a server without it does not even hold the code.
 *
 * Only tls*.c include this. */
#ifndef US_TLS_LIBRARY_H
#define US_TLS_LIBRARY_H

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/ssl.h>
#include <openssl/x509v3.h>
#include <stdbool.h>

typedef struct us_tls_calls {
#define US_TLS_CALL(library, function) __typeof__(function) *function;
#include "server/tls_calls.def"
#undef US_TLS_CALL
} us_tls_calls;

/* The functions, or NULL when the libraries are not there. Called from one thread first. */
const us_tls_calls *us_tls_library(void);

/* What went wrong last, for a person. */
const char *us_tls_reason(const us_tls_calls *call);

#endif
