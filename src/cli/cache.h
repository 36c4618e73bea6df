/* What `serve` has compiled is kept, so that an unchanged document is served at once the next time.
 *
 * An entry is a file in a folder that only its user may enter. It is called after everything that the
 * command line says to the compiler and after this executable; it lists the files and folders that were
 * read; and it is used only while all of them are as they were and its own bytes are those that were
 * written. Whatever is wrong with the cache, the document is compiled. */
#ifndef US_CACHE_H
#define US_CACHE_H

#include <time.h>

#include "cli/specs.h"
#include "cli/toolchain.h"

typedef struct us_cache {
    us_arena arena;
    const char *folder; /* NULL: nothing is kept */
    const char *path;   /* of the entry; NULL: there is none, but objects may be kept */
    uint64_t key;
    us_text inputs;         /* of the program that was taken (cache_input.h); in the arena */
    struct timespec opened; /* what was written after this may have been read before */
} us_cache;

/* Before anything is read. Close it in every case. */
void us_cache_open(us_cache *cache, const us_command *command, const us_settings *settings);
void us_cache_close(us_cache *cache);

/* The program that was kept, with what the compiler said about it printed again, or NULL. */
us_program *us_cache_take(us_cache *cache);

/* Keeps a program that was rehearsed. What cannot be kept is not missed. */
void us_cache_keep(us_cache *cache, const us_specs *specs, const us_settings *settings,
                   const us_program *program);

#endif
