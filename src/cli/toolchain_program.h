/* What the files toolchain_*.c share. */
#ifndef US_TOOLCHAIN_PROGRAM_H
#define US_TOOLCHAIN_PROGRAM_H

#include "cli/toolchain.h"

struct us_program {
    const us_module *module;
    void *memory; /* of libtcc: what was mapped, [0, size) */
    size_t size;
    us_import *import; /* the places in it that hold addresses of ours */
    unsigned imports;
    void *library; /* of a C compiler: what dlopen returned */
};

/* ---- toolchain_image.c ---- */

/* A number to stand for the symbol 0, plus 1 for the symbol 1 and so on, until us_image_finish. */
uint64_t us_image_placeholder(void);

/* Memory to write an image into, at an address of its own; NULL when there is none. */
void *us_image_map(size_t size);

/* Lists the places of program->memory that hold placeholders, fills them in, and makes the memory
 * executable and constant. */
bool us_image_finish(us_program *program, uint64_t placeholder) __attribute__((warn_unused_result));

/* The address of a symbol that generated code may name, or NULL (toolchain_tcc.c). */
const void *us_image_symbol(unsigned symbol);

/* A folder of its own under TMPDIR that holds generated files while a C compiler reads them. */
typedef struct us_workshop {
    char folder[256];
} us_workshop;

/* Makes the folder with the files and the two headers in it. */
bool us_workshop_open(us_workshop *workshop, const gen_file *files, char *error, size_t size)
    __attribute__((warn_unused_result));

/* Adds one more file. */
bool us_workshop_add(const us_workshop *workshop, us_text name, us_text bytes, char *error,
                     size_t size) __attribute__((warn_unused_result));

/* The path of a file in the folder, in path[0, size). */
void us_workshop_path(const us_workshop *workshop, const char *name, char *path, size_t size);

/* Removes the folder and everything in it. */
void us_workshop_close(us_workshop *workshop);

/* Runs argv[0] (found in PATH, no shell) and waits. False, with what it printed in error[0, size),
 * when it could not be started or did not end with 0. */
bool us_run_compiler(const us_workshop *workshop, const char *const *argv, char *error, size_t size)
    __attribute__((warn_unused_result));

#endif
