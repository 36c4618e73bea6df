/* A client proves that it knows the password by a digest of it, of a nonce of ours, and of what it asks for. */
#include "server/digest.h"

#include <stdlib.h>

#include "base/ascii.h"
#include "base/message_digest.h"
#include "server/list.h"
#include "base/percent.h"
#include "server/problem.h"

/* ---- Reading ---------------------------------------------------------------------------------------- */

/* RFC 8187, 3.2.1: UTF-8''J%C3%A4s%C3%B8n */
static us_text read_extended(us_arena *arena, us_text value)
{
    const us_text charset = US_TEXT("UTF-8''");
    us_text decoded;
    if (!us_text_equal_nocase(us_text_slice(value, 0, charset.length), charset) ||
        !us_percent_decode(arena, us_text_slice(value, charset.length, value.length), US_PLUS_STAYS,
                           &decoded))
        return (us_text){ 0 };
    return decoded;
}

static us_text *place_of(us_digest *d, us_text name)
{
    const struct {
        const char *name;
        us_text *place;
    } parts[] = {
        { "username", &d->username }, { "username*", &d->username },
        { "realm", &d->realm },       { "nonce", &d->nonce },
        { "uri", &d->uri },           { "response", &d->response },
        { "cnonce", &d->cnonce },     { "algorithm", &d->algorithm },
        { "qop", &d->qop },           { "nc", &d->nc },
        { "userhash", &d->userhash },
    };
    for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
        if (us_text_equal_nocase(name, us_text_of(parts[i].name)))
            return parts[i].place;
    return NULL;
}

bool us_digest_read(us_arena *arena, us_text credentials, us_digest *digest)
{
    us_text item, name, value;
    *digest = (us_digest){ 0 };
    while (us_list_next(&credentials, ",", &item)) {
        us_list_pair(item, &name, &value);
        us_text *place = place_of(digest, name);
        if (!place)
            continue;
        if (place->bytes)
            return false;
        *place = us_text_ends(name, US_TEXT("*")) ? read_extended(arena, value)
                                                  : us_list_unquote(arena, value);
    }
    return digest->username.bytes && digest->realm.bytes && digest->nonce.bytes &&
           digest->uri.bytes && digest->response.bytes;
}

/* ---- Proving ---------------------------------------------------------------------------------------- */

typedef struct algorithm {
    const char *name;
    bool sha256, session;
} algorithm;

static const algorithm algorithms[] = {
    { "MD5", false, false },
    { "MD5-sess", false, true },
    { "SHA-256", true, false },
    { "SHA-256-sess", true, true },
};

/* That which a digest without a name is of is MD5 (RFC 7616, 3.4). */
static const algorithm *find_algorithm(us_text name)
{
    for (size_t i = 0; i < sizeof algorithms / sizeof *algorithms; i++)
        if (us_text_equal_nocase(name, us_text_of(algorithms[i].name)))
            return &algorithms[i];
    return name.bytes ? NULL : &algorithms[0];
}

static us_text hash(us_arena *arena, const algorithm *by, us_text text)
{
    char hex[US_SHA256_HEX];
    if (by->sha256)
        us_sha256(text, hex);
    else
        us_md5(text, hex);
    return us_arena_copy(arena, us_text_of(hex));
}

/* The digest of the texts with a colon between. */
static us_text hash_all(us_arena *arena, const algorithm *by, const us_text *text, size_t count)
{
    us_buf buf = us_buf_new(arena, 256);
    for (size_t i = 0; i < count; i++) {
        if (i > 0)
            us_buf_add_byte(&buf, ':');
        us_buf_add(&buf, text[i]);
    }
    return hash(arena, by, us_buf_text(&buf));
}

#define HASH(arena, by, ...)                                                                       \
    hash_all(arena, by, (us_text[]){ __VA_ARGS__ },                                                \
             sizeof((us_text[]){ __VA_ARGS__ }) / sizeof(us_text))

static bool protects_body(const us_digest *d)
{
    return us_text_equal_nocase(d->qop, US_TEXT("auth-int"));
}

/* What the client had to send (RFC 7616, 3.4.1 to 3.4.3); of the body as it came, packed or not. */
static us_text response_of(const us_turn *turn, const us_digest *d, const algorithm *by,
                           const us_known *known)
{
    us_arena *arena = turn->arena;
    us_text secret = HASH(arena, by, known->name, us_credential_realm(turn), known->secret);
    us_text asked = protects_body(d) ? HASH(arena, by, turn->request->method, d->uri,
                                            hash(arena, by, turn->request->body))
                                     : HASH(arena, by, turn->request->method, d->uri);
    if (by->session)
        secret = HASH(arena, by, secret, d->nonce, d->cnonce);
    if (!d->qop.bytes)
        return HASH(arena, by, secret, d->nonce, asked);
    return HASH(arena, by, secret, d->nonce, d->nc, d->cnonce, d->qop, asked);
}

/* ---- Judging ---------------------------------------------------------------------------------------- */

/* nc: eight hexadecimal digits. Without qop there is none, and a nonce is good for one request. */
static bool read_count(const us_digest *d, unsigned *count)
{
    *count = 1;
    if (!d->qop.bytes)
        return true;
    for (size_t i = 0; i < d->nc.length; i++)
        if (!us_is_hex(d->nc.bytes[i]))
            return false;
    if (d->nc.length != 8)
        return false;
    char text[9] = { 0 };
    for (size_t i = 0; i < 8; i++)
        text[i] = d->nc.bytes[i];
    *count = (unsigned)strtoul(text, NULL, 16);
    return *count > 0;
}

static bool knows_way(const us_digest *d)
{
    unsigned count;
    const algorithm *by = find_algorithm(d->algorithm);
    bool protection =
        !d->qop.bytes ||
        ((us_text_equal_nocase(d->qop, US_TEXT("auth")) || protects_body(d)) && d->cnonce.bytes);
    return by && protection && (!by->session || d->cnonce.bytes) && read_count(d, &count);
}

/* The path and the query, of a uri that may have a scheme and a host before them. */
static us_text target_of(us_text uri)
{
    for (size_t i = 0; i + 2 < uri.length && uri.bytes[i] != '/'; i++) {
        if (uri.bytes[i] != ':' || uri.bytes[i + 1] != '/' || uri.bytes[i + 2] != '/')
            continue;
        us_text rest = us_text_slice(uri, i + 3, uri.length);
        return us_text_slice(rest, us_text_find(rest, '/'), rest.length);
    }
    return uri;
}

static bool is_for(const us_turn *turn, const us_digest *d)
{
    const us_request *request = turn->request;
    us_text sent = target_of(d->uri);
    size_t mark = us_text_find(sent, '?');
    return us_text_equal(us_text_slice(sent, 0, mark), request->path) &&
           us_text_equal(us_text_slice(sent, mark + 1, sent.length), request->query);
}

void us_digest_begin(us_turn *turn)
{
    const us_text *field = us_request_field(turn->request, US_TEXT("Authorization"));
    const us_text scheme = US_TEXT("Digest ");
    us_text sent = field ? us_text_trim(*field) : US_TEXT("");
    us_digest digest;
    unsigned count;
    if (!turn->service->nonces ||
        !us_text_equal_nocase(us_text_slice(sent, 0, scheme.length), scheme))
        return;
    if (us_digest_read(turn->arena, us_text_slice(sent, scheme.length, sent.length), &digest) &&
        read_count(&digest, &count))
        turn->nonce = us_nonces_use(turn->service->nonces, digest.nonce, count);
}

static enum us_digest_fault fault_of(const us_turn *turn)
{
    return turn->nonce == US_NONCE_FRESH  ? US_DIGEST_GOOD
           : turn->nonce == US_NONCE_USED ? US_DIGEST_USED
                                          : US_DIGEST_STALE;
}

/* A client may hide the name from who listens (RFC 7616, 3.4.4). */
static bool is_named(const us_turn *turn, const us_digest *d, const us_known *known)
{
    us_text name = known->name;
    if (us_text_equal_nocase(d->userhash, US_TEXT("true")))
        name = HASH(turn->arena, find_algorithm(d->algorithm), name, us_credential_realm(turn));
    return us_text_equal(name, d->username);
}

const us_known *us_digest_find(const us_turn *turn, const us_known *known, unsigned count,
                               us_text credentials, us_digest_verdict *verdict)
{
    const us_known *found = NULL;
    us_digest d;
    *verdict = (us_digest_verdict){ .fault = US_DIGEST_WAY };
    if (!us_digest_read(turn->arena, credentials, &d) || !knows_way(&d))
        return NULL;
    for (unsigned i = 0; i < count; i++) {
        if (!is_named(turn, &d, &known[i]))
            continue;
        verdict->name_known = true;
        us_text response = response_of(turn, &d, find_algorithm(d.algorithm), &known[i]);
        if (us_equal_secretly(response, d.response))
            found = &known[i];
    }
    verdict->fault = !found             ? US_DIGEST_NOBODY
                     : is_for(turn, &d) ? fault_of(turn)
                                        : US_DIGEST_TARGET;
    return verdict->fault == US_DIGEST_GOOD ? found : NULL;
}

void us_digest_challenge(us_turn *turn, bool stale)
{
    static const char *const offered[] = { "SHA-256", "MD5" };
    us_text nonce = us_nonces_make(turn->service->nonces, turn->arena);
    for (size_t i = 0; i < sizeof offered / sizeof *offered; i++) {
        us_buf out = us_buf_new(turn->arena, 160);
        us_buf_add_string(&out, "Digest realm=");
        us_credential_quote(&out, us_credential_realm(turn));
        us_buf_print(&out,
                     ", qop=\"auth, auth-int\", algorithm=%s, nonce=\"%.*s\", charset=UTF-8, "
                     "userhash=true%s",
                     offered[i], US_SHOWN(nonce), stale ? ", stale=true" : "");
        us_turn_field(turn, US_TEXT("WWW-Authenticate"), us_buf_text(&out));
    }
}
