/* Saying what is wrong with credentials. Whoever reads it has to be able to mend the request, but a log is
 * no place for secrets: of a long one the first characters are shown, of a short one none. */
#include "runtime/show.h"
#include "server/problem.h"
#include "server/security.h"

static us_text show(us_arena *arena, us_text text)
{
    return us_show_text(arena, text, US_SHOW_NAME);
}

/* "a token of 40 bytes that begins with "eyJ"" */
static void write_secret(us_buf *out, const char *what, us_text secret)
{
    enum { SHOWN = 3, LONG = 12 };
    us_buf_print(out, "a %s of %zu byte%s", what, secret.length, secret.length == 1 ? "" : "s");
    if (secret.length < LONG)
        return;
    us_text start = show(out->arena, us_text_slice(secret, 0, SHOWN));
    us_buf_print(out, " that begins with %.*s", US_SHOWN(start));
}

/* ---- Missing, malformed -------------------------------------------------------------------------- */

static void write_wish(us_buf *out, const us_scheme *scheme)
{
    us_text name = us_text_from(scheme->parameter);
    switch (scheme->kind) {
    case US_HTTP_BASIC:
        us_buf_add_string(out, "Basic credentials (base64 of user:password)");
        break;
    case US_HTTP_BEARER:
        us_buf_add_string(out, "Bearer credentials (Bearer and a token)");
        break;
    case US_HTTP_DIGEST:
        us_buf_add_string(out, "Digest credentials (username, realm, nonce, uri and response)");
        break;
    default:
        us_buf_print(out, "%.*s credentials (%.*s and what proves who sends it)", US_SHOWN(name),
                     US_SHOWN(name));
    }
}

/* What stands in Authorization instead. A word by itself may be the secret, so it is not shown. */
static void write_other_scheme(us_buf *out, const us_turn *turn)
{
    const us_text *value = us_request_field(turn->request, US_TEXT("Authorization"));
    us_text sent = value ? us_text_trim(*value) : US_TEXT("");
    size_t space = us_text_find(sent, ' ');
    if (sent.length == 0)
        return;
    us_text word = show(out->arena, us_text_slice(sent, 0, space));
    if (space < sent.length)
        us_buf_print(out, "; the field Authorization has %.*s", US_SHOWN(word));
    else
        us_buf_add_string(out, "; the field Authorization has a single word");
}

static bool is_empty(const us_turn *turn, const us_scheme *scheme)
{
    us_text name = us_text_from(scheme->parameter);
    return (scheme->kind == US_API_KEY_HEADER && us_request_field(turn->request, name)) ||
           (scheme->kind == US_API_KEY_QUERY && us_pairs_find(&turn->query, name));
}

static void write_missing(us_buf *out, const us_turn *turn, const us_scheme *scheme)
{
    us_text name = us_text_from(scheme->parameter);
    us_text place = us_credential_place(scheme);
    if (us_credential_is_key(scheme)) {
        us_buf_print(out, "the API key \"%.*s\" is %s in the %.*s", US_SHOWN(name),
                     is_empty(turn, scheme) ? "empty" : "missing", US_SHOWN(place));
    } else if (scheme->kind == US_CERTIFICATE) {
        us_buf_add_string(out, "the connection comes without a client's certificate");
    } else {
        write_wish(out, scheme);
        us_buf_add_string(out, " are missing");
        write_other_scheme(out, turn);
    }
}

/* ---- Not known, not enough ------------------------------------------------------------------------ */

/* What is wrong with a digest besides the user or the password. */
static const char *digest_fault(const us_admitted *admitted)
{
    switch (admitted->fault) {
    case US_DIGEST_STALE:
        return "the nonce of the digest is none that is remembered: take the one of this answer";
    case US_DIGEST_USED:
        return "the digest was sent before: its nonce count has to be larger for every request";
    case US_DIGEST_TARGET:
        return "the digest was made for another uri than the one that is asked for";
    case US_DIGEST_WAY:
        return "a digest is by MD5 or SHA-256 (also -sess), with qop=auth, cnonce and nc";
    default:
        return NULL;
    }
}

static void write_unknown(us_buf *out, const us_admitted *admitted)
{
    const us_scheme *scheme = admitted->scheme;
    const char *fault = digest_fault(admitted);
    us_text name = us_text_from(scheme->parameter);
    us_text user = show(out->arena, admitted->credential.name);
    if (fault) {
        us_buf_add_string(out, fault);
    } else if (us_credential_is_key(scheme)) {
        us_buf_print(out, "the API key \"%.*s\" is none that is known: ", US_SHOWN(name));
        write_secret(out, "key", admitted->credential.secret);
    } else if (scheme->kind == US_CERTIFICATE) {
        us_buf_print(out, "the certificate of %.*s is none that is known", US_SHOWN(user));
    } else if (admitted->name_known) {
        us_buf_print(out, "the password of the user %.*s is wrong", US_SHOWN(user));
    } else if (admitted->credential.name.length > 0) {
        us_buf_print(out, "there is no user %.*s", US_SHOWN(user));
    } else {
        us_buf_add_string(out, "the token is none that is known: ");
        write_secret(out, "token", admitted->credential.secret);
    }
}

static void write_scopes(us_buf *out, const us_text *scope, unsigned scopes)
{
    for (unsigned i = 0; i < scopes; i++) {
        us_text shown = show(out->arena, scope[i]);
        us_buf_print(out, "%s%.*s", i > 0 ? ", " : "", US_SHOWN(shown));
    }
}

/* Those that are wanted and not there. */
static void write_lacking(us_buf *out, const us_admitted *admitted)
{
    const char *comma = "";
    for (unsigned i = 0; i < admitted->wanted->scopes; i++) {
        us_text scope = us_text_from(admitted->wanted->scope[i]);
        if (us_known_has_scope(admitted->known, scope))
            continue;
        us_buf_add_string(out, comma);
        write_scopes(out, &scope, 1);
        comma = ", ";
    }
}

static void write_narrow(us_buf *out, const us_admitted *admitted)
{
    us_buf_add_string(out, "the credentials have ");
    if (admitted->known->scopes == 0)
        us_buf_add_string(out, "no scope");
    else
        us_buf_add_string(out, "the scope ");
    write_scopes(out, admitted->known->scope, admitted->known->scopes);
    us_buf_add_string(out, ", and lack ");
    write_lacking(out, admitted);
}

/* ---- All of it ------------------------------------------------------------------------------------ */

us_text us_security_message(const us_turn *turn, const us_admitted *admitted)
{
    us_buf out = us_buf_new(turn->arena, 160);
    us_text name = show(turn->arena, us_text_from(admitted->scheme->name));
    switch (admitted->admission) {
    case US_CREDENTIAL_MISSING:
        write_missing(&out, turn, admitted->scheme);
        break;
    case US_CREDENTIAL_MALFORMED:
        write_wish(&out, admitted->scheme);
        us_buf_add_string(&out, " are malformed");
        break;
    case US_CREDENTIAL_UNKNOWN:
        write_unknown(&out, admitted);
        break;
    case US_CREDENTIAL_NARROW:
        write_narrow(&out, admitted);
        break;
    case US_CREDENTIAL_GOOD:
        break;
    }
    us_buf_print(&out, " (security scheme %.*s)", US_SHOWN(name));
    return us_buf_text(&out);
}

us_text us_security_scopes(us_arena *arena, const us_scopes *wanted)
{
    us_buf out = us_buf_new(arena, 64);
    for (unsigned i = 0; wanted && i < wanted->scopes; i++) {
        if (i > 0)
            us_buf_add_byte(&out, ' ');
        us_buf_add(&out, us_text_from(wanted->scope[i]));
    }
    return us_buf_text(&out);
}
