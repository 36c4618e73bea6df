/* What `understudy fixture` can do. The operands are those after the action. */
#ifndef US_FIXTURE_H
#define US_FIXTURE_H

#include "base/arena.h"
#include "base/text.h"
#include "cli/options.h"

enum us_exit us_fixture_new(const us_settings *settings);
enum us_exit us_fixture_check(const us_settings *settings);
enum us_exit us_fixture_record(const us_settings *settings);

/* Writes a file, and the folders that it is in. False after a message: also when it is there and is not to be
 * overwritten. */
bool us_fixture_write(const char *path, us_text text, bool force)
    __attribute__((warn_unused_result));

/* The text of which a fixture makes `text` again: what looks like the beginning of an expression is none. */
us_text us_fixture_escape(us_arena *arena, us_text text);

/* JSON text as people write it, a member a line. */
us_text us_fixture_pretty(us_arena *arena, us_text json);

#endif
