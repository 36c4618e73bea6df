/* Dynamic references and the discriminator: both find the schema to check while they run. */
#include "run.h"
#include "runtime/verb.h"

static const us_json *member_of(const us_json *object, const char *name)
{
    return is_kind(object, cJSON_Object) ? us_json_member(object, us_text_of(name)) : NULL;
}

/* ---- Dynamic references --------------------------------------------------------------------------------- */

/* A tree, and a strict tree that extends it: the children of a strict tree are strict. */
static void check_tree(us_check *ck, const us_json *v);
static void check_strict_tree(us_check *ck, const us_json *v);

static const us_dynamic_anchor tree_anchor[] = { { "other", us_never }, { "node", check_tree } };
static const us_resource tree = { tree_anchor, 2 };
static const us_dynamic_anchor strict_anchor[] = { { "node", check_strict_tree } };
static const us_resource strict_tree = { strict_anchor, 1 };

static void check_child(us_check *ck, const us_json *v)
{
    us_dynamic_ref(ck, v, "node", check_tree);
}

static void check_tree(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_OBJECT, AT(1));
    us_items(ck, member_of(v, "children"), check_child, AT(2));
}

static void check_strict_tree(us_check *ck, const us_json *v)
{
    us_max_properties(ck, v, 1, AT(3));
    us_enter(ck, v, check_tree, &tree);
}

static void enter_tree(us_check *ck, const us_json *v)
{
    us_enter(ck, v, check_tree, &tree);
}

static void enter_strict_tree(us_check *ck, const us_json *v)
{
    us_enter(ck, v, check_strict_tree, &strict_tree);
    assert_null(ck->entered);
}

static void enter_both(us_check *ck, const us_json *v)
{
    us_enter(ck, member_of(v, "strict"), check_strict_tree, &strict_tree);
    us_enter(ck, member_of(v, "free"), check_tree, &tree);
    us_dynamic_ref(ck, member_of(v, "alone"), "node", us_never);
}

#define LEAF   "{\"children\": []}"
#define SPOILT "{\"children\": [], \"x\": 1}"

static void test_the_outermost_anchor_wins(void **state)
{
    (void)state;
    expect(enter_tree, "{\"children\": [" LEAF ", " SPOILT "]}", "");
    expect(enter_tree, "{\"children\": [" LEAF ", 1]}", "type /children/1");
    expect(enter_strict_tree, "{\"children\": [" LEAF "]}", "");
    expect(enter_strict_tree, "{\"children\": [{\"children\": [" SPOILT "]}]}",
           "maxProperties /children/0/children/0");
}

static void test_a_resource_is_left(void **state)
{
    (void)state;
    expect(enter_both, "{\"strict\": " LEAF ", \"free\": {\"children\": [" SPOILT "]}}", "");
    expect(enter_both, "{\"strict\": " SPOILT ", \"alone\": 1}",
           "maxProperties /strict, false /alone");
}

static void check_loop(us_check *ck, const us_json *v)
{
    us_dynamic_ref(ck, v, "", check_loop);
}

static void test_an_endless_reference_is_given_up(void **state)
{
    (void)state;
    expect_limit(check_loop, "1");
}

/* ---- The discriminator ---------------------------------------------------------------------------------- */

static void check_pet(us_check *ck, const us_json *v);
static void check_text(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING, AT(7));
}

static void check_cat(us_check *ck, const us_json *v)
{
    us_ref(ck, v, check_pet);
    us_type(ck, member_of(v, "claws"), US_INTEGER, AT(10));
}

static void check_dog(us_check *ck, const us_json *v)
{
    us_ref(ck, v, check_pet);
    us_type(ck, member_of(v, "bark"), US_STRING, AT(11));
    us_ref(ck, member_of(v, "friend"), check_pet);
}

static const us_tag tag[] = { { US_STRING_OF("cat"), check_cat },
                              { US_STRING_OF("dog"), check_dog } };
static const us_tags pets = { .property = US_STRING_OF("kind"), .tag = tag, .tags = 2 };

static void check_pet(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_OBJECT, AT(12));
    us_discriminator(ck, v, &pets, AT(13));
}

static void test_the_tag_names_the_schema(void **state)
{
    (void)state;
    expect(check_pet, "{\"kind\": \"cat\", \"claws\": 4, \"bark\": 1}", "");
    expect(check_pet, "{\"kind\": \"cat\", \"claws\": \"4\"}", "type /claws");
    expect(check_pet, "{\"kind\": \"dog\", \"claws\": \"4\", \"bark\": 1}", "type /bark");
    expect(check_pet, "{\"kind\": \"cow\"}", "discriminator /kind");
    expect(check_pet, "{\"kind\": 1}", "discriminator /kind");
    expect(check_pet, "{}", "discriminator ");
    expect(check_pet, "1", "type ");
    expect_words(check_pet, "{\"kind\": \"cats\"}",
                 "must say what the object is, one of \"cat\", \"dog\", but is \"cats\" (did you "
                 "mean \"cat\"?)",
                 "[\"cat\", \"dog\"]", "\"cats\"");
    expect_words(check_pet, "{}",
                 "has no member \"kind\", which says what the object is (one of \"cat\", \"dog\")",
                 "\"kind\"", "{}");
}

/* The table is obeyed again for another value, and for the same one reached from elsewhere. */
static void test_once_for_each_value(void **state)
{
    (void)state;
    expect(check_pet, "{\"kind\": \"dog\", \"friend\": {\"kind\": \"cat\", \"claws\": 0.5}}",
           "type /friend/claws");
    expect(check_pet, "{\"kind\": \"dog\", \"friend\": {\"kind\": \"pig\"}, \"bark\": 1}",
           "type /bark, discriminator /friend/kind");
    expect(check_cat, "{\"kind\": \"cat\", \"claws\": \"4\"}", "type /claws");
    expect(check_cat, "{\"kind\": \"cow\", \"claws\": 4}", "discriminator /kind");
    expect(check_cat, "{\"kind\": \"dog\", \"claws\": \"4\", \"bark\": 1}",
           "type /bark, type /claws");
}

static us_checker *const text_or_cat[] = { check_text, check_cat };
static const us_tags loose = { .property = US_STRING_OF("kind"),
                               .tag = tag,
                               .tags = 2,
                               .otherwise = check_cat,
                               .branch = text_or_cat,
                               .branches = 2 };

static void check_loose(us_check *ck, const us_json *v)
{
    us_discriminator(ck, v, &loose, AT(14));
    us_discriminator(ck, NULL, &loose, AT(14));
}

static void test_what_has_no_tag(void **state)
{
    (void)state;
    expect(check_loose, "\"text\"", "");
    expect(check_loose, "1", "anyOf ");
    expect(check_loose, "{\"kind\": \"dog\", \"claws\": \"4\"}", "");
    expect(check_loose, "{\"kind\": \"cat\", \"claws\": \"4\"}", "type /claws");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_the_outermost_anchor_wins),
        cmocka_unit_test(test_a_resource_is_left),
        cmocka_unit_test(test_an_endless_reference_is_given_up),
        cmocka_unit_test(test_the_tag_names_the_schema),
        cmocka_unit_test(test_once_for_each_value),
        cmocka_unit_test(test_what_has_no_tag),
    };

    return cmocka_run_group_tests(tests, NULL, NULL);
}
