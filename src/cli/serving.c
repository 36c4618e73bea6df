/* From the settings of a command line to the options of a service. */
#include "cli/serving.h"

/* The option reader has refused what is no dialect. */
static us_dialect dialect_of(const char *array, const char *object)
{
    us_dialect dialect = { US_ARRAY_DECLARED, US_OBJECT_DECLARED };
    if (array)
        us_array_dialect_named(us_text_of(array), &dialect.array);
    if (object)
        us_object_dialect_named(us_text_of(object), &dialect.object);
    return dialect;
}

us_service_options us_serving(const us_settings *settings)
{
    return (us_service_options){
        .body_limit = settings->body_limit,
        .no_cors = settings->no_cors,
        .strict = settings->strict,
        .no_security = settings->no_security,
        .query = dialect_of(settings->query_array, settings->query_object),
        .form = dialect_of(settings->form_array, settings->form_object),
        .upstream = settings->upstream,
        .errors = settings->errors,
        .unchecked_requests = settings->no_validate_request,
    };
}
