/* The generators of Faker by name, as `x-faker` (Prism, json-schema-faker) names them: which of ours is like it. Both
 * spellings of a generator that was moved count: name.firstName and person.firstName. */
#include "gen/faker.h"

#include "gen/gen.h"

/* `like` is what a member would be called whose random texts look so (runtime/make_random.c). */
static const struct {
    const char *name, *format, *like;
} known[] = {
    { "address.city", NULL, "city" },
    { "address.country", NULL, "country" },
    { "address.countryCode", NULL, "countrycode" },
    { "address.streetAddress", NULL, "street" },
    { "address.streetName", NULL, "street" },
    { "address.zipCode", NULL, "zip" },
    { "color.human", NULL, "color" },
    { "commerce.color", NULL, "color" },
    { "commerce.productDescription", NULL, "description" },
    { "commerce.productName", NULL, "name" },
    { "company.companyName", NULL, "company" },
    { "company.name", NULL, "company" },
    { "datatype.datetime", "date-time", NULL },
    { "datatype.uuid", "uuid", NULL },
    { "date.anytime", "date-time", NULL },
    { "date.between", "date-time", NULL },
    { "date.birthdate", "date-time", NULL },
    { "date.future", "date-time", NULL },
    { "date.past", "date-time", NULL },
    { "date.recent", "date-time", NULL },
    { "date.soon", "date-time", NULL },
    { "finance.currencyCode", NULL, "currency" },
    { "internet.avatar", "uri", NULL },
    { "internet.domainName", "hostname", NULL },
    { "internet.email", "email", NULL },
    { "internet.exampleEmail", "email", NULL },
    { "internet.ip", "ipv4", NULL },
    { "internet.ipv4", "ipv4", NULL },
    { "internet.ipv6", "ipv6", NULL },
    { "internet.url", "uri", NULL },
    { "internet.userName", NULL, "username" },
    { "internet.username", NULL, "username" },
    { "image.imageUrl", "uri", NULL },
    { "image.url", "uri", NULL },
    { "location.city", NULL, "city" },
    { "location.country", NULL, "country" },
    { "location.countryCode", NULL, "countrycode" },
    { "location.street", NULL, "street" },
    { "location.streetAddress", NULL, "street" },
    { "location.zipCode", NULL, "zip" },
    { "lorem.paragraph", NULL, "description" },
    { "lorem.sentence", NULL, "description" },
    { "lorem.text", NULL, "description" },
    { "lorem.word", NULL, "name" },
    { "lorem.words", NULL, "description" },
    { "name.findName", NULL, "fullname" },
    { "name.firstName", NULL, "firstname" },
    { "name.fullName", NULL, "fullname" },
    { "name.jobTitle", NULL, "title" },
    { "name.lastName", NULL, "lastname" },
    { "person.firstName", NULL, "firstname" },
    { "person.fullName", NULL, "fullname" },
    { "person.jobTitle", NULL, "title" },
    { "person.lastName", NULL, "lastname" },
    { "phone.number", NULL, "phone" },
    { "phone.phoneNumber", NULL, "phone" },
    { "random.uuid", "uuid", NULL },
    { "random.word", NULL, "name" },
    { "string.uuid", "uuid", NULL },
    { "system.fileName", NULL, "filename" },
    { "word.noun", NULL, "name" },
};

/* Those that make no text: a number, a boolean, an item of a list. The schema says as much. */
static bool says_nothing(us_text name)
{
    static const char *const modules[] = { "number.", "datatype.", "random.", "helpers." };
    for (size_t i = 0; i < sizeof modules / sizeof *modules; i++)
        if (us_text_starts(name, us_text_of(modules[i])))
            return true;
    return false;
}

/* `x-faker: name.firstName`, or with arguments `x-faker: { name.firstName: [...] }`. */
static us_text name_of(const gen_node *value)
{
    if (value->kind == GEN_OBJECT && value->member)
        return value->member->key;
    return value->kind == GEN_STRING ? value->text : US_TEXT("");
}

gen_faker gen_faker_of(const gen_node *value)
{
    gen_faker found = { 0 };

    if (!value)
        return found; /* as in most schemas */
    found.name = name_of(value);
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (us_text_equal(found.name, us_text_of(known[i].name)))
            return (gen_faker){ found.name, known[i].format, known[i].like, true };
    found.known = says_nothing(found.name);
    return found;
}

void gen_offer_fakers(us_nearest *nearest)
{
    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        us_nearest_offer(nearest, us_text_of(known[i].name));
}
