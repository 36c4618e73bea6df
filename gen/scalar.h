/* What a plain YAML scalar means: the core schema of YAML 1.2.2, section 10.3.2. libyaml leaves this to
 * us, and YAML 1.1's guesses (`no` is false, 1_000 a number, 12:30 another) are what burns people. */
#ifndef GEN_SCALAR_H
#define GEN_SCALAR_H

#include "base/arena.h"
#include "gen/ir.h"

/* Sets kind, truth and text of `node` from the plain scalar `text`; the spelling of a number becomes
 * JSON's (`0x1F` 31, `+.5` 0.5). NULL, or why JSON has no such value. */
const char *gen_read_scalar(us_arena *arena, us_text text, gen_node *node);

#endif
