/* readOnly and writeOnly (JSON Schema Validation 2020-12, 9.4; OpenAPI 3.0, 4.7.24.1).
 *
 * A client may send back what it got, so what is read-only is accepted in a request unless the run is
 * strict; that a read-only member is not required in requests is for the walk. */
#include "runtime/verb.h"

US_COLD static void violate(us_check *ck, const us_json *value, const char *keyword,
                            const char *reason, us_at at)
{
    if (!us_check_noted(ck, value, keyword))
        us_violate(ck, value, keyword, US_TEXT("true"), at, "%s", reason);
}

void us_read_only(us_check *ck, const us_json *value, us_at at)
{
    if (value && ck->strict && ck->direction == US_REQUEST)
        violate(ck, value, "readOnly", "is read-only: only the server may send it", at);
}

void us_write_only(us_check *ck, const us_json *value, us_at at)
{
    if (value && ck->strict && ck->direction == US_RESPONSE)
        violate(ck, value, "writeOnly", "is write-only: only a client may send it", at);
}
