/* Formats: predicates over the text of a string or over a number. Private to the runtime; generated code
 * names the rules that formats.def lists.
 *
 * Every predicate takes time in proportion to the length of the text (idn-hostname and idn-email look at
 * a bounded length only), allocates nothing unless its comment says so, and is thread-safe. */
#ifndef US_FORMAT_H
#define US_FORMAT_H

#include "base/ascii.h"
#include "base/json.h"
#include "base/text.h"
#include "runtime/understudy.h"

typedef bool us_text_format(us_text text);
typedef bool us_number_format(const us_json *number);

struct us_format_rule {
    const char *name;
    const char *expected;     /* "must be …" */
    us_text_format *text;     /* NULL: does not concern strings */
    us_number_format *number; /* NULL: does not concern numbers */
};

/* The predicates us_is_uuid, us_is_date_time …, us_fits_int32 …: what the rows of formats.def name. */
#define US_FORMAT(id, name, text, number, expected)                                                \
    us_text_format us_is_##text;                                                                   \
    us_number_format us_fits_##number;
#include "runtime/formats.def"
#undef US_FORMAT

/* ---- What formats share ---------------------------------------------------------------------------- */

/* How an address is spelled differs between the RFCs. */
typedef struct us_ip_style {
    bool leading_zeros;    /* 127.000.000.001 is an IPv4 address */
    unsigned least_elided; /* how many groups "::" stands for at least */
} us_ip_style;

bool us_is_ip4(us_text text, const us_ip_style *style);
bool us_is_ip6(us_text text, const us_ip_style *style);

/* A code point that an IRI may hold as it is (RFC 3987, 2.2): ucschar, and iprivate. */
bool us_is_ucschar(uint32_t point);
bool us_is_iprivate(uint32_t point);

/* "%41" at `at`. */
static inline bool is_percent_encoded(us_text text, size_t at)
{
    return text.length - at >= 3 && text.bytes[at] == '%' && us_is_hex(text.bytes[at + 1]) &&
           us_is_hex(text.bytes[at + 2]);
}

/* The first `at` that is no digit, from `at` on. */
static inline size_t skip_digits(us_text text, size_t at)
{
    while (at < text.length && us_is_digit(text.bytes[at]))
        at++;
    return at;
}

#endif
