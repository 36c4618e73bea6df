/* The documents of a command line, read again when somebody asks the server for them. */
#ifndef US_CLI_DOCUMENTS_H
#define US_CLI_DOCUMENTS_H

#include "cli/options.h"
#include "server/service.h"

/* The us_documents.read of a command: its us_settings are the context. A document of YAML is made JSON. */
bool us_document_read(const void *settings, us_arena *arena, unsigned api, us_text *text);

#endif
