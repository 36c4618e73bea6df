/* Finding libcurl and each of its functions by name. */
#include "cli/curl_calls.h"

#include <dlfcn.h>
#include <stdbool.h>
#include <stddef.h>
#include <string.h>

static const struct {
    const char *name;
    size_t member;
} wanted[] = {
#define US_CURL_CALL(name, result, parameters) { "curl_" #name, offsetof(us_curl_calls, name) },
    US_CURL_CALLS
#undef US_CURL_CALL
};

static bool find_all(void *library, us_curl_calls *calls)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        void *symbol = dlsym(library, wanted[i].name);

        if (!symbol)
            return false;
        /* ISO C has no cast from data to functions */
        memcpy((char *)calls + wanted[i].member, &symbol, sizeof symbol);
    }
    return true;
}

const us_curl_calls *us_curl_find(void)
{
    static us_curl_calls calls;
    static bool found;

    if (!found) {
        void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);

        found = library && find_all(library, &calls) &&
                calls.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
    }
    return found ? &calls : NULL;
}
