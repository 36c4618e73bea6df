/* What of the public suite is known to go wrong, with an argued reason each: exceptions.json.
 *
 * An entry names "drafts" (folders of the suite), a "file" below them, and optionally a "case" of it and a
 * "test" of that: without a "test" it means every test of the case, without a "case" every test of the file. */
#ifndef EXCEPTIONS_H
#define EXCEPTIONS_H

#include "base/json.h"

typedef struct exceptions {
    const char *path;
    const us_json *list;
    bool *met; /* which entry something was found for */
} exceptions;

/* A test of the suite by its names. */
typedef struct exceptions_name {
    us_text draft, file, group, test;
} exceptions_name;

/* Reads and checks the file; what is wrong with it ends the program. Lives in the arena. */
exceptions exceptions_read(us_arena *arena, const char *path);

/* Whether the test is one of them; that entry is met then. */
bool exceptions_find(exceptions *e, const exceptions_name *name);

/* A line for each file and reason of that draft, as Markdown; empty when there is none. */
us_text exceptions_explain(const exceptions *e, us_arena *arena, us_text draft, bool optional);

/* Says on stdout which entries for files of that draft were not met; `optional` chooses the files. Returns how
 * many they are. */
unsigned exceptions_print_unmet(const exceptions *e, us_text draft, bool optional);

#endif
