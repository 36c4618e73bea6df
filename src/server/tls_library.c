/* Finding OpenSSL's functions by their names. */
#include "server/tls_library.h"

#include <dlfcn.h>

#include "server/library.h"

static bool find_all(us_tls_calls *calls)
{
    void *ssl = dlopen("libssl.so.3", RTLD_NOW | RTLD_LOCAL);
    void *crypto = dlopen("libcrypto.so.3", RTLD_NOW | RTLD_LOCAL);
    bool good = true;
#define US_TLS_CALL(library, function)                                                             \
    good = us_library_call(library, #function, &calls->function) && good;
#include "server/tls_calls.def"
#undef US_TLS_CALL
    return good;
}

const us_tls_calls *us_tls_library(void)
{
    static us_tls_calls calls;
    static bool sought, found;
    if (!sought)
        found = find_all(&calls);
    sought = true;
    return found ? &calls : NULL;
}

const char *us_tls_reason(const us_tls_calls *call)
{
    const char *reason = call->ERR_reason_error_string(call->ERR_get_error());
    return reason != NULL ? reason : "unknown reason";
}
