/* http and https, for --allow-remote. */
#include "cli/loader.h"

#include "server/curl_calls.h"

#define MOST_SECONDS   30L
#define MOST_REDIRECTS 5L

typedef struct download {
    us_buf body;
    bool too_large;
} download;

static size_t receive(char *bytes, size_t size, size_t count, void *context)
{
    download *d = context;

    d->too_large = size * count > US_LOADER_MOST - d->body.length;
    if (d->too_large)
        return 0; /* ends the transfer */
    us_buf_add(&d->body, (us_text){ bytes, size * count });
    return size * count;
}

static void prepare(const us_curl_calls *curl, CURL *handle, const char *url, download *d,
                    char *error)
{
    error[0] = '\0';
    curl->easy_setopt(handle, CURLOPT_URL, url);
    curl->easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl->easy_setopt(handle, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
    curl->easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 1L);
    curl->easy_setopt(handle, CURLOPT_MAXREDIRS, MOST_REDIRECTS);
    curl->easy_setopt(handle, CURLOPT_TIMEOUT, MOST_SECONDS);
    curl->easy_setopt(handle, CURLOPT_FAILONERROR, 1L);
    curl->easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl->easy_setopt(handle, CURLOPT_USERAGENT, "understudy");
    curl->easy_setopt(handle, CURLOPT_ERRORBUFFER, error);
    curl->easy_setopt(handle, CURLOPT_WRITEFUNCTION, receive);
    curl->easy_setopt(handle, CURLOPT_WRITEDATA, d);
}

bool us_loader_is_url(us_text text)
{
    return us_text_starts(text, US_TEXT("http://")) || us_text_starts(text, US_TEXT("https://"));
}

bool us_loader_fetch(us_arena *arena, us_text url, us_text *text)
{
    const us_curl_calls *curl = us_curl_find();
    CURL *handle = curl ? curl->easy_init() : NULL;
    download d = { us_buf_new(arena, 65536), false };
    char error[CURL_ERROR_SIZE];

    if (!handle) {
        *text = US_TEXT("--allow-remote " US_CURL_MISSING);
        return false;
    }
    prepare(curl, handle, us_arena_copy(arena, url).bytes, &d, error);
    CURLcode code = curl->easy_perform(handle);
    curl->easy_cleanup(handle);
    *text = us_buf_text(&d.body);
    if (code != CURLE_OK)
        *text =
            d.too_large
                ? US_TEXT("it is larger than 64 MiB")
                : us_arena_copy(arena, us_text_of(error[0] ? error : curl->easy_strerror(code)));
    return code == CURLE_OK;
}
