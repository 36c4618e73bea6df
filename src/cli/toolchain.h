/* From generated C to something that runs: in memory with libtcc, in memory with a C compiler, or as
 * an executable. The header understudy.h and the runtime library travel inside this program, so none
 * of these needs a file of ours on the machine. */
#ifndef US_TOOLCHAIN_H
#define US_TOOLCHAIN_H

#include <stdbool.h>
#include <stddef.h>

#include "gen/gen.h"
#include "runtime/understudy.h"

typedef struct us_program us_program; /* a module that was compiled and loaded */

/* Compiles with libtcc. No page of the result is writable and executable at the same time. NULL with
 * a message in error[0, size). Free with us_program_free when nothing uses the module any more. */
us_program *us_program_compile(const gen_file *files, char *error, size_t size);

/* The same with the C compiler `cc` ("cc", "clang"), at -O2, through a temporary shared object. */
us_program *us_program_compile_with(const char *cc, const gen_file *files, char *error,
                                    size_t size);

const us_module *us_program_module(const us_program *program);
void us_program_free(us_program *program);

/* Links the files and the runtime into the executable `output`. */
bool us_executable_build(const char *cc, const gen_file *files, const char *output, char *error,
                         size_t size);

#endif
