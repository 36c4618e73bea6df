/* http and https, for --allow-remote. libcurl is loaded when it is asked for the first time: a program that
 * never goes to the network does not even hold the code that could. */
#include "cli/loader.h"

#include <dlfcn.h>
#include <string.h>

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#undef curl_easy_setopt

#define MOST_SECONDS   30L
#define MOST_REDIRECTS 5L

typedef struct curl_calls {
    CURL *(*init)(void);
    CURLcode (*set)(CURL *, CURLoption, ...);
    CURLcode (*perform)(CURL *);
    const char *(*explain)(CURLcode);
    void (*cleanup)(CURL *);
} curl_calls;

typedef struct download {
    us_buf body;
    bool too_large;
} download;

static bool find(void *library, const char *name, void *pointer)
{
    void *symbol = dlsym(library, name);

    memcpy(pointer, &symbol, sizeof symbol); /* ISO C has no cast from data to functions */
    return symbol;
}

/* NULL when libcurl is not there. */
static const curl_calls *find_curl(void)
{
    static curl_calls calls;
    void *library = calls.init ? NULL : dlopen("libcurl.so.4", RTLD_NOW | RTLD_LOCAL);

    if (calls.init)
        return &calls;
    if (!library || !find(library, "curl_easy_setopt", &calls.set) ||
        !find(library, "curl_easy_perform", &calls.perform) ||
        !find(library, "curl_easy_strerror", &calls.explain) ||
        !find(library, "curl_easy_cleanup", &calls.cleanup) ||
        !find(library, "curl_easy_init", &calls.init))
        return NULL;
    return &calls;
}

static size_t receive(char *bytes, size_t size, size_t count, void *context)
{
    download *d = context;

    d->too_large = size * count > US_LOADER_MOST - d->body.length;
    if (d->too_large)
        return 0; /* ends the transfer */
    us_buf_add(&d->body, (us_text){ bytes, size * count });
    return size * count;
}

static void prepare(const curl_calls *curl, CURL *handle, const char *url, download *d, char *error)
{
    error[0] = '\0';
    curl->set(handle, CURLOPT_URL, url);
    curl->set(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl->set(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl->set(handle, CURLOPT_FOLLOWLOCATION, 1L);
    curl->set(handle, CURLOPT_MAXREDIRS, MOST_REDIRECTS);
    curl->set(handle, CURLOPT_TIMEOUT, MOST_SECONDS);
    curl->set(handle, CURLOPT_FAILONERROR, 1L);
    curl->set(handle, CURLOPT_NOSIGNAL, 1L);
    curl->set(handle, CURLOPT_USERAGENT, "understudy");
    curl->set(handle, CURLOPT_ERRORBUFFER, error);
    curl->set(handle, CURLOPT_WRITEFUNCTION, receive);
    curl->set(handle, CURLOPT_WRITEDATA, d);
}

bool us_loader_fetch(us_arena *arena, us_text url, us_text *text)
{
    const curl_calls *curl = find_curl();
    CURL *handle = curl ? curl->init() : NULL;
    download d = { us_buf_new(arena, 65536), false };
    char error[CURL_ERROR_SIZE];

    if (!handle) {
        *text = US_TEXT("--allow-remote needs libcurl (on Debian: apt-get install libcurl4)");
        return false;
    }
    prepare(curl, handle, us_arena_copy(arena, url).bytes, &d, error);
    CURLcode code = curl->perform(handle);
    curl->cleanup(handle);
    *text = us_buf_text(&d.body);
    if (code != CURLE_OK)
        *text = d.too_large
                    ? US_TEXT("it is larger than 64 MiB")
                    : us_arena_copy(arena, us_text_of(error[0] ? error : curl->explain(code)));
    return code == CURLE_OK;
}
