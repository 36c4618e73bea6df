/* The dialect of one request, as Steady's users ask for it. */
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

bool us_dialect_of_fields(us_turn *turn)
{
    const char *const of_arrays = "X-Steady-Query-Array-Format";
    const char *const of_objects = "X-Steady-Query-Object-Format";
    const us_text *array = us_request_field(turn->request, us_text_of(of_arrays));
    const us_text *object = us_request_field(turn->request, us_text_of(of_objects));
    us_dialect *dialect = &turn->query_dialect;
    if (array && !us_array_dialect_named(*array, &dialect->array))
        return answer_unknown(turn, of_arrays, *array, us_array_dialects);
    if (object && !us_object_dialect_named(*object, &dialect->object))
        return answer_unknown(turn, of_objects, *object, us_object_dialects);
    return true;
}
