/* A wire test as it stands in its file (the format is described in tests/wire/README.md). */
#ifndef WIRE_CASE_H
#define WIRE_CASE_H

#include "base/arena.h"
#include "base/text.h"

typedef struct wire_case {
    us_text name;
    unsigned line; /* where it starts in the file */
    us_text head;  /* request line and fields with CRLF, with the empty line at the end */
    us_text body;
    us_text status;                    /* "422" */
    us_text fields;                    /* the lines about fields */
    us_text checks;                    /* the lines about the body */
    unsigned fields_line, checks_line; /* where those start in the file */
    struct wire_case *next;
} wire_case;

/* The cases of a file, or NULL with *error saying why there are none ("line 3: …"). */
wire_case *wire_cases_read(us_arena *arena, us_text file, us_text *error);

/* Takes the next line off *rest, without its line end. False: nothing is left. */
bool wire_next_line(us_text *rest, us_text *line);

#endif
