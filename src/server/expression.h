/* What runtime expressions are worth while a request is answered. */
#ifndef US_EXPRESSION_H
#define US_EXPRESSION_H

#include "base/json.h"
#include "server/turn.h"

/* A turn as expressions see it. Start with { .turn = turn }: bodies are read when somebody asks for them. The
 * turn's reply is `$response`, as far as it is there. */
typedef struct us_scene {
    const us_turn *turn;
    const us_json *sent, *answered; /* the bodies of request and reply; NULL: no JSON, or … */
    bool read_sent, read_answered;  /* … not read yet */
    unsigned number;                /* of the answer, where somebody counts them */
} us_scene;

/* The value, typed as the contract has it: a path parameter of type integer is a number. NULL: there is none. */
const us_json *us_expression_value(us_scene *scene, const us_expression *expression);

/* The same for a place that wants these types: the time as a number is seconds since 1970 (own_value.c). */
const us_json *us_expression_typed(us_scene *scene, const us_expression *expression,
                                   unsigned types);

/* What the words of our own are worth (own_value.c). */
const us_json *us_own_value(const us_scene *scene, enum us_source source);

/* The pieces put together; of one piece that is an expression the value itself. NULL when an expression has none. */
const us_json *us_template_value(us_scene *scene, const us_expression *piece, unsigned pieces);

/* The same as text: a string as it is, anything else as JSON. Bytes are NULL when an expression has no value. */
us_text us_template_text(us_scene *scene, const us_expression *piece, unsigned pieces);

/* "http://localhost:4010": where the client has found the stand-in, by its own words. */
us_text us_turn_origin(const us_turn *turn);

#endif
