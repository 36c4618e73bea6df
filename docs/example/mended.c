/* The same three, after the loop over all variants. */
#include "client.h"

const char *name_of(const cJSON *agent)
{
    const char *name = cJSON_GetStringValue(cJSON_GetObjectItem(agent, "name"));

    return name && name[0] ? name : "(unnamed)"; /* it may be null, and absent */
}

double reminders_of(const cJSON *agent)
{
    const cJSON *count = cJSON_GetObjectItem(agent, "max_reminder_count");

    return count ? count->valuedouble : 3; /* 0 switches reminders off */
}

const char *language_of(const cJSON *agent)
{
    const char *code = cJSON_GetObjectItem(agent, "language")->valuestring;
    const char *name = language_named(code);

    return name ? name : code; /* also of one that the contract does not have yet */
}
