/* What expressions of our own are worth: the time, random UUIDs, numbers that grow. */
#include <inttypes.h>
#include <time.h>

#include "base/hash.h"
#include "server/expression.h"
#include "server/made.h"

static us_text date_time(const us_turn *turn)
{
    time_t second = (time_t)(turn->request->now / 1000);
    struct tm utc;
    gmtime_r(&second, &utc);
    return us_arena_print(turn->arena, "%04d-%02d-%02dT%02d:%02d:%02dZ", utc.tm_year + 1900,
                          utc.tm_mon + 1, utc.tm_mday, utc.tm_hour, utc.tm_min, utc.tm_sec);
}

/* Version 4 (RFC 9562, 5.4), of no cryptographic worth. With --seed the first of a process is the same every time. */
static us_text uuid(const us_turn *turn)
{
    const us_service_options *options = &turn->service->options;
    uint64_t base = options->seed
                        ? us_hash(options->seed, strlen(options->seed))
                        : us_hash_mix((uint64_t)turn->request->now ^ (uintptr_t)turn->arena);
    uint64_t high = us_hash_mix(base ^ us_hash_mix(us_made_seed(turn->service)));
    uint64_t low = us_hash_mix(high ^ base);
    return us_arena_print(turn->arena,
                          "%08" PRIx64 "-%04" PRIx64 "-4%03" PRIx64 "-%04" PRIx64 "-%012" PRIx64,
                          high >> 32, high >> 16 & 0xFFFF, high & 0xFFF,
                          (low >> 48 & 0x3FFF) | 0x8000, low & 0xFFFFFFFFFFFF);
}

const us_json *us_own_value(const us_scene *scene, enum us_source source)
{
    us_arena *arena = scene->turn->arena;
    switch (source) {
    case US_SOURCE_NOW:
        return us_json_new_string(arena, date_time(scene->turn));
    case US_SOURCE_UUID:
        return us_json_new_string(arena, uuid(scene->turn));
    case US_SOURCE_COUNTER:
        return us_json_new_number(arena, us_arena_print(arena, "%u", scene->number));
    default:
        return NULL;
    }
}

const us_json *us_expression_typed(us_scene *scene, const us_expression *expression, unsigned types)
{
    const us_turn *turn = scene->turn;
    bool number = types & (US_INTEGER | US_NUMBER) && !(types & US_STRING);
    if (expression->source != US_SOURCE_NOW || !number)
        return us_expression_value(scene, expression);
    return us_json_new_number(turn->arena,
                              us_arena_print(turn->arena, "%" PRId64, turn->request->now / 1000));
}
