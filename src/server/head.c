/* A head as it was sent: its target and its method. */
#include "server/head.h"

#include <stdint.h>
#include <string.h>

us_text us_head_cut(us_text text, char byte, us_text *rest)
{
    size_t at = us_text_find(text, byte);
    *rest = us_text_slice(text, at + 1, text.length);
    return us_text_slice(text, 0, at);
}

us_text us_head_cut_line(us_text text, us_text *rest)
{
    us_text line = us_head_cut(text, '\n', rest);
    if (us_text_ends(line, US_TEXT("\r")))
        line.length--;
    return line;
}

us_text us_head_cut_word(us_text text, us_text *rest)
{
    us_text word = us_head_cut(text, ' ', rest);
    *rest = us_text_trim(*rest);
    return word;
}

size_t us_head_path_start(us_text target)
{
    size_t at = us_text_find(target, ':');
    if (us_text_starts(target, US_TEXT("/")) ||
        !us_text_starts(us_text_slice(target, at, target.length), US_TEXT("://")))
        return 0;
    at += strlen("://");
    while (at < target.length && target.bytes[at] != '/' && target.bytes[at] != '?')
        at++;
    return at;
}

static us_text target_of(us_text head)
{
    us_text rest, target;
    us_head_cut_word(us_head_cut_line(head, &rest), &target);
    return us_head_cut_word(target, &rest);
}

void us_head_target(us_text head, us_text *path, us_text *query)
{
    us_text target = target_of(head);
    *path =
        us_head_cut(us_text_slice(target, us_head_path_start(target), target.length), '?', query);
    if (path->length == 0)
        *path = US_TEXT("/");
}

bool us_head_has_url(us_text head)
{
    return us_head_path_start(target_of(head)) > 0;
}

us_text us_head_method(us_text head)
{
    us_text rest;
    return us_head_cut_word(us_head_cut_line(head, &rest), &rest);
}

/* Every name of every head is looked at, so each character is a bit: !#$%&'*+-.^_`|~, digits, letters. */
bool us_head_is_token(us_text text)
{
    static const uint32_t allowed[8] = { 0, 0x03FF6CFA, 0xC7FFFFFE, 0x57FFFFFF };
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if ((allowed[c / 32] >> c % 32 & 1) == 0)
            return false;
    }
    return text.length > 0;
}

/* ---- methods -------------------------------------------------------------------------------------- */

bool us_head_is_usual(us_text method)
{
    static const char *const usual[] = { "GET",    "HEAD",    "POST",  "PUT",
                                         "DELETE", "OPTIONS", "PATCH", "CONNECT" };
    for (size_t i = 0; i < sizeof usual / sizeof *usual; i++)
        if (us_text_equal(method, us_text_of(usual[i])))
            return true;
    return false;
}

/* More than one blank may follow a method, so the name that is lent may be the shorter one. Both are of
 * methods with a body. What is shorter than they are is not known to anybody. */
static void lend_method(char *head, size_t length)
{
    us_text method = us_head_method((us_text){ head, length });
    const char *lent = method.length > 3 ? "POST" : "PUT";
    if (method.length < 3 || method.length == length || !us_head_is_token(method) ||
        us_head_is_usual(method))
        return;
    memset(head, ' ', method.length);
    memcpy(head, lent, strlen(lent));
}

/* civetweb speaks no later HTTP/1.x, which is read as 1.1. */
static void lend_version(char *head, size_t length)
{
    us_text rest, line = us_head_cut_line((us_text){ head, length }, &rest);
    size_t last = line.length;
    while (last > 0 && line.bytes[last - 1] == ' ')
        last--;
    if (last > 8 && us_text_starts(us_text_slice(line, last - 8, last), US_TEXT("HTTP/1.")) &&
        line.bytes[last - 1] > '1' && line.bytes[last - 1] <= '9')
        head[last - 1] = '1';
}

/* Where bodies end is our business (lobby.h), so civetweb gets to see no field that says so: it takes every
 * request for one without a body. */
static void lend_framing(char *head, size_t length)
{
    us_text name, value, rest = { head, length };
    while (rest.length > 0) {
        name = us_head_cut(us_head_cut_line(rest, &rest), ':', &value);
        if (us_text_equal_nocase(name, US_TEXT("Content-Length")) ||
            us_text_equal_nocase(name, US_TEXT("Transfer-Encoding")))
            head[name.bytes - head] = 'x';
    }
}

/* To civetweb a tab is no text, wherever it stands; to HTTP it is white space. */
static void lend_blanks(char *head, size_t length)
{
    for (size_t i = 0; i < length; i++)
        if (head[i] == '\t')
            head[i] = ' ';
}

void us_head_lend(char *head, size_t length)
{
    lend_method(head, length);
    lend_version(head, length);
    lend_framing(head, length);
    lend_blanks(head, length);
}
