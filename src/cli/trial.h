/* A service that no socket leads to: for commands that ask what would be answered. */
#ifndef US_TRIAL_H
#define US_TRIAL_H

#include "cli/options.h"
#include "cli/specs.h"
#include "cli/toolchain.h"
#include "server/service.h"

typedef struct us_trial {
    us_program *program;
    us_service *service;
} us_trial;

/* Compiles the specs with libtcc and lays out their service. On anything but US_EXIT_FINE a message was
 * printed. Close it in every case; the specs may be freed before. */
enum us_exit us_trial_open(us_trial *trial, const us_specs *specs);
void us_trial_close(us_trial *trial);

/* The service of a program, with no options. NULL after a message; otherwise free it with us_service_free
 * before the program. */
us_service *us_trial_service(const us_program *program);

#endif
