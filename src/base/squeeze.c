/* Names without what separates their words. */
#include "base/squeeze.h"

#include "base/ascii.h"

us_text us_squeeze(us_text name, char *room, size_t size)
{
    size_t length = 0;

    for (size_t i = 0; i < name.length && length < size; i++) {
        if (us_is_word(name.bytes[i]))
            room[length++] = us_lower(name.bytes[i]);
    }
    return (us_text){ room, length };
}
