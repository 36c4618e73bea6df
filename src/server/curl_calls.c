/* Finding libcurl and each of its functions by name. */
#include "server/curl_calls.h"

#include <dlfcn.h>
#include <pthread.h>
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

static us_curl_calls calls;
static bool found;

static bool find_all(void *library)
{
    for (size_t i = 0; i < sizeof wanted / sizeof *wanted; i++) {
        void *symbol = dlsym(library, wanted[i].name);

        if (!symbol)
            return false;
        /* ISO C has no cast from data to functions */
        memcpy((char *)&calls + wanted[i].member, &symbol, sizeof symbol);
    }
    return true;
}

static void find(void)
{
    void *library = dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);
    found = library && find_all(library) && calls.global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK;
}

const us_curl_calls *us_curl_find(void)
{
    static pthread_once_t once = PTHREAD_ONCE_INIT;
    pthread_once(&once, find);
    return found ? &calls : NULL;
}
