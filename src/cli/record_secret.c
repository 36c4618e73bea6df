/* What is left out of a recording. A name counts however it is spelled: apiKey, API-KEY, x_api_key. */
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "cli/record.h"
#include "runtime/check.h"

#define REDACTED "REDACTED"

/* Shorter texts are no credentials, and would be found everywhere. */
enum { LONG_ENOUGH = 6, CREDENTIALS = 16 };

/* ---- Names -------------------------------------------------------------------------------------------- */

/* Lower case without what separates words, as far as there is room. */
static us_text squeeze(us_text name, char *room, size_t size)
{
    size_t length = 0;

    for (size_t i = 0; i < name.length && length < size; i++) {
        if (us_is_word(name.bytes[i]))
            room[length++] = us_lower(name.bytes[i]);
    }
    return (us_text){ room, length };
}

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
    us_text plain = squeeze(name, room, sizeof room);
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
static credentials credentials_of(const us_request *request)
{
    credentials c = { .count = 0 };

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

            add(&c, at < one.length ? us_text_slice(one, at + 1, one.length) : one);
            value = us_text_slice(value, end + 1, value.length);
        }
    }
    return c;
}

static us_text without(us_arena *arena, us_text text, const credentials *c)
{
    us_buf out = us_buf_new(arena, text.length + 16);

    for (size_t i = 0; i < text.length;) {
        unsigned k = 0;

        while (k < c->count && !us_text_starts(us_text_slice(text, i, text.length), c->text[k]))
            k++;
        if (k < c->count)
            us_buf_add_string(&out, REDACTED);
        else
            us_buf_add_byte(&out, text.bytes[i]);
        i += k < c->count ? c->text[k].length : 1;
    }
    return us_buf_text(&out);
}

us_text us_text_without_secrets(us_arena *arena, us_text text, const us_request *request)
{
    credentials c = credentials_of(request);

    return c.count > 0 ? without(arena, text, &c) : text;
}

/* ---- Values --------------------------------------------------------------------------------------------------- */

static void write_value(us_buf *out, const us_json *value, bool secret, const credentials *c)
{
    int kind = us_json_kind(value);
    bool object = kind == cJSON_Object;

    if (kind == cJSON_String) {
        us_text text = us_json_string(value);

        us_json_write_string(out, secret ? US_TEXT(REDACTED) : without(out->arena, text, c));
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

us_text us_without_secrets(us_arena *arena, const us_json *value, const us_request *request)
{
    credentials c = credentials_of(request);
    us_buf out = us_buf_new(arena, 1024);

    write_value(&out, value, false, &c);
    return us_buf_text(&out);
}
