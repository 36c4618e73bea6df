/* What cast.c needs of the file system and of the OpenAPI readers. */
#ifndef GEN_CAST_H
#define GEN_CAST_H

#include "gen/openapi.h"

/* ---- folder.c: a folder that is listed and read without following symbolic links ---------------- */

typedef struct gen_folder {
    us_text path;  /* for messages */
    us_text *name; /* what is in it, sorted by bytes, without names that start with '.' */
    size_t names;
    int descriptor;
} gen_folder;

/* Opens `name` in `parent`, or anywhere when that is NULL (only then may it be a symbolic link). NULL, or
 * why not; only after NULL is there something to close. */
const char *gen_folder_open(us_arena *arena, const gen_folder *parent, us_text name, us_text path,
                            gen_folder *folder);
void gen_folder_close(gen_folder *folder);

/* The bytes of a plain file of at most 16 MiB. NULL, or why not. */
const char *gen_folder_read(us_arena *arena, const gen_folder *folder, us_text name,
                            us_text *bytes);

#endif
