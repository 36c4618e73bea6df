/* Dialects: how a client spells lists and objects in a query or a form where it does not do what the document
 * says. OpenAPI has a style for each parameter; the libraries that write queries have one for all of them. */
#ifndef US_DIALECT_H
#define US_DIALECT_H

#include <stdbool.h>

#include "base/text.h"
#include "runtime/understudy.h"

enum us_array_dialect {
    US_ARRAY_DECLARED, /* as the document says */
    US_ARRAY_AUTO,     /* the same, or whatever fits the schema */
    US_ARRAY_REPEAT,   /* a=1&a=2 */
    US_ARRAY_COMMA,    /* a=1,2 */
    US_ARRAY_SPACE,    /* a=1%202 */
    US_ARRAY_PIPE,     /* a=1|2 */
    US_ARRAY_BRACKETS, /* a[]=1&a[]=2, also with numbers in the brackets */
    US_ARRAY_DIALECTS
};

enum us_object_dialect {
    US_OBJECT_DECLARED,
    US_OBJECT_AUTO,
    US_OBJECT_FLAT,       /* x=1&y=2 */
    US_OBJECT_FLAT_COMMA, /* a=x,1,y,2 */
    US_OBJECT_BRACKETS,   /* a[x]=1&a[y]=2 */
    US_OBJECT_DOTS,       /* a.x=1&a.y=2 */
    US_OBJECT_DIALECTS
};

typedef struct us_dialect {
    enum us_array_dialect array;
    enum us_object_dialect object;
} us_dialect;

/* What options and fields call them, in the order of the enums; NULL ends each list. */
extern const char *const us_array_dialects[US_ARRAY_DIALECTS + 1];
extern const char *const us_object_dialects[US_OBJECT_DIALECTS + 1];

/* The dialect of that name; false when there is none. */
bool us_array_dialect_named(us_text name, enum us_array_dialect *dialect);
bool us_object_dialect_named(us_text name, enum us_object_dialect *dialect);

/* How a list or an object is spelled: the style, and whether each item comes by itself. */
typedef struct us_spelling {
    enum us_style style;
    bool explode;
} us_spelling;

/* The spelling of a value of these types in the dialect; false when the document's own holds: nothing else was
 * asked for, or it is no list and no object. */
bool us_dialect_spelling(us_dialect dialect, unsigned types, us_spelling *spelling);

/* Whether a value of these types may be spelled in any dialect. */
bool us_dialect_is_free(us_dialect dialect, unsigned types);

/* What divides the items of a list in one text; 0: they do not stand in one. */
char us_dialect_separator(us_dialect dialect);

/* What types its values may have: bits US_NULL, … */
unsigned us_parameter_types(const us_parameter *parameter);

/* A query's parameter as a client spells it that keeps to the dialect. */
us_parameter us_dialect_parameter(us_dialect dialect, const us_parameter *declared);

#endif
