/* XML documents as trees (XML 1.0, Namespaces in XML 1.0). libxml2 reads them, in xml_read.c alone; it is looked for
 * when a service has bodies of XML, so that nothing else pays for it.
 *
 * A document comes from strangers, so it may not have a document type declaration: without one there are no entities to
 * expand and nothing to fetch. Depth is limited, and so is what costs libxml2 time by its square: the attributes of an
 * element, the namespaces that it declares, and the bytes of all names that differ. Size is that of bodies.
 * Everything is made in the arena. */
#ifndef US_XML_H
#define US_XML_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/text.h"

#define US_XML_DEPTH      100
#define US_XML_ATTRIBUTES 100
#define US_XML_NAMESPACES 10
#define US_XML_NAMES      ((size_t)256 * 1024)

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

/* Whether no element has too many attributes; otherwise *error says so (xml_guard.c). */
bool us_xml_is_harmless(us_text text, us_xml_error *error);

/* The root element, or NULL with *error; only when libxml2 was found. `utf8`: the text is UTF-8, whatever its declaration says (RFC 7303, 3.2);
 * otherwise its byte order mark or its declaration tell. */
us_xml_element *us_xml_read(us_arena *arena, us_text text, bool utf8, us_xml_error *error);

/* The elements directly in one, sorted by their names so that those of a name are found at once, and in the order of
 * the document where they have the same. */
typedef struct us_xml_child {
    us_xml_element *element;
    unsigned place;
} us_xml_child;

typedef struct us_xml_children {
    us_xml_element *parent;
    us_xml_child *child;
    unsigned count;
} us_xml_children;

us_xml_children us_xml_children_of(us_arena *arena, us_xml_element *parent);

/* The first of that name, whatever its namespace, and how many there are. */
const us_xml_child *us_xml_children_named(const us_xml_children *children, us_text name,
                                          unsigned *count);

/* "/order/items/item[2]". */
us_text us_xml_path(us_arena *arena, const us_xml_element *element);

#endif
