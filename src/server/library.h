/* Libraries that are loaded when they are needed: a function of one by its name. */
#ifndef US_LIBRARY_H
#define US_LIBRARY_H

#include <stdbool.h>

/* Puts the function into *place, a pointer to a function of its type; false, and NULL, where the library (NULL: none)
 * does not have it. */
bool us_library_call(void *library, const char *name, void *place);

#endif
