/* understudy validate: one schema, compiled to the same checkers as a server has, and instances to hold
 * against it. */
#include <stdio.h>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/judge.h"
#include "server/findings.h"
#include "server/service_inside.h"

/* ---- An instance -------------------------------------------------------------------------------- */

typedef struct verdict {
    const char *instance;
    us_arena *arena;
    us_findings findings;
    us_json_error error; /* its message is set when the instance is no JSON */
} verdict;

/* A checker that could not decide never says "valid". */
static void add_limit(verdict *v)
{
    if (v->findings.limit)
        us_findings_add(&v->findings, v->arena, US_TEXT(""), US_TEXT(""), "limit",
                        us_text_of(v->findings.limit), 0);
}

static void examine(const us_judge *j, verdict *v, us_text text)
{
    us_json *value = us_json_read(v->arena, text, NULL, &v->error);
    us_check ck;

    if (!value) {
        us_findings_add(&v->findings, v->arena, US_TEXT(""), US_TEXT(""), "json",
                        us_arena_print(v->arena, "line %u, column %u: %s", v->error.line,
                                       v->error.column, v->error.message),
                        0);
        return;
    }
    us_check_begin(&ck, v->arena, value, j->pattern);
    if (j->check)
        j->check(&ck, value);
    us_findings_take(&v->findings, v->arena, US_TEXT(""), US_TEXT(""), &ck);
    add_limit(v);
}

/* What is no JSON has one violation, with its place in the text. */
static void write_torn(us_buf *out, const verdict *v)
{
    us_json_write_text(out,
                       "[{\"location\":[],\"severity\":\"Error\",\"code\":\"json\",\"message\":",
                       us_text_of(v->error.message));
    us_buf_print(out, ",\"pointer\":\"\",\"line\":%u,\"column\":%u}]", v->error.line,
                 v->error.column);
}

static void print_json(const us_judge *j, const verdict *v)
{
    us_buf out = us_buf_new(v->arena, 1024);

    us_json_write_text(&out, "{\"instance\": ", us_text_of(v->instance));
    us_buf_print(&out, ", \"valid\": %s, \"violations\": ", v->findings.kept ? "false" : "true");
    if (v->error.message)
        write_torn(&out, v);
    else
        us_findings_write_list(&out, v->arena, &v->findings, j->api);
    if (v->findings.omitted)
        us_buf_print(&out, ", \"omitted\": %u", v->findings.omitted);
    us_buf_add_string(&out, "}\n");
    us_print(stdout, us_buf_text(&out));
}

static void print_violation(const us_judge *j, const verdict *v, const us_violation *violation)
{
    us_text place = violation->pointer.length ? violation->pointer : US_TEXT("the root");
    us_text spec = us_spec_line(v->arena, j->api, violation->at);

    printf("  at %.*s: %.*s (%s%s%.*s)\n", (int)place.length, place.bytes,
           (int)violation->message.length, violation->message.bytes, violation->keyword,
           spec.length ? ", " : "", (int)spec.length, spec.bytes);
}

static void print_text(const us_judge *j, const verdict *v)
{
    unsigned count = us_findings_count(&v->findings);

    if (!count) {
        printf("%s: valid\n", v->instance);
        return;
    }
    printf("%s: %u violation%s\n", v->instance, count, count == 1 ? "" : "s");
    for (unsigned i = 0; i < v->findings.kept; i++)
        print_violation(j, v, v->findings.finding[i].violation);
    if (v->findings.omitted)
        printf("  and %u more\n", v->findings.omitted);
}

static enum us_exit judge_instance(const us_judge *j, const char *path, bool json)
{
    us_arena arena = { 0 };
    verdict v = { .instance = path, .arena = &arena };
    enum us_exit code = US_EXIT_WORLD;
    us_text text;

    if (us_read_file(&arena, path, &text)) {
        examine(j, &v, text);
        if (json)
            print_json(j, &v);
        else
            print_text(j, &v);
        code = v.findings.kept ? US_EXIT_BROKEN : US_EXIT_FINE;
    }
    us_arena_free(&arena);
    return code;
}

/* ---- The command ---------------------------------------------------------------------------------- */

/* All of them, however the first ones fare; the worst verdict is the exit code. */
static enum us_exit judge_all(const us_judge *j, const us_settings *settings)
{
    enum us_exit worst = US_EXIT_FINE;

    for (unsigned i = 0; i < settings->operands; i++) {
        enum us_exit code = judge_instance(j, settings->operand[i], settings->json);

        worst = code > worst ? code : worst;
    }
    return us_print_end() ? worst : US_EXIT_WORLD;
}

static enum us_exit validate(const us_settings *settings)
{
    us_judge j = { 0 };
    enum us_exit code;

    if (!settings->schema)
        return us_options_missing(&us_command_validate, &us_option_schema);
    code = us_judge_open(&j, settings);
    if (code == US_EXIT_FINE)
        code = judge_all(&j, settings);
    us_judge_close(&j);
    return code;
}

static const us_option *const options[] = {
    &us_option_schema, &us_option_json, &us_option_dialect, US_SCHEMA_OPTIONS, NULL,
};

const us_command us_command_validate = {
    .name = "validate",
    .arguments = "--schema FILE[#/pointer] INSTANCE...",
    .summary = "hold JSON files against one schema",
    .text =
        "Compiles one schema and holds each instance against it; `-` is stdin. With --json each\n"
        "instance gives one line: {\"instance\": …, \"valid\": …, \"violations\": […]}.",
    .example =
        "  understudy validate --schema order.schema.json order.json\n"
        "  understudy validate --schema 'api.yaml#/components/schemas/Order' - < order.json\n",
    .option = options,
    .operand = "INSTANCE",
    .run = validate,
};
