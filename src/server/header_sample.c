/* Fields that have a grammar of their own, whatever their schema says: "string" would be no ETag. */
#include "server/headers.h"

#define SAMPLE(name, value)                                                                        \
    {                                                                                              \
        { name, sizeof name - 1 }, { value, sizeof value - 1 }, false                              \
    }
#define WANTED(name, value)                                                                        \
    {                                                                                              \
        { name, sizeof name - 1 }, { value, sizeof value - 1 }, true                               \
    }

static const us_header_sample samples[] = {
    SAMPLE("Accept-Ranges", "bytes"),
    WANTED("Access-Control-Allow-Credentials", "true"),
    WANTED("Access-Control-Allow-Headers", "*"),
    WANTED("Access-Control-Allow-Methods", "*"),
    WANTED("Access-Control-Allow-Origin", "*"),
    WANTED("Access-Control-Expose-Headers", "*"),
    WANTED("Access-Control-Max-Age", "60"),
    SAMPLE("Age", "0"),
    SAMPLE("Allow", "GET, HEAD, OPTIONS"),
    WANTED("Alt-Svc", "clear"),
    SAMPLE("Cache-Control", "no-cache"),
    WANTED("Clear-Site-Data", "\"cache\""),
    SAMPLE("Content-Disposition", "attachment; filename=\"file\""),
    SAMPLE("Content-Language", "en"),
    WANTED("Content-Range", "bytes 0-0/1"),
    WANTED("Deprecation", "true"),
    SAMPLE("ETag", "\"33a64df551425fcc\""),
    SAMPLE("Expires", "Wed, 21 Oct 2015 07:28:00 GMT"),
    SAMPLE("Last-Modified", "Wed, 21 Oct 2015 07:28:00 GMT"),
    WANTED("Link", ""),
    WANTED("Location", ""),
    SAMPLE("RateLimit", "\"default\";r=59;t=60"),
    SAMPLE("RateLimit-Limit", "60"),
    SAMPLE("RateLimit-Policy", "\"default\";q=60;w=60"),
    SAMPLE("RateLimit-Remaining", "59"),
    SAMPLE("RateLimit-Reset", "60"),
    WANTED("Refresh", "3600"),
    WANTED("Retry-After", "1"),
    WANTED("Set-Cookie", "name=value; Path=/"),
    WANTED("Strict-Transport-Security", "max-age=0"),
    WANTED("Sunset", "Wed, 21 Oct 2015 07:28:00 GMT"),
    SAMPLE("Vary", "Accept"),
    SAMPLE("WWW-Authenticate", "Bearer"),
    SAMPLE("X-Correlation-ID", "497f6eca-6276-4993-bfeb-53cbbba6f08a"),
    SAMPLE("X-RateLimit-Limit", "60"),
    SAMPLE("X-RateLimit-Remaining", "59"),
    SAMPLE("X-RateLimit-Reset", "60"),
    SAMPLE("X-Request-ID", "497f6eca-6276-4993-bfeb-53cbbba6f08a"),
};

const us_header_sample *us_header_sample_of(us_text name)
{
    for (size_t i = 0; i < sizeof samples / sizeof *samples; i++)
        if (us_text_equal_nocase(name, samples[i].name))
            return &samples[i];
    return NULL;
}

/* Of the message (RFC 9110, 8) and of the connection (7.6.1). */
bool us_header_is_reserved(us_text name)
{
    static const char *const reserved[] = {
        "Connection", "Content-Encoding",  "Content-Length",   "Content-Type",
        "Date",       "Keep-Alive",        "Proxy-Connection", "TE",
        "Trailer",    "Transfer-Encoding", "Upgrade"
    };
    for (size_t i = 0; i < sizeof reserved / sizeof *reserved; i++)
        if (us_text_equal_nocase(name, us_text_of(reserved[i])))
            return true;
    return false;
}
