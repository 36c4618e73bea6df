/* Words in a schema that are not among our keywords. None is skipped: each could change what is valid.
 * Some deserve a word of advice, the others are probably typing errors. */
#include "gen/lower.h"

#define NOT_YET "is not enforced yet, so it is refused rather than skipped"

static const struct {
    const char *name, *advice;
} known[] = {
    { "patternProperties", NOT_YET },
    { "propertyNames", NOT_YET },
    { "dependentRequired", NOT_YET },
    { "dependentSchemas", NOT_YET },
    { "dependencies", NOT_YET },
    { "unevaluatedProperties", NOT_YET },
    { "unevaluatedItems", NOT_YET },
    { "prefixItems", NOT_YET },
    { "additionalItems", NOT_YET },
    { "contains", NOT_YET },
    { "minContains", NOT_YET },
    { "maxContains", NOT_YET },
    { "if", NOT_YET },
    { "then", NOT_YET },
    { "else", NOT_YET },
    { "discriminator", NOT_YET },
    { "readOnly", NOT_YET },
    { "writeOnly", NOT_YET },
    { "$dynamicRef", NOT_YET },
    { "$dynamicAnchor", NOT_YET },
    { "$recursiveRef", NOT_YET },
    { "$recursiveAnchor", NOT_YET },
    { "$id", NOT_YET },
    { "$anchor", NOT_YET },
    { "$vocabulary", NOT_YET },
    { "id", "is of JSON Schema draft 4; $id, which took its place, is not enforced yet" },
    { "nullable", "is of OpenAPI 3.0; in 3.1 write type: [x, \"null\"]" },
};

/* A hint at the word that was probably meant; may be empty. */
static const char *did_you_mean(gen *g, us_text word)
{
    us_nearest nearest = us_nearest_to(word);

    for (unsigned i = 0; i < GEN_KEYWORDS; i++)
        us_nearest_offer(&nearest, us_text_of(lower_keyword_of((enum gen_keyword)i)->name));
    for (size_t i = 0; lower_annotation(i); i++)
        us_nearest_offer(&nearest, us_text_of(lower_annotation(i)));
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
        us_nearest_offer(&nearest, us_text_of(known[i].name));
    return gen_nearest_hint(g, &nearest);
}

void lower_refuse(gen *g, const gen_member *member)
{
    for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
        if (us_text_equal(member->key, us_text_of(known[i].name))) {
            gen_error(g, member->at, "%s %s", known[i].name, known[i].advice);
            return;
        }
    }
    gen_error(g, member->at, "unknown keyword \"%s\"%s", gen_show(g, member->key),
              did_you_mean(g, member->key));
}
