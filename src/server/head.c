/* Looking at a head again when civetweb did not like it, so that the answer can say what is wrong. */
#include "server/head.h"

#include <string.h>

#include "server/visitor.h"

/* The text up to `byte`; *rest is what follows it. */
static us_text cut(us_text text, char byte, us_text *rest)
{
    size_t at = us_text_find(text, byte);
    *rest = us_text_slice(text, at + 1, text.length);
    return us_text_slice(text, 0, at);
}

static us_text cut_line(us_text text, us_text *rest)
{
    us_text line = cut(text, '\n', rest);
    if (us_text_ends(line, US_TEXT("\r")))
        line.length--;
    return line;
}

static us_text cut_word(us_text text, us_text *rest)
{
    us_text word = cut(text, ' ', rest);
    *rest = us_text_trim(*rest);
    return word;
}

/* Where the path of the target begins: behind "http://host:port", which a client sends when it takes us
 * for a proxy, otherwise at 0. */
static size_t path_start(us_text target)
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
    cut_word(cut_line(head, &rest), &target);
    return cut_word(target, &rest);
}

void us_head_target(us_text head, us_text *path, us_text *query)
{
    us_text target = target_of(head);
    *path = cut(us_text_slice(target, path_start(target), target.length), '?', query);
    if (path->length == 0)
        *path = US_TEXT("/");
}

bool us_head_has_url(us_text head)
{
    return path_start(target_of(head)) > 0;
}

us_text us_head_method(us_text head)
{
    us_text rest;
    return cut_word(cut_line(head, &rest), &rest);
}

/* The characters of methods and field names (RFC 9110, 5.6.2). */
static bool is_token(us_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] <= ' ' || text.bytes[i] >= 127 ||
            strchr("\"(),/:;<=>?@[\\]{}", text.bytes[i]) != NULL)
            return false;
    return text.length > 0;
}

static bool is_digits(us_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (text.bytes[i] < '0' || text.bytes[i] > '9')
            return false;
    return text.length > 0;
}

static bool has_control(us_text head)
{
    for (size_t i = 0; i < head.length; i++) {
        unsigned char c = (unsigned char)head.bytes[i];
        if ((c < ' ' && c != '\r' && c != '\n') || c == 127)
            return true;
    }
    return false;
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
void us_head_lend_method(char *head, size_t length)
{
    us_text method = us_head_method((us_text){ head, length });
    const char *lent = method.length > 3 ? "POST" : "PUT";
    if (method.length < 3 || method.length == length || !is_token(method) ||
        us_head_is_usual(method))
        return;
    memset(head, ' ', method.length);
    memcpy(head, lent, strlen(lent));
}

/* ---- what is wrong -------------------------------------------------------------------------------- */

static us_refusal unreadable(const char *detail)
{
    return (us_refusal){ US_PROBLEM_UNREADABLE_REQUEST, detail };
}

/* What is wrong with the request line; the problem US_PROBLEMS means nothing. */
static us_refusal request_line_fault(us_text line)
{
    us_text target, version, rest;
    us_text method = cut_word(line, &target);
    target = cut_word(target, &version);
    version = cut_word(version, &rest);
    if (!is_token(method) || target.length == 0 || rest.length > 0 ||
        !us_text_starts(version, US_TEXT("HTTP/")))
        return unreadable("The first line is not \"METHOD target HTTP/1.1\".");
    if (!us_text_equal(version, US_TEXT("HTTP/1.1")) &&
        !us_text_equal(version, US_TEXT("HTTP/1.0")))
        return (us_refusal){ US_PROBLEM_UNKNOWN_VERSION,
                             "The stand-in speaks HTTP/1.1 and HTTP/1.0." };
    if (path_start(target) > 0 || us_text_starts(target, US_TEXT("/")))
        return (us_refusal){ US_PROBLEMS, NULL };
    return unreadable("The target of the request is neither a path nor a URL with a path.");
}

/* The same for a line with a field. */
static us_refusal field_fault(us_text line)
{
    us_text value;
    us_text name = cut(line, ':', &value);
    if (name.length == line.length || !is_token(name))
        return unreadable("A line of the head is not \"Name: value\".");
    value = us_text_trim(value);
    if (us_text_equal_nocase(name, US_TEXT("Content-Length")) && !is_digits(value))
        return unreadable("Content-Length is no number.");
    if (us_text_equal_nocase(name, US_TEXT("Transfer-Encoding")) &&
        !us_text_equal_nocase(value, US_TEXT("chunked")))
        return (us_refusal){ US_PROBLEM_NOT_IMPLEMENTED,
                             "The only transfer coding that the stand-in knows is \"chunked\"." };
    return (us_refusal){ US_PROBLEMS, NULL };
}

us_refusal us_head_refusal(us_text head)
{
    if (head.length == US_HEAD_LIMIT)
        return (us_refusal){ US_PROBLEM_HEAD_TOO_LARGE,
                             "The request line and the fields are larger than 16 KiB." };
    if (head.length > 0 && (head.bytes[0] & 0xE0) == 0)
        return unreadable("This is no HTTP. The stand-in speaks http://, not https://.");
    if (has_control(head))
        return unreadable("There is a control character among the fields.");
    us_text rest;
    us_refusal refusal = request_line_fault(cut_line(head, &rest));
    while (refusal.problem == US_PROBLEMS && rest.length > 0) {
        us_text line = cut_line(rest, &rest);
        if (line.length > 0)
            refusal = field_fault(line);
    }
    if (refusal.problem != US_PROBLEMS)
        return refusal;
    return (us_refusal){ US_PROBLEM_NOT_IMPLEMENTED,
                         "The stand-in does not know the method of the request." };
}

bool us_head_lost_fields(unsigned lines, unsigned fields, us_refusal *refusal)
{
    if (fields + 2 >= lines) /* the request line and the empty one */
        return false;
    *refusal = fields >= 64 ? (us_refusal){ US_PROBLEM_HEAD_TOO_LARGE,
                                            "The request has more than 64 fields." }
                            : unreadable("A line of the head is not \"Name: value\".");
    return true;
}
