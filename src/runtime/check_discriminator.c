/* OpenAPI's discriminator (3.1, 4.8.25): one member names the schema that the object follows.
 *
 * So the schemas need not be tried, and what is wrong is wrong with the one that was meant. The
 * schemas of the tags often contain the schema with the discriminator (a parent, by allOf): what has begun for a value
 * is not begun again (once.h). */
#include "base/nearest.h"
#include "runtime/evaluation.h"
#include "runtime/once.h"
#include "runtime/show.h"
#include "runtime/verb.h"

static us_checker *find_tag(const us_tags *tags, const us_json *value)
{
    if (!is_kind(value, cJSON_String))
        return NULL;
    for (unsigned i = 0; i < tags->tags; i++)
        if (us_text_equal(us_text_from(tags->tag[i].value), string_text(value)))
            return tags->tag[i].check;
    return NULL;
}

/* "\"cat\", \"dog\"", as far as that is short enough to read; `more` stands for the rest. */
static us_text list_tags(us_arena *arena, const us_tags *tags, const char *more)
{
    us_buf buf = us_buf_new(arena, 96);

    for (unsigned i = 0; i < tags->tags; i++) {
        us_buf_add_string(&buf, i ? ", " : "");
        if (buf.length > 2 * US_SHOW_NAME) {
            us_buf_add_string(&buf, more);
            break;
        }
        us_json_write_string(&buf, us_text_from(tags->tag[i].value));
    }
    return us_buf_text(&buf);
}

/* " (did you mean \"dog\"?)" or "". */
static us_text suggest_tag(us_arena *arena, const us_tags *tags, const us_json *value)
{
    us_nearest nearest;

    if (!is_kind(value, cJSON_String))
        return US_TEXT("");
    nearest = us_nearest_to(string_text(value));
    for (unsigned i = 0; i < tags->tags; i++)
        us_nearest_offer(&nearest, us_text_from(tags->tag[i].value));
    return us_show_nearest(arena, &nearest, US_SHOW_MESSAGE);
}

US_COLD static void violate_missing(us_check *ck, const us_json *object, const us_tags *tags,
                                    us_at at)
{
    us_text name;

    us_evaluation_doubt(ck, object);
    if (us_check_noted(ck, object, "discriminator"))
        return;
    name = us_show_text(ck->arena, us_text_from(tags->property), US_SHOW_NAME);
    us_violate(ck, object, "discriminator", name, at,
               "has no member %s, which says what the object is (one of %s)", name.bytes,
               list_tags(ck->arena, tags, "…").bytes);
}

US_COLD static void violate_unknown(us_check *ck, const us_json *object, const us_json *tag,
                                    const us_tags *tags, us_at at)
{
    us_evaluation_doubt(ck, object);
    if (us_check_noted(ck, tag, "discriminator"))
        return;
    us_violate(ck, tag, "discriminator",
               us_arena_print(ck->arena, "[%s]", list_tags(ck->arena, tags, "\"…\"").bytes), at,
               "must say what the object is, one of %s, but is %s%s",
               list_tags(ck->arena, tags, "…").bytes,
               us_show(ck->arena, tag, US_SHOW_MESSAGE).bytes,
               suggest_tag(ck->arena, tags, tag).bytes);
}

static void obey(us_check *ck, const us_json *value, const us_tags *tags, us_checker *schema)
{
    if (us_once_has(ck, value, schema) || !us_once_follow(ck, value, tags))
        return;
    us_ref(ck, value, schema);
    us_once_followed(ck, value, tags);
}

void us_discriminator(us_check *ck, const us_json *value, const us_tags *tags, us_at at)
{
    const us_json *tag;
    us_checker *schema;

    if (!value)
        return;
    if (!is_kind(value, cJSON_Object)) {
        if (tags->branches > 0)
            (tags->one_of ? us_one_of : us_any_of)(ck, value, tags->branch, tags->branches, at);
        return;
    }
    tag = us_json_member(value, us_text_from(tags->property));
    schema = find_tag(tags, tag);
    if (!schema)
        schema = tags->otherwise;
    if (schema)
        obey(ck, value, tags, schema);
    else if (tag)
        violate_unknown(ck, value, tag, tags, at);
    else
        violate_missing(ck, value, tags, at);
}
