/* Runs of bytes: what is too long for the header. Nothing here allocates or writes. */
#include "base/text.h"

#include "base/ascii.h"

bool us_text_equal_nocase(us_text a, us_text b)
{
    if (a.length != b.length)
        return false;
    if (a.length > 0 && us_lower(a.bytes[a.length - 1]) != us_lower(b.bytes[a.length - 1]))
        return false; /* field names of one length differ at the end more often than in front */
    for (size_t i = 0; i < a.length; i++)
        if (us_lower(a.bytes[i]) != us_lower(b.bytes[i]))
            return false;
    return true;
}

bool us_text_starts(us_text text, us_text prefix)
{
    return text.length >= prefix.length &&
           us_text_equal(us_text_slice(text, 0, prefix.length), prefix);
}

bool us_text_ends(us_text text, us_text suffix)
{
    return text.length >= suffix.length &&
           us_text_equal(us_text_slice(text, text.length - suffix.length, text.length), suffix);
}

static bool blank(char byte)
{
    return byte == ' ' || byte == '\t';
}

size_t us_text_count(us_text text, char byte)
{
    size_t count = 0;

    for (size_t i = 0; i < text.length; i++)
        count += text.bytes[i] == byte;
    return count;
}

us_text us_text_trim(us_text text)
{
    size_t from = 0, to = text.length;

    while (from < to && blank(text.bytes[from]))
        from++;
    while (to > from && blank(text.bytes[to - 1]))
        to--;
    return us_text_slice(text, from, to);
}
