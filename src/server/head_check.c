/* Whether a head is one that HTTP/1.1 allows (RFC 9112), by the bytes as they were sent. civetweb reads much
 * that no two servers read alike - a line that continues the one before, a blank in front of a colon, no
 * Host or two of them - and what is read differently by a proxy in front of us is how requests are
 * smuggled. So each of these is refused, with what is wrong with it. */
#include <string.h>

#include "base/ascii.h"
#include "server/head.h"
#include "server/list.h"
#include "server/visitor.h"

/* What a head says about itself while its lines are gone through. */
typedef struct survey {
    bool old; /* HTTP/1.0 */
    unsigned fields;
    unsigned hosts;
    unsigned codings;
    us_text coding; /* of the body, the last one */
} survey;

static us_refusal unreadable(const char *detail)
{
    return (us_refusal){ US_PROBLEM_UNREADABLE_REQUEST, detail };
}

static const us_refusal fine = { US_PROBLEMS, NULL };

/* What no field may hold: a tab is white space there. */
static bool has_control(us_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char c = (unsigned char)text.bytes[i];
        if ((c < ' ' && c != '\t') || c == 127)
            return true;
    }
    return false;
}

/* ---- The request line --------------------------------------------------------------------------------- */

/* Of a URL all but ASCII is percent-encoded (RFC 3986, 2). */
static bool is_ascii(us_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if ((unsigned char)text.bytes[i] > 126)
            return false;
    return true;
}

/* The four forms of a target (RFC 9112, 3.2). A whole URL and `*` lead to what they name here. */
static us_refusal target_fault(us_text method, us_text target)
{
    if (!is_ascii(target))
        return unreadable("The target holds bytes that a URL has only in percent-encoding.");
    if (us_text_find(target, '#') < target.length)
        return unreadable(
            "The target holds a '#': a fragment is not sent, and in a value it is %23.");
    bool server_wide = us_text_equal(target, US_TEXT("*"));
    if (us_text_starts(target, US_TEXT("/")) || us_head_path_start(target) > 0 ||
        (server_wide && us_text_equal(method, US_TEXT("OPTIONS"))))
        return fine;
    if (us_text_equal(method, US_TEXT("CONNECT")))
        return (us_refusal){ US_PROBLEM_NOT_IMPLEMENTED, "The stand-in is no proxy." };
    return unreadable("The target of the request is neither a path nor a URL with a path.");
}

static const char no_request_line[] = "The first line is not \"METHOD target HTTP/1.1\".";

/* Later versions with the major number 1 are read as the latest that we know (RFC 9110, 2.5). Other versions may be
 * written without a dot. */
static us_refusal version_fault(us_text version, survey *s)
{
    us_text number = us_text_slice(version, strlen("HTTP/"), version.length);
    bool one = us_text_starts(number, US_TEXT("1"));
    if (!us_text_starts(version, US_TEXT("HTTP/")) || number.length == 0 ||
        !us_is_digit(number.bytes[0]) || number.length > 3 || (one && number.length < 3) ||
        (number.length > 1 && number.bytes[1] != '.') ||
        (number.length > 2 && !us_is_digit(number.bytes[2])))
        return unreadable(no_request_line);
    s->old = us_text_equal(number, US_TEXT("1.0"));
    return one ? fine
               : (us_refusal){ US_PROBLEM_UNKNOWN_VERSION,
                               "The stand-in speaks HTTP/1.1 and HTTP/1.0." };
}

static us_refusal request_line_fault(us_text line, survey *s)
{
    us_text target, version, rest;
    us_text method = us_head_cut_word(line, &target);
    target = us_head_cut_word(target, &version);
    version = us_head_cut_word(version, &rest);
    us_refusal refusal = version_fault(version, s);
    if (has_control(line) || us_text_find(line, '\t') < line.length)
        return unreadable("There is a control character in the request line.");
    if (!us_head_is_token(method) || target.length == 0 || rest.length > 0)
        return unreadable(no_request_line);
    return refusal.problem == US_PROBLEMS ? target_fault(method, target) : refusal;
}

/* ---- Host ------------------------------------------------------------------------------------------------ */

/* host [ ":" port ] (RFC 9110, 7.2; RFC 3986, 3.2.2); empty when the target has no authority. */
static bool is_host(us_text value)
{
    us_text port, host;
    if (us_text_starts(value, US_TEXT("["))) {
        host = us_head_cut(us_text_slice(value, 1, value.length), ']', &port);
        return host.length + 2 <= value.length && us_text_find(host, ':') < host.length &&
               us_text_is_words(host, US_TEXT(":.")) &&
               (port.length == 0 ||
                (port.bytes[0] == ':' && us_text_is_words(port, US_TEXT(":")) &&
                 (port.length == 1 || us_text_is_digits(us_text_slice(port, 1, 9)))));
    }
    host = us_head_cut(value, ':', &port);
    return us_text_is_words(host, US_TEXT("-._~!$&'()*+,;=%")) &&
           (port.length == 0 || us_text_is_digits(port)) && port.length < 6;
}

/* ---- Fields ----------------------------------------------------------------------------------------------- */

static us_refusal length_fault(us_text value)
{
    if (!us_text_is_digits(value))
        return unreadable("Content-Length is no number.");
    if (value.length > 18)
        return (us_refusal){ US_PROBLEM_TOO_LARGE, "The body is larger than any that is taken." };
    return fine;
}

static us_refusal field_fault(us_text line, survey *s)
{
    us_text value;
    us_text name = us_head_cut(line, ':', &value);
    if (line.bytes[0] == ' ' || line.bytes[0] == '\t')
        return unreadable(
            "A line of the head is not \"Name: value\": it continues the one before.");
    if (name.length == line.length || !us_head_is_token(name))
        return unreadable("A line of the head is not \"Name: value\".");
    if (has_control(value))
        return unreadable("There is a control character among the fields.");
    value = us_text_trim(value);
    if (us_text_equal_nocase(name, US_TEXT("Content-Length")))
        return length_fault(value);
    if (us_text_equal_nocase(name, US_TEXT("Transfer-Encoding"))) {
        s->codings++;
        s->coding = value;
    }
    if (us_text_equal_nocase(name, US_TEXT("Host"))) {
        s->hosts++;
        if (!is_host(value))
            return unreadable("The field Host is no host with a port.");
    }
    return fine;
}

/* ---- The whole -------------------------------------------------------------------------------------------- */

/* Only `chunked` tells where a body ends (RFC 9112, 6.1 and 6.3). */
static us_refusal coding_fault(const survey *s)
{
    us_text item, last = US_TEXT(""), rest = s->coding;
    if (s->codings == 0)
        return fine;
    if (s->old || s->codings > 1)
        return unreadable(s->old ? "HTTP/1.0 has no Transfer-Encoding."
                                 : "The request has two Transfer-Encoding.");
    while (us_list_next(&rest, ",", &item))
        last = item;
    if (us_text_equal_nocase(s->coding, US_TEXT("chunked")))
        return fine;
    if (!us_text_equal_nocase(last, US_TEXT("chunked")))
        return unreadable(
            "Transfer-Encoding does not end with \"chunked\", so nobody can tell where "
            "the body ends.");
    return (us_refusal){ US_PROBLEM_NOT_IMPLEMENTED,
                         "The only transfer coding that the stand-in knows is \"chunked\"." };
}

static us_refusal host_fault(const survey *s)
{
    if (s->hosts > 1)
        return unreadable("The request has two fields Host.");
    if (s->hosts == 0 && !s->old)
        return unreadable("The request has no field Host, which HTTP/1.1 asks for.");
    return fine;
}

/* What is wrong with how much there is of it. */
static us_refusal size_fault(us_text head)
{
    if (head.length < US_HEAD_LIMIT || us_text_ends(head, US_TEXT("\n\n")) ||
        us_text_ends(head, US_TEXT("\n\r\n")))
        return fine;
    if (us_text_find(head, '\n') == head.length)
        return (us_refusal){ US_PROBLEM_TARGET_TOO_LONG,
                             "The first line of the request is longer than 16 KiB." };
    return (us_refusal){ US_PROBLEM_HEAD_TOO_LARGE,
                         "The request line and the fields are larger than 16 KiB." };
}

static us_refusal head_fault(us_text head)
{
    survey s = { 0 };
    us_text rest;
    if (head.length > 0 && (head.bytes[0] & 0xE0) == 0)
        return unreadable("This is no HTTP. The stand-in speaks http://, not https://.");
    us_refusal refusal = size_fault(head);
    if (refusal.problem == US_PROBLEMS)
        refusal = request_line_fault(us_head_cut_line(head, &rest), &s);
    while (refusal.problem == US_PROBLEMS && rest.length > 0) {
        us_text line = us_head_cut_line(rest, &rest);
        if (line.length == 0)
            break;
        refusal = field_fault(line, &s);
        s.fields++;
    }
    if (refusal.problem == US_PROBLEMS && s.fields > US_HEAD_FIELDS)
        refusal = (us_refusal){ US_PROBLEM_HEAD_TOO_LARGE, "The request has more than 64 fields." };
    if (refusal.problem == US_PROBLEMS)
        refusal = host_fault(&s);
    return refusal.problem == US_PROBLEMS ? coding_fault(&s) : refusal;
}

bool us_head_is_sound(us_text head, us_refusal *refusal)
{
    *refusal = head_fault(head);
    return refusal->problem == US_PROBLEMS;
}

us_refusal us_head_refusal(us_text head)
{
    us_refusal refusal;
    if (!us_head_is_sound(head, &refusal))
        return refusal;
    return (
        us_refusal){ US_PROBLEM_NOT_IMPLEMENTED,
                     "The stand-in does not know the method of the request: no operation has it." };
}

unsigned us_head_fields(us_text head, us_field *field, unsigned most)
{
    us_text line, value, rest;
    unsigned fields = 0;
    us_head_cut_line(head, &rest);
    while (fields < most && rest.length > 0) {
        line = us_head_cut_line(rest, &rest);
        if (line.length == 0)
            break;
        field[fields].name = us_head_cut(line, ':', &value);
        field[fields++].value = us_text_trim(value);
    }
    return fields;
}
