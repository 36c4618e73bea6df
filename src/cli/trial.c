/* From specs to a service in this process. */
#include "cli/trial.h"

#include "cli/console.h"

us_service *us_trial_service(const us_program *program)
{
    const us_service_options options = { 0 };
    us_text error;
    us_service *service = us_service_new(us_program_module(program), &options, &error);

    if (!service)
        us_complain("%.*s", (int)error.length, error.bytes);
    return service;
}

enum us_exit us_trial_open(us_trial *trial, const us_specs *specs)
{
    static char error[65536];

    *trial = (us_trial){ 0 };
    trial->program = us_program_of(specs->g, specs->api, specs->apis, error, sizeof error);
    if (!trial->program) {
        us_complain("%s", error);
        return US_EXIT_WORLD;
    }
    trial->service = us_trial_service(trial->program);
    return trial->service ? US_EXIT_FINE : US_EXIT_BROKEN;
}

void us_trial_close(us_trial *trial)
{
    us_service_free(trial->service);
    us_program_free(trial->program);
}
