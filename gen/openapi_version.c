/* The version of the standard that a document is written in. */
#include "base/ascii.h"
#include "gen/openapi.h"

/* "3.1" and what may follow it: ".<patch>" and "-<anything>". The patch is often left out, and says nothing. */
static bool is_version(us_text version, us_text minor)
{
    if (!us_text_starts(version, minor))
        return false;
    us_text rest = us_text_slice(version, minor.length, version.length);
    us_text patch = us_text_slice(rest, 1, us_text_find(rest, '-'));
    return rest.length == 0 || (rest.bytes[0] == '.' && us_text_is_digits(patch));
}

static const struct {
    const char *minor;
    enum openapi_version version;
} known[] = { { "2.0", OPENAPI_ONLY_20 },
              { "3.0", OPENAPI_ONLY_30 },
              { "3.1", OPENAPI_ONLY_31 },
              { "3.2", OPENAPI_SINCE_32 } };

#define KNOWN (sizeof known / sizeof *known)

const char *openapi_version_name(unsigned version)
{
    size_t i = 0;
    while (i + 1 < KNOWN && !(known[i].version & version))
        i++;
    return known[i].minor;
}

static unsigned find_version(us_text version)
{
    for (size_t i = 0; i < KNOWN; i++)
        if (is_version(version, us_text_of(known[i].minor)))
            return known[i].version;
    return 0;
}

static unsigned read_openapi(gen *g, const gen_node *version)
{
    unsigned found = version->kind == GEN_STRING ? find_version(version->text) : 0;
    if (version->kind != GEN_STRING)
        gen_error(g, version->at, "\"openapi\" must be a string such as \"3.1.0\", found %s",
                  gen_kind_name(version->kind));
    else if (found == OPENAPI_ONLY_20)
        gen_error(g, version->at,
                  "a document of OpenAPI 2.0 says so by \"swagger\", not by \"openapi\"");
    else if (!found)
        gen_error(g, version->at, "OpenAPI %s is not read; 2.0, 3.0, 3.1 and 3.2 are",
                  gen_show(g, version->text));
    return found == OPENAPI_ONLY_20 ? 0 : found;
}

/* There is only one version that has "swagger" and is no "1.2", so a number is as clear as the string. */
static unsigned read_swagger(gen *g, const gen_node *version)
{
    bool number = version->kind == GEN_NUMBER;
    if (us_text_equal(version->text, US_TEXT("2.0")) ||
        (number && us_text_equal(version->text, US_TEXT("2")))) {
        if (number)
            gen_warning(g, version->at, "\"swagger\" should be the string \"2.0\", found a number");
        return OPENAPI_ONLY_20;
    }
    gen_error(g, version->at, "Swagger %s is not read; \"2.0\" is",
              version->text.length > 0 ? gen_show(g, version->text) : gen_kind_name(version->kind));
    return 0;
}

/* What it may be that was taken for a document. */
static const char *what_else(const gen_node *root)
{
    const gen_node *inside = gen_get(root, "collection");
    if (gen_get(root, "requests") && gen_get(root, "order"))
        return "this is a Postman collection of format 1: export it as a Collection v2.1";
    if (inside && gen_is_postman(inside))
        return "this is no OpenAPI document: a Postman collection is in its member \"collection\", as "
               "Postman's API sends it; take that";
    return "this is no OpenAPI document: it has no field \"openapi\"";
}

unsigned openapi_version_of(gen *g, const gen_node *root)
{
    const gen_node *swagger = gen_get(root, "swagger"), *version = gen_get(root, "openapi");
    if (root->kind != GEN_OBJECT)
        gen_error(g, root->at, "an OpenAPI document must be an object, found %s",
                  gen_kind_name(root->kind));
    else if (version)
        return read_openapi(g, version);
    else if (swagger)
        return read_swagger(g, swagger);
    else
        gen_error(g, root->at, "%s", what_else(root));
    return 0;
}
