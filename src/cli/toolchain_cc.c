/* Generated C through a C compiler: to a shared object that is loaded at once and leaves no file
 * behind, or to an executable. */
#include "cli/toolchain_program.h"

#include <dlfcn.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "cli/config.h"
#include "cli/embed.h"

/* An argument vector for the compiler that grows in an arena. */
typedef struct command_line {
    us_arena arena;
    const char **argument;
    unsigned arguments;
} command_line;

static void add(command_line *line, const char *argument)
{
    line->argument[line->arguments++] = argument;
}

static void add_all(command_line *line, const char *const *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(line, arguments[i]);
}

/* "cc -std=c11 -O2 … FILE.c…" with room for `more` arguments. */
static command_line compile_command(const char *cc, const us_workshop *workshop,
                                    const gen_file *files, size_t more)
{
    static const char *const always[] = { "-std=c11", "-O2",
                                          "-include", "understudy.h",
                                          "-include", "understudy_bytes.h",
                                          "-include", "understudy_fast.h",
                                          "-I" };
    command_line line = { { 0 }, NULL, 0 };
    size_t count = sizeof always / sizeof always[0] + 3 + more;

    for (const gen_file *file = files; file; file = file->next)
        count++;
    line.argument = US_NEW_ARRAY(&line.arena, const char *, count);
    add(&line, cc);
    add_all(&line, always, sizeof always / sizeof always[0]);
    add(&line, workshop->folder);
    for (const gen_file *file = files; file; file = file->next) {
        if (!us_text_ends(file->name, US_TEXT(".h")))
            add(&line, us_arena_print(&line.arena, "%s/%.*s", workshop->folder,
                                      (int)file->name.length, file->name.bytes)
                           .bytes);
    }
    return line;
}

/* ---- In memory --------------------------------------------------------------------------------- */

static us_program *load(const char *path, char *error, size_t size)
{
    us_program *program = calloc(1, sizeof *program);

    if (!program) {
        snprintf(error, size, "no memory");
        return NULL;
    }
    program->library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
    if (program->library)
        program->module = dlsym(program->library, "us_the_module");
    if (!program->module) {
        const char *reason = dlerror();

        snprintf(error, size, "cannot load what was compiled: %s", reason ? reason : path);
        us_program_free(program);
        return NULL;
    }
    return program;
}

static us_program *compile_in(const us_workshop *workshop, const char *cc, const gen_file *files,
                              char *error, size_t size)
{
    static const char *const shared[] = { "-fPIC", "-shared", "-o" };
    enum { SHARED = sizeof shared / sizeof shared[0] };
    command_line line = compile_command(cc, workshop, files, SHARED + 1);
    us_program *program = NULL;
    char path[512];

    us_workshop_path(workshop, "module.so", path, sizeof path);
    add_all(&line, shared, SHARED);
    add(&line, path);
    if (us_run_compiler(workshop, line.argument, error, size))
        program = load(path, error, size);
    us_arena_free(&line.arena);
    return program;
}

us_program *us_program_compile_with(const char *cc, const gen_file *files, char *error, size_t size)
{
    us_workshop workshop;
    us_program *program = NULL;

    if (us_workshop_open(&workshop, files, error, size))
        program = compile_in(&workshop, cc, files, error, size);
    us_workshop_close(&workshop);
    return program;
}

/* ---- An executable ----------------------------------------------------------------------------- */

/* Under their full names, so that the packages with the headers need not be installed. */
static const char *const libraries[] = { US_LINK_FLAGS };
enum { LIBRARIES = sizeof libraries / sizeof libraries[0] };

static bool link_in(const us_workshop *workshop, const char *cc, const gen_file *files,
                    const char *output, char *error, size_t size)
{
    command_line line = compile_command(cc, workshop, files, LIBRARIES + 3);
    char path[512];
    bool linked;

    us_workshop_path(workshop, "libunderstudy.a", path, sizeof path);
    add(&line, path);
    add_all(&line, libraries, LIBRARIES);
    add(&line, "-o");
    add(&line, output);
    linked = us_run_compiler(workshop, line.argument, error, size);
    us_arena_free(&line.arena);
    return linked;
}

bool us_executable_build(const char *cc, const gen_file *files, const char *output, char *error,
                         size_t size)
{
    us_workshop workshop;
    bool built = us_workshop_open(&workshop, files, error, size) &&
                 us_workshop_add(&workshop, US_TEXT("libunderstudy.a"), us_embedded_library(),
                                 error, size) &&
                 link_in(&workshop, cc, files, output, error, size);

    us_workshop_close(&workshop);
    return built;
}
