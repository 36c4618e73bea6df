/* From generated C to something that runs: in memory with libtcc, in memory with a C compiler, or as
 * an executable. The header understudy.h and the runtime library travel inside this program, so none
 * of these needs a file of ours on the machine. */
#ifndef US_TOOLCHAIN_H
#define US_TOOLCHAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "gen/gen.h"
#include "runtime/understudy.h"

typedef struct us_program us_program; /* a module that was compiled and loaded */

/* Compiles with libtcc. No page of the result is writable and executable at the same time. NULL with
 * a message in error[0, size). Free with us_program_free when nothing uses the module any more. */
us_program *us_program_compile(const gen_file *files, char *error, size_t size);

/* The same while the files are still being written: a thread compiles each from when it is added on.
 * A file may include what was added before it. No call fails: what goes wrong, us_compilation_end says.
 * `error` has to live until then. A thread that has begun a compilation ends it before it begins another. */
typedef struct us_compilation us_compilation;

us_compilation *us_compilation_begin(char *error, size_t size);

/* The gen_take_file of a compilation. Copies what it needs, and waits when too much is waiting. */
void us_compilation_add(void *compilation, const gen_file *file);

/* Waits for the thread. NULL with a message; the compilation is gone in any case. */
us_program *us_compilation_end(us_compilation *compilation);

/* Emits the APIs, not standalone, and compiles each file with libtcc while the rest is emitted. */
us_program *us_program_of(gen *g, gen_api *const *api, unsigned apis, char *error, size_t size);

/* As us_program_compile, but with the C compiler `cc` ("cc", "clang"), at -O2, through a temporary shared object. As many
 * files at a time are compiled as there are processors, and their objects are kept in the folder `kept`
 * (cache_folder.h) for the next time; NULL: nowhere. A signal that ends this program waits until compilers
 * and temporary files are gone. */
us_program *us_program_compile_with(const char *cc, const char *kept, const gen_file *files,
                                    char *error, size_t size);

/* What a file has to keep of a program that libtcc compiled, so that another process can run it. */
typedef struct us_import {
    uint32_t offset; /* in the image: eight bytes that want the address … */
    uint32_t symbol; /* … of this */
} us_import;

typedef struct us_frozen {
    uint64_t base;   /* where the image starts, in every process */
    uint64_t size;   /* of the image */
    uint64_t module; /* where in the image us_the_module stands */
    const us_import *import;
    unsigned imports;
} us_frozen;

/* False when a C compiler made it. The image is at `base`; the list is the program's. */
bool us_program_freeze(const us_program *program, us_frozen *frozen)
    __attribute__((warn_unused_result));

/* The program again, in a process of the same executable: its image is in `file` from `offset` on, a
 * multiple of 64 KiB. NULL when its address is taken, or the system does not let us. Free with
 * us_program_free; the file may be closed. */
us_program *us_program_thaw(const us_frozen *frozen, int file, uint64_t offset);

const us_module *us_program_module(const us_program *program);
void us_program_free(us_program *program);

/* Links the files and the runtime into the executable `output`. The rest is as above. */
bool us_executable_build(const char *cc, const char *kept, const gen_file *files,
                         const char *output, char *error, size_t size);

#endif
