/* Reading the file of credentials, and looking somebody up in it. */
#include "server/credentials.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/ascii.h"
#include "base/json.h"
#include "base/nearest.h"
#include "server/problem.h"

typedef struct known_scheme {
    us_text name;
    us_known *known;
    unsigned count;
} known_scheme;

struct us_credentials {
    us_arena arena;
    known_scheme *scheme;
    unsigned schemes;
};

/* What the reader passes along: where it is, and where to say what is wrong. */
typedef struct reader {
    us_arena *arena;
    const us_module *module;
    us_credentials_fault *fault;
    us_text scheme;
    enum us_scheme_kind kind;
} reader;

static bool fail(reader *r, const us_json *value, const char *message, ...)
    __attribute__((format(printf, 3, 4)));

static bool fail(reader *r, const us_json *value, const char *message, ...)
{
    va_list arguments;
    va_start(arguments, message);
    vsnprintf(r->fault->message, sizeof r->fault->message, message, arguments);
    va_end(arguments);
    r->fault->offset = value->offset;
    return false;
}

/* A name may be a secret that slipped into its place; a word of letters is hardly one. */
static bool may_be_shown(us_text name)
{
    enum { LONGEST_WORD = 24 };
    for (size_t i = 0; i < name.length; i++)
        if (!us_is_letter(name.bytes[i]) && name.bytes[i] != '/')
            return false;
    return name.length <= LONGEST_WORD;
}

static bool fail_name(reader *r, const us_json *value, us_text name, const char *what,
                      const us_nearest *nearest)
{
    us_text near = nearest->best;
    r->fault->of_name = true;
    if (!near.bytes && may_be_shown(name))
        return fail(r, value, "%s \"%.*s\"", what, US_SHOWN(name));
    if (!near.bytes)
        return fail(r, value, "%s of this name", what);
    return fail(r, value, "%s \"%.*s\" (did you mean \"%.*s\"?)", what, US_SHOWN(name),
                US_SHOWN(near));
}

/* ---- The schemes of the documents ------------------------------------------------------------------ */

typedef struct search {
    us_text api, name; /* of no API in particular: empty */
    us_nearest nearest;
    const us_scheme *found;
    const us_api *first; /* where that was found */
    bool other;          /* another document has one of that name, and of another kind */
} search;

static void compare(search *s, const us_api *api, const us_scheme *scheme)
{
    us_text name = us_text_from(scheme->name);
    us_nearest_offer(&s->nearest, name);
    if (!us_text_equal(name, s->name))
        return;
    s->other |= s->found && s->found->kind != scheme->kind;
    if (s->found)
        return;
    s->found = scheme;
    s->first = api;
}

/* Every scheme that some operation asks for. */
static void compare_all(search *s, const us_api *api)
{
    for (unsigned o = 0; o < api->operations; o++) {
        const us_operation *operation = api->operation[o];
        for (unsigned r = 0; r < operation->requirements; r++)
            for (unsigned i = 0; i < operation->requirement[r].schemes; i++)
                compare(s, api, operation->requirement[r].scheme[i]);
    }
}

/* "billing/Key" is the scheme Key of the document billing. */
static bool find_scheme(reader *r, const us_json *value)
{
    size_t slash = us_text_find(r->scheme, '/');
    search s = { .name = r->scheme };
    if (slash < r->scheme.length) {
        s.api = us_text_slice(r->scheme, 0, slash);
        s.name = us_text_slice(r->scheme, slash + 1, r->scheme.length);
    }
    s.nearest = us_nearest_to(s.name);
    for (unsigned a = 0; a < r->module->apis; a++)
        if (s.api.length == 0 || us_text_equal(us_text_from(r->module->api[a]->name), s.api))
            compare_all(&s, r->module->api[a]);
    if (!s.found)
        return fail_name(r, value, r->scheme, "no operation asks for a security scheme",
                         &s.nearest);
    r->kind = s.found->kind;
    if (!s.other)
        return true;
    r->fault->of_name = true;
    return fail(r, value,
                "several documents have a scheme \"%.*s\", and of different kinds: write which, "
                "as in \"%.*s/%.*s\"",
                US_SHOWN(s.name), US_SHOWN(us_text_from(s.first->name)), US_SHOWN(s.name));
}

/* ---- Entries ---------------------------------------------------------------------------------------- */

/* What an entry for a kind of scheme has, besides scopes. */
typedef struct entry_form {
    us_text name, secret;
    const char *whole; /* for messages */
} entry_form;

static entry_form form_of(enum us_scheme_kind kind)
{
    switch (kind) {
    case US_API_KEY_HEADER:
    case US_API_KEY_QUERY:
    case US_API_KEY_COOKIE:
        return (entry_form){ US_TEXT(""), US_TEXT("key"), "a key" };
    case US_HTTP_BASIC:
    case US_HTTP_DIGEST:
        return (entry_form){ US_TEXT("user"), US_TEXT("password"), "a user with a password" };
    case US_CERTIFICATE:
        return (entry_form){ US_TEXT("subject"), US_TEXT(""), "the subject of a certificate" };
    default:
        return (entry_form){ US_TEXT(""), US_TEXT("token"), "a token" };
    }
}

static bool read_text(reader *r, const us_json *value, us_text name, us_text *text)
{
    if (us_json_kind(value) != cJSON_String)
        return fail(r, value, "\"%.*s\" must be a string; put it in quotes", US_SHOWN(name));
    *text = us_arena_copy(r->arena, us_json_string(value));
    return text->length > 0 || us_text_equal(name, US_TEXT("password")) ||
           fail(r, value, "\"%.*s\" must not be empty", US_SHOWN(name));
}

static bool read_scopes(reader *r, const us_json *value, us_known *known)
{
    static const char wanted[] = "\"scopes\" must be a list of strings, or \"*\" for every scope";
    if (us_json_kind(value) == cJSON_String) {
        known->every_scope = us_text_equal(us_json_string(value), US_TEXT("*"));
        return known->every_scope || fail(r, value, "%s", wanted);
    }
    if (us_json_kind(value) != cJSON_Array)
        return fail(r, value, "%s", wanted);
    known->scope = US_NEW_ARRAY(r->arena, us_text, value->count + 1);
    for (const us_json *item = us_json_first(value); item; item = us_json_next(item)) {
        if (us_json_kind(item) != cJSON_String)
            return fail(r, value, "%s", wanted);
        known->scope[known->scopes++] = us_arena_copy(r->arena, us_json_string(item));
    }
    return true;
}

static bool read_member(reader *r, const us_json *member, us_known *known)
{
    entry_form form = form_of(r->kind);
    us_text name = us_json_key(member);
    us_nearest nearest = us_nearest_to(name);
    if (us_text_equal(name, US_TEXT("scopes")))
        return read_scopes(r, member, known);
    if (form.name.length > 0 && us_text_equal(name, form.name))
        return read_text(r, member, name, &known->name);
    if (form.secret.length > 0 && us_text_equal(name, form.secret))
        return read_text(r, member, name, &known->secret);
    us_nearest_offer(&nearest, form.name);
    us_nearest_offer(&nearest, form.secret);
    us_nearest_offer(&nearest, US_TEXT("scopes"));
    return fail_name(r, member, name, "an entry of this scheme has no member", &nearest);
}

static bool read_entry(reader *r, const us_json *entry, us_known *known)
{
    entry_form form = form_of(r->kind);
    r->fault->steps = 2;
    if (us_json_kind(entry) != cJSON_Object)
        return fail(r, entry, "an entry must be an object with %s", form.whole);
    r->fault->steps = 3;
    r->fault->step[2] = 0;
    for (const us_json *m = us_json_first(entry); m; m = us_json_next(m), r->fault->step[2]++)
        if (!read_member(r, m, known))
            return false;
    r->fault->steps = 2;
    if ((form.name.length > 0 && !known->name.bytes) ||
        (form.secret.length > 0 && !known->secret.bytes))
        return fail(r, entry, "the entry must have %s", form.whole);
    return true;
}

static bool read_scheme(reader *r, const us_json *list, known_scheme *scheme)
{
    r->scheme = scheme->name = us_arena_copy(r->arena, us_json_key(list));
    r->fault->steps = 1;
    if (!find_scheme(r, list))
        return false;
    if (us_json_kind(list) != cJSON_Array)
        return fail(r, list, "a scheme must have a list of entries, each with %s",
                    form_of(r->kind).whole);
    scheme->known = US_NEW_ARRAY(r->arena, us_known, list->count + 1);
    r->fault->step[1] = 0;
    for (const us_json *e = us_json_first(list); e; e = us_json_next(e), r->fault->step[1]++)
        if (!read_entry(r, e, &scheme->known[scheme->count++]))
            return false;
    return true;
}

static bool read_file(reader *r, us_credentials *credentials, const us_json *root)
{
    if (us_json_kind(root) != cJSON_Object)
        return fail(r, root, "the file must be an object with the names of security schemes");
    credentials->scheme = US_NEW_ARRAY(r->arena, known_scheme, root->count + 1);
    for (const us_json *m = us_json_first(root); m; m = us_json_next(m), r->fault->step[0]++)
        if (!read_scheme(r, m, &credentials->scheme[credentials->schemes++]))
            return false;
    return true;
}

us_credentials *us_credentials_read(us_text json, const us_module *module,
                                    us_credentials_fault *fault)
{
    us_credentials *credentials = calloc(1, sizeof *credentials);
    us_arena scratch = { 0 };
    us_json_error error;
    *fault = (us_credentials_fault){ 0 };
    if (!credentials)
        us_out_of_memory();
    reader r = { .arena = &credentials->arena, .module = module, .fault = fault };
    const us_json *root = us_json_read(&scratch, json, NULL, &error);
    if (!root) {
        fault->offset = error.offset;
        snprintf(fault->message, sizeof fault->message, "%s", error.message);
    }
    bool good = root && read_file(&r, credentials, root);
    us_arena_free(&scratch);
    if (good)
        return credentials;
    us_credentials_free(credentials);
    return NULL;
}

void us_credentials_free(us_credentials *credentials)
{
    if (!credentials)
        return;
    us_arena_free(&credentials->arena);
    free(credentials);
}

/* ---- Looking up ------------------------------------------------------------------------------------ */

static const known_scheme *scheme_named(const us_credentials *credentials, us_text name)
{
    for (unsigned i = 0; i < credentials->schemes; i++)
        if (us_text_equal(credentials->scheme[i].name, name))
            return &credentials->scheme[i];
    return NULL;
}

/* What is said of the scheme of that document goes before what is said of all of that name. */
static const known_scheme *scheme_of(const us_credentials *credentials, const us_api *api,
                                     const us_scheme *scheme)
{
    us_text name = us_text_from(scheme->name), document = us_text_from(api->name);
    if (!credentials)
        return NULL;
    for (unsigned i = 0; i < credentials->schemes; i++) {
        us_text whole = credentials->scheme[i].name;
        size_t slash = us_text_find(whole, '/');
        if (slash < whole.length && us_text_equal(us_text_slice(whole, 0, slash), document) &&
            us_text_equal(us_text_slice(whole, slash + 1, whole.length), name))
            return &credentials->scheme[i];
    }
    return scheme_named(credentials, name);
}

const us_known *us_credentials_of(const us_credentials *credentials, const us_api *api,
                                  const us_scheme *scheme, unsigned *count)
{
    const known_scheme *known = scheme_of(credentials, api, scheme);
    *count = known ? known->count : 0;
    return known ? known->known : NULL;
}

bool us_credentials_cover(const us_credentials *credentials, const us_api *api,
                          const us_scheme *scheme)
{
    return scheme_of(credentials, api, scheme) != NULL;
}

bool us_equal_secretly(us_text known, us_text sent)
{
    volatile unsigned char different = known.length != sent.length;
    for (size_t i = 0; i < sent.length; i++) {
        char byte = known.length > 0 ? known.bytes[i % known.length] : 0;
        different |= (unsigned char)(byte ^ sent.bytes[i]);
    }
    return !different;
}

const us_known *us_credentials_find(const us_known *known, unsigned count,
                                    const us_credential *credential, bool *name_known)
{
    const us_known *found = NULL;
    *name_known = false;
    for (unsigned i = 0; i < count; i++) {
        const us_known *one = &known[i];
        bool same_name = us_text_equal(one->name, credential->name);
        if (us_equal_secretly(one->secret, credential->secret) && same_name)
            found = one;
        *name_known |= same_name && one->name.length > 0;
    }
    return found;
}

bool us_known_has_scope(const us_known *known, us_text scope)
{
    for (unsigned i = 0; i < known->scopes; i++)
        if (us_text_equal(known->scope[i], scope))
            return true;
    return known->every_scope;
}
