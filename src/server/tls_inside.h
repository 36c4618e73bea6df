/* What the files of TLS share. */
#ifndef US_TLS_INSIDE_H
#define US_TLS_INSIDE_H

#include "server/tls.h"
#include "server/tls_library.h"

struct us_tls {
    const us_tls_calls *call;
    SSL_CTX *context;
    char fingerprint[3 * EVP_MAX_MD_SIZE + 1];
};

/* Makes a certificate for localhost with a key of its own and takes both; tls_self_signed.c. False: OpenSSL
 * knows why. */
bool us_tls_sign_self(us_tls *tls);

#endif
