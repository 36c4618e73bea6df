/* Reading a delay where it may stand in a head. Nearly no head has one, so that it is looked for as a word
 * first. */
#define _GNU_SOURCE /* memmem */
#include "server/delay.h"

#include <string.h>

#include "base/ascii.h"
#include "server/head.h"
#include "server/list.h"

bool us_delay_read(us_text text, us_delay *delay)
{
    us_text dots = US_TEXT("..");
    size_t at = us_text_find(text, '.');
    us_text rest = us_text_slice(text, at, text.length);
    if (!us_text_number(us_text_slice(text, 0, at), US_DELAY_MOST, &delay->least))
        return false;
    delay->most = delay->least;
    if (rest.length == 0)
        return true;
    return us_text_starts(rest, dots) &&
           us_text_number(us_text_slice(rest, dots.length, rest.length), US_DELAY_MOST,
                          &delay->most) &&
           delay->least <= delay->most;
}

/* The next line of a head, without its end. */
static bool next_line(us_text *rest, us_text *line)
{
    if (rest->length == 0)
        return false;
    size_t end = us_text_find(*rest, '\n');
    *line = us_text_slice(*rest, 0, end);
    *rest = us_text_slice(*rest, end + 1, rest->length);
    if (line->length > 0 && line->bytes[line->length - 1] == '\r')
        line->length--;
    return true;
}

static us_text without_quotes(us_text text)
{
    bool quoted = text.length > 1 && text.bytes[0] == '"' && text.bytes[text.length - 1] == '"';
    return quoted ? us_text_slice(text, 1, text.length - 1) : text;
}

/* Whether there is such a preference among "name=value" items; of several the first. */
static bool find(us_text items, const char *separators, us_text name, us_delay *delay)
{
    us_text item, found, value;
    while (us_list_next(&items, separators, &item)) {
        us_delay read;
        us_list_pair(item, &found, &value);
        if (!us_text_equal_nocase(found, name))
            continue;
        if (us_delay_read(without_quotes(value), &read))
            *delay = read;
        return true;
    }
    return false;
}

us_delay us_delay_of_head(us_text head, us_delay otherwise)
{
    us_text rest = head, line, path, query;
    us_delay delay = otherwise;
    bool field = false, found = false;
    if (!memmem(head.bytes, head.length, "delay=", 6))
        return otherwise;
    next_line(&rest, &line);
    while (!found && next_line(&rest, &line)) {
        size_t colon = us_text_find(line, ':');
        if (!us_text_equal_nocase(us_text_slice(line, 0, colon), US_TEXT("Prefer")))
            continue;
        field = true;
        found = find(us_text_slice(line, colon + 1, line.length), ",;", US_TEXT("delay"), &delay);
    }
    us_head_target(head, &path, &query);
    if (!field) /* with one, the query is not asked (prefer.c) */
        find(query, "&", US_TEXT("__delay"), &delay);
    return delay;
}
