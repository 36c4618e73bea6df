/* contentEncoding, contentMediaType and contentSchema (JSON Schema Validation 2020-12, 8). They are annotations, and
 * what is checked by them is what is made and what was written to be answered, never what clients send. A type or an
 * encoding that nobody here reads leaves nothing to check. */
#include "base/transfer.h"
#include "gen/lower.h"
#include "gen/openapi.h"

/* For the manifest: requests are not held against it. */
static bool leave_out(gen_rule *rule, const char *reason)
{
    rule->fate = GEN_ANNOTATION;
    rule->reason = us_text_of(reason);
    return false;
}

/* What the schema says of its strings' encoding; NULL: one that nobody knows. */
static const char *encoding_of(const gen_node *object)
{
    return us_transfer_named(gen_get_text(object, "contentEncoding"));
}

/* A schema is ignored without a media type (8.5). */
static bool holds_json(const gen_node *object)
{
    return openapi_is_json(gen_get_text(object, "contentMediaType"));
}

bool lower_content(gen *g, gen_rule *rule, gen_node *object, gen_node *node, us_text name)
{
    const char *encoding = encoding_of(object);

    if (rule->keyword != GEN_CONTENT_SCHEMA && node->kind != GEN_STRING) {
        lower_fault(g, rule, node->at, "%s must be a string, not %s",
                    lower_keyword_of(rule->keyword)->name, gen_kind_name(node->kind));
        return false;
    }
    if (!encoding)
        return leave_out(rule, "nothing is made by it: the encoding is not known");
    rule->text = us_text_of(encoding);
    if (rule->keyword == GEN_CONTENT_ENCODING && !*encoding)
        return leave_out(rule, "the text stands for itself");
    if (rule->keyword != GEN_CONTENT_ENCODING && !holds_json(object))
        return leave_out(rule, "nothing is made by it: only JSON is");
    (void)leave_out(rule, "what is made keeps to it, and examples and fixtures are looked at");
    return rule->keyword != GEN_CONTENT_SCHEMA || lower_subschema(g, rule, object, node, name);
}
