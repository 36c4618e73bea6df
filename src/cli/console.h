/* How the commands speak to the person and to the file system. Errors go to stderr, results to stdout. */
#ifndef US_CONSOLE_H
#define US_CONSOLE_H

#include <stdbool.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/text.h"

/* One line "understudy: …" on stderr. */
void us_complain(const char *format, ...) __attribute__((format(printf, 1, 2)));

void us_print(FILE *stream, us_text text);

/* Flushes stdout. False, with a message, when something printed there was lost (a full disk, say). */
bool us_print_end(void) __attribute__((warn_unused_result));

/* The whole file, or stdin for "-". False after a message. The text lives in the arena. */
bool us_read_file(us_arena *arena, const char *path, us_text *text)
    __attribute__((warn_unused_result));

/* Replaces the file in one step, unless it already says this: then *changed is false and its date is
 * kept. False after a message. */
bool us_write_file(const char *path, us_text text, bool *changed)
    __attribute__((warn_unused_result));

#endif
