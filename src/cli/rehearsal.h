/* Before an answer is given to anybody it is held against its own contract: every fixture and example
 * goes through the checker of its response. */
#ifndef US_REHEARSAL_H
#define US_REHEARSAL_H

#include "base/buf.h"
#include "cli/options.h"
#include "cli/toolchain.h"
#include "server/answers.h"
#include "server/service.h"

/* Runs the rehearsal of a service and counts its faults. Each is one line on stderr, or, when
 * `json` is given, one object in that list (without its brackets). US_EXIT_BROKEN: fixtures have some;
 * those of the document's examples are warnings. */
enum us_exit us_rehearsal(const us_service *service, us_buf *json, us_faults *faults);

/* The same, of fixtures alone, on stderr. */
enum us_exit us_rehearsal_of_fixtures(const us_service *service, us_faults *faults);

/* Makes every answer that nobody wrote, and reports those that cannot be made in the same way, as warnings.
 * Returns how many there are. */
unsigned us_rehearsal_of_made(const us_service *service, us_buf *json);

/* A line on stderr for an answer without a body. */
void us_rehearsal_print_unmade(us_arena *arena, const us_answer *answer);

/* Rehearses what was compiled and hands it over; or says the `error` when that is NULL. On anything but
 * US_EXIT_FINE a message was printed, the program is gone, and *program is NULL. */
enum us_exit us_rehearsed(us_program *compiled, const char *error, us_program **program);

#endif
