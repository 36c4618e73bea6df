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

#endif
