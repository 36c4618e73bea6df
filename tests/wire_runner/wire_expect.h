/* Holding a reply against what a wire test expects. */
#ifndef WIRE_EXPECT_H
#define WIRE_EXPECT_H

#include "base/buf.h"
#include "wire_case.h"

/* Compares a whole reply as it came ("HTTP/1.1 200 OK\r\n…"). Writes a line to `complaints` for each thing
 * that is not as expected, "<line>: …"; returns how many there are. Files are read below `root`. */
unsigned wire_compare(us_arena *arena, const wire_case *wire, us_text reply, const char *root,
                      us_buf *complaints);

/* The bytes of a file, or a text whose bytes are NULL. */
us_text wire_read_file(us_arena *arena, const char *path);

#endif
