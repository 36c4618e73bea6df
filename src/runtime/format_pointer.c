/* json-pointer (RFC 6901, section 3) and relative-json-pointer (draft-bhutton-relative-json-pointer-00,
 * section 3, which added steps to another index to the older form). */
#include "runtime/format.h"

bool us_is_json_pointer(us_text text)
{
    if (text.length > 0 && text.bytes[0] != '/')
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] == '~' &&
            (i + 1 == text.length || (text.bytes[i + 1] != '0' && text.bytes[i + 1] != '1')))
            return false;
    return true;
}

/* non-negative-integer, without leading zeros. Where it ends, or `at` when there is none. */
static size_t read_steps(us_text text, size_t at)
{
    if (at < text.length && text.bytes[at] == '0')
        return at + 1;
    return skip_digits(text, at);
}

bool us_is_relative_json_pointer(us_text text)
{
    size_t at = read_steps(text, 0), end;

    if (at == 0)
        return false;
    if (at < text.length && (text.bytes[at] == '+' || text.bytes[at] == '-')) {
        end = read_steps(text, at + 1);
        if (end == at + 1)
            return false;
        at = end;
    }
    text = us_text_slice(text, at, text.length);
    return us_text_equal(text, US_TEXT("#")) || us_is_json_pointer(text);
}
