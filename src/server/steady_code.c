/* Finding the row: by where the value is and which keyword it breaks. */
#include "server/steady_code.h"

#include <string.h>

#include "base/ascii.h"

enum where { ANY, WHOLE, ABSENT, ITEM, NULLED };

typedef struct row {
    const char *in;
    enum where where;
    const char *keyword;
    us_steady_code code;
} row;

static const row rows[] = {
#define US_STEADY_CODE(in, where, keyword, code, category, confidence)                             \
    { in, where, keyword, { code, category, #confidence } },
#include "server/steady_codes.def"
#undef US_STEADY_CODE
};

static bool is_item(const us_violation *violation)
{
    us_text last =
        violation->locations > 0 ? violation->location[violation->locations - 1] : US_TEXT("");
    for (size_t i = 0; i < last.length; i++)
        if (!us_is_digit(last.bytes[i]))
            return false;
    return last.length > 0;
}

static bool is_where(const us_violation *violation, enum where where)
{
    switch (where) {
    case ANY:
        return true;
    case WHOLE:
        return violation->locations == 0;
    case ABSENT: /* a checker, which had a value to look at, says what it expected */
        return violation->locations == 0 && violation->expected.length == 0;
    case ITEM:
        return is_item(violation);
    case NULLED:
        return us_text_equal(violation->actual, US_TEXT("null"));
    }
    return false;
}

us_steady_code us_steady_code_of(const us_finding *finding)
{
    const us_violation *violation = finding->violation;
    for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
        const row *r = &rows[i];
        if (strcmp(r->keyword, violation->keyword) == 0 &&
            (!r->in[0] || us_text_equal(finding->in, us_text_of(r->in))) &&
            is_where(violation, r->where))
            return r->code;
    }
    return (us_steady_code){ violation->keyword, "ambiguous", "0.5" };
}
