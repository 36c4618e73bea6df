/* What depends on the members that an object has: dependentRequired, dependentSchemas (JSON Schema
 * Validation 2020-12, 6.5.4; Core, 10.2.2.4), and propertyNames (Core, 10.3.2.4). */
#include "runtime/show.h"
#include "runtime/verb.h"

US_COLD static void violate_required(us_check *ck, const us_json *object, us_string key,
                                     us_string name, us_at at)
{
    us_text quoted;

    if (us_check_noted(ck, object, "dependentRequired"))
        return;
    quoted = us_show_text(ck->arena, us_text_from(name), US_SHOW_NAME);
    us_violate(ck, object, "dependentRequired", quoted, at,
               "has no member %s, which is required beside member %s", quoted.bytes,
               us_show_text(ck->arena, us_text_from(key), US_SHOW_NAME).bytes);
}

void us_dependent_required(us_check *ck, const us_json *value, const us_dependency *dependency,
                           unsigned dependencies, us_at at)
{
    if (!is_kind(value, cJSON_Object))
        return;
    for (const us_dependency *d = dependency; d < dependency + dependencies; d++) {
        if (!us_json_member(value, us_text_from(d->key)))
            continue;
        for (unsigned i = 0; i < d->names; i++)
            if (!us_json_member(value, us_text_from(d->name[i])))
                violate_required(ck, value, d->key, d->name[i], at);
    }
}

/* Where the schema is `false`. */
US_COLD static void refuse_member(us_check *ck, const us_json *member, const char *keyword,
                                  us_at at)
{
    if (us_check_noted(ck, member, keyword))
        return;
    us_violate(ck, member, keyword, US_TEXT("false"), at, "member %s is not allowed here",
               us_show_text(ck->arena, us_json_key(member), US_SHOW_NAME).bytes);
}

void us_dependent_schemas(us_check *ck, const us_json *value, const us_dependent_schema *dependent,
                          unsigned dependents, us_at at)
{
    if (!is_kind(value, cJSON_Object))
        return;
    for (unsigned i = 0; i < dependents && !is_decided(ck); i++) {
        const us_json *member = us_json_member(value, us_text_from(dependent[i].key));

        if (member && dependent[i].check == us_never)
            refuse_member(ck, member, "dependentSchemas", at);
        else if (member)
            dependent[i].check(ck, value);
    }
}

/* The checker sees a node that is not of the instance; us_violate knows whose name it is. */
static void check_name(us_check *ck, const us_json *member, us_checker *schema)
{
    us_json name = { .node = { .type = cJSON_String, .valuestring = member->node.string },
                     .types = US_JSON_STRING,
                     .length = member->key_length };

    ck->name = &name;
    ck->named = member;
    schema(ck, &name);
    ck->name = NULL;
}

void us_property_names(us_check *ck, const us_json *value, us_checker *name, us_at at)
{
    if (!is_kind(value, cJSON_Object))
        return;
    for (const us_json *member = us_json_first(value); member; member = us_json_next(member)) {
        if (name == us_never)
            refuse_member(ck, member, "propertyNames", at);
        else
            check_name(ck, member, name);
        if (is_decided(ck))
            return;
    }
}
