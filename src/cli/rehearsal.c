/* Reports what the rehearsal finds, for a person or for a machine. */
#include "cli/rehearsal.h"

#include <stdio.h>

#include "base/json.h"
#include "cli/console.h"
#include "cli/trial.h"
#include "runtime/check.h"

/* The most warnings that are printed; fixtures, which the user wrote, have no such bound. */
#define WARNINGS 100

/* Where the faults go: to a list, or, without one, to stderr. */
typedef struct listener {
    us_buf *json;
    unsigned warnings;
    bool fixtures_only;
} listener;

/* A fixture was written for this server and has to be right. The document's examples are what they are:
 * that they break their schema changes no verdict. */
static const char *severity_of(const us_fault *f)
{
    return f->example->fixture && !f->mild ? "error" : "warning";
}

static void print_fault(const us_fault *f)
{
    us_arena arena = { 0 };
    us_buf line = us_buf_new(&arena, 256);

    us_buf_add(&line, us_text_from(f->example->source));
    if (f->line > 0)
        us_buf_print(&line, ":%u:%u", f->line, f->column);
    us_buf_print(&line, ": %s: at ", severity_of(f));
    us_buf_add(&line, f->pointer.length ? f->pointer : US_TEXT("the root"));
    us_buf_add_string(&line, ": ");
    us_buf_add(&line, f->message);
    us_buf_add_string(&line, " (");
    us_buf_add(&line, f->keyword);
    if (f->spec.length) {
        us_buf_add_string(&line, ", ");
        us_buf_add(&line, f->spec);
    }
    us_buf_add_string(&line, ")\n");
    us_print(stderr, us_buf_text(&line));
    us_arena_free(&arena);
}

/* One object more in the list, all of texts. */
static void write_object(us_buf *json, const char *const *name, const us_text *value,
                         unsigned members)
{
    us_buf_add_string(json, json->length ? ",{" : "{");
    for (unsigned i = 0; i < members; i++) {
        us_buf_print(json, "%s\"%s\":", i ? "," : "", name[i]);
        us_json_write_string(json, value[i]);
    }
    us_buf_add_byte(json, '}');
}

static void write_fault(us_buf *json, const us_fault *f)
{
    static const char *const name[] = { "severity", "source",  "api",     "operation",
                                        "pointer",  "keyword", "message", "spec" };
    const us_text value[] = { us_text_of(severity_of(f)),
                              us_text_from(f->example->source),
                              us_text_from(f->api->name),
                              us_text_from(f->operation->id),
                              f->pointer,
                              f->keyword,
                              f->message,
                              f->spec };

    write_object(json, name, value, sizeof name / sizeof name[0]);
}

/* The us_rehearse_report. */
static void report(void *context, const us_fault *f)
{
    listener *l = context;

    if (l->fixtures_only && !f->example->fixture)
        return;
    if (l->json)
        write_fault(l->json, f);
    else if (f->example->fixture || l->warnings++ < WARNINGS)
        print_fault(f);
}

static enum us_exit rehearse(listener *l, const us_service *service, us_faults *faults)
{
    *faults = us_rehearse(service, report, l);
    if (l->warnings > WARNINGS)
        fprintf(stderr, "\xE2\x80\xA6 %u more warnings about examples\n",
                faults->examples - WARNINGS);
    return faults->fixtures ? US_EXIT_BROKEN : US_EXIT_FINE;
}

enum us_exit us_rehearsal(const us_service *service, us_buf *json, us_faults *faults)
{
    listener l = { .json = json };

    return rehearse(&l, service, faults);
}

enum us_exit us_rehearsal_of_fixtures(const us_service *service, us_faults *faults)
{
    listener l = { .fixtures_only = true };

    return rehearse(&l, service, faults);
}

/* ---- What nobody wrote ------------------------------------------------------------------------------- */

static void write_unmade(us_buf *json, us_text status, const us_answer *a)
{
    static const char *const name[] = { "api", "operation", "status", "message", "spec" };
    const us_text value[] = { us_text_from(a->api->name), us_text_from(a->operation->id), status,
                              a->why, a->spec };

    write_object(json, name, value, sizeof name / sizeof name[0]);
}

void us_rehearsal_print_unmade(us_arena *arena, const us_answer *a)
{
    us_text status = us_answer_status(arena, a->response);

    us_print(stderr,
             us_arena_print(arena, "%s: warning: no answer can be made for %s of %s: %s\n",
                            a->spec.bytes, status.bytes, a->operation->id.bytes, a->why.bytes));
}

/* The us_answer_report. */
static void report_unmade(void *context, us_arena *arena, const us_answer *answer)
{
    listener *l = context;

    if (answer->body.bytes && !answer->stands_in)
        return;
    if (l->json)
        write_unmade(l->json, us_answer_status(arena, answer->response), answer);
    else if (l->warnings < WARNINGS)
        us_rehearsal_print_unmade(arena, answer);
    l->warnings++;
}

unsigned us_rehearsal_of_made(const us_service *service, us_buf *json)
{
    static const us_answers_wish unwritten = { .unwritten = true };
    listener l = { .json = json };

    (void)us_answers(service, &unwritten, report_unmade, &l);
    if (!json && l.warnings > WARNINGS)
        fprintf(stderr, "\xE2\x80\xA6 %u more answers that cannot be made\n",
                l.warnings - WARNINGS);
    return l.warnings;
}

/* ---- Before it is served ------------------------------------------------------------------------------- */

static enum us_exit rehearse_program(const us_program *program)
{
    us_service *service = us_trial_service(program);
    us_faults faults;
    enum us_exit code = service ? us_rehearsal(service, NULL, &faults) : US_EXIT_BROKEN;

    us_service_free(service);
    return code;
}

enum us_exit us_rehearsed(us_program *compiled, const char *error, us_program **program)
{
    enum us_exit code;

    *program = compiled;
    if (!compiled) {
        us_complain("%s", error);
        return US_EXIT_WORLD;
    }
    code = rehearse_program(compiled);
    if (code != US_EXIT_FINE) {
        us_program_free(compiled);
        *program = NULL;
    }
    return code;
}
