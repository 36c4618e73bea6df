/* The documents of a command line, read again when somebody asks the server for them. */
#ifndef US_CLI_DOCUMENTS_H
#define US_CLI_DOCUMENTS_H

#include "cli/options.h"
#include "gen/gen.h"
#include "server/service.h"

/* The tree of that source as it is shown: what it refers to in other files among its components. NULL after errors. */
gen_node *us_document_tree(gen *g, const us_settings *settings, unsigned source);

/* The us_documents.read of a command: its us_settings are the context. A document of YAML is made JSON. */
bool us_document_read(const void *settings, us_arena *arena, unsigned api, us_text *text);

#endif
