/* Formats: predicates over the text of a string. Private to the runtime; generated code names the
 * rules that formats.def lists. */
#ifndef US_FORMAT_H
#define US_FORMAT_H

#include "base/text.h"
#include "runtime/understudy.h"

struct us_format_rule {
    const char *name;
    const char *expected; /* "must be …" */
    bool (*matches)(us_text text);
};

/* us_is_uuid, us_is_date_time …: one for each row of formats.def. */
#define US_FORMAT(id, name, expected) bool us_is_##id(us_text text);
#include "runtime/formats.def"
#undef US_FORMAT

/* How an address is spelled differs between the RFCs. */
typedef struct us_ip_style {
    bool leading_zeros;    /* 127.000.000.001 is an IPv4 address */
    unsigned least_elided; /* how many groups "::" stands for at least */
} us_ip_style;

bool us_is_ip4(us_text text, const us_ip_style *style);
bool us_is_ip6(us_text text, const us_ip_style *style);

static inline bool is_digit(char byte)
{
    return byte >= '0' && byte <= '9';
}

static inline bool is_letter(char byte)
{
    return (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z');
}

static inline bool is_hex_digit(char byte)
{
    return is_digit(byte) || (byte >= 'a' && byte <= 'f') || (byte >= 'A' && byte <= 'F');
}

#endif
