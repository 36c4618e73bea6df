/* A temporary folder where C compilers work, and the compilers at work in it. */
#ifndef US_TOOLCHAIN_JOBS_H
#define US_TOOLCHAIN_JOBS_H

#include <signal.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "gen/gen.h"

/* A folder of its own under TMPDIR that holds generated files while C compilers read them. As long as it is
 * open the signals that end a program wait, so that it is removed before they do. */
typedef struct us_workshop {
    char folder[256];
    sigset_t before; /* what was blocked when it was opened */
    sigset_t ends;   /* the signals that wait because of it */
    int caught;      /* one of them that came while compilers were running, or 0 */
} us_workshop;

/* ---- toolchain_workshop.c ---- */

/* Makes the folder with the files and the three headers in it. Close it in every case. */
bool us_workshop_open(us_workshop *workshop, const gen_file *files, char *error, size_t size)
    __attribute__((warn_unused_result));

/* Adds one more file. */
bool us_workshop_add(const us_workshop *workshop, us_text name, us_text bytes, char *error,
                     size_t size) __attribute__((warn_unused_result));

/* The path of a file in the folder, in path[0, size). */
void us_workshop_path(const us_workshop *workshop, const char *name, char *path, size_t size);

/* Removes the folder and everything in it. Does not return when a signal has waited to end this program. */
void us_workshop_close(us_workshop *workshop);

/* ---- toolchain_jobs.c ---- */

typedef struct us_job {      /* one run of a compiler */
    const char *const *argv; /* argv[0] is found in PATH, without a shell */
    const char *what;        /* for messages: "the C compiler 'cc' failed to link:" has "to link" */
    pid_t process;           /* 0 when it is over, and before */
    int status;              /* as waitpid has it */
} us_job;

/* Runs the jobs, as many at a time as there are processors, and waits for those that were started. False when
 * one could not be started or did not end with 0: error[0, size) then has the first such job of the list with
 * what it printed, and those behind it may not have been started. */
bool us_run_jobs(us_workshop *workshop, us_job *job, unsigned jobs, char *error, size_t size)
    __attribute__((warn_unused_result));

/* What the job printed, as far as there is room; its length. */
size_t us_job_messages(const us_workshop *workshop, unsigned job, char *text, size_t size);

/* Block the signals that end a program, and let them come again. */
void us_signals_hold(us_workshop *workshop);
void us_signals_release(const us_workshop *workshop);

#endif
