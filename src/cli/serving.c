/* From the settings of a command line to the options of a service. */
#include "cli/serving.h"

us_service_options us_serving(const us_settings *settings)
{
    return (us_service_options){
        .body_limit = settings->body_limit,
        .no_cors = settings->no_cors,
        .strict = settings->strict,
        .no_security = settings->no_security,
    };
}
