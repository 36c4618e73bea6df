/* The file of --credentials: who reads it, and whether it has changed. */
#ifndef US_CREDENTIALS_FILE_H
#define US_CREDENTIALS_FILE_H

#include <stdint.h>

#include "server/credentials.h"

/* Reads such a file for the module; NULL after a message on stderr. */
typedef us_credentials *us_read_credentials(const char *path, const us_module *module);

/* The reader of JSON alone, for a program that has no other. */
us_read_credentials us_credentials_read_file;

/* A number that is another one as soon as the file's size or date is, or it is not there any more. */
uint32_t us_credentials_signature(const char *path);

#endif
