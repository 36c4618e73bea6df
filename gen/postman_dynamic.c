/* Postman's own variables make another value for each request. An example has one of them: always the same, so that tests
 * can rely on it, and one that shows what it is. */
#include "gen/postman.h"

static const struct {
    const char *name, *value;
} dynamics[] = {
    { "$guid", "497f6eca-6276-4993-bfeb-53cbbba6f08a" },
    { "$isoTimestamp", "2019-08-24T14:15:22.000Z" },
    { "$randomAlphaNumeric", "a" },
    { "$randomBoolean", "true" },
    { "$randomCity", "Springfield" },
    { "$randomCountry", "Iceland" },
    { "$randomEmail", "user@example.com" },
    { "$randomFirstName", "Ada" },
    { "$randomFullName", "Ada Lovelace" },
    { "$randomInt", "17" },
    { "$randomIP", "192.0.2.1" },
    { "$randomLastName", "Lovelace" },
    { "$randomPhoneNumber", "555-010-0199" },
    { "$randomUrl", "https://example.com" },
    { "$randomUserName", "ada" },
    { "$randomUUID", "497f6eca-6276-4993-bfeb-53cbbba6f08a" },
    { "$randomWord", "word" },
    { "$timestamp", "1566656122" },
};

us_text postman_dynamic(us_text name)
{
    for (size_t i = 0; i < sizeof dynamics / sizeof *dynamics; i++)
        if (us_text_equal(name, us_text_of(dynamics[i].name)))
            return us_text_of(dynamics[i].value);
    return (us_text){ NULL, 0 };
}
