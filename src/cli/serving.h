/* What a command line says to the server: the options of `serve` that concern how requests are answered. */
#ifndef US_SERVING_H
#define US_SERVING_H

#include "cli/options.h"
#include "server/service.h"

/* Compiles, rehearses and stands in until a signal. */
enum us_exit us_serve(const us_settings *settings);

/* What the settings say to the service. */
us_service_options us_serving(const us_settings *settings);

#endif
