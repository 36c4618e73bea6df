/* Runs wire tests (tests/wire/README.md):
 *
 *   wire_test ROOT FILE...             through the pure core
 *   wire_test --port N ROOT FILE...    against a server on 127.0.0.1
 *
 * ROOT is the folder of the repository. The files of one run stand in one folder: its own documents are
 * served, or those of spec/. */
#include <glob.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "wire_runner/wire_ask.h"
#include "wire_runner/wire_expect.h"
#include "wire_runner/wire_serve.h"

typedef struct run {
    const char *root;
    unsigned port; /* 0: the pure core */
    wire_stage stage;
    unsigned cases, failed;
} run;

static void run_case(run *r, const char *path, const wire_case *wire)
{
    us_arena arena = { 0 };
    us_buf complaints = us_buf_new(&arena, 256);
    us_text reply = r->port ? wire_ask_port(&arena, r->port, wire)
                            : wire_ask_core(&arena, r->stage.service, wire);
    r->cases++;
    if (!reply.bytes)
        us_buf_print(&complaints, "%u: there is no reply\n", wire->line);
    else
        wire_compare(&arena, wire, reply, r->root, &complaints);
    if (complaints.length > 0) {
        r->failed++;
        printf("%s: %.*s\n%s", path, (int)wire->name.length, wire->name.bytes, complaints.bytes);
    }
    us_arena_free(&arena);
}

static void run_file(run *r, const char *path)
{
    us_arena arena = { 0 };
    us_text error = { NULL, 0 };
    us_text text = wire_read_file(&arena, path);
    wire_case *wire = text.bytes ? wire_cases_read(&arena, text, &error) : NULL;
    if (!wire) {
        printf("%s: %s\n", path, error.bytes ? error.bytes : "cannot be read");
        r->failed++;
    }
    for (; wire; wire = wire->next)
        run_case(r, path, wire);
    us_arena_free(&arena);
}

static bool has_documents(const char *folder)
{
    char pattern[4096];
    glob_t paths;
    snprintf(pattern, sizeof pattern, "%s/*.yaml", folder);
    if (glob(pattern, 0, NULL, &paths) != 0)
        return false;
    globfree(&paths);
    return true;
}

/* The documents beside the first file, or those of the repository. */
static bool open_stage(run *r, us_arena *arena, const char *first)
{
    const char *slash = strrchr(first, '/');
    us_text folder =
        us_arena_print(arena, "%.*s", slash ? (int)(slash - first) : 1, slash ? first : ".");
    bool own = has_documents(folder.bytes);
    us_text specs = us_arena_print(arena, "%s/spec", r->root);
    us_text fixtures = us_arena_print(arena, "%s/fixtures", own ? folder.bytes : r->root);
    us_text options = us_arena_print(arena, "%s/options", folder.bytes);
    us_settings settings = { .pages = US_PAGES_UNSAID };
    return wire_settings_read(arena, options.bytes, &settings) &&
           wire_stage_open(&r->stage, arena, own ? folder.bytes : specs.bytes, fixtures.bytes,
                           &settings);
}

int main(int argc, char **argv)
{
    run r = { 0 };
    us_arena arena = { 0 };
    int next = 1;
    if (argc > 3 && strcmp(argv[1], "--port") == 0) {
        r.port = (unsigned)strtoul(argv[2], NULL, 10);
        next = 3;
    }
    if (argc - next < 2) {
        fprintf(stderr, "usage: wire_test [--port N] ROOT FILE...\n");
        return 2;
    }
    r.root = argv[next++];
    bool ready = r.port || open_stage(&r, &arena, argv[next]);
    for (int i = next; ready && i < argc; i++)
        run_file(&r, argv[i]);
    if (!r.port)
        wire_stage_close(&r.stage);
    us_arena_free(&arena);
    printf("%u cases, %u failed\n", r.cases, r.failed);
    return !ready || r.failed > 0 || r.cases == 0;
}
