/* understudy answers: what the stand-in makes where nobody wrote an answer, without starting it. */
#include <inttypes.h>
#include <stdio.h>

#include "base/json.h"
#include "base/utf8.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/rehearsal.h"
#include "cli/specs.h"
#include "cli/trial.h"
#include "server/answers.h"
#include "server/made.h"

typedef struct printer {
    bool json;
    unsigned unmade;
} printer;

/* ---- For a person ------------------------------------------------------------------------------- */

static void print_for_person(us_arena *arena, const us_answer *a)
{
    us_buf out = us_buf_new(arena, a->body.length + 256);

    us_buf_add(&out, us_text_from(a->operation->method));
    us_buf_add_byte(&out, ' ');
    us_buf_add(&out, us_text_from(a->operation->path));
    us_buf_add_byte(&out, ' ');
    us_buf_add(&out, us_answer_status(arena, a->response));
    us_buf_add_byte(&out, ' ');
    us_buf_add(&out, us_text_from(a->media->type));
    if (a->seed)
        us_buf_print(&out, " seed %" PRIu64, *a->seed);
    us_buf_add_byte(&out, '\n');
    if (us_utf8_is_text(a->body))
        us_buf_add(&out, a->body);
    else /* a file: nothing for a terminal */
        us_buf_print(&out, "(%zu bytes)", a->body.length);
    us_buf_add_string(&out, "\n\n");
    us_print(stdout, us_buf_text(&out));
}

/* ---- For a machine ------------------------------------------------------------------------------ */

static void add_body(us_buf *out, const us_answer *a)
{
    if (a->body.bytes)
        us_made_write(out, a->media, a->body);
    else
        us_json_write_text(out, ",\"why\":", a->why);
}

static void print_for_machine(us_arena *arena, const us_answer *a)
{
    us_buf out = us_buf_new(arena, a->body.length + 512);

    us_json_write_text(&out, "{\"api\":", us_text_from(a->api->name));
    us_json_write_text(&out, ",\"operation\":", us_text_from(a->operation->id));
    us_json_write_text(&out, ",\"method\":", us_text_from(a->operation->method));
    us_json_write_text(&out, ",\"path\":", us_text_from(a->operation->path));
    us_json_write_text(&out, ",\"status\":", us_answer_status(arena, a->response));
    us_json_write_text(&out, ",\"contentType\":", us_text_from(a->media->type));
    us_json_write_text(&out, ",\"spec\":", a->spec);
    if (a->seed)
        us_buf_print(&out, ",\"seed\":\"%" PRIu64 "\"", *a->seed);
    add_body(&out, a);
    us_buf_add_string(&out, "}\n");
    us_print(stdout, us_buf_text(&out));
}

/* ---- The command ---------------------------------------------------------------------------------- */

/* The us_answer_report. */
static void print_answer(void *context, us_arena *arena, const us_answer *a)
{
    printer *p = context;

    p->unmade += !a->body.bytes;
    if (p->json)
        print_for_machine(arena, a);
    else if (a->body.bytes)
        print_for_person(arena, a);
    else
        us_rehearsal_print_unmade(arena, a);
}

static us_answers_wish wish_of(const us_settings *settings)
{
    us_answers_wish wish = { .once = settings->once, .count = settings->count };

    if (settings->operation)
        wish.operation = us_text_of(settings->operation);
    if (settings->seed) {
        wish.seed = us_seed_of(us_text_of(settings->seed));
        wish.count = wish.count ? wish.count : 1;
    }
    return wish;
}

static enum us_exit print_all(const us_settings *settings, const us_service *service)
{
    const us_answers_wish wish = wish_of(settings);
    printer p = { .json = settings->json };
    size_t count = us_answers(service, &wish, print_answer, &p);

    if (count == 0 && wish.operation.bytes) {
        us_complain("no operation '%s' has an answer that could be made", settings->operation);
        return US_EXIT_USAGE;
    }
    if (!us_print_end())
        return US_EXIT_WORLD;
    return p.unmade ? US_EXIT_BROKEN : US_EXIT_FINE;
}

static enum us_exit answers(const us_settings *settings)
{
    us_trial trial = { 0 };
    us_specs specs;
    enum us_exit code = us_specs_read(&specs, settings);

    if (code == US_EXIT_FINE)
        code = us_trial_open(&trial, &specs);
    if (code == US_EXIT_FINE)
        code = print_all(settings, trial.service);
    us_trial_close(&trial);
    us_specs_free(&specs);
    return code;
}

static const us_option *const options[] = {
    &us_option_operation, &us_option_seed,     &us_option_count, &us_option_once,
    &us_option_json,      &us_option_fixtures, US_SPEC_OPTIONS,  NULL,
};

const us_command us_command_answers = {
    .name = "answers",
    .arguments = "SPEC...",
    .summary = "print what is made for an answer by the schemas",
    .text =
        "Makes an answer for every response, and prints it: the plainest one, and with --count or\n"
        "--seed random ones, too. Fixtures and examples of responses are not asked: it is what a\n"
        "client gets where there are none. Exit code 1: some answers cannot be made.",
    .example = "  understudy answers spec/ubik.yaml --operation getAgent --seed 7\n"
               "  understudy answers --json --count 100 api.yaml > answers.jsonl\n",
    .option = options,
    .operand = "SPEC",
    .run = answers,
};
