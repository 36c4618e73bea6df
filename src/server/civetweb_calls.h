/* See civetweb_calls.c. */
#ifndef US_CIVETWEB_CALLS_H
#define US_CIVETWEB_CALLS_H

#include <stddef.h>

/* Threads that the calling thread creates from here on have at least this much stack, whatever
 * pthread_attr_setstacksize is told; 0: what it is told. */
void us_civetweb_stack(size_t least);

#endif
