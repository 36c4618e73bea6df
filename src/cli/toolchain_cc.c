/* Generated C through a C compiler: to a shared object that is loaded at once and leaves no file
 * behind, or to an executable.
 *
 * Each file is compiled by itself, several at a time, and its object is kept under a key of everything that
 * the compiler is told: the text, the headers, the options, and which compiler it is. */
#include "cli/toolchain_program.h"

#include <dlfcn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/cache_folder.h"
#include "cli/cache_object.h"
#include "cli/config.h"
#include "cli/content_hash.h"
#include "cli/embed.h"
#include "cli/toolchain_identity.h"
#include "cli/toolchain_jobs.h"

typedef struct part { /* a file and its object */
    const gen_file *file;
    const char *object; /* its path in the workshop */
    uint64_t key;
    bool fresh; /* it was not kept, so it has to be compiled */
} part;

typedef struct making {
    us_workshop workshop;
    us_arena arena;
    const char *cc;
    const char *option; /* of compiling and linking, for what becomes of it; or NULL */
    const char *kept;   /* the folder of objects, or NULL */
    const gen_file *files;
    part *part;
    unsigned parts;
    char *error;
    size_t size;
} making;

static const char *const always[] = { "-std=c11", "-O2", "-c" };
enum { ALWAYS = sizeof always / sizeof always[0] };

/* ---- Command lines --------------------------------------------------------------------------------- */

/* An argument vector that grows in an arena, within the room it was given. */
typedef struct command_line {
    const char **argument;
    unsigned arguments;
} command_line;

static command_line new_line(making *m, size_t room)
{
    command_line line = { US_NEW_ARRAY(&m->arena, const char *, room + 3), 0 };

    line.argument[line.arguments++] = m->cc;
    if (m->option)
        line.argument[line.arguments++] = m->option;
    return line;
}

static void add(command_line *line, const char *argument)
{
    line->argument[line->arguments++] = argument;
}

static void add_all(command_line *line, const char *const *arguments, size_t count)
{
    for (size_t i = 0; i < count; i++)
        add(line, arguments[i]);
}

static const char *path_of(making *m, us_text name)
{
    return us_arena_print(&m->arena, "%s/%.*s", m->workshop.folder, (int)name.length, name.bytes)
        .bytes;
}

/* "cc -std=c11 -O2 -c -include FOLDER/understudy.h … FOLDER/FILE.c -o FOLDER/FILE.c.o". The headers have
 * their folder, because compilers look for them in the working directory first. */
static us_job compile_job(making *m, const part *p)
{
    command_line line = new_line(m, ALWAYS + US_EMBEDDED_HEADERS * 2 + 3);
    us_text what =
        us_arena_print(&m->arena, "on '%.*s'", (int)p->file->name.length, p->file->name.bytes);

    add_all(&line, always, ALWAYS);
    for (unsigned i = 0; i < US_EMBEDDED_HEADERS; i++) {
        add(&line, "-include");
        add(&line, path_of(m, us_embedded_header(i).name));
    }
    add(&line, path_of(m, p->file->name));
    add(&line, "-o");
    add(&line, p->object);
    return (us_job){ .argv = line.argument, .what = what.bytes };
}

/* ---- Keys ------------------------------------------------------------------------------------------ */

static void add_hash(us_buf *words, us_text bytes)
{
    us_buf_print(words, "%zu %016jx\n", bytes.length, (uintmax_t)us_content_hash(bytes));
}

/* What all the objects depend on. Only a file that is no header is compiled, so headers belong here. */
static void add_surroundings(us_buf *words, const making *m, uint64_t identity)
{
    us_buf_print(words, "%s %016jx %s\n", US_VERSION, (uintmax_t)identity,
                 m->option ? m->option : "");
    for (unsigned i = 0; i < ALWAYS; i++)
        us_buf_print(words, "%s\n", always[i]);
    for (unsigned i = 0; i < US_EMBEDDED_HEADERS; i++)
        add_hash(words, us_embedded_header(i).bytes);
    for (const gen_file *file = m->files; file; file = file->next) {
        if (us_text_ends(file->name, US_TEXT(".h")))
            add_hash(words, file->text);
    }
}

static void name_parts(making *m, uint64_t identity)
{
    us_buf words = us_buf_new(&m->arena, 1024);
    size_t common;

    add_surroundings(&words, m, identity);
    common = words.length;
    for (unsigned i = 0; i < m->parts; i++) {
        part *p = &m->part[i];

        words.length = common;
        us_buf_print(&words, "%.*s\n", (int)p->file->name.length, p->file->name.bytes);
        add_hash(&words, p->file->text);
        p->key = us_content_hash(us_buf_text(&words));
    }
}

/* ---- Compiling ------------------------------------------------------------------------------------- */

static void list_parts(making *m)
{
    unsigned count = 0;

    for (const gen_file *file = m->files; file; file = file->next)
        count++;
    m->part = US_NEW_ARRAY(&m->arena, part, count + 1);
    for (const gen_file *file = m->files; file; file = file->next) {
        const char *object = us_arena_print(&m->arena, "%s.o", path_of(m, file->name)).bytes;

        if (!us_text_ends(file->name, US_TEXT(".h")))
            m->part[m->parts++] = (part){ .file = file, .object = object, .fresh = true };
    }
}

static bool take_parts(making *m)
{
    uint64_t identity;

    if (!us_compiler_identity(&m->workshop, m->cc, &identity, m->error, m->size))
        return false;
    name_parts(m, identity);
    for (unsigned i = 0; i < m->parts; i++) {
        part *p = &m->part[i];

        p->fresh = !us_object_take(m->kept, p->key, p->object);
    }
    return true;
}

static void keep_parts(const making *m)
{
    us_cache_sweep(m->kept);
    for (unsigned i = 0; i < m->parts; i++) {
        if (m->part[i].fresh)
            us_object_keep(m->kept, m->part[i].key, m->part[i].object);
    }
}

static int by_length(const void *left, const void *right)
{
    const us_text a = ((const part *)left)->file->text, b = ((const part *)right)->file->text;

    return (a.length < b.length) - (a.length > b.length);
}

/* The longest first: at the end of the list it would keep one processor busy and the others waiting. A file
 * that does not compile is then the longest of such. The objects stay in their order, for the linker. */
static bool compile_parts(making *m)
{
    part *ordered = US_NEW_ARRAY(&m->arena, part, m->parts + 1);
    us_job *job = US_NEW_ARRAY(&m->arena, us_job, m->parts + 1);
    unsigned jobs = 0;

    memcpy(ordered, m->part, m->parts * sizeof *ordered);
    qsort(ordered, m->parts, sizeof *ordered, by_length);
    for (unsigned i = 0; i < m->parts; i++) {
        if (ordered[i].fresh)
            job[jobs++] = compile_job(m, &ordered[i]);
    }
    return us_run_jobs(&m->workshop, job, jobs, m->error, m->size);
}

/* Puts an object for every file into the workshop. */
static bool make_objects(making *m)
{
    if (!us_workshop_open(&m->workshop, m->files, m->error, m->size))
        return false;
    list_parts(m);
    if (m->kept && !take_parts(m))
        return false;
    if (!compile_parts(m))
        return false;
    if (m->kept)
        keep_parts(m);
    return true;
}

/* "cc FILE.c.o… MORE… -o OUTPUT" */
static bool link_objects(making *m, const char *const *more, size_t count, const char *output)
{
    command_line line = new_line(m, m->parts + count + 2);
    us_job job = { .argv = line.argument, .what = "to link" };

    for (unsigned i = 0; i < m->parts; i++)
        add(&line, m->part[i].object);
    add_all(&line, more, count);
    add(&line, "-o");
    add(&line, output);
    return us_run_jobs(&m->workshop, &job, 1, m->error, m->size);
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

us_program *us_program_compile_with(const char *cc, const char *kept, const gen_file *files,
                                    char *error, size_t size)
{
    static const char *const shared[] = { "-shared" };
    making m = {
        .cc = cc, .option = "-fPIC", .kept = kept, .files = files, .error = error, .size = size
    };
    us_program *program = NULL;
    char path[512];

    if (make_objects(&m)) {
        us_workshop_path(&m.workshop, "module.so", path, sizeof path);
        if (link_objects(&m, shared, 1, path))
            program = load(path, error, size);
    }
    us_workshop_close(&m.workshop);
    us_arena_free(&m.arena);
    return program;
}

/* ---- An executable ----------------------------------------------------------------------------- */

/* Under their full names, so that the packages with the headers need not be installed. */
static const char *const libraries[] = { US_LINK_FLAGS };
enum { LIBRARIES = sizeof libraries / sizeof libraries[0] };

/* The tables of a large API hold hundreds of thousands of addresses. In an executable that may be loaded anywhere
 * each start would fill them all in, and copy the pages they stand in, before it does anything. */
static const char fixed[] = "-no-pie";

static bool link_executable(making *m, const char *output)
{
    const us_text name = US_TEXT("libunderstudy.a");
    const char *more[LIBRARIES + 2] = { fixed, path_of(m, name) };

    if (!us_workshop_add(&m->workshop, name, us_embedded_library(), m->error, m->size))
        return false;
    memcpy(more + 2, libraries, sizeof libraries);
    return link_objects(m, more, LIBRARIES + 2, output);
}

bool us_executable_build(const char *cc, const char *kept, const gen_file *files,
                         const char *output, char *error, size_t size)
{
    making m = { .cc = cc, .kept = kept, .files = files, .error = error, .size = size };
    bool built = make_objects(&m) && link_executable(&m, output);

    us_workshop_close(&m.workshop);
    us_arena_free(&m.arena);
    return built;
}
