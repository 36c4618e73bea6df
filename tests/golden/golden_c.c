/* Runs the whole compiler over one document and compares what it says with the files beside the document:
 *
 * With the fixtures of a folder x.fixtures, if there is one.
 *
 *   x.c    every emitted file, each after a line with its name
 *   x.ir   the dump of the schemas
 *   x.err  all diagnostics; without the file there must be none
 *
 *   golden_c FILE                compares with those that are there
 *   golden_c --bless FILE        writes those that are there; for a new case x.c, x.err, or both
 *   golden_c --files DIR FILE    writes the emitted files into DIR
 *   golden_c --tcc HEADERS FILE  compiles the emitted files with libtcc, as `serve` does */
#include <fcntl.h>
#include <libtcc.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "gen/gen.h"

typedef struct run {
    gen *g;
    gen_api *api; /* NULL after errors */
    us_text diagnostics;
} run;

/* ---- Files -------------------------------------------------------------------------------------------- */

static bool read_file(us_arena *arena, const char *path, us_text *text)
{
    FILE *file = fopen(path, "rb");
    us_buf buf = us_buf_new(arena, 4096);
    char part[4096];
    size_t length;

    if (!file)
        return false;
    while ((length = fread(part, 1, sizeof(part), file)) > 0)
        us_buf_add(&buf, (us_text){ part, length });
    fclose(file);
    *text = us_buf_text(&buf);
    return true;
}

static bool write_file(const char *path, us_text text)
{
    FILE *file = fopen(path, "wb");
    bool done = file && fwrite(text.bytes, 1, text.length, file) == text.length;

    if (file && fclose(file) != 0)
        done = false;
    if (!done)
        fprintf(stderr, "golden_c: %s cannot be written\n", path);
    return done;
}

/* "a/x.yaml" and "c" give "a/x.c". */
static const char *beside(us_arena *arena, const char *path, const char *ending)
{
    const char *dot = strrchr(path, '.');

    return us_arena_print(arena, "%.*s.%s", (int)(dot - path), path, ending).bytes;
}

static const char *last_part(const char *path)
{
    const char *slash = strrchr(path, '/');

    return slash ? slash + 1 : path;
}

/* ---- What the compiler says ----------------------------------------------------------------------------- */

/* In the document's folder, so that fixtures are called the same wherever the test runs. */
static gen_api *compile_there(gen *g, unsigned file, const char *path)
{
    const gen_options options = { .fixtures = beside(&g->arena, last_part(path), "fixtures") };
    us_text folder = { path, (size_t)(last_part(path) - path) };
    int here = open(".", O_RDONLY | O_DIRECTORY);
    gen_api *api;

    if (here < 0 || (folder.length > 0 && chdir(us_arena_copy(&g->arena, folder).bytes) != 0))
        abort();
    api = gen_compile(g, file, &options);
    if (fchdir(here) != 0)
        abort();
    close(here);
    return api;
}

static bool compile(run *r, const char *path)
{
    us_buf diagnostics;
    us_text text;
    unsigned file;

    r->g = gen_new();
    if (!read_file(&r->g->arena, path, &text)) {
        fprintf(stderr, "golden_c: %s cannot be read\n", path);
        return false;
    }
    file = gen_add_source(r->g, last_part(path), text);
    r->api = compile_there(r->g, file, path);
    diagnostics = us_buf_new(&r->g->arena, 1024);
    gen_write_diagnostics(r->g, &diagnostics);
    r->diagnostics = us_buf_text(&diagnostics);
    return true;
}

static void write_c(run *r, us_buf *out)
{
    for (const gen_file *f = gen_emit(r->g, &r->api, 1, false); f; f = f->next) {
        us_buf_print(out, "%s/* ---- %s ---- */\n", out->length > 0 ? "\n" : "", f->name.bytes);
        us_buf_add(out, f->text);
    }
}

/* What the file with that ending should hold. */
static us_text product(run *r, const char *ending)
{
    us_buf out = us_buf_new(&r->g->arena, 4096);

    if (strcmp(ending, "err") == 0)
        return r->diagnostics;
    if (!r->api)
        return (us_text){ 0 };
    if (strcmp(ending, "ir") == 0)
        gen_dump_ir(&out, r->api);
    else
        write_c(r, &out);
    return us_buf_text(&out);
}

/* ---- Comparing ------------------------------------------------------------------------------------------ */

static const char *const endings[] = { "ir", "c", "err" };
#define ENDINGS (sizeof(endings) / sizeof(endings[0]))

static void show_difference(const char *path, us_text expected, us_text actual)
{
    size_t at = 0, start = 0;
    unsigned line = 1;

    for (; at < expected.length && at < actual.length && expected.bytes[at] == actual.bytes[at];
         at++) {
        if (actual.bytes[at] == '\n') {
            line++;
            start = at + 1;
        }
    }
    us_text wanted = us_text_slice(expected, start, expected.length);
    us_text got = us_text_slice(actual, start, actual.length);
    fprintf(stderr, "%s:%u differs\n  expected: %.*s\n  actual:   %.*s\n", path, line,
            (int)us_text_find(wanted, '\n'), wanted.bytes, (int)us_text_find(got, '\n'), got.bytes);
}

static bool compare(run *r, const char *path)
{
    unsigned found = 0, wrong = 0;
    bool has_err = false;

    for (size_t i = 0; i < ENDINGS; i++) {
        const char *beside_it = beside(&r->g->arena, path, endings[i]);
        us_text expected, actual;

        if (!read_file(&r->g->arena, beside_it, &expected))
            continue;
        found++;
        has_err |= strcmp(endings[i], "err") == 0;
        actual = product(r, endings[i]);
        if (us_text_equal(expected, actual))
            continue;
        wrong++;
        show_difference(beside_it, expected, actual);
    }
    if (!has_err && r->diagnostics.length > 0) {
        fprintf(stderr, "%.*s", (int)r->diagnostics.length, r->diagnostics.bytes);
        wrong++;
    }
    if (found == 0)
        fprintf(stderr, "%s has no file beside it: build the target `bless`\n", path);
    return found > 0 && wrong == 0;
}

static bool bless(run *r, const char *path)
{
    unsigned found = 0;
    us_text old;
    bool done = true;

    for (size_t i = 0; i < ENDINGS; i++) {
        const char *beside_it = beside(&r->g->arena, path, endings[i]);

        if (!read_file(&r->g->arena, beside_it, &old))
            continue;
        found++;
        done &= write_file(beside_it, product(r, endings[i]));
    }
    if (found == 0 && r->api)
        done &= write_file(beside(&r->g->arena, path, "c"), product(r, "c"));
    if (found == 0 && r->diagnostics.length > 0)
        done &= write_file(beside(&r->g->arena, path, "err"), r->diagnostics);
    return done;
}

/* ---- Compiling ------------------------------------------------------------------------------------------ */

static bool write_files(run *r, const char *folder)
{
    bool done = r->api != NULL;

    for (const gen_file *f = done ? gen_emit(r->g, &r->api, 1, true) : NULL; f; f = f->next) {
        const char *path = us_arena_print(&r->g->arena, "%s/%s", folder, f->name.bytes).bytes;

        done &= write_file(path, f->text);
    }
    return done;
}

static void show_tcc(void *name, const char *message)
{
    fprintf(stderr, "%s: %s\n", (const char *)name, message);
}

static bool tcc_accepts(const char *headers, const gen_file *file)
{
    TCCState *tcc = tcc_new();
    bool accepted;

    tcc_set_options(tcc, "-nostdlib -nostdinc -Wall -Werror");
    tcc_set_error_func(tcc, (void *)file->name.bytes, show_tcc);
    tcc_set_output_type(tcc, TCC_OUTPUT_MEMORY);
    accepted =
        tcc_add_include_path(tcc, headers) == 0 && tcc_compile_string(tcc, file->text.bytes) == 0;
    tcc_delete(tcc);
    return accepted;
}

static bool all_accepted(run *r, const char *headers)
{
    bool accepted = r->api != NULL;

    for (const gen_file *f = accepted ? gen_emit(r->g, &r->api, 1, true) : NULL; f; f = f->next)
        accepted &= tcc_accepts(headers, f);
    return accepted;
}

int main(int argc, char **argv)
{
    run r = { 0 };
    bool done = false;

    if (argc < 2 || !compile(&r, argv[argc - 1]))
        return 2;
    if (argc == 2)
        done = compare(&r, argv[1]);
    else if (argc == 3 && strcmp(argv[1], "--bless") == 0)
        done = bless(&r, argv[2]);
    else if (argc == 4 && strcmp(argv[1], "--files") == 0)
        done = write_files(&r, argv[2]);
    else if (argc == 4 && strcmp(argv[1], "--tcc") == 0)
        done = all_accepted(&r, argv[2]);
    gen_free(r.g);
    return done ? 0 : 1;
}
