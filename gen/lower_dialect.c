/* `$schema`: which JSON Schema a schema means, as far as our keywords mean the same in it.
 *
 * They do from draft 6 on, but for one rule: up to draft 7 whatever stands beside a `$ref` is ignored. So
 * those two are for a whole document only: inside another, a reference would lead from one rule to the
 * other. Any other dialect is refused, because its keywords could mean something else. */
#include "gen/lower.h"

static const struct {
    const char *uri;
    bool ref_stands_alone;
} dialects[] = {
    { "https://json-schema.org/draft/2020-12/schema", false },
    { "https://json-schema.org/draft/2019-09/schema", false },
    { "https://spec.openapis.org/oas/3.1/dialect/base", false },
    { "http://json-schema.org/draft-07/schema", true },
    { "http://json-schema.org/draft-06/schema", true },
};

static void take(gen *g, const gen_node *object, const gen_node *value, bool ref_stands_alone)
{
    if (object == g->root)
        g->ref_stands_alone = ref_stands_alone;
    else if (ref_stands_alone)
        gen_error(g, value->at,
                  "a schema inside a document cannot be of draft 6 or 7; leave out "
                  "$schema to have it read in the document's dialect");
}

void lower_dialect(gen *g, const gen_node *object, const gen_node *value)
{
    us_text uri = value->kind == GEN_STRING ? value->text : US_TEXT("");

    if (us_text_ends(uri, US_TEXT("#"))) /* an empty fragment means the same */
        uri.length--;
    for (size_t i = 0; i < sizeof dialects / sizeof *dialects; i++) {
        if (us_text_equal(uri, us_text_of(dialects[i].uri))) {
            take(g, object, value, dialects[i].ref_stands_alone);
            return;
        }
    }
    gen_error(g, value->at,
              "this dialect of JSON Schema is not understood; its drafts 6, 7, 2019-09 and 2020-12 "
              "are, such as \"%s\"",
              dialects[0].uri);
}
