/* date, time, date-time and duration: RFC 3339, section 5.6 with the restrictions of 5.7, and appendix A.
 * Also the local forms of the OpenAPI registry, which end before the offset. */
#include "runtime/format_time.h"

bool us_is_day(unsigned year, unsigned month, unsigned day)
{
    static const unsigned char days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month - 1 < 12 && day - 1 < (month == 2 && leap ? 29u : days[month - 1]);
}

/* full-date: ten bytes. */
static bool is_full_date(const char *at)
{
    unsigned century = us_digit_pair(at), year = us_digit_pair(at + 2);

    return century < 100 && year < 100 && at[4] == '-' && at[7] == '-' &&
           us_is_day(century * 100 + year, us_digit_pair(at + 5), us_digit_pair(at + 8));
}

bool us_is_clock(const char *at)
{
    return at[2] == ':' && at[5] == ':' && us_digit_pair(at) < 24 && us_digit_pair(at + 3) < 60 &&
           us_digit_pair(at + 6) <= 60;
}

/* partial-time: a clock and maybe a time-secfrac. The bytes it takes, or 0. */
static size_t read_partial_time(us_text text)
{
    size_t end;

    if (text.length < 8 || !us_is_clock(text.bytes))
        return 0;
    if (text.length == 8 || text.bytes[8] != '.')
        return 8;
    end = skip_digits(text, 9);
    return end > 9 ? end : 0;
}

/* time-offset, in minutes east of UTC. */
static bool is_offset(us_text text, int *minutes)
{
    unsigned hour, minute;

    *minutes = 0;
    if (text.length == 1)
        return text.bytes[0] == 'Z' || text.bytes[0] == 'z';
    if (text.length != 6 || text.bytes[3] != ':' || (text.bytes[0] != '+' && text.bytes[0] != '-'))
        return false;
    hour = us_digit_pair(text.bytes + 1);
    minute = us_digit_pair(text.bytes + 4);
    *minutes = (int)(hour * 60 + minute) * (text.bytes[0] == '-' ? -1 : 1);
    return hour < 24 && minute < 60;
}

/* A leap second is the last of a day in UTC (appendix D). */
static bool may_leap(const char *clock, int east)
{
    int local = (int)(us_digit_pair(clock) * 60 + us_digit_pair(clock + 3));

    return (local - east + 2 * 1440) % 1440 == 23 * 60 + 59;
}

bool us_is_time(us_text text)
{
    size_t end = read_partial_time(text);
    int east;

    return end > 0 && is_offset(us_text_slice(text, end, text.length), &east) &&
           (text.bytes[6] != '6' || may_leap(text.bytes, east));
}

bool us_is_date(us_text text)
{
    return text.length == 10 && is_full_date(text.bytes);
}

/* A date and the T behind it. */
static bool starts_with_date(us_text text)
{
    return text.length > 11 && (text.bytes[10] == 'T' || text.bytes[10] == 't') &&
           is_full_date(text.bytes);
}

bool us_is_date_time(us_text text)
{
    return starts_with_date(text) && us_is_time(us_text_slice(text, 11, text.length));
}

bool us_is_time_local(us_text text)
{
    return text.length > 0 && read_partial_time(text) == text.length;
}

bool us_is_date_time_local(us_text text)
{
    return starts_with_date(text) && us_is_time_local(us_text_slice(text, 11, text.length));
}

/* ---- duration --------------------------------------------------------------------------------------- */

/* A run of numbers with a unit each, in the order of `units` and without a gap between the first and the
 * last: "1Y2M3D" and "2M3D", but not "1Y3D" (appendix A). The bytes it takes; 0: there is no number here,
 * or what follows a number is wrong. */
static size_t read_units(us_text text, const char *units)
{
    size_t at = 0, unit = 0;

    while (at < text.length && us_is_digit(text.bytes[at])) {
        size_t end = skip_digits(text, at);
        bool first = at == 0;

        if (end == text.length)
            return 0;
        while (first && units[unit] && units[unit] != (text.bytes[end] & ~0x20))
            unit++;
        if (!units[unit] || units[unit++] != (text.bytes[end] & ~0x20))
            return 0;
        at = end + 1;
    }
    return at;
}

/* The literals of ABNF have no case (RFC 5234, 2.3), and neither has this "P". */
bool us_is_duration(us_text text)
{
    us_text rest = us_text_slice(text, 1, text.length);
    size_t date;

    if (text.length < 3 || (text.bytes[0] & ~0x20) != 'P')
        return false;
    if (read_units(rest, "W") == rest.length)
        return true;
    date = read_units(rest, "YMD");
    if (date == rest.length)
        return true;
    if ((date == 0 && us_is_digit(rest.bytes[0])) || (rest.bytes[date] & ~0x20) != 'T')
        return false;
    rest = us_text_slice(rest, date + 1, rest.length);
    return rest.length > 0 && read_units(rest, "HMS") == rest.length;
}
