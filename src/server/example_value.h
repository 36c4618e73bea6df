/* Examples as the values that their schemas are about. */
#ifndef US_EXAMPLE_VALUE_H
#define US_EXAMPLE_VALUE_H

#include "base/json.h"
#include "runtime/understudy.h"

typedef struct us_example_fault {
    const char *keyword; /* "json", "xml"; NULL: there is none */
    us_text message;
} us_example_fault;

/* What a checker sees of the example's body; NULL: nothing that a schema can judge, such as an image, a stream, or XML
 * when its reader was not found (xml.h), or what *fault says. A document of XML that is read may have a fault, too: an
 * element that its schema has by another name. */
us_json *us_example_value(us_arena *arena, const us_media *media, const us_example *example,
                          us_example_fault *fault);

#endif
