/* Private to postman*.c: a Postman collection (format 2.0 and 2.1) as the OpenAPI document that it amounts to.
 *
 * A collection has requests with examples of what is sent and what comes back, in folders. Prism takes it for a
 * contract, and so do we in the same way: a path of the request's URL, a parameter for each field of its query and
 * head, a schema made of each JSON example. The document is a tree as if it had been read, in which everything has
 * the place of what it was made from, so that all later passes say where in the collection something is wrong. */
#ifndef GEN_POSTMAN_H
#define GEN_POSTMAN_H

#include "gen/gen.h"

/* The variables of the collection, of a folder in it, of one in that, and of a request. */
typedef struct postman_scope {
    const gen_node *variables;
    const struct postman_scope *outer;
} postman_scope;

typedef struct postman {
    gen *g;
    const postman_scope *scope; /* the innermost */
    gen_node *paths, *schemes;
    gen_map values; /* by media type: all examples of requests (postman_unite.c) */
    unsigned operations;
    const gen_node *script; /* the first that would run before a request, and how many do */
    unsigned scripts;
} postman;

/* ---- postman_node.c: putting a tree together ---------------------------------------------------------- */

gen_node *postman_new(postman *p, enum gen_kind kind, gen_at at);
gen_node *postman_text(postman *p, us_text text, gen_at at);
gen_node *postman_truth(postman *p, bool truth, gen_at at);

/* The same value, to stand in another list. */
gen_node *postman_copy(postman *p, const gen_node *value);

/* Adds a member or an item; both return the value. */
gen_node *postman_put(postman *p, gen_node *object, us_text key, gen_node *value);
gen_node *postman_add(gen_node *array, gen_node *item);

/* The member, which is made when it is not there. */
gen_node *postman_object_in(postman *p, gen_node *object, us_text key, gen_at at);

/* The text with the variables in scope put in; {{others}} stay. */
us_text postman_filled(postman *p, us_text text);

/* The same, and Postman's own variables ({{$guid}}) have a value, too: for examples. */
us_text postman_sampled(postman *p, us_text text);

/* A value of the variable of Postman's that has this name; NULL: there is none (postman_dynamic.c). */
us_text postman_dynamic(us_text name);

/* The JSON value that a text spells, with the place of `at`; NULL: it spells none. */
gen_node *postman_parse(postman *p, us_text text, gen_at at);

/* The value of the entry `key` in a list of { key, value }, or of the member in an object (format 2.0). */
us_text postman_entry(const gen_node *list, const char *key);

/* Whether it is switched off. */
bool postman_is_disabled(const gen_node *item);

/* A field of the list `header`, compared without case; empty: there is none. */
us_text postman_field(const gen_node *headers, us_text name);

/* ---- postman_infer.c ------------------------------------------------------------------------------------ */

/* The schema of which values are like this one: types, members, and all of these members required. */
gen_node *postman_infer(postman *p, const gen_node *value);

/* That of which each of the values in the list is. */
gen_node *postman_infer_all(postman *p, const gen_node *values);

/* ---- postman_unite.c ------------------------------------------------------------------------------------ */

/* The path, or one that is known already and differs from it in the names of its parameters alone: then those of the
 * list are called so. */
us_text postman_unite_paths(const postman *p, us_text path, gen_node *parameters);

/* Each adds to what an operation asks for what one more request on its route has, which loses it. */
void postman_unite_parameters(postman *p, gen_node *known, gen_node *more);
void postman_unite_auth(gen_node *known, gen_node *more);
void postman_unite_bodies(postman *p, gen_node *operation, gen_node *body);

/* ---- postman_url.c, postman_body.c, postman_response.c, postman_auth.c ---------------------------------- */

/* The path template, "/pets/{id}"; what of the query and the path are parameters is added to the list. */
us_text postman_read_url(postman *p, const gen_node *url, gen_node *parameters);
void postman_read_headers(postman *p, const gen_node *headers, gen_node *parameters);

/* The parameter of that place and name, or NULL. */
gen_node *postman_find_parameter(gen_node *parameters, us_text in, us_text name);

/* One of them may be a list where the other is not: then the first is either. */
void postman_unite_types(postman *p, gen_node *parameter, const gen_node *other);

/* The request body, or NULL. */
gen_node *postman_read_body(postman *p, const gen_node *request);

/* Adds the examples of answers to the object `responses`. */
void postman_read_responses(postman *p, const gen_node *list, gen_node *responses);

/* The value for `security`. */
gen_node *postman_read_auth(postman *p, const gen_node *auth, gen_at at);

/* A media type with an example, as the member of `content`. */
gen_node *postman_put_media(postman *p, gen_node *content, us_text type, gen_at at);

#endif
