/* The metaschemas of JSON Schema that a document may refer to without anybody having to fetch them. They are
 * written anew from what the drafts say a schema is: see the folder metaschema. */
#include "gen/resolve.h"

#include "base/embed.h"
#include "gen/uri.h"

US_EMBED(gen_metaschema_draft_04, US_METASCHEMAS "/draft-04.json");
US_EMBED(gen_metaschema_draft_06, US_METASCHEMAS "/draft-06.json");
US_EMBED(gen_metaschema_draft_07, US_METASCHEMAS "/draft-07.json");

static const struct {
    const char *uri; /* without the scheme */
    const char *bytes, *end;
} metaschemas[] = {
    { "//json-schema.org/draft-04/schema", gen_metaschema_draft_04, gen_metaschema_draft_04_end },
    { "//json-schema.org/draft-06/schema", gen_metaschema_draft_06, gen_metaschema_draft_06_end },
    { "//json-schema.org/draft-07/schema", gen_metaschema_draft_07, gen_metaschema_draft_07_end },
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
