/* date and date-time: RFC 3339, section 5.6, with the restrictions of 5.7. */
#include "runtime/format.h"

/* What is still to be read. Each read_… takes its part away, or returns false. */
struct reader {
    us_text rest;
};

static bool read_digits(struct reader *reader, unsigned count, unsigned least, unsigned most,
                        unsigned *value)
{
    *value = 0;
    if (reader->rest.length < count)
        return false;
    for (unsigned i = 0; i < count; i++) {
        if (!is_digit(reader->rest.bytes[i]))
            return false;
        *value = *value * 10 + (unsigned)(reader->rest.bytes[i] - '0');
    }
    reader->rest = us_text_slice(reader->rest, count, reader->rest.length);
    return *value >= least && *value <= most;
}

static bool read_byte(struct reader *reader, const char *any_of)
{
    if (reader->rest.length == 0)
        return false;
    for (; *any_of; any_of++) {
        if (reader->rest.bytes[0] == *any_of) {
            reader->rest = us_text_slice(reader->rest, 1, reader->rest.length);
            return true;
        }
    }
    return false;
}

static unsigned days_in(unsigned year, unsigned month)
{
    static const unsigned char days[12] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
    bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

    return month == 2 && leap ? 29 : days[month - 1];
}

static bool read_date(struct reader *reader)
{
    unsigned year, month, day;

    return read_digits(reader, 4, 0, 9999, &year) && read_byte(reader, "-") &&
           read_digits(reader, 2, 1, 12, &month) && read_byte(reader, "-") &&
           read_digits(reader, 2, 1, days_in(year, month), &day);
}

/* time-secfrac, which may be absent. */
static bool read_fraction(struct reader *reader)
{
    unsigned digit;

    if (!read_byte(reader, "."))
        return true;
    if (!read_digits(reader, 1, 0, 9, &digit))
        return false;
    while (reader->rest.length > 0 && is_digit(reader->rest.bytes[0]))
        reader->rest = us_text_slice(reader->rest, 1, reader->rest.length);
    return true;
}

/* time-offset, in minutes east of UTC. */
static bool read_offset(struct reader *reader, int *minutes)
{
    unsigned hour, minute;
    bool west;

    *minutes = 0;
    if (read_byte(reader, "Zz"))
        return true;
    west = reader->rest.length > 0 && reader->rest.bytes[0] == '-';
    if (!read_byte(reader, "+-") || !read_digits(reader, 2, 0, 23, &hour) ||
        !read_byte(reader, ":") || !read_digits(reader, 2, 0, 59, &minute))
        return false;
    *minutes = (int)(hour * 60 + minute) * (west ? -1 : 1);
    return true;
}

static bool read_time(struct reader *reader)
{
    unsigned hour, minute, second;
    int east, utc;

    if (!read_digits(reader, 2, 0, 23, &hour) || !read_byte(reader, ":") ||
        !read_digits(reader, 2, 0, 59, &minute) || !read_byte(reader, ":") ||
        !read_digits(reader, 2, 0, 60, &second) || !read_fraction(reader) ||
        !read_offset(reader, &east))
        return false;
    /* A leap second is the last of a day in UTC (appendix D). */
    utc = ((int)(hour * 60 + minute) - east + 2 * 1440) % 1440;
    return second < 60 || utc == 23 * 60 + 59;
}

bool us_is_date(us_text text)
{
    struct reader reader = { text };

    return read_date(&reader) && reader.rest.length == 0;
}

bool us_is_date_time(us_text text)
{
    struct reader reader = { text };

    return read_date(&reader) && read_byte(&reader, "Tt") && read_time(&reader) &&
           reader.rest.length == 0;
}
