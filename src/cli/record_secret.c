/* What is left out of a recording. A name counts however it is spelled: apiKey, API-KEY, x_api_key. */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/percent.h"
#include "base/squeeze.h"
#include "cli/fixture.h"
#include "cli/record.h"
#include "runtime/check.h"

#define REDACTED "REDACTED"

/* Shorter texts are no credentials, and would be found everywhere. */
enum { LONG_ENOUGH = 6, CREDENTIALS = 16 };

/* ---- Names -------------------------------------------------------------------------------------------- */

bool us_is_secret_name(us_text name)
{
    static const char *const whole[] = { "auth",  "pwd",    "pin",    "otp",       "jwt",  "sid",
                                         "token", "secret", "cookie", "signature", "nonce" };
    static const char *const part[] = {
        "password",  "passwd",       "passphrase", "authorization", "apikey",
        "secret",    "credential",   "privatekey", "accesskey",     "sessionid",
        "setcookie", "bearer",       "authtoken",  "accesstoken",   "refreshtoken",
        "idtoken",   "sessiontoken", "csrftoken",  "xsrftoken",     "securitytoken"
    };
    char room[64];
    us_text plain = us_squeeze(name, room, sizeof room);
    char text[sizeof room + 1];

    memcpy(text, plain.bytes, plain.length);
    text[plain.length] = '\0';
    for (size_t i = 0; i < sizeof whole / sizeof *whole; i++)
        if (!strcmp(text, whole[i]))
            return true;
    for (size_t i = 0; i < sizeof part / sizeof *part; i++)
        if (strstr(text, part[i]))
            return true;
    return false;
}

static enum us_in place_of(enum us_scheme_kind kind)
{
    return kind == US_API_KEY_HEADER   ? US_IN_HEADER
           : kind == US_API_KEY_QUERY  ? US_IN_QUERY
           : kind == US_API_KEY_COOKIE ? US_IN_COOKIE
                                       : US_IN_QUERYSTRING;
}

bool us_is_secret_parameter(const us_operation *operation, const us_parameter *parameter)
{
    us_text name = us_text_from(parameter->name);

    for (unsigned i = 0; i < operation->requirements; i++) {
        const us_requirement *r = &operation->requirement[i];

        for (unsigned k = 0; k < r->schemes; k++)
            if (place_of(r->scheme[k]->kind) == parameter->in &&
                us_text_equal_nocase(us_text_from(r->scheme[k]->parameter), name))
                return true;
    }
    return us_is_secret_name(name);
}

bool us_has_secret(const us_json *value)
{
    int kind = us_json_kind(value);

    if (kind != cJSON_Object && kind != cJSON_Array)
        return false;
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child))
        if ((kind == cJSON_Object && us_is_secret_name(us_json_key(child))) || us_has_secret(child))
            return true;
    return false;
}

/* ---- Credentials of the request ---------------------------------------------------------------------------- */

typedef struct credentials {
    us_text text[CREDENTIALS];
    unsigned count;
} credentials;

static void add(credentials *c, us_text text)
{
    if (text.length >= LONG_ENOUGH && c->count < CREDENTIALS)
        c->text[c->count++] = text;
}

/* The values of a Cookie field, and what stands behind the scheme of Authorization. */
static void add_fields(credentials *c, const us_request *request)
{
    for (unsigned i = 0; i < request->fields; i++) {
        us_text name = request->field[i].name, value = request->field[i].value;
        bool cookie = us_text_equal_nocase(name, US_TEXT("Cookie"));
        char mark = cookie ? '=' : ' ';

        if (!us_is_secret_name(name))
            continue;
        while (value.length > 0) {
            size_t end = cookie ? us_text_find(value, ';') : value.length;
            us_text one = us_text_trim(us_text_slice(value, 0, end));
            size_t at = us_text_find(one, mark);

            add(c, at < one.length ? us_text_slice(one, at + 1, one.length) : one);
            value = us_text_slice(value, end + 1, value.length);
        }
    }
}

/* As they are in the query, and decoded. */
static void add_query(credentials *c, us_arena *arena, const us_recording *r)
{
    for (us_text rest = r->request->query; rest.length > 0;) {
        us_text pair = us_text_slice(rest, 0, us_text_find(rest, '&'));
        us_text name = us_text_slice(pair, 0, us_text_find(pair, '='));
        us_text value = us_text_slice(pair, name.length + 1, pair.length), decoded;
        const us_parameter parameter = { .name = { name.bytes, (unsigned)name.length },
                                         .in = US_IN_QUERY };

        rest = us_text_slice(rest, pair.length + 1, rest.length);
        if (!us_is_secret_parameter(r->operation, &parameter))
            continue;
        add(c, value);
        if (us_percent_decode(arena, value, US_PLUS_IS_SPACE, &decoded))
            add(c, decoded);
    }
}

static void add_value(credentials *c, const us_json *value, bool secret)
{
    int kind = us_json_kind(value);

    if (kind == cJSON_String && secret)
        add(c, us_json_string(value));
    if (kind != cJSON_Object && kind != cJSON_Array)
        return;
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child))
        add_value(c, child,
                  secret || (kind == cJSON_Object && us_is_secret_name(us_json_key(child))));
}

static credentials credentials_of(us_arena *arena, const us_recording *r)
{
    credentials c = { .count = 0 };

    add_fields(&c, r->request);
    add_query(&c, arena, r);
    if (r->body)
        add_value(&c, r->body, false);
    return c;
}

/* ---- Texts ------------------------------------------------------------------------------------------------------- */

static bool ends_value(char byte)
{
    return byte != '\0' && strchr("&;# \t\r\n\"'<>", byte);
}

/* In a URL: `access_token=…`, of which the name begins here; how much of the text is the name with its mark, and how
 * much is the value. */
static size_t named_value(us_text text, size_t *value)
{
    size_t name = 0, end;

    while (name < text.length && (us_is_word(text.bytes[name]) || text.bytes[name] == '-' ||
                                  text.bytes[name] == '_' || text.bytes[name] == '.'))
        name++;
    if (name == 0 || name == text.length || text.bytes[name] != '=' ||
        !us_is_secret_name(us_text_slice(text, 0, name)))
        return 0;
    for (end = name + 1; end < text.length && !ends_value(text.bytes[end]);)
        end++;
    *value = end - name - 1;
    return name + 1;
}

/* In JSON that stands in a text, as the data of an event does: `"password": "…"`. */
static size_t quoted_value(us_text text, size_t *value)
{
    size_t name = 1, at, end;

    while (name < text.length && text.bytes[name] != '"')
        name++;
    for (at = name + 1; at < text.length && strchr(" \t:", text.bytes[at]);)
        at++;
    if (at >= text.length || text.bytes[at] != '"' || at == name + 1 ||
        !us_is_secret_name(us_text_slice(text, 1, name)))
        return 0;
    for (end = at + 1; end < text.length && text.bytes[end] != '"'; end++)
        end += text.bytes[end] == '\\';
    end = end < text.length ? end : text.length;
    *value = end - at - 1;
    return at + 1;
}

/* In XML: `<password>…`, whatever its namespace. */
static size_t element_value(us_text text, size_t *value)
{
    size_t end = us_text_find(text, '>');
    us_text name = us_text_slice(text, 1, end), rest = us_text_slice(text, end + 1, text.length);
    size_t colon = us_text_find(name, ':');

    name = us_text_slice(name, 0, us_text_find(name, ' '));
    if (colon < name.length)
        name = us_text_slice(name, colon + 1, name.length);
    if (rest.length == 0 || !us_is_secret_name(name))
        return 0;
    *value = us_text_find(rest, '<');
    return end + 1;
}

/* Behind `://` the user and the password before an '@': how long they are. */
static size_t user_of(us_text text)
{
    size_t end = 0;

    while (end < text.length && text.bytes[end] != '@' && !strchr("/?# \"'<>", text.bytes[end]))
        end++;
    return end < text.length && text.bytes[end] == '@' ? end : 0;
}

/* How much of the text is secret, where it begins with what is; of a URL *kept is what stands before that. */
static size_t secret_at(us_text text, char before, const credentials *c, size_t *kept)
{
    size_t length = 0;

    *kept = 0;
    for (unsigned k = 0; k < c->count; k++)
        if (us_text_starts(text, c->text[k]))
            return c->text[k].length;
    if (before == '?' || before == '&' || before == ';' || before == '#')
        *kept = named_value(text, &length);
    if (text.bytes[0] == '"')
        *kept = quoted_value(text, &length);
    if (text.bytes[0] == '<')
        *kept = element_value(text, &length);
    if (us_text_starts(text, US_TEXT("://"))) {
        length = user_of(us_text_slice(text, 3, text.length));
        *kept = length > 0 ? 3 : 0;
    }
    return *kept > 0 ? length : 0;
}

static us_text without(us_arena *arena, us_text text, const credentials *c)
{
    us_buf out = us_buf_new(arena, text.length + 16);

    for (size_t i = 0; i < text.length;) {
        size_t kept, secret;

        secret = secret_at(us_text_slice(text, i, text.length), i > 0 ? text.bytes[i - 1] : '\0', c,
                           &kept);
        if (secret == 0) {
            us_buf_add_byte(&out, text.bytes[i++]);
            continue;
        }
        us_buf_add(&out, us_text_slice(text, i, i + kept));
        us_buf_add_string(&out, REDACTED);
        i += kept + secret;
    }
    return us_buf_text(&out);
}

us_text us_text_without_secrets(us_arena *arena, us_text text, const us_recording *recording)
{
    credentials c = credentials_of(arena, recording);

    return without(arena, text, &c);
}

/* ---- Values --------------------------------------------------------------------------------------------------- */

static void write_value(us_buf *out, const us_json *value, bool secret, const credentials *c)
{
    int kind = us_json_kind(value);
    bool object = kind == cJSON_Object;

    if (kind == cJSON_String) {
        us_text text = us_json_string(value);

        us_json_write_string(out,
                             secret ? US_TEXT(REDACTED)
                                    : us_fixture_escape(out->arena, without(out->arena, text, c)));
        return;
    }
    if (!object && kind != cJSON_Array) {
        us_json_write(out, value);
        return;
    }
    us_buf_add_byte(out, object ? '{' : '[');
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
        bool named = object && us_is_secret_name(us_json_key(child));

        us_buf_add_string(out, child == us_json_first(value) ? "" : ",");
        if (object) {
            us_json_write_string(out, us_json_key(child));
            us_buf_add_byte(out, ':');
        }
        write_value(out, child, named || secret, c);
    }
    us_buf_add_byte(out, object ? '}' : ']');
}

us_text us_without_secrets(us_arena *arena, const us_json *value, const us_recording *recording)
{
    credentials c = credentials_of(arena, recording);
    us_buf out = us_buf_new(arena, 1024);

    write_value(&out, value, false, &c);
    return us_buf_text(&out);
}
