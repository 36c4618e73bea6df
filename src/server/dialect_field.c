/* The dialects of one request, as Steady's users ask for them. */
#include "server/problem.h"

static bool answer_unknown(us_turn *turn, const char *field, us_text value,
                           const char *const *known)
{
    us_buf list = us_buf_new(turn->arena, 64);
    for (unsigned i = 0; known[i]; i++)
        us_buf_print(&list, "%s%s", i > 0 ? ", " : "", known[i]);
    return us_turn_problem(turn, US_PROBLEM_BAD_PREFERENCE,
                           "The field %s is one of %.*s, not \"%.*s\".", field,
                           US_SHOWN(us_buf_text(&list)), US_SHOWN(us_text_slice(value, 0, 40)));
}

/* What is to be read as declared is called "auto" there. */
static bool take_array(us_turn *turn, const char *field, enum us_array_dialect *dialect)
{
    const us_text *value = us_request_field(turn->request, us_text_of(field));
    if (!value)
        return true;
    *dialect = US_ARRAY_DECLARED;
    return us_text_equal(*value, US_TEXT("auto")) || us_array_dialect_named(*value, dialect) ||
           answer_unknown(turn, field, *value, us_array_dialects + US_ARRAY_AUTO);
}

static bool take_object(us_turn *turn, const char *field, enum us_object_dialect *dialect)
{
    const us_text *value = us_request_field(turn->request, us_text_of(field));
    if (!value)
        return true;
    *dialect = US_OBJECT_DECLARED;
    return us_text_equal(*value, US_TEXT("auto")) || us_object_dialect_named(*value, dialect) ||
           answer_unknown(turn, field, *value, us_object_dialects + US_OBJECT_AUTO);
}

bool us_dialect_of_fields(us_turn *turn)
{
    return take_array(turn, "X-Steady-Query-Array-Format", &turn->query_dialect.array) &&
           take_object(turn, "X-Steady-Query-Object-Format", &turn->query_dialect.object) &&
           take_array(turn, "X-Steady-Form-Array-Format", &turn->form_dialect.array) &&
           take_object(turn, "X-Steady-Form-Object-Format", &turn->form_dialect.object);
}
