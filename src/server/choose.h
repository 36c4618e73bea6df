/* Declared answers, and giving one of them. */
#ifndef US_CHOOSE_H
#define US_CHOOSE_H

#include "server/turn.h"

typedef struct us_choice {
    const us_response *response;
    unsigned status; /* what is sent: a range or `default` has none of its own */
    const us_media *media;
    const us_example *example; /* NULL: an answer without a body */
    bool made;                 /* the example is made by the schema, whose checker has seen it */
    const struct us_cue *cue;  /* of a fixture whose conditions hold; or NULL */
} us_choice;

/* The weight that the request gives the media type, up to 1000; without Accept everything is welcome. */
unsigned us_accept_quality(const us_request *request, us_text name);

/* The response declared as `status`: a status, the first digit of a range, or 0 for default; or NULL. */
const us_response *us_response_of(const us_operation *operation, unsigned status);

/* The one declared for the status, by itself or by a range; or NULL. */
const us_response *us_response_for(const us_operation *operation, unsigned status);

/* The status to send for a response that nobody asked for by code. */
unsigned us_response_status(const us_response *response);

/* The one that the client's preferred code asks for; NULL: none is declared. */
const us_response *us_response_wished(const us_turn *turn);

/* The one that a request which breaks the contract is answered with; NULL: none is declared (refuse.c). */
const us_response *us_response_refusing(const us_operation *operation);

/* The example to send: the one of the name `wished`; when that is empty the unnamed one, else the first, of those
 * that answer without conditions.
 * NULL: there is none. */
const us_example *us_example_of(const us_turn *turn, const us_media *media, us_text wished);

/* Whether the range would be sent as a type that the response declares by itself: whoever gets it would hold it against
 * that one's schema, so the range is for types that nobody here sends. */
bool us_media_is_covered(const us_response *response, const us_media *media);

/* Whether the client takes the type of the chosen media type. */
bool us_choice_is_acceptable(const us_turn *turn, const us_choice *chosen);

/* Where somebody wants to know: holds the answer against its own schema. False when it was refused for that
 * (own_answer.c). */
bool us_turn_check_own(us_turn *turn, const us_choice *chosen);

/* Makes the example of the chosen media type by its schema (made.h). False with *why when that cannot be done. */
bool us_choice_make(us_turn *turn, us_choice *chosen, us_text *why);

/* Makes it the reply and returns false: an answer is given. */
bool us_turn_give(us_turn *turn, const us_choice *chosen);

#endif
