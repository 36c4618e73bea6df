/* Two versions of a contract side by side: their operations sorted by path and method, and merged. Schemas
 * are code by now, so of what is inside a body only that it may have changed is known. */
#include "cli/changes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "cli/console.h"
#include "runtime/check.h"

/* How many operations are named. */
#define SHOWN 40

typedef struct entry {
    const us_api *api;
    const us_operation *operation;
} entry;

typedef struct list {
    entry *entry;
    unsigned count;
} list;

typedef struct report {
    us_arena arena;
    us_buf lines;
    unsigned added, removed, changed;
} report;

static int compare_texts(us_string a, us_string b)
{
    unsigned shorter = a.length < b.length ? a.length : b.length;
    int order = shorter ? memcmp(a.bytes, b.bytes, shorter) : 0;

    return order ? order : (a.length > b.length) - (a.length < b.length);
}

static int compare(const void *left, const void *right)
{
    const entry *a = left, *b = right;
    int order = compare_texts(a->api->name, b->api->name);

    if (!order)
        order = compare_texts(a->operation->path, b->operation->path);
    return order ? order : compare_texts(a->operation->method, b->operation->method);
}

static list list_operations(us_arena *arena, const us_module *module)
{
    list all = { NULL, 0 };

    for (unsigned a = 0; a < module->apis; a++)
        all.count += module->api[a]->operations;
    all.entry = US_NEW_ARRAY(arena, entry, all.count + 1);
    all.count = 0;
    for (unsigned a = 0; a < module->apis; a++)
        for (unsigned o = 0; o < module->api[a]->operations; o++)
            all.entry[all.count++] = (entry){ module->api[a], module->api[a]->operation[o] };
    qsort(all.entry, all.count, sizeof *all.entry, compare);
    return all;
}

/* ---- One operation -------------------------------------------------------------------------------- */

static void add(us_buf *out, us_text what)
{
    us_buf_add_string(out, out->length ? "; " : "");
    us_buf_add(out, what);
}

static const us_parameter *find_parameter(const us_operation *o, const us_parameter *like)
{
    for (unsigned i = 0; i < o->parameters; i++)
        if (o->parameter[i].in == like->in &&
            us_text_equal(us_text_from(o->parameter[i].name), us_text_from(like->name)))
            return &o->parameter[i];
    return NULL;
}

static void add_parameter(us_buf *out, const us_parameter *p, const char *what)
{
    static const char *const place[] = { "path", "query", "header", "cookie" };

    add(out, us_arena_print(out->arena, "%s parameter %.*s %s", place[p->in], (int)p->name.length,
                            p->name.bytes, what));
}

static void compare_parameters(us_buf *out, const us_operation *before, const us_operation *now)
{
    for (unsigned i = 0; i < now->parameters; i++) {
        const us_parameter *p = &now->parameter[i], *old = find_parameter(before, p);

        if (!old)
            add_parameter(out, p, p->required ? "is new and required" : "is new");
        else if (!p->required != !old->required)
            add_parameter(out, p, p->required ? "is required now" : "may be left out now");
    }
    for (unsigned i = 0; i < before->parameters; i++)
        if (!find_parameter(now, &before->parameter[i]))
            add_parameter(out, &before->parameter[i], "is gone");
}

static void compare_bodies(us_buf *out, const us_body *before, const us_body *now)
{
    if (!before && !now)
        return;
    if (!before || !now)
        add(out, now ? US_TEXT("it takes a body now") : US_TEXT("it takes no body any more"));
    else if (before->required != now->required)
        add(out, now->required ? US_TEXT("the body is required now")
                               : US_TEXT("the body may be left out now"));
}

static bool answers(const us_operation *o, unsigned status)
{
    for (unsigned i = 0; i < o->responses; i++)
        if (o->response[i].status == status)
            return true;
    return false;
}

static void compare_responses(us_buf *out, const us_operation *one, const us_operation *other,
                              const char *what)
{
    for (unsigned i = 0; i < one->responses; i++) {
        unsigned status = one->response[i].status;

        if (answers(other, status))
            continue;
        if (status == 0)
            add(out, us_arena_print(out->arena, "the default response %s", what));
        else
            add(out, us_arena_print(out->arena, "status %u%s %s", status, status < 10 ? "XX" : "",
                                    what));
    }
}

static us_text compare_operations(report *r, const us_operation *before, const us_operation *now)
{
    us_buf out = us_buf_new(&r->arena, 128);

    compare_parameters(&out, before, now);
    compare_bodies(&out, before->body, now->body);
    compare_responses(&out, now, before, "is new");
    compare_responses(&out, before, now, "is gone");
    return us_buf_text(&out);
}

/* ---- All of them ---------------------------------------------------------------------------------- */

static void add_line(report *r, char sign, const us_operation *o, us_text what)
{
    if (r->added + r->removed + r->changed > SHOWN)
        return;
    us_buf_print(&r->lines, "  %c %.*s %.*s", sign, (int)o->method.length, o->method.bytes,
                 (int)o->path.length, o->path.bytes);
    if (what.length)
        us_buf_print(&r->lines, ": %.*s", (int)what.length, what.bytes);
    us_buf_add_byte(&r->lines, '\n');
}

static void compare_pair(report *r, const entry *before, const entry *now)
{
    us_text what = compare_operations(r, before->operation, now->operation);

    if (!what.length)
        return;
    r->changed++;
    add_line(r, '~', now->operation, what);
}

static void merge(report *r, list before, list now)
{
    unsigned i = 0, j = 0;

    while (i < before.count || j < now.count) {
        int order = i == before.count ? 1
                    : j == now.count  ? -1
                                      : compare(&before.entry[i], &now.entry[j]);

        if (order < 0) {
            r->removed++;
            add_line(r, '-', before.entry[i++].operation, US_TEXT(""));
        } else if (order > 0) {
            r->added++;
            add_line(r, '+', now.entry[j++].operation, US_TEXT(""));
        } else {
            compare_pair(r, &before.entry[i++], &now.entry[j++]);
        }
    }
}

void us_print_changes(const us_module *before, const us_module *now)
{
    report r = { .arena = { 0 } };
    unsigned all;

    r.lines = us_buf_new(&r.arena, 1024);
    merge(&r, list_operations(&r.arena, before), list_operations(&r.arena, now));
    all = r.added + r.removed + r.changed;
    if (all == 0)
        puts("reloaded: the same operations; schemas, examples or fixtures have changed");
    else
        printf("reloaded: operations: %u new, %u gone, %u changed\n", r.added, r.removed,
               r.changed);
    us_print(stdout, us_buf_text(&r.lines));
    if (all > SHOWN)
        printf("  and %u more\n", all - SHOWN);
    fflush(stdout);
    us_arena_free(&r.arena);
}
