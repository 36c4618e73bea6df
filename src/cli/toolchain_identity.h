/* What a C compiler is, so that what another one made is not taken for its own. */
#ifndef US_TOOLCHAIN_IDENTITY_H
#define US_TOOLCHAIN_IDENTITY_H

#include <stdint.h>

#include "cli/toolchain_jobs.h"

/* A number for the file that `cc` means, for what it says of its version, and for the variables that lead
 * compilers to other parts of theirs. False, with a message, when it cannot be run at all. */
bool us_compiler_identity(us_workshop *workshop, const char *cc, uint64_t *identity, char *error,
                          size_t size) __attribute__((warn_unused_result));

#endif
