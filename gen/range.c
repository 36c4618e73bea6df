#include "gen/range.h"

#include "base/ascii.h"

#define LARGEST       1000000u
#define DELAY_LONGEST 60000u

bool gen_read_range(us_text text, bool open, unsigned *from, unsigned *to)
{
    size_t dots = us_text_find(text, '.');
    us_text rest = us_text_slice(text, dots, text.length);
    if (!us_text_number(us_text_slice(text, 0, dots), LARGEST, from))
        return false;
    *to = rest.length == 0 ? *from : 0;
    if (rest.length == 0)
        return true;
    if (!us_text_starts(rest, US_TEXT("..")))
        return false;
    if (rest.length == 2)
        return open;
    return us_text_number(us_text_slice(rest, 2, rest.length), LARGEST, to) && *from <= *to;
}

bool gen_read_delay(const gen_node *value, unsigned *least, unsigned *most)
{
    bool scalar = value && (value->kind == GEN_NUMBER || value->kind == GEN_STRING);
    return scalar && gen_read_range(value->text, false, least, most) && *most <= DELAY_LONGEST;
}
