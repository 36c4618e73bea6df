/* The part of the client that has no bugs, as far as anybody knows. */
#include "client.h"

#include <curl/curl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- HTTP ---- */

typedef struct text {
    char *bytes;
    size_t length;
} text;

static size_t take(char *bytes, size_t size, size_t count, void *context)
{
    text *t = context;
    char *grown = realloc(t->bytes, t->length + size * count + 1);

    if (!grown)
        return 0;
    t->bytes = grown;
    memcpy(t->bytes + t->length, bytes, size * count);
    t->length += size * count;
    t->bytes[t->length] = '\0';
    return size * count;
}

static struct curl_slist *add_field(struct curl_slist *fields, const char *name, const char *value)
{
    char line[256];

    snprintf(line, sizeof line, "%s: %s", name, value);
    return curl_slist_append(fields, line);
}

cJSON *client_send(const client *c, const char *method, const char *path, const char *body,
                   long *status)
{
    CURL *curl = curl_easy_init();
    text answer = { NULL, 0 };
    struct curl_slist *fields = add_field(NULL, "Authorization", "Bearer token");
    char url[512];
    cJSON *json;

    snprintf(url, sizeof url, "%s%s", c->base, path);
    if (c->prefer)
        fields = add_field(fields, "Prefer", c->prefer);
    if (body)
        fields = add_field(fields, "Content-Type", "application/json");
    curl_easy_setopt(curl, CURLOPT_URL, url);
    curl_easy_setopt(curl, CURLOPT_CUSTOMREQUEST, method);
    curl_easy_setopt(curl, CURLOPT_HTTPHEADER, fields);
    curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(curl, CURLOPT_WRITEDATA, &answer);
    if (body)
        curl_easy_setopt(curl, CURLOPT_POSTFIELDS, body);
    *status = 0;
    if (curl_easy_perform(curl) == CURLE_OK)
        curl_easy_getinfo(curl, CURLINFO_RESPONSE_CODE, status);
    json = cJSON_Parse(answer.bytes);
    curl_slist_free_all(fields);
    curl_easy_cleanup(curl);
    free(answer.bytes);
    return json;
}

/* ---- The card ---- */

const char *language_named(const char *code)
{
    static const char *const known[][2] = {
        { "bg", "Bulgarian" }, { "ca", "Catalan" },    { "cs", "Czech" },
        { "da", "Danish" },    { "de", "German" },     { "el", "Greek" },
        { "en", "English" },   { "es", "Spanish" },    { "et", "Estonian" },
        { "fi", "Finnish" },   { "fr", "French" },     { "hi", "Hindi" },
        { "hu", "Hungarian" }, { "id", "Indonesian" }, { "it", "Italian" },
        { "ja", "Japanese" },  { "ko", "Korean" },     { "lt", "Lithuanian" },
        { "lv", "Latvian" },   { "ms", "Malay" },      { "nl", "Dutch" },
        { "no", "Norwegian" }, { "pl", "Polish" },     { "pt", "Portuguese" },
        { "ro", "Romanian" },  { "ru", "Russian" },    { "sk", "Slovak" },
        { "sv", "Swedish" },   { "th", "Thai" },       { "tr", "Turkish" },
        { "uk", "Ukrainian" }, { "vi", "Vietnamese" }, { "zh", "Chinese" },
    };

    for (size_t i = 0; i < sizeof known / sizeof known[0]; i++)
        if (strcmp(known[i][0], code) == 0)
            return known[i][1];
    return NULL;
}

long client_rename(const client *c, const char *agent, const char *name, char *card, size_t size)
{
    cJSON *change = cJSON_CreateObject(), *renamed;
    char path[128], *body;
    long status;

    cJSON_AddStringToObject(change, "name", name);
    body = cJSON_PrintUnformatted(change);
    snprintf(path, sizeof path, "/v1/agent/%s", agent);
    renamed = client_send(c, "PATCH", path, body, &status);
    if (status == 200 && renamed)
        snprintf(card, size, "%s speaks %s and gives %.0f reminders", name_of(renamed),
                 language_of(renamed), reminders_of(renamed));
    else if (status == 200 || status == 0)
        status = -1;
    cJSON_Delete(renamed);
    cJSON_Delete(change);
    free(body);
    return status == 200 ? 0 : status;
}
