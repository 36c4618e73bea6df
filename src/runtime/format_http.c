/* Values of HTTP fields: http-date and media-range (RFC 9110), and the items of structured fields (RFC 8941,
 * section 3.3) that are texts. */
#include <string.h>

#include "runtime/format_time.h"

/* What is still to be read; each take_… takes its part away, or returns false. */
static bool take(us_text *rest, us_text part)
{
    if (!us_text_starts(*rest, part))
        return false;
    *rest = us_text_slice(*rest, part.length, rest->length);
    return true;
}

/* ---- http-date (RFC 9110, section 5.6.7): case counts ------------------------------------------------- */

/* One of the names, which a blank separates; its number from 1, or 0. With `short_form` its first three
 * letters stand for it. */
static unsigned take_name(us_text *rest, const char *names, bool short_form)
{
    us_text list = us_text_of(names);

    for (unsigned number = 1; list.length > 0; number++) {
        size_t blank = us_text_find(list, ' ');

        if (take(rest, us_text_slice(list, 0, short_form ? 3 : blank)))
            return number;
        list = us_text_slice(list, blank + 1, list.length);
    }
    return 0;
}

static const char days[] = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday";
static const char months[] = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec";

static bool take_pair(us_text *rest, unsigned *value)
{
    *value = rest->length >= 2 ? us_digit_pair(rest->bytes) : 100;
    *rest = us_text_slice(*rest, 2, rest->length);
    return *value < 100;
}

static bool take_clock(us_text *rest)
{
    bool clock = rest->length >= 8 && us_is_clock(rest->bytes);

    *rest = us_text_slice(*rest, 8, rest->length);
    return clock;
}

/* A year of four digits. */
static bool take_year(us_text *rest, unsigned *year)
{
    unsigned century;

    if (!take_pair(rest, &century) || !take_pair(rest, year))
        return false;
    *year += century * 100;
    return true;
}

/* Tue, 07 Nov 2023 05:31:56 GMT */
static bool is_fixed_date(us_text text)
{
    unsigned day, month, year;

    return take_name(&text, days, true) && take(&text, US_TEXT(", ")) && take_pair(&text, &day) &&
           take(&text, US_TEXT(" ")) && (month = take_name(&text, months, true)) > 0 &&
           take(&text, US_TEXT(" ")) && take_year(&text, &year) && us_is_day(year, month, day) &&
           take(&text, US_TEXT(" ")) && take_clock(&text) && us_text_equal(text, US_TEXT(" GMT"));
}

/* Tuesday, 07-Nov-23 05:31:56 GMT; the century is not known, so a leap day may be one. */
static bool is_rfc850_date(us_text text)
{
    unsigned day, month, year;

    return take_name(&text, days, false) && take(&text, US_TEXT(", ")) && take_pair(&text, &day) &&
           take(&text, US_TEXT("-")) && (month = take_name(&text, months, true)) > 0 &&
           take(&text, US_TEXT("-")) && take_pair(&text, &year) &&
           us_is_day(2000 + year, month, day) && take(&text, US_TEXT(" ")) && take_clock(&text) &&
           us_text_equal(text, US_TEXT(" GMT"));
}

/* "Tue Nov  7 05:31:56 2023": a day of one digit has a second blank before it. */
static bool is_asctime_date(us_text text)
{
    unsigned day = 0, month, year;

    if (!take_name(&text, days, true) || !take(&text, US_TEXT(" ")) ||
        (month = take_name(&text, months, true)) == 0 || !take(&text, US_TEXT(" ")))
        return false;
    if (text.length > 2 && text.bytes[0] == ' ' && us_is_digit(text.bytes[1])) {
        day = (unsigned)(text.bytes[1] - '0');
        text = us_text_slice(text, 2, text.length);
    } else if (!take_pair(&text, &day)) {
        return false;
    }
    return take(&text, US_TEXT(" ")) && take_clock(&text) && take(&text, US_TEXT(" ")) &&
           take_year(&text, &year) && us_is_day(year, month, day) && text.length == 0;
}

bool us_is_http_date(us_text text)
{
    return is_fixed_date(text) || is_rfc850_date(text) || is_asctime_date(text);
}

/* ---- media-range (RFC 9110, section 12.5.1) ------------------------------------------------------------ */

static bool is_token_byte(char byte)
{
    return us_is_word(byte) || (byte && strchr("!#$%&'*+-.^_`|~", byte));
}

static bool take_token(us_text *rest)
{
    size_t at = 0;

    while (at < rest->length && is_token_byte(rest->bytes[at]))
        at++;
    *rest = us_text_slice(*rest, at, rest->length);
    return at > 0;
}

/* quoted-string, section 5.6.4. */
static bool take_quoted(us_text *rest)
{
    if (!take(rest, US_TEXT("\"")))
        return false;
    for (size_t at = 0; at < rest->length; at++) {
        unsigned char byte = (unsigned char)rest->bytes[at];

        if (byte == '"') {
            *rest = us_text_slice(*rest, at + 1, rest->length);
            return true;
        }
        if (byte == '\\' && ++at < rest->length)
            byte = (unsigned char)rest->bytes[at];
        if (byte == 0x7F || (byte < ' ' && byte != '\t'))
            return false;
    }
    return false;
}

static void skip_blanks(us_text *rest)
{
    while (take(rest, US_TEXT(" ")) || take(rest, US_TEXT("\t")))
        ;
}

/* ";" and a parameter, which may be missing. */
static bool take_parameter(us_text *rest)
{
    skip_blanks(rest);
    if (!take(rest, US_TEXT(";")))
        return false;
    skip_blanks(rest);
    if (rest->length == 0 || rest->bytes[0] == ';')
        return true;
    return take_token(rest) && take(rest, US_TEXT("=")) && (take_quoted(rest) || take_token(rest));
}

bool us_is_media_range(us_text text)
{
    if (take(&text, US_TEXT("*/"))) {
        if (!take(&text, US_TEXT("*"))) /* a type is needed before a subtype */
            return false;
    } else if (!take_token(&text) || !take(&text, US_TEXT("/")) || !take_token(&text)) {
        return false;
    }
    while (text.length > 0)
        if (!take_parameter(&text))
            return false;
    return true;
}

/* ---- Structured fields --------------------------------------------------------------------------------- */

bool us_is_sf_boolean(us_text text)
{
    return us_text_equal(text, US_TEXT("?0")) || us_text_equal(text, US_TEXT("?1"));
}

bool us_is_sf_string(us_text text)
{
    if (text.length < 2 || text.bytes[0] != '"' || text.bytes[text.length - 1] != '"')
        return false;
    for (size_t at = 1; at < text.length - 1; at++) {
        char byte = text.bytes[at];

        if (byte < ' ' || byte > '~' || byte == '"')
            return false;
        if (byte == '\\' &&
            (++at == text.length - 1 || (text.bytes[at] != '"' && text.bytes[at] != '\\')))
            return false;
    }
    return true;
}

bool us_is_sf_token(us_text text)
{
    if (text.length == 0 || (!us_is_letter(text.bytes[0]) && text.bytes[0] != '*'))
        return false;
    for (size_t at = 1; at < text.length; at++)
        if (!is_token_byte(text.bytes[at]) && text.bytes[at] != ':' && text.bytes[at] != '/')
            return false;
    return true;
}

bool us_is_sf_binary(us_text text)
{
    if (text.length < 2 || text.bytes[0] != ':' || text.bytes[text.length - 1] != ':')
        return false;
    for (size_t at = 1; at < text.length - 1; at++)
        if (!us_is_word(text.bytes[at]) && !memchr("+/=", text.bytes[at], 3))
            return false;
    return true;
}
