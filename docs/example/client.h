/* A client of the voice agents' API (spec/voice-agent.yaml): renames an agent, and shows it as a card, one line. */
#ifndef CLIENT_H
#define CLIENT_H

#include <cjson/cJSON.h>
#include <stddef.h>

typedef struct client {
    const char *base;   /* "http://127.0.0.1:4010" */
    const char *prefer; /* sent as the field Prefer; NULL: none. What a test needs of a client */
} client;

/* Renames the agent and writes its card. 0; or the status when it is not 200; or -1 when there is no answer, or none
 * that can be read. */
long client_rename(const client *c, const char *agent, const char *name, char *card, size_t size);

/* Sends a request; a NULL body sends none. What comes back is to be freed with cJSON_Delete, and is NULL when there is
 * no JSON. *status is 0 without an answer. */
cJSON *client_send(const client *c, const char *method, const char *path, const char *body,
                   long *status);

/* What the card says. Defined twice: in faulty.c, as it was at first, and in mended.c. */
const char *name_of(const cJSON *agent);
double reminders_of(const cJSON *agent);
const char *language_of(const cJSON *agent);

/* The English name of a language, or NULL. */
const char *language_named(const char *code);

#endif
