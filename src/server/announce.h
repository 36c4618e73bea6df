/* What a server says when it is ready. */
#ifndef US_ANNOUNCE_H
#define US_ANNOUNCE_H

#include "server/host.h"
#include "server/stand_in.h"

/* Prints on stdout the operations, what is not enforced, and where the host listens; nothing when the options
 * ask for that. */
void us_announce(const us_module *module, const us_stand_in_options *options, const us_host *host);

#endif
