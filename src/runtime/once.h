/* What is checked once for a value, however many ways lead there. Private to the runtime.
 *
 * A discriminator leads from a schema to an heir of it, whose allOf leads back to the schema, which may be an heir with
 * a discriminator itself: each of them leads to the same heir again, and each time all that is inside the value would
 * be checked once more, level by level. So from the first of them on it is kept what has begun for the value: checkers
 * (us_once_begin) and tables of tags. That holds as long as the first of them runs, and in its circumstances: what a
 * trial finds out does not count outside of it, and the other way round. */
#ifndef US_ONCE_H
#define US_ONCE_H

#include "runtime/check.h"

/* Whether something has begun for the value. */
bool us_once_is_at(const us_check *ck, const us_json *value);

/* Whether the checker has begun for the value in the circumstances of now. */
bool us_once_has(const us_check *ck, const us_json *value, us_checker *checker);

/* Begins to follow a table of tags. False: nothing is to be done, because what it leads to has been checked, or is
 * being checked in whatever circumstances. Otherwise us_once_followed has to come. */
bool us_once_follow(us_check *ck, const us_json *value, const us_tags *tags);
void us_once_followed(us_check *ck, const us_json *value, const us_tags *tags);

#endif
