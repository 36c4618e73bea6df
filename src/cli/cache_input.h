/* The files and folders that a compilation has read, and whether they are still the same. */
#ifndef US_CACHE_INPUT_H
#define US_CACHE_INPUT_H

#include <stdbool.h>
#include <stdint.h>
#include <time.h>

#include "base/buf.h"
#include "cli/specs.h"

/* Adds a record for each source of the compilation and for each folder in which fixtures are looked for.
 * What was written after `before` is known by its content alone: it may have changed since it was read.
 * False when a source is no file, such as the standard input; the others have a record all the same. */
bool us_inputs_write(us_buf *out, const us_specs *specs, const char *fixtures,
                     struct timespec before) __attribute__((warn_unused_result));

/* Whether everything in these records is as it was. */
bool us_inputs_unchanged(us_text records);

/* A number that is another one as soon as the size or the date of anything in these records is, or
 * something is not there any more: cheap to ask often. */
uint64_t us_inputs_signature(us_text records);

#endif
