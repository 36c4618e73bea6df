/* RFC 3986, sections 5.2 (resolution) and 2.1 (escapes). */
#include "gen/uri.h"

#include "base/ascii.h"
#include "base/buf.h"
#include "base/percent.h"
#include "base/utf8.h"

/* ---- the components ------------------------------------------------------------------------------ */

/* The length of "scheme" when the text starts with "scheme:" (3.1), and otherwise 0. */
static size_t scheme_length(us_text text)
{
    size_t end = us_text_find(text, ':');
    if (end == text.length || end == 0 || !us_is_letter(text.bytes[0]))
        return 0;
    for (size_t i = 1; i < end; i++) {
        char byte = text.bytes[i];
        if (!us_is_word(byte) && byte != '+' && byte != '-' && byte != '.')
            return 0;
    }
    return end;
}

/* Cuts `text` at the first `mark`; what follows it is returned. */
static us_text cut(us_text *text, char mark, bool *found)
{
    size_t at = us_text_find(*text, mark);
    us_text after = us_text_slice(*text, at + 1, text->length);
    *found = at < text->length;
    *text = us_text_slice(*text, 0, at);
    return after;
}

gen_uri gen_uri_split(us_text text)
{
    gen_uri uri = { 0 };
    uri.fragment = cut(&text, '#', &uri.has_fragment);
    uri.query = cut(&text, '?', &uri.has_query);
    size_t scheme = scheme_length(text);
    if (scheme > 0) {
        uri.scheme = us_text_slice(text, 0, scheme);
        text = us_text_slice(text, scheme + 1, text.length);
    }
    if (us_text_starts(text, US_TEXT("//"))) {
        text = us_text_slice(text, 2, text.length);
        uri.has_authority = true;
        uri.authority = us_text_slice(text, 0, us_text_find(text, '/'));
        text = us_text_slice(text, uri.authority.length, text.length);
    }
    uri.path = text;
    return uri;
}

/* ---- resolution ---------------------------------------------------------------------------------- */

static size_t last_slash(const us_buf *out, size_t from)
{
    size_t end = out->length;
    while (end > from && out->bytes[end - 1] != '/')
        end--;
    return end > from ? end - 1 : from;
}

/* Adds the path without its segments "." and ".." (5.2.4). */
static void add_without_dots(us_buf *out, us_text path)
{
    size_t start = out->length;
    while (path.length > 0) {
        bool rooted = path.bytes[0] == '/';
        us_text rest = us_text_slice(path, rooted, path.length);
        size_t end = us_text_find(rest, '/');
        us_text segment = us_text_slice(rest, 0, end);
        bool up = us_text_equal(segment, US_TEXT(".."));
        path = us_text_slice(rest, end, rest.length);
        if (up)
            out->length = last_slash(out, start);
        if (!up && !us_text_equal(segment, US_TEXT("."))) {
            us_buf_add(out, us_text_slice(US_TEXT("/"), 0, rooted));
            us_buf_add(out, segment);
        } else if (path.length == 0) {
            us_buf_add_byte(out, '/');
        }
    }
}

/* The reference's path where the base's last segment was (5.2.3). */
static us_text merge_paths(us_arena *arena, const gen_uri *base, us_text path)
{
    us_buf merged = us_buf_new(arena, base->path.length + path.length + 2);
    size_t end = base->path.length;
    if (base->has_authority && base->path.length == 0)
        us_buf_add_byte(&merged, '/');
    while (end > 0 && base->path.bytes[end - 1] != '/')
        end--;
    us_buf_add(&merged, us_text_slice(base->path, 0, end));
    us_buf_add(&merged, path);
    return us_buf_text(&merged);
}

static us_text compose(us_arena *arena, const gen_uri *uri)
{
    us_buf out = us_buf_new(arena, 64 + uri->path.length);
    us_buf_add(&out, uri->scheme);
    us_buf_add_string(&out, uri->scheme.length ? ":" : "");
    us_buf_add_string(&out, uri->has_authority ? "//" : "");
    us_buf_add(&out, uri->authority);
    if (uri->has_authority || (uri->path.length && uri->path.bytes[0] == '/'))
        add_without_dots(&out, uri->path);
    else
        us_buf_add(&out, uri->path); /* urn:uuid:…: no segments */
    us_buf_add_string(&out, uri->has_query ? "?" : "");
    us_buf_add(&out, uri->query);
    return us_buf_text(&out);
}

us_text gen_uri_resolve(us_arena *arena, us_text base, us_text reference)
{
    gen_uri from = gen_uri_split(base), to = gen_uri_split(reference);
    if (to.scheme.length > 0)
        return compose(arena, &to);
    to.scheme = from.scheme;
    if (to.has_authority)
        return compose(arena, &to);
    to.has_authority = from.has_authority;
    to.authority = from.authority;
    if (to.path.length == 0) {
        if (!to.has_query)
            return us_text_slice(base, 0, us_text_find(base, '#'));
        to.path = from.path;
    } else if (to.path.bytes[0] != '/') {
        to.path = merge_paths(arena, &from, to.path);
    }
    return compose(arena, &to);
}

/* ---- escapes ------------------------------------------------------------------------------------- */

bool gen_uri_decode(us_arena *arena, us_text text, us_text *out)
{
    return us_percent_decode(arena, text, US_PLUS_STAYS, out) && us_utf8_valid(*out);
}

us_text gen_uri_of_path(us_arena *arena, us_text path)
{
    us_buf out = us_buf_new(arena, path.length + 16);
    us_buf_add_string(&out, path.length && path.bytes[0] == '/' ? "file://" : "file:///");
    us_percent_encode(&out, path, US_TEXT("/" US_MARKS_SEGMENT));
    return us_buf_text(&out);
}
