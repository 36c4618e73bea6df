/* What a new version of a contract changes for its clients. */
#ifndef US_CHANGES_H
#define US_CHANGES_H

#include "runtime/understudy.h"

/* Prints on stdout which operations came, went, or ask for or answer something else. */
void us_print_changes(const us_module *before, const us_module *now);

#endif
