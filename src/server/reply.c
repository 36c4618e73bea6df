/* A reply as HTTP/1.1 writes it (RFC 9112), in one piece, so that the host can send it in one write. */
#include <assert.h>
#include <stdint.h>
#include <string.h>

#include "server/exchange.h"

typedef struct phrase {
    unsigned status;
    const char *text;
} phrase;

/* RFC 9110, 15, and those of the IANA registry that APIs use. In order of status. */
static const phrase phrases[] = {
    { 200, "OK" },
    { 201, "Created" },
    { 202, "Accepted" },
    { 203, "Non-Authoritative Information" },
    { 204, "No Content" },
    { 205, "Reset Content" },
    { 206, "Partial Content" },
    { 207, "Multi-Status" },
    { 208, "Already Reported" },
    { 226, "IM Used" },
    { 300, "Multiple Choices" },
    { 301, "Moved Permanently" },
    { 302, "Found" },
    { 303, "See Other" },
    { 304, "Not Modified" },
    { 305, "Use Proxy" },
    { 307, "Temporary Redirect" },
    { 308, "Permanent Redirect" },
    { 400, "Bad Request" },
    { 401, "Unauthorized" },
    { 402, "Payment Required" },
    { 403, "Forbidden" },
    { 404, "Not Found" },
    { 405, "Method Not Allowed" },
    { 406, "Not Acceptable" },
    { 407, "Proxy Authentication Required" },
    { 408, "Request Timeout" },
    { 409, "Conflict" },
    { 410, "Gone" },
    { 411, "Length Required" },
    { 412, "Precondition Failed" },
    { 413, "Content Too Large" },
    { 414, "URI Too Long" },
    { 415, "Unsupported Media Type" },
    { 416, "Range Not Satisfiable" },
    { 417, "Expectation Failed" },
    { 418, "I'm a teapot" },
    { 421, "Misdirected Request" },
    { 422, "Unprocessable Content" },
    { 423, "Locked" },
    { 424, "Failed Dependency" },
    { 425, "Too Early" },
    { 426, "Upgrade Required" },
    { 428, "Precondition Required" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
    { 451, "Unavailable For Legal Reasons" },
    { 500, "Internal Server Error" },
    { 501, "Not Implemented" },
    { 502, "Bad Gateway" },
    { 503, "Service Unavailable" },
    { 504, "Gateway Timeout" },
    { 505, "HTTP Version Not Supported" },
    { 506, "Variant Also Negotiates" },
    { 507, "Insufficient Storage" },
    { 508, "Loop Detected" },
    { 510, "Not Extended" },
    { 511, "Network Authentication Required" },
};

const char *us_status_phrase(unsigned status)
{
    for (size_t i = 0; i < sizeof phrases / sizeof *phrases; i++)
        if (phrases[i].status == status)
            return phrases[i].text;
    return "Unknown";
}

static bool is_control(char byte)
{
    unsigned char c = (unsigned char)byte;
    return (c < 0x20 && c != '\t') || c == 0x7F;
}

/* Whether there may be a control character; a tab is mistaken for one. Eight bytes at a time, since every
 * field of every reply passes here: a byte below 0x20 borrows when 0x20 is taken away, and so does a zero
 * when 1 is taken away, which is what 0x7F becomes. */
static bool may_have_control(us_text text)
{
    const uint64_t ones = 0x0101010101010101, high = 0x8080808080808080;
    size_t i = 0;
    for (; i + 8 <= text.length; i += 8) {
        uint64_t bytes, dels;
        memcpy(&bytes, text.bytes + i, 8);
        dels = bytes ^ ones * 0x7F;
        if ((((bytes - ones * 0x20) & ~bytes) | ((dels - ones) & ~dels)) & high)
            return true;
    }
    for (; i < text.length; i++)
        if (is_control(text.bytes[i]))
            return true;
    return false;
}

/* A control character would end the field, and an attacker could write the next one: each becomes a
 * space (RFC 9110, 5.5). */
static void add_clean(us_buf *out, us_text text)
{
    size_t start = out->length;
    us_buf_add(out, text);
    if (!may_have_control(text))
        return;
    for (size_t i = start; i < out->length; i++)
        if (is_control(out->bytes[i]))
            out->bytes[i] = ' ';
}

static void add_field(us_buf *out, us_text name, us_text value)
{
    add_clean(out, name);
    us_buf_add_string(out, ": ");
    add_clean(out, value);
    us_buf_add_string(out, "\r\n");
}

/* printf costs more than the rest of the head together. */
static void add_number(us_buf *out, size_t number)
{
    char digits[24];
    size_t start = sizeof digits;
    do {
        digits[--start] = (char)('0' + number % 10);
        number /= 10;
    } while (number > 0);
    us_buf_add(out, (us_text){ digits + start, sizeof digits - start });
}

static void add_status_line(us_buf *out, const us_reply *reply)
{
    us_buf_add_string(out, "HTTP/1.1 ");
    add_number(out, reply->status);
    us_buf_add_byte(out, ' ');
    us_buf_add_string(out, reply->phrase ? reply->phrase : us_status_phrase(reply->status));
    us_buf_add_string(out, "\r\n");
}

static void add_length(us_buf *out, size_t length)
{
    us_buf_add_string(out, "Content-Length: ");
    add_number(out, length);
    us_buf_add_string(out, "\r\n");
}

/* 204 and 304 have no content, and 204 may not even say that its length is 0 (RFC 9110, 8.6). */
static bool may_have_body(unsigned status)
{
    return status != 204 && status != 304;
}

bool us_reply_pours(const us_reply *reply)
{
    return reply->stream && may_have_body(reply->status) && !reply->head_only;
}

/* How the client knows where the body ends; without a word it ends with the connection. */
static void add_framing(us_buf *out, const us_reply *reply)
{
    const us_stream *stream = reply->stream;
    if (!stream)
        add_length(out, reply->body.length);
    else if (stream->length >= 0)
        add_length(out, (size_t)stream->length);
    else if (stream->chunked && !reply->head_only)
        us_buf_add_string(out, "Transfer-Encoding: chunked\r\n");
}

void us_reply_write(const us_reply *reply, us_text date, bool close, us_buf *out)
{
    assert(reply->status >= 200 && reply->status <= 599);
    bool with_body = may_have_body(reply->status);
    add_status_line(out, reply);
    for (unsigned i = 0; i < reply->fields; i++)
        add_field(out, reply->field[i].name, reply->field[i].value);
    if (date.length > 0 && !reply->dated)
        add_field(out, US_TEXT("Date"), date);
    if (close || reply->close)
        us_buf_add_string(out, "Connection: close\r\n");
    if (with_body)
        add_framing(out, reply);
    us_buf_add_string(out, "\r\n");
    if (!with_body || reply->head_only)
        return;
    if (reply->stream)
        us_stream_frame(reply->stream, reply->body, out);
    else
        us_buf_add(out, reply->body);
}
