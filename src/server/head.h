/* The head of a request as it was sent: what civetweb leaves out of what it tells about it. */
#ifndef US_HEAD_H
#define US_HEAD_H

#include "base/text.h"
#include "server/problem.h"

/* The target of the request line without scheme and authority (RFC 9112, 3.2), cut at '?'. Not decoded,
 * part of the head. */
void us_head_target(us_text head, us_text *path, us_text *query);

us_text us_head_method(us_text head);

/* Whether civetweb knows the method; the others come to us under the name of one that it knows. */
bool us_head_is_usual(us_text method);

/* Puts such a name into a head on its way to civetweb, which would refuse the request. The head that
 * us_lobby_head tells stays as it was sent. */
void us_head_lend_method(char *head, size_t length);

/* Whether the target is a whole URL. */
bool us_head_has_url(us_text head);

typedef struct us_refusal {
    enum us_problem problem;
    const char *detail; /* a sentence for a person */
} us_refusal;

/* Why a head was refused, by looking at it again: civetweb says "Bad request". */
us_refusal us_head_refusal(us_text head);

/* Whether some fields are missing among the `fields` that civetweb found in a head of `lines` lines: it
 * stops without a word at the 65th and at what it cannot read. */
bool us_head_lost_fields(unsigned lines, unsigned fields, us_refusal *refusal);

#endif
