/* Templates and paths, a line each: templates up to an empty line, then paths. The router has to find a
 * route exactly when a slow matcher, which tries everything, says that some template fits; also one whose list is
 * sorted. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/utf8.h"
#include "base/percent.h"
#include "base/path_order.h"
#include "server/route.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MOST_TEMPLATES = 64 };

typedef struct templates {
    us_arena arena;
    us_text text[MOST_TEMPLATES];
    unsigned order[MOST_TEMPLATES]; /* by path */
    unsigned count;
} templates;

static us_text next_line(us_text *rest)
{
    us_text line = us_text_slice(*rest, 0, us_text_find(*rest, '\n'));
    *rest = us_text_slice(*rest, line.length + 1, rest->length);
    return line;
}

static us_text cut_segment(us_text *rest)
{
    us_text after = us_text_slice(*rest, 1, rest->length);
    us_text segment = us_text_slice(after, 0, us_text_find(after, '/'));
    *rest = us_text_slice(after, segment.length, after.length);
    return segment;
}

/* Whether an expression starts here, and how long it is. */
static bool expression_length(us_text template, size_t *length)
{
    size_t close = us_text_find(template, '}');
    *length = close + 1;
    return template.length > 0 && template.bytes[0] == '{' && close < template.length;
}

/* Tries every length for every expression, in whole characters, and every literal byte by byte. */
static bool fits(us_text template, us_text value)
{
    size_t length;
    if (expression_length(template, &length)) {
        us_text rest = us_text_slice(template, length, template.length);
        uint32_t point;
        for (size_t at = 0; at < value.length;) {
            at += us_utf8_decode(us_text_slice(value, at, value.length), &point);
            if (fits(rest, us_text_slice(value, at, value.length)))
                return true;
        }
        return false;
    }
    if (template.length == 0 || value.length == 0)
        return template.length == value.length;
    return template.bytes[0] == value.bytes[0] &&
           fits(us_text_slice(template, 1, template.length), us_text_slice(value, 1, value.length));
}

static bool path_fits(us_arena *arena, us_text template, us_text path)
{
    while (template.length > 0 && path.length > 0) {
        us_text value, segment = cut_segment(&template);
        if (!us_percent_decode(arena, cut_segment(&path), US_PLUS_STAYS, &value) ||
            !fits(segment, value))
            return false;
    }
    return template.length == 0 && path.length == 0;
}

static void fail(const char *why, us_text path)
{
    fprintf(stderr, "%s: %.*s\n", why, (int)path.length, path.bytes);
    abort();
}

static void check_captures(const us_routing_result *found, us_text path)
{
    for (unsigned i = 0; i < found->route->names; i++)
        if (found->capture[i].value.length == 0 || !us_utf8_valid(found->capture[i].value))
            fail("an expression stands for nothing", path);
}

static void try_path(templates *t, us_router *router, us_text path)
{
    us_routing_result found;
    us_text get = US_TEXT("GET");
    bool expected = false;
    enum us_routing routing = us_router_find(router, &t->arena, get, path, &found);
    us_text allow = us_router_allow(router, &t->arena, path);
    if (routing == US_UNREADABLE_PATH || path.length == 0 || path.bytes[0] != '/')
        return;
    for (unsigned i = 0; i < t->count && !expected; i++)
        expected = path_fits(&t->arena, t->text[i], path);
    if (expected != (routing == US_ROUTED) || expected != (allow.length > 0))
        fail(expected ? "a route is missed" : "a route is made up", path);
    if (routing == US_ROUTED)
        check_captures(&found, path);
    else
        us_router_nearest(router, &t->arena, get, path);
}

static us_route_row row_of(const void *owner, unsigned number)
{
    const templates *t = owner;
    return (us_route_row){ US_TEXT("GET"), t->text[number], NULL };
}

/* Templates with '%' are left out: the slow matcher does not decode them. */
static void add_template(templates *t, us_text line)
{
    bool usable = line.length > 0 && line.bytes[0] == '/' && us_utf8_valid(line) &&
                  us_text_find(line, '%') == line.length;
    if (usable && t->count < MOST_TEMPLATES)
        t->text[t->count++] = line;
}

static void sort(templates *t)
{
    for (unsigned i = 0; i < t->count; i++) {
        unsigned place = i;
        for (; place > 0 && us_path_order(t->text[t->order[place - 1]], t->text[i]) > 0; place--)
            t->order[place] = t->order[place - 1];
        t->order[place] = i;
    }
}

static us_router *router_of(const templates *t, const unsigned *order)
{
    us_router *router = us_router_new();
    us_route_list list = { .row = row_of, .owner = t, .rows = t->count, .order = order };
    us_router_add(router, US_TEXT(""), list);
    return router;
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    templates t = { .count = 0 };
    us_text rest = us_text_slice((us_text){ (const char *)data, size }, 0, 2000);
    while (rest.length > 0) {
        us_text line = next_line(&rest);
        if (line.length == 0)
            break;
        add_template(&t, line);
    }
    sort(&t);
    us_router *router = router_of(&t, NULL), *in_order = router_of(&t, t.order);
    while (rest.length > 0) {
        us_text path = next_line(&rest);
        try_path(&t, router, path);
        try_path(&t, in_order, path);
    }
    us_router_free(router);
    us_router_free(in_order);
    us_arena_free(&t.arena);
    return 0;
}
