/* Writing JSON values: compact, with every number as it was spelled. */
#include <assert.h>

#include "base/json.h"
#include "base/json_scan.h"
#include "base/utf8.h"

static void write_control(us_buf *buf, unsigned char byte)
{
    static const char letter[0x20] = {
        ['\b'] = 'b', ['\f'] = 'f', ['\n'] = 'n', ['\r'] = 'r', ['\t'] = 't'
    };

    if (letter[byte])
        us_buf_print(buf, "\\%c", letter[byte]);
    else
        us_buf_print(buf, "\\u%04x", byte);
}

/* How many bytes from the start of `text` can be written as they are. */
static size_t plain_length(us_text text)
{
    size_t at = us_json_plain_start(text.bytes, text.length);
    uint32_t point;

    while (at < text.length) {
        unsigned char byte = (unsigned char)text.bytes[at];
        unsigned length = 1;
        if (byte < 0x20 || byte == '"' || byte == '\\')
            break;
        if (byte >= 0x80)
            length = us_utf8_decode(us_text_slice(text, at, text.length), &point);
        if (length == 0)
            break;
        at += length;
    }
    return at;
}

static void write_special(us_buf *buf, char byte)
{
    if (byte == '"' || byte == '\\')
        us_buf_print(buf, "\\%c", byte);
    else if ((unsigned char)byte < 0x20)
        write_control(buf, (unsigned char)byte);
    else
        us_buf_add_string(buf, "\xEF\xBF\xBD");
}

/* Most texts need no escape: these are written in one go. */
static bool write_plain(us_buf *buf, us_text text)
{
    char *at;

    if (us_json_plain_start(text.bytes, text.length) < text.length)
        return false;
    at = us_buf_room(buf, text.length + 2);
    at[0] = '"';
    if (text.length > 0)
        memcpy(at + 1, text.bytes, text.length);
    at[text.length + 1] = '"';
    us_buf_wrote(buf, text.length + 2);
    return true;
}

void us_json_write_string(us_buf *buf, us_text text)
{
    if (write_plain(buf, text))
        return;
    us_buf_add_byte(buf, '"');
    for (;;) {
        size_t plain = plain_length(text);
        us_buf_add(buf, us_text_slice(text, 0, plain));
        if (plain == text.length)
            break;
        write_special(buf, text.bytes[plain]);
        text = us_text_slice(text, plain + 1, text.length);
    }
    us_buf_add_byte(buf, '"');
}

void us_json_write_text(us_buf *buf, const char *before, us_text text)
{
    us_buf_add_string(buf, before);
    us_json_write_string(buf, text);
}

static void write_container(us_buf *buf, const us_json *container)
{
    bool object = us_json_kind(container) == cJSON_Object;

    us_buf_add_byte(buf, object ? '{' : '[');
    for (const us_json *child = us_json_first(container); child; child = us_json_next(child)) {
        if (child != us_json_first(container))
            us_buf_add_byte(buf, ',');
        if (object) {
            us_json_write_string(buf, us_json_key(child));
            us_buf_add_byte(buf, ':');
        }
        us_json_write(buf, child);
    }
    us_buf_add_byte(buf, object ? '}' : ']');
}

void us_json_write(us_buf *buf, const us_json *value)
{
    switch (us_json_kind(value)) {
    case cJSON_NULL:
        us_buf_add_string(buf, "null");
        break;
    case cJSON_False:
        us_buf_add_string(buf, "false");
        break;
    case cJSON_True:
        us_buf_add_string(buf, "true");
        break;
    case cJSON_Number:
        assert(value->spelling);
        us_buf_add(buf, (us_text){ value->spelling, value->length });
        break;
    case cJSON_String:
        us_json_write_string(buf, us_json_string(value));
        break;
    default:
        write_container(buf, value);
    }
}
