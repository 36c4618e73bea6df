/* The order of paths in which all that begin with the same segments stand together: a '/' and the end go before any
 * other byte. The compiler sorts by it what the router looks for. */
#ifndef US_PATH_ORDER_H
#define US_PATH_ORDER_H

#include "base/text.h"

/* Below 0, 0 or above 0, as for qsort. */
int us_path_order(us_text a, us_text b);

#endif
