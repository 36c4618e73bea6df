/* Watching by looking: a stat of each input a few times a second costs nothing to speak of, works on every
 * file system, and does not care how an editor replaces a file. A change is taken up when nothing more has
 * changed between two looks, since a checkout or a generator writes many files, one after the other. */
#include "cli/watch.h"

#include <stdio.h>
#include <stdlib.h>

#include "cli/cache_input.h"
#include "cli/changes.h"
#include "cli/console.h"

struct us_watch {
    const us_settings *settings;
    us_compile *compile;
    us_program *program, *coming;
    us_arena arena;     /* of the records */
    us_text inputs;     /* what was read for the last attempt */
    uint64_t signature; /* of them, when they were read or found unchanged … */
    uint64_t last_seen; /* … and at the last look */
};

static void remember(us_watch *watch, us_text inputs)
{
    us_text kept;

    if (inputs.length == 0)
        return; /* nothing could be read: what is missing may come back */
    us_arena_reset(&watch->arena);
    kept = us_arena_copy(&watch->arena, inputs);
    watch->inputs = kept;
}

us_watch *us_watch_new(const us_settings *settings, us_compile *compile, us_text inputs,
                       us_program *program)
{
    us_watch *watch = calloc(1, sizeof *watch);

    if (!watch)
        us_out_of_memory();
    watch->settings = settings;
    watch->compile = compile;
    watch->program = program;
    remember(watch, inputs);
    watch->signature = watch->last_seen = us_inputs_signature(watch->inputs);
    return watch;
}

void us_watch_free(us_watch *watch)
{
    us_program_free(watch->program);
    us_arena_free(&watch->arena);
    free(watch);
}

/* Whether there is a change, and it is over. */
static bool has_changed(us_watch *watch)
{
    uint64_t before = watch->last_seen;

    watch->last_seen = us_inputs_signature(watch->inputs);
    if (watch->last_seen == watch->signature || watch->last_seen != before)
        return false;
    watch->signature = watch->last_seen;
    return !us_inputs_unchanged(watch->inputs);
}

static void compile_again(us_watch *watch)
{
    us_arena arena = { 0 };
    us_buf inputs = us_buf_new(&arena, 4096);

    watch->coming = NULL;
    if (watch->compile(watch->settings, &inputs, &watch->coming) != US_EXIT_FINE)
        us_complain("the change is not taken up; what was there before goes on answering");
    remember(watch, us_buf_text(&inputs));
    us_arena_free(&arena);
    watch->signature = watch->last_seen = us_inputs_signature(watch->inputs);
    if (!us_inputs_unchanged(watch->inputs))
        watch->signature = 0; /* changed while it was read */
}

const us_module *us_watch_next(void *context, bool again)
{
    us_watch *watch = context;

    if (!has_changed(watch) && !again)
        return NULL;
    compile_again(watch);
    return watch->coming ? us_program_module(watch->coming) : NULL;
}

void us_watch_over(void *context, bool taken)
{
    us_watch *watch = context;

    if (!taken) {
        us_program_free(watch->coming);
        return;
    }
    if (!watch->settings->quiet)
        us_print_changes(us_program_module(watch->program), us_program_module(watch->coming));
    us_program_free(watch->program);
    watch->program = watch->coming;
}
