/* The files of the cache folder: what is read must be ours alone, and what is written stands under a name
 * of its own until it is whole. */
#ifndef US_CACHE_FILE_H
#define US_CACHE_FILE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A file that nobody but this user can have written, for reading; -1 when it is not there or is not such a
 * one. Close it. */
int us_cache_file_open(const char *path, uint64_t *length);

/* All of the bytes, or false. */
bool us_cache_file_read(int file, void *bytes, size_t length, uint64_t offset)
    __attribute__((warn_unused_result));
bool us_cache_file_write(int file, const void *bytes, size_t length, uint64_t offset)
    __attribute__((warn_unused_result));

/* The file is in use: us_cache_sweep leaves it for another month. */
void us_cache_file_touch(const char *path);

/* Makes or replaces the file `path` of the folder by what `write` puts into an empty file. Whether it was
 * made; otherwise nothing has changed. */
typedef bool us_cache_writer(void *context, int file);
bool us_cache_file_make(const char *folder, const char *path, us_cache_writer *write,
                        void *context);

#endif
