/* Runtime expressions (OpenAPI 3.1, 4.8.20.4): `$request.path.id` by itself, or `{$request.path.id}` in a text.
 * What they are worth is found while a request is answered (server/expression.h); what they can be worth is known
 * here. */
#ifndef GEN_EXPRESSION_H
#define GEN_EXPRESSION_H

#include "gen/gen.h"

/* The pieces of a text with expressions in braces, of which there are none in an empty text; a brace that no '$'
 * follows is a brace. NULL with *fault, a phrase to follow the text in a message, when an expression is none. */
gen_expression *gen_read_template(gen *g, us_text text, const char **fault);

/* The same in a fixture: there are $request.cookie.NAME, $now, $uuid and $counter, too, and "{$$" is "{$". With a
 * *fault *culprit is the expression that is none, with its braces. */
gen_expression *gen_read_own_template(gen *g, us_text text, us_text *culprit, const char **fault);

/* The same of a text that may also be one expression without braces, as the values of links are. A text that
 * begins with '$' and is no expression is a text: prices begin so, too. */
gen_expression *gen_read_expression(gen *g, us_text text, const char **fault);

/* A part of the request: "query.limit", "body#/name/0", also with "$request." before it, and "cookie.NAME". */
gen_expression *gen_read_part(gen *g, us_text text, const char **fault);

/* Whether a piece is no mere text. */
bool gen_has_expression(const gen_expression *pieces);

/* The expression as it is written, without braces. */
const char *gen_show_expression(gen *g, const gen_expression *piece);

/* Why the piece has no value in the contract, as a phrase ("the path of GET /a has no parameter \"b\""); NULL: it
 * can have one. `response`: in whose answer it stands; NULL: in no answer, so `$response` is not known. */
const char *gen_expression_fault(gen *g, const gen_expression *piece,
                                 const gen_operation *operation, const gen_response *response);

/* ---- schema_at.c: what a schema says at a place ------------------------------------------------------- */

typedef struct gen_places {
    gen_node **schema; /* all that are about the value there, through `$ref`, allOf, oneOf ... */
    unsigned schemas;
    bool open;         /* there may be anything: no schema names what could be there */
    const char *fault; /* without a schema, and not open: why nothing can be there, a phrase */
} gen_places;

/* What the schema says of the value at a JSON pointer (RFC 6901). */
gen_places gen_schema_at(gen *g, gen_node *schema, us_text pointer);

/* Of what types the value there may be, in the bits of gen_type; 0: nobody says. */
unsigned gen_types_at(const gen_places *places);

#endif
