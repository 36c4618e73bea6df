/* Lines of a head. Heads before the last one are informational, and what comes after it is a trailer. */
#include "server/curl_head.h"

#include <string.h>

static void grow(us_curl_head *head)
{
    unsigned room = head->room * 2 + 32;
    us_field *field = us_arena_alloc(head->arena, sizeof *field * room);
    if (head->fields > 0)
        memcpy(field, head->field, sizeof *field * head->fields);
    head->field = field;
    head->room = room;
}

/* Space in front of the colon is no part of the name, and is not passed on (RFC 9112, 5.1). */
static void add_field(us_curl_head *head, us_text line)
{
    size_t colon = us_text_find(line, ':');
    us_text name = us_text_trim(us_text_slice(line, 0, colon));
    us_text value = us_text_trim(us_text_slice(line, colon + 1, line.length));
    if (name.length == 0 || colon == line.length)
        return;
    if (head->fields == head->room)
        grow(head);
    head->field[head->fields++] =
        (us_field){ us_arena_copy(head->arena, name), us_arena_copy(head->arena, value) };
}

/* A line that goes on in the next (RFC 9112, 5.2). */
static void add_fold(us_curl_head *head, us_text line)
{
    us_text *value = &head->field[head->fields - 1].value;
    line = us_text_trim(line);
    *value = us_arena_print(head->arena, "%.*s %.*s", (int)value->length, value->bytes,
                            (int)line.length, line.bytes);
}

static void begin(us_curl_head *head, us_text line)
{
    us_text status = us_text_slice(line, us_text_find(line, ' ') + 1, line.length);
    head->fields = head->status = 0;
    for (size_t i = 0; i < 3 && i < status.length; i++)
        head->status = head->status * 10 + (unsigned)(status.bytes[i] - '0');
}

static void add_trailer(us_curl_head *head, us_text line)
{
    if (line.length == 0)
        return;
    if (!head->trailer.arena)
        head->trailer = us_buf_new(head->arena, 256);
    us_buf_add(&head->trailer, line);
    us_buf_add_string(&head->trailer, "\r\n");
}

size_t us_curl_head_take(char *bytes, size_t size, size_t count, void *context)
{
    us_curl_head *head = context;
    us_text line = { bytes, size * count };
    while (line.length > 0 && strchr("\r\n", line.bytes[line.length - 1]))
        line.length--;
    if (head->whole)
        add_trailer(head, line);
    else if (us_text_starts(line, US_TEXT("HTTP/")))
        begin(head, line);
    else if (line.length == 0)
        head->whole = head->status >= 200;
    else if ((line.bytes[0] == ' ' || line.bytes[0] == '\t') && head->fields > 0)
        add_fold(head, line);
    else
        add_field(head, line);
    return size * count;
}
