/* A parameter that is spelled in another dialect than its own: found by trying them, and either taken, when the
 * run takes any, or named, so that who reads the violation need not guess. */
#include "server/dialect.h"
#include "server/parameter.h"
#include "server/problem.h"

typedef struct attempt {
    us_dialect dialect;
    us_parameter parameter;
    us_parameter_value read;
    bool fits;
} attempt;

/* The dialect that comes at this place of the order in which they are tried; false after the last. */
static bool dialect_at(unsigned types, unsigned place, us_dialect *dialect)
{
    *dialect = (us_dialect){ US_ARRAY_DECLARED, US_OBJECT_DECLARED };
    if (types & US_ARRAY) {
        dialect->array = (enum us_array_dialect)(US_ARRAY_REPEAT + place);
        return dialect->array < US_ARRAY_DIALECTS;
    }
    dialect->object = (enum us_object_dialect)(US_OBJECT_FLAT + place);
    return types & US_OBJECT && dialect->object < US_OBJECT_DIALECTS;
}

/* Members in the open that no schema names could be anybody's. */
static bool is_anybodys(const us_parameter *parameter)
{
    const us_reading *reading = parameter->reading;
    return parameter->style == US_STYLE_FORM && parameter->explode &&
           !(us_parameter_types(parameter) & US_ARRAY) &&
           (!reading || reading->members == 0 || reading->other);
}

static bool fits(const us_turn *turn, const us_parameter *parameter, const us_json *value)
{
    us_check ck;
    us_check_begin(&ck, turn->arena, value, turn->cast->pattern);
    ck.direction = US_REQUEST;
    ck.strict = turn->service->options.strict;
    ck.brief = true;
    if (parameter->check)
        parameter->check(&ck, value);
    return ck.violations == 0 && !ck.limit;
}

/* Reads the parameter in the dialect; false when it is not there in it. */
static bool try_dialect(const us_turn *turn, const us_parameter *own, us_dialect dialect,
                        attempt *made)
{
    made->dialect = dialect;
    made->parameter = us_dialect_parameter(dialect, own);
    if ((made->parameter.style == own->style && made->parameter.explode == own->explode) ||
        is_anybodys(&made->parameter))
        return false;
    made->read = us_parameter_read(turn, &made->parameter);
    if (!made->read.value)
        return false;
    made->fits = fits(turn, own, made->read.value);
    return true;
}

/* The first dialect in which the parameter fits its schema, or else the first in which it is there. */
static bool find_other(const us_turn *turn, const us_parameter *own, attempt *found)
{
    us_dialect dialect;
    bool any = false;
    for (unsigned place = 0; dialect_at(us_parameter_types(own), place, &dialect); place++) {
        attempt made;
        if (!try_dialect(turn, own, dialect, &made) || (any && !made.fits))
            continue;
        *found = made;
        any = true;
        if (made.fits)
            break;
    }
    return any;
}

static const char *name_of(us_dialect dialect)
{
    return dialect.array != US_ARRAY_DECLARED ? us_array_dialects[dialect.array]
                                              : us_object_dialects[dialect.object];
}

/* Adds to the first finding of the parameter what would have been right. */
static void add_hint(us_turn *turn, const us_parameter *own, const us_finding *finding,
                     const attempt *other)
{
    us_violation *violation = US_NEW(turn->arena, us_violation);
    us_text sample = us_parameter_sample(turn->arena, own, other->read.value);
    us_text right = sample.length > 0
                        ? us_arena_print(turn->arena, "write %.*s, or ", US_SHOWN(sample))
                        : US_TEXT("");
    *violation = *finding->violation;
    violation->message = us_arena_print(
        turn->arena, "%.*s; it is spelled in the dialect \"%s\": %.*slet it in with --query-%s %s",
        US_SHOWN(violation->message), name_of(other->dialect), US_SHOWN(right),
        other->dialect.array != US_ARRAY_DECLARED ? "array" : "object", name_of(other->dialect));
    turn->findings.finding[finding - turn->findings.finding].violation = violation;
}

void us_parameter_settle(us_turn *turn, const us_parameter *parameter, const us_findings *before,
                         bool given)
{
    bool wrong = us_findings_count(&turn->findings) > us_findings_count(before);
    bool takes_any = us_dialect_is_free(turn->query_dialect, us_parameter_types(parameter));
    attempt other;
    if (parameter->in != US_IN_QUERY || !(wrong || (takes_any && !given)) ||
        !find_other(turn, parameter, &other))
        return;
    if (other.fits && takes_any)
        turn->findings = *before;
    else if (other.fits && turn->findings.kept > before->kept)
        add_hint(turn, parameter, &turn->findings.finding[before->kept], &other);
    else if (takes_any && !given) {
        turn->findings = *before; /* it is wrong, but not missing */
        us_parameter_check(turn, parameter, other.read.value);
    }
}
