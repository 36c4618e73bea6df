/* One schema, compiled and loaded: what `validate` holds instances against. */
#ifndef US_JUDGE_H
#define US_JUDGE_H

#include "base/arena.h"
#include "base/pattern.h"
#include "cli/options.h"
#include "cli/toolchain.h"

typedef struct us_judge {
    us_program *program;
    const us_api *api;
    us_checker *check;    /* NULL: the schema allows everything */
    us_pattern **pattern; /* for us_check_begin */
    us_arena arena;
} us_judge;

/* Compiles settings->schema with settings->cc, or with libtcc when that is NULL. Anything but
 * US_EXIT_FINE: a message was printed. `j` holds zeros before; us_judge_close frees it in every case. */
enum us_exit us_judge_open(us_judge *j, const us_settings *settings);

void us_judge_close(us_judge *j);

#endif
