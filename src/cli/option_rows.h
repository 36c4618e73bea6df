/* What the files of option rows share. A row that several commands name means the same in all of them. */
#ifndef US_OPTION_ROWS_H
#define US_OPTION_ROWS_H

#include "cli/options.h"

/* Where the option's value goes. */
#define MEMBER(name) .member = offsetof(us_settings, name)

#endif
