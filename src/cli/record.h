/* Fixtures taken from an upstream: what `understudy fixture record` does with what passes. */
#ifndef US_RECORD_H
#define US_RECORD_H

#include "server/recorder.h"

/* What `record_secret.c` knows: names of what nobody should find in a file. */
bool us_is_secret_name(us_text name);

/* Whether the parameter carries credentials, by its name or because a security scheme of the operation says so. */
bool us_is_secret_parameter(const us_operation *operation, const us_parameter *parameter);

/* Whether some member of the value, however deep, is called like a secret. */
bool us_has_secret(const us_json *value);

/* The value as the JSON of a fixture, with a word in place of every text that is called like a secret, or that the request sent as its
 * credentials or in a member that is called so; of URLs the parameters that are called so, and the user. */
us_text us_without_secrets(us_arena *arena, const us_json *value, const us_recording *recording);

/* The same of a text that is no JSON. */
us_text us_text_without_secrets(us_arena *arena, us_text text, const us_recording *recording);

typedef struct us_record us_record;

/* Writes below the folder. Free with us_record_close, which says how many files were written. */
us_record *us_record_open(const char *folder, bool force);
void us_record_close(us_record *record);
const us_recorder *us_record_recorder(us_record *record);

#endif
