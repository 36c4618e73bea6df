/* Credentials. A stand-in knows no users: what is well formed is accepted. Requirements are
 * alternatives, the schemes of one requirement are all needed, and a requirement without schemes
 * welcomes everybody (OpenAPI 3.1, 4.8.30). */
#include "server/list.h"
#include "server/problem.h"
#include "server/turn.h"

enum credential { CREDENTIAL_MISSING, CREDENTIAL_MALFORMED, CREDENTIAL_GOOD };

/* ---- Reading ---------------------------------------------------------------------------------- */

/* The credentials of an Authorization field when its scheme is `scheme` (RFC 9110, 11.4). */
static bool take_scheme(us_text authorization, us_text scheme, us_text *credentials)
{
    us_text value = us_text_trim(authorization);
    size_t end = us_text_find(value, ' ');
    if (!us_text_equal_nocase(us_text_slice(value, 0, end), scheme))
        return false;
    *credentials = us_text_trim(us_text_slice(value, end, value.length));
    return true;
}

static bool is_alphanumeric(char c)
{
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

/* b64token of RFC 6750, 2.1 */
static bool is_token(us_text text)
{
    size_t i = 0;
    while (i < text.length &&
           (is_alphanumeric(text.bytes[i]) ||
            us_text_find(US_TEXT("-._~+/"), text.bytes[i]) < US_TEXT("-._~+/").length))
        i++;
    size_t letters = i;
    while (i < text.length && text.bytes[i] == '=')
        i++;
    return letters > 0 && i == text.length;
}

static int base64_digit(char c)
{
    if (c >= 'A' && c <= 'Z')
        return c - 'A';
    if (c >= 'a' && c <= 'z')
        return c - 'a' + 26;
    if (c >= '0' && c <= '9')
        return c - '0' + 52;
    return c == '+' ? 62 : c == '/' ? 63 : -1;
}

/* Whether the text is base64 (RFC 4648, 4) of something with a colon: user:password (RFC 7617). */
static bool is_basic(us_text text)
{
    size_t digits = text.length;
    while (digits > 0 && text.length - digits < 2 && text.bytes[digits - 1] == '=')
        digits--;
    if (text.length % 4 != 0)
        return false;

    bool colon = false;
    unsigned bits = 0, held = 0;
    for (size_t i = 0; i < digits; i++) {
        int digit = base64_digit(text.bytes[i]);
        if (digit < 0)
            return false;
        bits = (bits << 6 | (unsigned)digit) & 0xFFFF;
        held += 6;
        if (held >= 8) {
            held -= 8;
            colon |= (bits >> held & 0xFF) == ':';
        }
    }
    return colon;
}

static enum credential read_authorization(const us_turn *turn, us_text scheme,
                                          bool (*well_formed)(us_text))
{
    const us_text *value = us_request_field(turn->request, US_TEXT("Authorization"));
    us_text credentials;
    if (!value || !take_scheme(*value, scheme, &credentials))
        return CREDENTIAL_MISSING;
    return well_formed(credentials) ? CREDENTIAL_GOOD : CREDENTIAL_MALFORMED;
}

static enum credential read_key(const us_text *value)
{
    return value && us_text_trim(*value).length > 0 ? CREDENTIAL_GOOD : CREDENTIAL_MISSING;
}

static enum credential read_credential(const us_turn *turn, const us_scheme *scheme)
{
    us_text name = us_text_from(scheme->parameter);
    const us_pair *pair;
    switch (scheme->kind) {
    case US_API_KEY_HEADER:
        return read_key(us_request_field(turn->request, name));
    case US_API_KEY_QUERY:
        pair = us_pairs_find(&turn->query, name);
        return read_key(pair ? &pair->value : NULL);
    case US_API_KEY_COOKIE:
        pair = us_pairs_find(&turn->cookie, name);
        return read_key(pair ? &pair->value : NULL);
    case US_HTTP_BASIC:
        return read_authorization(turn, US_TEXT("Basic"), is_basic);
    case US_HTTP_BEARER:
        return read_authorization(turn, US_TEXT("Bearer"), is_token);
    }
    return CREDENTIAL_MISSING;
}

/* ---- Saying what is missing --------------------------------------------------------------------- */

static us_text place_of(const us_scheme *scheme)
{
    switch (scheme->kind) {
    case US_API_KEY_QUERY:
        return US_TEXT("query");
    case US_API_KEY_COOKIE:
        return US_TEXT("cookie");
    default:
        return US_TEXT("header");
    }
}

static bool is_http(const us_scheme *scheme)
{
    return scheme->kind == US_HTTP_BASIC || scheme->kind == US_HTTP_BEARER;
}

/* A quoted string (RFC 9110, 5.6.4); what no field may hold becomes a space. */
static void write_quoted(us_buf *out, us_text text)
{
    us_buf_add_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        char c = text.bytes[i];
        if (c == '"' || c == '\\')
            us_buf_add_byte(out, '\\');
        us_buf_add_byte(out, (unsigned char)c < 0x20 || c == 0x7F ? ' ' : c);
    }
    us_buf_add_byte(out, '"');
}

static us_text write_challenge(const us_turn *turn, const us_scheme *scheme, enum credential state)
{
    us_buf out = us_buf_new(turn->arena, 96);
    us_buf_add_string(&out, scheme->kind == US_HTTP_BASIC    ? "Basic realm="
                            : scheme->kind == US_HTTP_BEARER ? "Bearer realm="
                                                             : "ApiKey realm=");
    write_quoted(&out, us_text_from(turn->cast->api->title));
    if (scheme->kind == US_HTTP_BASIC)
        us_buf_add_string(&out, ", charset=\"UTF-8\"");
    if (scheme->kind == US_HTTP_BEARER && state == CREDENTIAL_MALFORMED)
        us_buf_add_string(&out, ", error=\"invalid_token\"");
    if (!is_http(scheme)) {
        us_text place = place_of(scheme);
        us_buf_print(&out, ", in=\"%.*s\", name=", US_SHOWN(place));
        write_quoted(&out, us_text_from(scheme->parameter));
    }
    return us_buf_text(&out);
}

static us_text write_message(const us_turn *turn, const us_scheme *scheme, enum credential state)
{
    us_text place = place_of(scheme);
    us_text name = us_text_from(scheme->parameter);
    const char *state_name = state == CREDENTIAL_MALFORMED ? "are malformed" : "are missing";
    if (scheme->kind == US_HTTP_BASIC)
        return us_arena_print(turn->arena, "Basic credentials (base64 of user:password) %s",
                              state_name);
    if (scheme->kind == US_HTTP_BEARER)
        return us_arena_print(turn->arena, "Bearer credentials (Bearer and a token) %s",
                              state_name);
    return us_arena_print(turn->arena, "the API key \"%.*s\" is missing in the %.*s",
                          US_SHOWN(name), US_SHOWN(place));
}

/* The index of the first requirement that names the scheme, so that each is reported once. */
static bool named_before(const us_operation *operation, unsigned requirement, unsigned index)
{
    const us_scheme *scheme = operation->requirement[requirement].scheme[index];
    for (unsigned r = 0; r <= requirement; r++) {
        unsigned schemes = r == requirement ? index : operation->requirement[r].schemes;
        for (unsigned s = 0; s < schemes; s++)
            if (operation->requirement[r].scheme[s] == scheme)
                return true;
    }
    return false;
}

static void report_scheme(us_turn *turn, const us_scheme *scheme, us_at at)
{
    enum credential state = read_credential(turn, scheme);
    us_turn_field(turn, US_TEXT("WWW-Authenticate"), write_challenge(turn, scheme, state));
    if (state == CREDENTIAL_GOOD)
        return;
    us_text name = is_http(scheme) ? US_TEXT("authorization") : us_text_from(scheme->parameter);
    us_findings_add(&turn->findings, turn->arena, place_of(scheme), name, "security",
                    write_message(turn, scheme, state), at);
}

static bool answer_unauthorized(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    for (unsigned r = 0; r < operation->requirements; r++) {
        const us_requirement *requirement = &operation->requirement[r];
        for (unsigned s = 0; s < requirement->schemes; s++)
            if (!named_before(operation, r, s))
                report_scheme(turn, requirement->scheme[s], requirement->at);
    }
    const us_finding *first = &turn->findings.finding[0];
    us_text message = first->violation->message;
    return us_turn_problem(turn, US_PROBLEM_UNAUTHORIZED, "The operation %.*s is protected: %.*s.",
                           (int)operation->id.length, operation->id.bytes, US_SHOWN(message));
}

static bool is_met(const us_turn *turn, const us_requirement *requirement)
{
    for (unsigned i = 0; i < requirement->schemes; i++)
        if (read_credential(turn, requirement->scheme[i]) != CREDENTIAL_GOOD)
            return false;
    return true;
}

bool us_step_security(us_turn *turn)
{
    const us_operation *operation = turn->operation;
    for (unsigned i = 0; i < operation->requirements; i++)
        if (is_met(turn, &operation->requirement[i]))
            return true;
    return operation->requirements == 0 || answer_unauthorized(turn);
}
