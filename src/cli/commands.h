/* The subcommands, one file cmd_<name>.c each. */
#ifndef US_COMMANDS_H
#define US_COMMANDS_H

#include "cli/options.h"

extern const us_command us_command_serve, us_command_build, us_command_generate, us_command_check,
    us_command_validate, us_command_routes, us_command_proxy, us_command_mock, us_command_steady,
    us_command_answers, us_command_fixture, us_command_variants, us_command_bundle;

#endif
