/* XML documents as trees (XML 1.0, Namespaces in XML 1.0). libxml2 reads them, in xml_read.c alone; it is looked for
 * when a service has bodies of XML, so that nothing else pays for it.
 *
 * A document comes from strangers, so it may not have a document type declaration: without one there are no entities to
 * expand and nothing to fetch. Depth is limited, size is that of bodies. Everything is made in the arena. */
#ifndef US_XML_H
#define US_XML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

#define US_XML_DEPTH 100

typedef struct us_xml_attribute {
    us_text name;  /* without its prefix */
    us_text space; /* the URI of its namespace; empty: none */
    us_text value;
    bool taken; /* for who makes a value of it */
    struct us_xml_attribute *next;
} us_xml_attribute;

typedef struct us_xml_element {
    us_text name;  /* without its prefix */
    us_text space; /* the URI of its namespace; empty: none */
    us_text text;  /* the characters directly inside, joined */
    us_xml_attribute *attribute;
    struct us_xml_element *parent, *child, *next;
    unsigned line;
    bool taken; /* for who makes a value of it */
} us_xml_element;

typedef struct us_xml_error {
    us_text message;
    unsigned line, column;
} us_xml_error;

/* Finds libxml2; false when it is not there. Call it before any thread reads. */
bool us_xml_find(void);

/* Whether it was found. */
bool us_xml_is_found(void);

/* The root element, or NULL with *error; only when libxml2 was found. `utf8`: the text is UTF-8, whatever its declaration says (RFC 7303, 3.2);
 * otherwise its byte order mark or its declaration tell. */
us_xml_element *us_xml_read(us_arena *arena, us_text text, bool utf8, us_xml_error *error);

/* "/order/items/item[2]". */
us_text us_xml_path(us_arena *arena, const us_xml_element *element);

#endif
