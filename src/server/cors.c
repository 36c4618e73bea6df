/* Cross-origin requests (Fetch, 3.2): a browser's page may call the stand-in from anywhere. The fields
 * are those that Prism sends, so that a front end sees no difference. */
#include "server/turn.h"

/* The value of the request's field, or `otherwise`. */
static us_text field_or(const us_turn *turn, us_text name, us_text otherwise)
{
    const us_text *value = us_request_field(turn->request, name);
    return value && value->length > 0 ? *value : otherwise;
}

static const us_text *preflight_method(const us_turn *turn)
{
    if (!us_text_equal(turn->request->method, US_TEXT("OPTIONS")) ||
        !us_request_field(turn->request, US_TEXT("Origin")))
        return NULL;
    return us_request_field(turn->request, US_TEXT("Access-Control-Request-Method"));
}

bool us_step_preflight(us_turn *turn)
{
    const us_text *method = turn->service->options.no_cors ? NULL : preflight_method(turn);
    if (!method)
        return true;
    us_turn_field(turn, US_TEXT("Access-Control-Allow-Methods"), *method);
    turn->reply->status = 204;
    return false;
}

void us_turn_cors(us_turn *turn)
{
    if (turn->service->options.no_cors)
        return;
    us_text origin = field_or(turn, US_TEXT("Origin"), US_TEXT("*"));
    us_text headers = field_or(turn, US_TEXT("Access-Control-Request-Headers"), US_TEXT("*"));
    us_turn_field(turn, US_TEXT("Access-Control-Allow-Origin"), origin);
    us_turn_field(turn, US_TEXT("Access-Control-Allow-Headers"), headers);
    us_turn_field(turn, US_TEXT("Access-Control-Allow-Credentials"), US_TEXT("true"));
    us_turn_field(turn, US_TEXT("Access-Control-Expose-Headers"), US_TEXT("*"));
    if (preflight_method(turn) && turn->service->options.compat == US_COMPAT_PRISM)
        us_turn_field(turn, US_TEXT("Vary"), US_TEXT("origin")); /* as its users' tests have it */
    else if (preflight_method(turn))
        us_turn_field(
            turn, US_TEXT("Vary"),
            US_TEXT("Origin, Access-Control-Request-Method, Access-Control-Request-Headers"));
    else if (us_request_field(turn->request, US_TEXT("Origin")))
        us_turn_field(turn, US_TEXT("Vary"), US_TEXT("Origin"));
}
