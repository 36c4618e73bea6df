/* The pages that show what is served. */
#ifndef US_OWN_DOCUMENT_H
#define US_OWN_DOCUMENT_H

#include "server/turn.h"

/* Answers with the document of the API of that number, as JSON. */
bool us_answer_document(us_turn *turn, unsigned api);

/* The API that a page "openapi.json" or "<name>/openapi.json" is of; false: it is another page. */
bool us_document_page(const us_service *service, us_text page, unsigned *api);

/* A page with links to all that there is. */
bool us_answer_index(us_turn *turn);

#endif
