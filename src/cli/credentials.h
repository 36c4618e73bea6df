/* Reading the file of --credentials in YAML or JSON, with the place of what is wrong. */
#ifndef US_CLI_CREDENTIALS_H
#define US_CLI_CREDENTIALS_H

#include "server/credentials_file.h"

us_read_credentials us_read_credentials_file;

#endif
