/* understudy variants: every shape of answer that a document's contract allows. */
#include <stdio.h>
#include <stdlib.h>

#include "base/nearest.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/specs.h"
#include "cli/trial.h"
#include "runtime/check.h"
#include "server/once.h"
#include "server/repertoire.h"

typedef struct show {
    const us_settings *settings;
    us_service *service;
    us_arena arena; /* of what is printed at once */
    us_arena whole; /* of what stays until the end: */
    us_once once;
    unsigned *count; /* of each operation, in a summary */
    unsigned counts;
} show;

static void print(show *s, const us_buf *out)
{
    us_print(stdout, us_buf_text(out));
    us_arena_reset(&s->arena);
}

/* ---- One operation ------------------------------------------------------------------------------------------ */

static void complain_of_lacks(const us_repertoire *r, const us_operation *operation)
{
    for (unsigned i = 0; i < r->lacks; i++) {
        const us_lack *lack = &r->lack[i];

        us_complain("%.*s %u %.*s: no answer in which %.*s: %.*s", (int)operation->id.length,
                    operation->id.bytes, lack->status, (int)lack->type.length, lack->type.bytes,
                    (int)lack->what.length, lack->what.bytes, (int)lack->why.length,
                    lack->why.bytes);
    }
}

static void print_lines(show *s, const us_repertoire *r, const us_operation *operation)
{
    const us_media *media = NULL;
    bool again = false, news = !s->settings->once;

    for (unsigned number = 1; number <= r->count; number++) {
        const us_role *role = &r->role[number - 1];
        us_buf out = us_buf_new(&s->arena, 4096);

        if (s->settings->once && role->media && role->media != media)
            again = !us_once_is_new(&s->once, &s->whole, role->media);
        media = role->media;
        news |= media && !again;
        us_repertoire_write(&out, r, number, us_text_from(operation->id), media && again);
        us_buf_add_byte(&out, '\n');
        print(s, &out);
    }
    if (news)
        complain_of_lacks(r, operation);
}

/* How much of what is special is shown in a line, and of a media type. */
enum { SAID = 120, TYPE = 32 };

static void add_row(us_buf *out, const us_role *role, unsigned number)
{
    us_text what = us_utf8_cut(role->what, SAID);

    us_buf_print(out, "%5u  %u  %-16.*s  %.*s%s%s\n", number, role->status, (int)role->type.length,
                 role->type.length ? role->type.bytes : "", (int)what.length, what.bytes,
                 what.length < role->what.length ? "\xE2\x80\xA6" : "",
                 role->contract ? "" : "  (breaks the contract)");
}

static void add_lacks(us_buf *out, const us_repertoire *r)
{
    if (r->lacks > 0)
        us_buf_print(out, "       %u more cannot be made:\n", r->lacks);
    for (unsigned i = 0; i < r->lacks; i++) {
        const us_lack *lack = &r->lack[i];

        us_buf_print(out, "       %u  %-16.*s  %.*s: %.*s\n", lack->status, (int)lack->type.length,
                     lack->type.bytes, (int)lack->what.length, lack->what.bytes,
                     (int)lack->why.length, lack->why.bytes);
    }
}

static void add_remarks(us_buf *out, const us_repertoire *r)
{
    add_lacks(out, r);
    if (r->more)
        us_buf_add_string(out, "       the contract allows more than was gone through\n");
    if (r->left_out.length > 0)
        us_buf_print(out, "       none are made for %.*s\n", (int)r->left_out.length,
                     r->left_out.bytes);
}

static void print_table(show *s, const us_repertoire *r, const us_operation *operation)
{
    us_buf out = us_buf_new(&s->arena, 4096);
    us_text id = us_text_from(operation->id);

    us_buf_print(&out, "%.*s: %u variant%s\n", (int)id.length, id.bytes, r->count,
                 r->count == 1 ? "" : "s");
    for (unsigned number = 1; number <= r->count; number++)
        add_row(&out, &r->role[number - 1], number);
    add_remarks(&out, r);
    print(s, &out);
}

static void print_count(show *s, const us_repertoire *r, const us_operation *operation)
{
    us_buf out = us_buf_new(&s->arena, 256);

    us_buf_print(&out, "%5u  %.*s  %.*s %.*s", r->count, (int)operation->id.length,
                 operation->id.bytes, (int)operation->method.length, operation->method.bytes,
                 (int)operation->path.length, operation->path.bytes);
    if (r->lacks > 0)
        us_buf_print(&out, "  (%u more cannot be made)", r->lacks);
    us_buf_add_byte(&out, '\n');
    print(s, &out);
    s->count[s->counts++] = r->count;
}

static int compare(const void *a, const void *b)
{
    unsigned one = *(const unsigned *)a, other = *(const unsigned *)b;

    return (one > other) - (one < other);
}

static void print_summary(show *s)
{
    us_buf out = us_buf_new(&s->arena, 256);

    if (s->counts < 2)
        return;
    qsort(s->count, s->counts, sizeof *s->count, compare);
    us_buf_print(&out, "%u operations, with %u variants in the median, and %u at most\n", s->counts,
                 s->count[s->counts / 2], s->count[s->counts - 1]);
    print(s, &out);
}

/* ---- Operations --------------------------------------------------------------------------------------------- */

static const us_operation *find(const us_api *api, us_text id)
{
    for (unsigned i = 0; i < api->operations; i++)
        if (us_text_equal(us_text_from(api->operation[i]->id), id))
            return api->operation[i];
    return NULL;
}

static enum us_exit complain(const us_api *api, us_text id)
{
    us_nearest nearest = us_nearest_to(id);

    for (unsigned i = 0; i < api->operations; i++)
        us_nearest_offer(&nearest, us_text_from(api->operation[i]->id));
    if (nearest.best.bytes)
        us_complain("the document has no operation '%s'; did you mean '%.*s'?", id.bytes,
                    (int)nearest.best.length, nearest.best.bytes);
    else
        us_complain("the document has no operation '%s'; 'understudy routes' lists those it has",
                    id.bytes);
    return US_EXIT_USAGE;
}

static void show_operation(show *s, const us_operation *operation, bool alone)
{
    const us_repertoire *r = us_repertoire_of(s->service, &s->service->cast[0], operation);

    if (s->settings->json)
        print_lines(s, r, operation);
    else if (alone)
        print_table(s, r, operation);
    else
        print_count(s, r, operation);
    us_repertoire_drop(s->service, operation);
}

static void show_all(show *s, const us_api *api)
{
    s->count = US_NEW_ARRAY(&s->whole, unsigned, api->operations + 1);
    for (unsigned i = 0; i < api->operations; i++)
        show_operation(s, api->operation[i], false);
    print_summary(s);
}

static enum us_exit show_operations(const us_settings *settings, us_service *service)
{
    show s = { .settings = settings, .service = service };
    const us_api *api = service->cast[0].api;

    for (unsigned i = 1; i < settings->operands; i++)
        if (!find(api, us_text_of(settings->operand[i])))
            return complain(api, us_text_of(settings->operand[i]));
    for (unsigned i = 1; i < settings->operands; i++)
        show_operation(&s, find(api, us_text_of(settings->operand[i])), true);
    if (settings->operands == 1)
        show_all(&s, api);
    us_arena_free(&s.arena);
    us_arena_free(&s.whole);
    return us_print_end() ? US_EXIT_FINE : US_EXIT_WORLD;
}

/* ---- The command ---------------------------------------------------------------------------------------------- */

static enum us_exit variants(const us_settings *settings)
{
    us_settings spec = *settings;
    us_trial trial = { 0 };
    us_specs specs;
    enum us_exit code;

    spec.operands = 1;
    code = us_specs_read(&specs, &spec);
    if (code == US_EXIT_FINE)
        code = us_trial_open(&trial, &specs);
    if (code == US_EXIT_FINE)
        code = show_operations(settings, trial.service);
    us_trial_close(&trial);
    us_specs_free(&specs);
    return code;
}

static const us_option *const options[] = {
    &us_option_once, &us_option_json, &us_option_fixtures, US_SPEC_OPTIONS, NULL,
};

const us_command us_command_variants = {
    .name = "variants",
    .arguments = "SPEC [OPERATION]...",
    .summary = "list every shape of answer that the contract allows",
    .text =
        "Lists the variants of the operations' answers: each status, branch, enum member, null,\n"
        "absent member, count of items and bound is in one of them; and some that break the\n"
        "contract. Each is made by the schema and checked. Without OPERATION, how many there are\n"
        "of each. `Prefer: variant=12` asks the stand-in for one of them, `variant=next` for one\n"
        "after the other.",
    .example = "  understudy variants spec/voice-agent.yaml updateAgent\n"
               "  understudy variants --json spec/voice-agent.yaml updateAgent\n",
    .option = options,
    .operand = "SPEC",
    .run = variants,
};
