/* Three bugs that no test with a friendly answer finds. */
#include "client.h"

const char *name_of(const cJSON *agent)
{
    const char *name = cJSON_GetObjectItem(agent, "name")->valuestring;

    return name[0] ? name : "(unnamed)";
}

double reminders_of(const cJSON *agent)
{
    double count = cJSON_GetNumberValue(cJSON_GetObjectItem(agent, "max_reminder_count"));

    return count > 0 ? count : 3; /* the contract's default */
}

const char *language_of(const cJSON *agent)
{
    return language_named(cJSON_GetObjectItem(agent, "language")->valuestring);
}
