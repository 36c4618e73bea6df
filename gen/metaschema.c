/* The metaschemas of JSON Schema that a document may refer to without anybody having to fetch them. They are
 * written anew from what the drafts say a schema is: see the folder metaschema. */
#include "gen/resolve.h"

#include "base/embed.h"
#include "gen/uri.h"

/* What it is called here, its file without the ending, and its URI without the scheme. */
#define METASCHEMAS(ROW)                                                                           \
    ROW(draft_04, "draft-04", "draft-04/schema")                                                   \
    ROW(draft_06, "draft-06", "draft-06/schema")                                                   \
    ROW(draft_07, "draft-07", "draft-07/schema")                                                   \
    ROW(2019_09, "2019-09", "draft/2019-09/schema")                                                \
    ROW(2019_09_core, "2019-09-core", "draft/2019-09/meta/core")                                   \
    ROW(2019_09_applicator, "2019-09-applicator", "draft/2019-09/meta/applicator")                 \
    ROW(2019_09_validation, "2019-09-validation", "draft/2019-09/meta/validation")                 \
    ROW(2019_09_meta_data, "2019-09-meta-data", "draft/2019-09/meta/meta-data")                    \
    ROW(2019_09_format, "2019-09-format", "draft/2019-09/meta/format")                             \
    ROW(2019_09_content, "2019-09-content", "draft/2019-09/meta/content")                          \
    ROW(2020_12, "2020-12", "draft/2020-12/schema")                                                \
    ROW(2020_12_core, "2020-12-core", "draft/2020-12/meta/core")                                   \
    ROW(2020_12_applicator, "2020-12-applicator", "draft/2020-12/meta/applicator")                 \
    ROW(2020_12_unevaluated, "2020-12-unevaluated", "draft/2020-12/meta/unevaluated")              \
    ROW(2020_12_validation, "2020-12-validation", "draft/2020-12/meta/validation")                 \
    ROW(2020_12_meta_data, "2020-12-meta-data", "draft/2020-12/meta/meta-data")                    \
    ROW(2020_12_format_annotation, "2020-12-format-annotation",                                    \
        "draft/2020-12/meta/format-annotation")                                                    \
    ROW(2020_12_format_assertion, "2020-12-format-assertion",                                      \
        "draft/2020-12/meta/format-assertion")                                                     \
    ROW(2020_12_content, "2020-12-content", "draft/2020-12/meta/content")

#define EMBED(id, file, uri)                                                                       \
    US_EMBED(gen_metaschema_##id, US_EMBEDDED_FILE(US_METASCHEMAS "/" file ".json"));
METASCHEMAS(EMBED)

static const struct {
    const char *uri; /* without the scheme */
    const char *bytes, *end;
} metaschemas[] = {
#define ENTRY(id, file, uri)                                                                       \
    { "//json-schema.org/" uri, gen_metaschema_##id, gen_metaschema_##id##_end },
    METASCHEMAS(ENTRY)
};

bool resolve_find_metaschema(us_text uri, us_text *text)
{
    us_text scheme = gen_uri_split(uri).scheme;
    us_text rest = us_text_slice(uri, scheme.length + 1, uri.length);

    if (!us_text_equal(scheme, US_TEXT("http")) && !us_text_equal(scheme, US_TEXT("https")))
        return false;
    for (size_t i = 0; i < sizeof metaschemas / sizeof *metaschemas; i++) {
        if (!us_text_equal(rest, us_text_of(metaschemas[i].uri)))
            continue;
        *text =
            (us_text){ metaschemas[i].bytes, (size_t)(metaschemas[i].end - metaschemas[i].bytes) };
        return true;
    }
    return false;
}
