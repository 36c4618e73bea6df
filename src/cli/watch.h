/* --watch: what was compiled is compiled again when a file that was read has changed, or a fixture has
 * come. What answers is replaced only by what is whole: as long as there are errors, the old one stays. */
#ifndef US_WATCH_H
#define US_WATCH_H

#include "base/buf.h"
#include "cli/options.h"
#include "cli/toolchain.h"

/* Compiles the specs, with what is wrong printed. `inputs` gets the records of what was read
 * (cache_input.h), as far as it was, whatever the outcome. */
typedef enum us_exit us_compile(const us_settings *settings, us_buf *inputs, us_program **program);

typedef struct us_watch us_watch;

/* Watches what `program` was made of. The program is the watch's from now on. */
us_watch *us_watch_new(const us_settings *settings, us_compile *compile, us_text inputs,
                       us_program *program);

/* Frees the program that answers, too. */
void us_watch_free(us_watch *watch);

/* For us_reload: the module of a new program, or NULL; and what became of it. */
const us_module *us_watch_next(void *watch, bool again);
void us_watch_over(void *watch, bool taken);

#endif
