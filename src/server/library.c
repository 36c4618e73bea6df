/* ISO C has no cast from data to functions. */
#include "server/library.h"

#include <dlfcn.h>
#include <string.h>

bool us_library_call(void *library, const char *name, void *place)
{
    void *symbol = library ? dlsym(library, name) : NULL;
    memcpy(place, &symbol, sizeof symbol);
    return symbol;
}
