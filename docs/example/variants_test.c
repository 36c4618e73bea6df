/* The same client before every answer that the contract allows, and some that it does not.
 *
 *   variants_test http://127.0.0.1:4010
 *
 * Each variant is tried in a process of its own: one that dies of a null is a failure, not the end. */
#include "client.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static const char agent[] = "b7a3c1d2-4e5f-4a6b-8c7d-9e0f1a2b3c4d";

static const char *text_of(const cJSON *variant, const char *name)
{
    return cJSON_GetStringValue(cJSON_GetObjectItem(variant, name));
}

static double number_of(const cJSON *object, const char *name, double otherwise)
{
    const cJSON *number = cJSON_GetObjectItem(object, name);

    return number ? number->valuedouble : otherwise;
}

/* What holds of every card, whatever the answer was: NULL, or what does not. */
static const char *complain(const char *card, const cJSON *body)
{
    char reminders[64];

    snprintf(reminders, sizeof reminders, " and gives %.0f reminders",
             number_of(body, "max_reminder_count", 3));
    if (strstr(card, "(null)"))
        return "the card shows a null";
    if (!strstr(card, reminders))
        return "the card has another number of reminders than the answer";
    return NULL;
}

/* True: the client can live with this answer. */
static bool try(const char *base, const cJSON *variant)
{
    long expected = (long)number_of(variant, "status", 0), status;
    char prefer[32], card[1 << 18] = "";
    const client c = { base, prefer };
    const char *complaint = NULL;

    snprintf(prefer, sizeof prefer, "variant=%.0f", number_of(variant, "variant", 0));
    status = client_rename(&c, agent, "Reception", card, sizeof card);
    if (status != (expected == 200 ? 0 : expected))
        complaint = "another status came back";
    else if (status == 0)
        complaint = complain(card, cJSON_GetObjectItem(variant, "body"));
    if (complaint)
        printf("%s: %s: %s: %.80s\n", prefer, text_of(variant, "what"), complaint, card);
    return !complaint;
}

static bool survives(const char *base, const cJSON *variant)
{
    int end;
    pid_t child;

    fflush(stdout);
    child = fork();
    if (child == 0) {
        bool fine = try(base, variant);

        fflush(stdout);
        _exit(fine ? 0 : 3);
    }
    if (child < 0 || waitpid(child, &end, 0) < 0)
        return false;
    if (WIFEXITED(end) && (WEXITSTATUS(end) == 0 || WEXITSTATUS(end) == 3))
        return WEXITSTATUS(end) == 0;
    printf("variant=%.0f: %s: the client died\n", number_of(variant, "variant", 0),
           text_of(variant, "what"));
    return false;
}

int main(int argc, char **argv)
{
    const client c = { argc > 1 ? argv[1] : "http://127.0.0.1:4010", NULL };
    long status;
    cJSON *list =
        client_send(&c, "GET", "/__understudy/operations/updateAgent/variants", NULL, &status);
    const cJSON *variant;
    int tried = 0, failed = 0;

    cJSON_ArrayForEach(variant, cJSON_GetObjectItem(list, "variants"))
    {
        tried++;
        failed += !survives(c.base, variant);
    }
    printf("%d variants, %d failed\n", tried, failed);
    cJSON_Delete(list);
    return failed > 0 || tried == 0;
}
