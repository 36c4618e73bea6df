/* understudy check: what is wrong with the documents, and with the answers that they and the fixtures
 * give. */
#include <stdio.h>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/manifest.h"
#include "cli/rehearsal.h"
#include "cli/specs.h"
#include "cli/trial.h"

typedef struct findings {
    us_specs specs;
    us_manifest manifest;
    us_arena arena;
    us_buf faults; /* of the rehearsal, as JSON; only with --json */
    us_faults fault_count;
    us_buf unmade; /* answers that cannot be made; the same */
    unsigned unmade_count;
} findings;

static enum us_exit rehearse(findings *f, const us_settings *settings)
{
    us_trial trial;
    enum us_exit code = us_trial_open(&trial, &f->specs);

    if (code == US_EXIT_FINE)
        code = us_rehearsal(trial.service, settings->json ? &f->faults : NULL, &f->fault_count);
    if (code == US_EXIT_FINE && settings->answers)
        f->unmade_count = us_rehearsal_of_made(trial.service, settings->json ? &f->unmade : NULL);
    us_trial_close(&trial);
    return code;
}

static unsigned count_errors(const findings *f)
{
    return f->specs.g->errors + f->fault_count.fixtures;
}

static unsigned count_warnings(const findings *f)
{
    return f->specs.g->warnings + f->fault_count.examples + f->unmade_count;
}

/* ---- For a person ------------------------------------------------------------------------------- */

static const char *plural(unsigned count)
{
    return count == 1 ? "" : "s";
}

static unsigned count_operations(const us_specs *specs)
{
    unsigned count = 0;

    for (unsigned i = 0; i < specs->apis; i++) {
        for (const gen_operation *o = specs->api[i]->operation; o; o = o->next)
            count++;
    }
    return count;
}

/* What was recognised by names is said, so that nobody has to guess what was guessed. */
static void print_pages(const us_specs *specs)
{
    for (unsigned i = 0; i < specs->apis; i++) {
        for (const gen_operation *o = specs->api[i]->operation; o; o = o->next) {
            us_text how;

            if (!o->paging)
                continue;
            how = gen_show_paging(specs->g, o->paging);
            printf("%s:%u:%u: %s pages %.*s\n", specs->g->source[o->at.file].path, o->at.line,
                   o->at.column, gen_show(specs->g, o->id), (int)how.length, how.bytes);
        }
    }
}

static void print_summary(const findings *f, enum us_exit code)
{
    unsigned errors = count_errors(f), warnings = count_warnings(f);

    if (code == US_EXIT_FINE) {
        unsigned operations = count_operations(&f->specs);

        printf("%u document%s, %u operation%s: fine", f->specs.apis, plural(f->specs.apis),
               operations, plural(operations));
    } else {
        printf("%u error%s", errors, plural(errors));
    }
    if (warnings)
        printf(", %u warning%s", warnings, plural(warnings));
    putchar('\n');
}

/* ---- For a machine ------------------------------------------------------------------------------ */

static void write_diagnostic(us_buf *out, const gen *g, const gen_diagnostic *d)
{
    us_buf_print(out,
                 "{\"severity\":\"%s\",\"file\":", d->severity == GEN_ERROR ? "error" : "warning");
    us_json_write_string(out, us_text_of(g->source[d->at.file].path));
    if (d->at.line)
        us_buf_print(out, ",\"line\":%u,\"column\":%u", d->at.line, d->at.column);
    us_json_write_text(out, ",\"message\":", d->message);
    us_buf_add_byte(out, '}');
}

static void write_paging(us_buf *out, gen *g, const gen_operation *o)
{
    us_json_write_text(out, "{\"operation\":", o->id);
    us_json_write_text(out, ",\"file\":", us_text_of(g->source[o->at.file].path));
    us_buf_print(out, ",\"line\":%u,\"column\":%u,\"pages\":", o->at.line, o->at.column);
    us_json_write_string(out, gen_show_paging(g, o->paging));
    us_buf_add_byte(out, '}');
}

static void write_pages(us_buf *out, const us_specs *specs)
{
    bool any = false;

    for (unsigned i = 0; i < specs->apis; i++) {
        for (const gen_operation *o = specs->api[i] ? specs->api[i]->operation : NULL; o;
             o = o->next) {
            if (!o->paging)
                continue;
            us_buf_add_string(out, any ? "," : "");
            write_paging(out, specs->g, o);
            any = true;
        }
    }
}

static void print_json(findings *f, enum us_exit code)
{
    const gen *g = f->specs.g;
    us_buf out = us_buf_new(&f->arena, 4096);

    us_buf_print(&out, "%s\"valid\":%s,\"errors\":%u,\"warnings\":%u,\"diagnostics\":[",
                 g->manifest ? "" : "{", code == US_EXIT_FINE ? "true" : "false", count_errors(f),
                 count_warnings(f));
    for (const gen_diagnostic *d = g->first; d; d = d->next) {
        if (d != g->first)
            us_buf_add_byte(&out, ',');
        write_diagnostic(&out, g, d);
    }
    us_buf_add_string(&out, "],\"rehearsal\":[");
    us_buf_add(&out, us_buf_text(&f->faults));
    us_buf_add_string(&out, "],\"unmade\":[");
    us_buf_add(&out, us_buf_text(&f->unmade));
    us_buf_add_string(&out, "],\"pages\":[");
    write_pages(&out, &f->specs);
    us_buf_add_string(&out, "]}\n");
    us_print(stdout, us_buf_text(&out));
}

/* ---- The command ---------------------------------------------------------------------------------- */

static enum us_exit compile(findings *f, const us_settings *settings)
{
    enum us_exit code;

    if (!settings->manifest)
        return us_specs_compile(&f->specs, settings);
    us_manifest_begin(&f->manifest, f->specs.g, settings->json);
    f->specs.manifest = us_manifest_row;
    f->specs.manifest_context = &f->manifest;
    code = us_specs_compile(&f->specs, settings);
    us_manifest_end(&f->manifest);
    us_manifest_free(&f->manifest);
    return code;
}

static enum us_exit run(findings *f, const us_settings *settings)
{
    enum us_exit code = us_specs_open(&f->specs, settings);

    if (code != US_EXIT_FINE)
        return code;
    code = compile(f, settings);
    if (!settings->json)
        us_specs_print_diagnostics(&f->specs);
    if (code == US_EXIT_FINE)
        code = rehearse(f, settings);
    if (code == US_EXIT_FINE || code == US_EXIT_BROKEN || settings->manifest) {
        if (settings->json)
            print_json(f, code);
        else {
            if (code == US_EXIT_FINE)
                print_pages(&f->specs);
            print_summary(f, code);
        }
    }
    return us_print_end() ? code : US_EXIT_WORLD;
}

static enum us_exit check(const us_settings *settings)
{
    findings f = { 0 };
    enum us_exit code;

    if (settings->dump)
        return us_specs_dump(settings);
    f.faults = us_buf_new(&f.arena, 1024);
    f.unmade = us_buf_new(&f.arena, 1024);
    code = run(&f, settings);
    us_specs_free(&f.specs);
    us_arena_free(&f.arena);
    return code;
}

static const us_option *const options[] = {
    &us_option_fixtures,
    &us_option_answers,
    &us_option_json,
    &us_option_manifest,
    &us_option_dump,
    US_SPEC_OPTIONS,
    NULL,
};

const us_command us_command_check = {
    .name = "check",
    .arguments = "SPEC...",
    .summary = "say what is wrong with documents, fixtures and examples",
    .text =
        "Compiles the documents and holds every fixture and example against the schema of its own\n"
        "response. Each fault is a line with the file and the place in it.",
    .example = "  understudy check spec/*.yaml\n",
    .option = options,
    .operand = "SPEC",
    .run = check,
};
