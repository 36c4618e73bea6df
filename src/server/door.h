/* A unix socket to listen on. */
#ifndef US_DOOR_H
#define US_DOOR_H

#include <stdbool.h>
#include <stddef.h>

typedef struct us_door us_door;

/* Listens on the path; NULL with a message for a person in error[0, size). A socket that nobody answers on
 * any more is replaced; anything else at the path is left alone. */
us_door *us_door_open(const char *path, char *error, size_t size)
    __attribute__((warn_unused_result));

int us_door_fd(const us_door *door);

/* Closes it and removes the socket, unless somebody else's stands there by now. */
void us_door_close(us_door *door);

#endif
