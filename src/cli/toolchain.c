/* What both ways of compiling in memory have in common: a program that holds a module. */
#include "cli/toolchain_program.h"

#include <dlfcn.h>
#include <stdlib.h>
#include <sys/mman.h>

const us_module *us_program_module(const us_program *program)
{
    return program->module;
}

void us_program_free(us_program *program)
{
    if (!program)
        return;
    if (program->memory)
        munmap(program->memory, program->size);
    if (program->library)
        dlclose(program->library);
    free(program->import);
    free(program);
}
