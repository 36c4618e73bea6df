/* What became of every file of the public suite, as docs/conformance.md shows it.
 *
 * That document has a block for each draft, required and optional, between two marks. A run makes one block and
 * either holds it against the document, so that it stays true, or writes it there. */
#ifndef TABLE_H
#define TABLE_H

#include "base/buf.h"

typedef struct table_row {
    us_text file;
    unsigned passed, failed;
    unsigned listed; /* tests that fail as exceptions.json says */
    struct table_row *next;
} table_row;

/* The block, marks included. `set` is "required" or "optional"; `reasons` stands below the table. */
us_text table_print(us_arena *arena, us_text draft, const char *set, const table_row *rows,
                    us_text reasons);

/* Whether the document is about that version of the suite; says on stdout when it is not. */
bool table_is_about(us_arena *arena, const char *document, const char *suite);

/* Whether the document has exactly that block; says on stdout how it does not. */
bool table_compare(us_arena *arena, const char *document, us_text block);

/* Puts the block into the document, in the place of the one with the same first line. */
void table_bless(us_arena *arena, const char *document, us_text block);

#endif
