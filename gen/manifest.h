/* Private to the manifest: which fields of OpenAPI's own objects are obeyed. */
#ifndef GEN_MANIFEST_H
#define GEN_MANIFEST_H

#include "gen/openapi.h"

enum manifest_role {
    MANIFEST_OBEYED, /* and so is what stands in it, as far as no reason speaks against it */
    MANIFEST_HOLDER, /* keeps what others refer to */
    MANIFEST_SAID,   /* asks for nothing, but is said or looked into: what stands in it is in use */
    MANIFEST_IGNORED
};

typedef struct manifest_field {
    enum openapi_kind kind;
    const char *name;
    enum manifest_role role;
    const char *reason; /* of what is ignored */
} manifest_field;

/* The row of a field, or NULL for one that says nothing to a server, like a summary. */
const manifest_field *manifest_field_of(enum openapi_kind kind, us_text name);

#endif
