/* Reading credentials: API keys wherever they are sent, the Authorization field (RFC 9110, 11), the
 * certificate of the connection. */
#include "server/credential.h"

#include "base/ascii.h"
#include "base/transfer.h"
#include "server/digest.h"
#include "server/list.h"
#include "server/problem.h"

/* ---- Forms -------------------------------------------------------------------------------------- */

/* b64token of RFC 6750, 2.1 */
static bool is_token(us_text text)
{
    size_t i = 0;
    while (i < text.length &&
           (us_is_word(text.bytes[i]) ||
            us_text_find(US_TEXT("-._~+/"), text.bytes[i]) < US_TEXT("-._~+/").length))
        i++;
    size_t letters = i;
    while (i < text.length && text.bytes[i] == '=')
        i++;
    return letters > 0 && i == text.length;
}

/* user:password (RFC 7617, 2): the first colon ends the user, others belong to the password. */
static bool read_basic(us_arena *arena, us_text text, us_credential *credential)
{
    us_text pair;
    if (!us_transfer_decode(arena, "base64", text, &pair))
        return false;
    size_t colon = us_text_find(pair, ':');
    credential->name = us_text_slice(pair, 0, colon);
    credential->secret = us_text_slice(pair, colon + 1, pair.length);
    return colon < pair.length;
}

/* What it is made of, only a check by value asks. */
static bool read_digest(us_arena *arena, us_text text, us_credential *credential)
{
    us_digest digest;
    bool good = us_digest_read(arena, text, &digest);
    credential->name = digest.username;
    return good;
}

/* ---- Reading ------------------------------------------------------------------------------------ */

static us_text name_of(const us_scheme *scheme)
{
    switch (scheme->kind) {
    case US_HTTP_BASIC:
        return US_TEXT("Basic");
    case US_HTTP_BEARER:
        return US_TEXT("Bearer");
    case US_HTTP_DIGEST:
        return US_TEXT("Digest");
    default:
        return us_text_from(scheme->parameter);
    }
}

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

static us_credential read_authorization(const us_turn *turn, const us_scheme *scheme)
{
    const us_text *value = us_request_field(turn->request, US_TEXT("Authorization"));
    us_credential credential = { 0 };
    if (!value || !take_scheme(*value, name_of(scheme), &credential.secret))
        return credential;
    us_text sent = credential.secret;
    credential.present = true;
    switch (scheme->kind) {
    case US_HTTP_BASIC:
        credential.well_formed = read_basic(turn->arena, sent, &credential);
        break;
    case US_HTTP_BEARER:
        credential.well_formed = is_token(sent);
        break;
    case US_HTTP_DIGEST:
        credential.well_formed = read_digest(turn->arena, sent, &credential);
        break;
    default:
        credential.well_formed = sent.length > 0;
    }
    return credential;
}

static us_credential read_key(const us_text *value)
{
    us_credential credential = { 0 };
    if (value)
        credential.secret = us_text_trim(*value);
    credential.present = credential.well_formed = credential.secret.length > 0;
    return credential;
}

/* Where the host asks for no certificates, nobody can be expected to have one: the stand-in says at its
 * start that this is not enforced. */
static us_credential read_certificate(const us_turn *turn)
{
    us_credential credential = { .name = turn->request->certificate };
    credential.present = credential.well_formed =
        credential.name.length > 0 || !turn->service->options.certificates;
    return credential;
}

us_credential us_credential_read(const us_turn *turn, const us_scheme *scheme)
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
    case US_CERTIFICATE:
        return read_certificate(turn);
    default:
        return read_authorization(turn, scheme);
    }
}

/* ---- Asking for them ---------------------------------------------------------------------------- */

bool us_credential_is_key(const us_scheme *scheme)
{
    return scheme->kind == US_API_KEY_HEADER || scheme->kind == US_API_KEY_QUERY ||
           scheme->kind == US_API_KEY_COOKIE;
}

us_text us_credential_place(const us_scheme *scheme)
{
    switch (scheme->kind) {
    case US_API_KEY_QUERY:
        return US_TEXT("query");
    case US_API_KEY_COOKIE:
        return US_TEXT("cookie");
    case US_CERTIFICATE:
        return US_TEXT("connection");
    default:
        return US_TEXT("header");
    }
}

us_text us_credential_field(const us_scheme *scheme)
{
    if (us_credential_is_key(scheme))
        return us_text_from(scheme->parameter);
    return scheme->kind == US_CERTIFICATE ? US_TEXT("certificate") : US_TEXT("authorization");
}

/* A quoted string (RFC 9110, 5.6.4). */
void us_credential_quote(us_buf *out, us_text text)
{
    us_buf_add_byte(out, '"');
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] == '"' || text.bytes[i] == '\\')
            us_buf_add_byte(out, '\\');
        us_buf_add_byte(out, text.bytes[i]);
    }
    us_buf_add_byte(out, '"');
}

us_text us_credential_realm(const us_turn *turn)
{
    us_text title = us_text_from(turn->cast->api->title);
    us_buf realm = us_buf_new(turn->arena, title.length + 1);
    for (size_t i = 0; i < title.length; i++) {
        char c = title.bytes[i];
        us_buf_add_byte(&realm, (unsigned char)c < 0x20 || c == 0x7F ? ' ' : c);
    }
    return us_buf_text(&realm);
}

/* What this scheme's challenge says besides the realm. Of Digest any nonce that comes back is good: where passwords are
 * known, digest.c makes the challenge. */
static void write_parameters(us_buf *out, const us_scheme *scheme)
{
    us_text place = us_credential_place(scheme);
    if (scheme->kind == US_HTTP_BASIC)
        us_buf_add_string(out, ", charset=\"UTF-8\"");
    if (scheme->kind == US_HTTP_DIGEST)
        us_buf_add_string(out, ", qop=\"auth\", algorithm=MD5, nonce=\"understudy\"");
    if (!us_credential_is_key(scheme))
        return;
    us_buf_print(out, ", in=\"%.*s\", name=", US_SHOWN(place));
    us_credential_quote(out, us_text_from(scheme->parameter));
}

/* By the scheme's type: the token travels as a bearer's, whatever it is. */
static us_text prism_token(us_text type)
{
    return us_text_equal(type, US_TEXT("oauth2"))          ? US_TEXT("OAuth2")
           : us_text_equal(type, US_TEXT("openIdConnect")) ? US_TEXT("OpenID")
                                                           : US_TEXT("Bearer");
}

/* Prism's challenges, which its users' tests compare; empty where it has none. */
static us_text prism_challenge(const us_turn *turn, const us_scheme *scheme)
{
    if (turn->service->options.compat != US_COMPAT_PRISM)
        return US_TEXT("");
    return scheme->kind == US_HTTP_BASIC    ? US_TEXT("Basic realm=\"*\"")
           : scheme->kind == US_HTTP_DIGEST ? US_TEXT("Digest realm=\"*\", nonce=\"abc123\"")
           : scheme->kind == US_HTTP_BEARER ? prism_token(us_text_from(scheme->parameter))
                                            : US_TEXT("");
}

us_text us_credential_challenge(const us_turn *turn, const us_scheme *scheme, const char *error,
                                us_text scope)
{
    us_buf out = us_buf_new(turn->arena, 96);
    if (scheme->kind == US_CERTIFICATE)
        return US_TEXT("");
    us_text prism = prism_challenge(turn, scheme);
    if (prism.length > 0 && !error)
        return prism;
    us_buf_add(&out, us_credential_is_key(scheme) ? US_TEXT("ApiKey") : name_of(scheme));
    us_buf_add_string(&out, " realm=");
    us_credential_quote(&out, us_credential_realm(turn));
    write_parameters(&out, scheme);
    if (error)
        us_buf_print(&out, ", error=\"%s\"", error);
    if (scope.length > 0) {
        us_buf_add_string(&out, ", scope=");
        us_credential_quote(&out, scope);
    }
    return us_buf_text(&out);
}
