/* libcurl, loaded when it is asked for the first time: a program that never goes to the network does not
 * even hold the code that could. This is the one place that includes its header. */
#ifndef US_CURL_CALLS_H
#define US_CURL_CALLS_H

#define CURL_DISABLE_TYPECHECK
#include <curl/curl.h>

#undef curl_easy_setopt
#undef curl_easy_getinfo

/* What is called: US_CURL_CALL(name without curl_, what it returns, its parameters). */
#define US_CURL_CALLS                                                                              \
    US_CURL_CALL(global_init, CURLcode, (long))                                                    \
    US_CURL_CALL(easy_init, CURL *, (void))                                                        \
    US_CURL_CALL(easy_setopt, CURLcode, (CURL *, CURLoption, ...))                                 \
    US_CURL_CALL(easy_getinfo, CURLcode, (CURL *, CURLINFO, ...))                                  \
    US_CURL_CALL(easy_perform, CURLcode, (CURL *))                                                 \
    US_CURL_CALL(easy_pause, CURLcode, (CURL *, int))                                              \
    US_CURL_CALL(easy_reset, void, (CURL *))                                                       \
    US_CURL_CALL(easy_strerror, const char *, (CURLcode))                                          \
    US_CURL_CALL(easy_cleanup, void, (CURL *))                                                     \
    US_CURL_CALL(multi_init, CURLM *, (void))                                                      \
    US_CURL_CALL(multi_add_handle, CURLMcode, (CURLM *, CURL *))                                   \
    US_CURL_CALL(multi_remove_handle, CURLMcode, (CURLM *, CURL *))                                \
    US_CURL_CALL(multi_perform, CURLMcode, (CURLM *, int *))                                       \
    US_CURL_CALL(multi_poll, CURLMcode, (CURLM *, struct curl_waitfd *, unsigned, int, int *))     \
    US_CURL_CALL(multi_info_read, CURLMsg *, (CURLM *, int *))                                     \
    US_CURL_CALL(multi_cleanup, CURLMcode, (CURLM *))                                              \
    US_CURL_CALL(slist_append, struct curl_slist *, (struct curl_slist *, const char *))           \
    US_CURL_CALL(slist_free_all, void, (struct curl_slist *))

typedef struct us_curl_calls {
#define US_CURL_CALL(name, result, parameters) result(*name) parameters;
    US_CURL_CALLS
#undef US_CURL_CALL
} us_curl_calls;

/* NULL when libcurl is not there. Thread-safe. */
const us_curl_calls *us_curl_find(void);

/* For messages, when it is not. */
#define US_CURL_MISSING "needs libcurl (on Debian: apt-get install libcurl4)"

#endif
