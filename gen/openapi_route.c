/* Routes: what a document says twice, and what no request can hold. "Templated paths with the same
 * hierarchy but different templated names MUST NOT exist as they are identical" (OpenAPI, Paths Object). */
#include "gen/openapi.h"

/* ---- one route for two operations ----------------------------------------------------------------- */

/* The method and the path without the names in its braces. */
static us_text shape_of(us_arena *arena, const gen_operation *op)
{
    us_buf shape = us_buf_new(arena, op->method.length + op->path.length + 2);
    bool open = false;
    us_buf_add(&shape, op->method);
    us_buf_add_byte(&shape, ' ');
    for (size_t i = 0; i < op->path.length; i++) {
        char byte = op->path.bytes[i];
        if (!open || byte == '}')
            us_buf_add_byte(&shape, byte);
        open = byte == '{' || (open && byte != '}');
    }
    return us_buf_text(&shape);
}

void openapi_drop_repeated(gen *g, gen_api *api)
{
    openapi_names taken = openapi_names_new(&g->arena, api);
    for (gen_operation **place = &api->operation; *place;) {
        gen_operation *op = *place;
        us_text shape = shape_of(&g->arena, op);
        if (openapi_names_add(&taken, shape, op)) {
            place = &op->next;
            continue;
        }
        const gen_operation *first = openapi_names_find(&taken, shape);
        openapi_note_dropped(g, op->node, "the operation is not served, its route is taken");
        gen_warning(g, op->at, "not served: %s %s is the same route as %s in line %u",
                    gen_show(g, op->method), gen_show(g, op->path), gen_show(g, first->path),
                    first->at.line);
        *place = op->next;
    }
}

/* ---- a parameter without a place -------------------------------------------------------------------- */

/* Whether the path holds `{name}`. */
static bool has_template(us_text path, us_text name)
{
    for (size_t i = 0; i + name.length + 2 <= path.length; i++)
        if (path.bytes[i] == '{' && path.bytes[i + name.length + 1] == '}' &&
            us_text_equal(us_text_slice(path, i + 1, i + 1 + name.length), name))
            return true;
    return false;
}

void openapi_drop_unplaced(gen *g, gen_operation *operation)
{
    for (gen_parameter **place = &operation->parameter; *place;) {
        gen_parameter *p = *place;
        if (p->in != GEN_IN_PATH || has_template(operation->path, p->name)) {
            place = &p->next;
            continue;
        }
        openapi_note_dropped(g, p->item, "the path has no such parameter");
        gen_warning(g, p->at, "the parameter is left out: the path %s has no {%s}",
                    gen_show(g, operation->path), gen_show(g, p->name));
        *place = p->next;
    }
}
