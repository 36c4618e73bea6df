/* A module as the compiler would emit it, for the tests of the server: a small library of books. */
#ifndef US_SAMPLE_API_H
#define US_SAMPLE_API_H

#include "runtime/understudy.h"

extern const us_module sample_module;

#endif
