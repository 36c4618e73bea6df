/* The head of a request as it was sent: what civetweb leaves out of what it tells about it. */
#ifndef US_HEAD_H
#define US_HEAD_H

#include "base/text.h"
#include "server/problem.h"

/* The target of the request line without scheme and authority (RFC 9112, 3.2), cut at '?'. Not decoded,
 * part of the head. */
void us_head_target(us_text head, us_text *path, us_text *query);

us_text us_head_method(us_text head);

/* The text up to `byte`, up to the line end, up to the next blank; *rest is what follows it. */
us_text us_head_cut(us_text text, char byte, us_text *rest);
us_text us_head_cut_line(us_text text, us_text *rest);
us_text us_head_cut_word(us_text text, us_text *rest);

/* Where the path of the target begins: behind "http://host:port", which a client sends when it takes us
 * for a proxy, otherwise at 0. */
size_t us_head_path_start(us_text target);

/* Whether the text may be a method or a field's name (RFC 9110, 5.6.2). */
bool us_head_is_token(us_text text);

/* Whether civetweb knows the method; the others come to us under the name of one that it knows. */
bool us_head_is_usual(us_text method);

/* Puts such a name into a head on its way to civetweb, which would refuse the request, and blanks in place
 * of tabs, and hides the fields that frame a body. The head that us_lobby_head tells stays as it was sent. */
void us_head_lend(char *head, size_t length);

/* Whether the target is a whole URL. */
bool us_head_has_url(us_text head);

typedef struct us_refusal {
    enum us_problem problem;
    const char *detail; /* a sentence for a person */
} us_refusal;

/* Whether the head is as RFC 9112 has it, beyond doubt; if not, *refusal says why (head_check.c). */
bool us_head_is_sound(us_text head, us_refusal *refusal);

/* Why civetweb refused a head, by looking at it again: it says "Bad request". */
us_refusal us_head_refusal(us_text head);

/* The most fields that are taken: civetweb reads no more. */
#define US_HEAD_FIELDS 64

/* The fields of a sound head, as they were sent, parts of it: at most `most`. Returns how many. */
unsigned us_head_fields(us_text head, us_field *field, unsigned most);

#endif
