/* XML elements as the values that schemas are about, by what their `xml` objects say (OpenAPI 3.2, 4.26; earlier
 * versions say the same in other words: `wrapped` and `attribute`).
 *
 * A member is an element by its own name, or another, or an attribute, or the characters of the element around it. The
 * items of a list are elements of the same name, beside the other members, or in an element of their own when the list
 * is wrapped. What the schema does not name becomes a member by its element's name, or "@name" for an attribute, so that
 * whoever refuses other members refuses these. */
#ifndef US_XML_VALUE_H
#define US_XML_VALUE_H

#include "base/json.h"
#include "server/reading.h"
#include "server/xml.h"

typedef struct us_xml_place {
    const us_xml_element *element;
    const us_xml_attribute *attribute; /* NULL: the element itself */
} us_xml_place;

/* What is wrong with a document and no value can say: an element by another name than its member's. */
typedef struct us_xml_note {
    us_xml_place place;
    us_text message;
    struct us_xml_note *next;
} us_xml_note;

typedef struct us_xml_value {
    us_json *value;      /* NULL: us_reading_limit */
    us_xml_place *place; /* of each value in it: place[value->offset - 1] */
    us_xml_note *note;   /* a list, in the order of the document as far as that goes */
} us_xml_value;

/* Whether the schema is about the document as one text: it allows a string, and what is inside the root could only be an
 * object. */
bool us_xml_is_text(const us_xml_element *root, const us_reading *reading);

us_xml_value us_xml_value_of(us_arena *arena, us_xml_element *root, const us_reading *reading);

#endif
