/* Generated C to machine code in memory, with libtcc.
 *
 * Three things about libtcc shape this file. It keeps its state in globals, so one compilation runs at
 * a time, in a thread of its own, to which the files come by a queue while others are written. It reads files through the file system, so the one header is put before the text instead. And
 * it makes the pages of its code writable and executable at once: we give it memory that we mapped,
 * keep mprotect from it (memory_guard.c), and take the right to write away before anything runs
 * (toolchain_image.c). */
#define _GNU_SOURCE /* memmem */
#include "cli/toolchain_program.h"

#include <libtcc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"
#include "base/buf.h"
#include "cli/embed.h"

/* ---- What generated code may call -------------------------------------------------------------- */

typedef struct symbol {
    const char *name;
    const void *address;
} symbol;

/* A name may come twice: several keywords can share a verb. */
#define SYMBOL(name) { #name, (const void *)(name) },
static const symbol functions[] = {
#define US_KEYWORD(id, keyword, verb, payload, dialects) SYMBOL(verb)
#include "runtime/keywords.def"
#undef US_KEYWORD
#include "cli/toolchain_symbols.def"
};
#undef SYMBOL

static const symbol objects[] = {
    { "us_shape_never", us_shape_never },
#define US_FORMAT(id, name, text, number, expected) { "us_format_" #id, &us_format_##id },
#include "runtime/formats.def"
#undef US_FORMAT
};

enum {
    FUNCTIONS = sizeof functions / sizeof functions[0],
    OBJECTS = sizeof objects / sizeof objects[0],
    SYMBOLS = FUNCTIONS + OBJECTS
};

static const symbol *find_symbol(unsigned i)
{
    if (i >= SYMBOLS)
        return NULL;
    return i < FUNCTIONS ? &functions[i] : &objects[i - FUNCTIONS];
}

const void *us_image_symbol(unsigned i)
{
    return i < SYMBOLS ? find_symbol(i)->address : NULL;
}

static void add_symbols(TCCState *tcc, uint64_t placeholder)
{
    for (unsigned i = 0; i < SYMBOLS; i++)
        tcc_add_symbol(tcc, find_symbol(i)->name, (const void *)(uintptr_t)(placeholder + i));
}

/* ---- Compiling --------------------------------------------------------------------------------- */

typedef struct messages {
    char *text;
    size_t size;
    size_t length;
} messages;

/* Called by libtcc for each error, one line each. */
static void collect(void *opaque, const char *message)
{
    messages *m = opaque;
    int written;

    if (m->length + 1 >= m->size)
        return;
    written =
        snprintf(m->text + m->length, m->size - m->length, "%s%s", m->length ? "\n" : "", message);
    m->length += (size_t)(written > 0 ? written : 0);
    if (m->length >= m->size)
        m->length = m->size - 1;
}

struct us_compilation {
    us_queue queue;
    us_arena arena; /* of the headers; only the thread that adds uses it */
    gen_file *headers;
    messages messages; /* only the thread that compiles writes to them */
    us_program *program;
    pthread_t thread;
    bool working;
};

static TCCState *new_tcc(messages *m, uint64_t placeholder)
{
    TCCState *tcc = tcc_new();

    if (!tcc)
        return NULL;
    tcc_set_error_func(tcc, m, collect);
    tcc_set_options(tcc, "-nostdlib -nostdinc -Wno-write-strings");
    tcc_set_output_type(tcc, TCC_OUTPUT_MEMORY);
    add_symbols(tcc, placeholder);
    return tcc;
}

/* The name in a line `#include "name"`, or empty. */
static us_text included(us_text row)
{
    const us_text directive = US_TEXT("#include \"");
    us_text name = us_text_slice(row, directive.length, row.length);

    if (!us_text_starts(row, directive))
        return (us_text){ NULL, 0 };
    return us_text_slice(name, 0, us_text_find(name, '"'));
}

/* Takes the first line off the text. */
static us_text next_row(us_text *text)
{
    size_t end = us_text_find(*text, '\n');
    us_text row = us_text_slice(*text, 0, end);

    *text = us_text_slice(*text, end + 1, text->length);
    return row;
}

/* Keeps what other files may include. */
static void keep_header(us_compilation *c, const gen_file *file)
{
    gen_file *header = US_NEW(&c->arena, gen_file);

    header->name = us_arena_copy(&c->arena, file->name);
    header->text = us_arena_copy(&c->arena, file->text);
    header->next = c->headers;
    c->headers = header;
}

static const gen_file *find_header(const us_compilation *c, us_text name)
{
    const gen_file *header = c->headers;

    while (header && !us_text_equal(header->name, name))
        header = header->next;
    return header;
}

/* Where the next line that starts with a '#' starts, or the end of the text. */
static size_t next_directive(us_text text)
{
    size_t at = us_text_find(text, '#'); /* there are few */

    while (at < text.length && at > 0 && text.bytes[at - 1] != '\n')
        at += 1 + us_text_find(us_text_slice(text, at + 1, text.length), '#');
    return at;
}

/* Writes a file with what it includes before it and its own include lines left empty. Nothing is ever
 * put into the middle of a file, so text that only looks like an include, inside a comment say, cannot
 * change what the file means. `#line` keeps names and numbers right in messages. */
static void expand(us_buf *out, const us_compilation *c, const gen_file *file)
{
    for (us_text rest = file->text; rest.length;) {
        rest = us_text_slice(rest, next_directive(rest), rest.length);
        us_text name = included(next_row(&rest)); /* of few rows, and there may be many files */
        const gen_file *header = name.length ? find_header(c, name) : NULL;

        if (header && header != file)
            expand(out, c, header);
    }
    us_buf_print(out, "#line 1 \"%.*s\"\n", (int)file->name.length, file->name.bytes);
    for (us_text rest = file->text; rest.length;) {
        size_t plain = next_directive(rest);

        us_buf_add(out, us_text_slice(rest, 0, plain));
        rest = us_text_slice(rest, plain, rest.length);
        us_text row = next_row(&rest);

        if (!included(row).length)
            us_buf_add(out, row);
        us_buf_add_byte(out, '\n');
    }
}

/* Copies the code into memory of its own and makes that executable and constant. */
static bool place(TCCState *tcc, us_program *program, uint64_t placeholder, messages *m)
{
    int size = tcc_relocate(tcc, NULL); /* reports what is undefined */
    void *memory;

    if (size <= 0)
        return false;
    memory = us_image_map((size_t)size);
    if (!memory) {
        collect(m, "cannot map memory for the generated code");
        return false;
    }
    program->memory = memory;
    program->size = (size_t)size;
    if (tcc_relocate(tcc, memory) < 0)
        return false;
    if (!us_image_finish(program, placeholder)) {
        collect(m, "the system does not let this process make memory executable; try --cc");
        return false;
    }
    program->module = tcc_get_symbol(tcc, "us_the_module");
    if (!program->module)
        collect(m, "the generated code does not define us_the_module");
    return program->module != NULL;
}

/* What was put is taken to the end in any case, since somebody may be waiting to put more. */
static bool compile(us_compilation *c, TCCState *tcc)
{
    bool good = tcc != NULL;

    for (us_piece *piece; (piece = us_queue_take(&c->queue)) != NULL;) {
        good = good && tcc_compile_string(tcc, piece->text.bytes) == 0;
        us_piece_free(piece);
    }
    return good;
}

static us_program *compile_and_place(us_compilation *c)
{
    us_program *program = calloc(1, sizeof *program);
    const uint64_t placeholder = us_image_placeholder();
    TCCState *tcc = new_tcc(&c->messages, placeholder);

    if (!program || !tcc)
        collect(&c->messages, "no memory");
    if (!compile(c, tcc) || !program || !place(tcc, program, placeholder, &c->messages)) {
        us_program_free(program);
        program = NULL;
    }
    if (tcc)
        tcc_delete(tcc);
    return program;
}

/* The only thread that calls libtcc while it runs. */
static void *work(void *compilation)
{
    static pthread_mutex_t one_at_a_time = PTHREAD_MUTEX_INITIALIZER;
    us_compilation *c = compilation;

    pthread_mutex_lock(&one_at_a_time);
    c->program = compile_and_place(c);
    pthread_mutex_unlock(&one_at_a_time);
    return NULL;
}

us_compilation *us_compilation_begin(char *error, size_t size)
{
    us_compilation *c = calloc(1, sizeof *c);
    int fault;

    if (!c)
        us_out_of_memory();
    error[0] = '\0';
    c->messages = (messages){ error, size, 0 };
    us_queue_open(&c->queue);
    fault = pthread_create(&c->thread, NULL, work, c);
    c->working = fault == 0;
    if (fault)
        snprintf(error, size, "cannot start a thread that compiles: %s", strerror(fault));
    return c;
}

void us_compilation_add(void *compilation, const gen_file *file)
{
    us_compilation *c = compilation;
    us_text header = us_embedded_header(0).bytes;
    us_piece *piece;
    us_buf text;

    if (us_text_ends(file->name, US_TEXT(".h"))) {
        keep_header(c, file);
    } else if (c->working) {
        piece = us_piece_new();
        text = us_buf_new(&piece->arena, file->text.length + header.length + 256);
        us_buf_print(&text, "#line 1 \"understudy.h\"\n");
        us_buf_add(&text, header);
        expand(&text, c, file);
        piece->text = us_buf_text(&text);
        us_queue_put(&c->queue, piece);
    }
}

us_program *us_compilation_end(us_compilation *c)
{
    us_program *program;

    us_queue_end(&c->queue);
    if (c->working)
        pthread_join(c->thread, NULL);
    program = c->program;
    us_queue_close(&c->queue);
    us_arena_free(&c->arena);
    free(c);
    return program;
}

/* ---- All at once -------------------------------------------------------------------------------- */

us_program *us_program_compile(const gen_file *files, char *error, size_t size)
{
    us_compilation *c = us_compilation_begin(error, size);

    for (int headers = 1; headers >= 0; headers--) {
        for (const gen_file *file = files; file; file = file->next) {
            if (us_text_ends(file->name, US_TEXT(".h")) == (bool)headers)
                us_compilation_add(c, file);
        }
    }
    return us_compilation_end(c);
}

us_program *us_program_of(gen *g, gen_api *const *api, unsigned apis, char *error, size_t size)
{
    us_compilation *c = us_compilation_begin(error, size);

    gen_emit_to_run(g, api, apis, us_compilation_add, c);
    return us_compilation_end(c);
}
