/* Where entries are kept, and what one is called. */
#ifndef US_CACHE_FOLDER_H
#define US_CACHE_FOLDER_H

#include <stdint.h>

#include "base/arena.h"
#include "cli/options.h"

/* The folder that --cache names, or "understudy" in XDG_CACHE_HOME or in ~/.cache (XDG Base Directory
 * Specification), made when it is not there. NULL when there is none to be had or others may enter it;
 * a message says so when the user has named it. */
const char *us_cache_folder(us_arena *arena, const us_settings *settings);

/* A number for this executable, the working directory, the specs, and every option that the compiler
 * hears of. False when that cannot be told. */
bool us_cache_key(const us_command *command, const us_settings *settings, uint64_t *key)
    __attribute__((warn_unused_result));

/* Removes what nobody has used for a month. */
void us_cache_sweep(const char *folder);

#endif
