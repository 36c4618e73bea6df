/* What a C compiler made of one generated file is kept, so that the next build compiles only what has
 * changed. An entry is called after everything that the compiler is told, and is used only while its bytes
 * are those that were written. */
#ifndef US_CACHE_OBJECT_H
#define US_CACHE_OBJECT_H

#include <stdbool.h>
#include <stdint.h>

/* Copies the object that was kept under the key to `path`, a new file. False when there is none; there may
 * be a piece of a file at `path` then. */
bool us_object_take(const char *folder, uint64_t key, const char *path)
    __attribute__((warn_unused_result));

/* Keeps the object at `path` under the key. What cannot be kept is not missed. */
void us_object_keep(const char *folder, uint64_t key, const char *path);

#endif
