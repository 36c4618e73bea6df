/* A hash that tells whether bytes are still the same: of a source, of a kept module. It is fast, since a
 * module of many megabytes is read through at every start, and no secret: it finds what was changed by
 * accident or by an editor, not what somebody who may write our files has forged. */
#ifndef US_CONTENT_HASH_H
#define US_CONTENT_HASH_H

#include <stdbool.h>
#include <stdint.h>

#include "base/text.h"

uint64_t us_content_hash(us_text bytes);

/* The same of what an open file holds from `offset` on. False when it cannot be read. */
bool us_content_hash_file(int file, uint64_t offset, uint64_t *hash)
    __attribute__((warn_unused_result));

#endif
