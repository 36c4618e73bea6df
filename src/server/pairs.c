/* Cutting queries and cookies up, and decoding each name and value exactly once. */
#include "server/pairs.h"

#include <string.h>

#include "base/utf8.h"
#include "base/percent.h"

/* Takes the text up to the separator off *rest. */
static us_text next_piece(us_text *rest, char separator)
{
    size_t end = us_text_find(*rest, separator);
    us_text piece = us_text_slice(*rest, 0, end);
    *rest = us_text_slice(*rest, end + 1, rest->length);
    return piece;
}

static const char *decode_pair(us_arena *arena, us_text piece, us_pair *pair)
{
    size_t equals = us_text_find(piece, '=');
    us_text name = us_text_slice(piece, 0, equals);
    pair->raw = us_text_slice(piece, equals + 1, piece.length);
    if (!us_percent_decode(arena, name, US_PLUS_IS_SPACE, &pair->name) ||
        !us_percent_decode(arena, pair->raw, US_PLUS_IS_SPACE, &pair->value))
        return "a '%' must be followed by two hexadecimal digits";
    if (!us_utf8_valid(pair->name) || !us_utf8_valid(pair->value))
        return "what it decodes to is no UTF-8";
    return NULL;
}

const char *us_pairs_of_query(us_arena *arena, us_text query, us_pairs *pairs)
{
    *pairs = (us_pairs){ 0 };
    if (query.length == 0)
        return NULL;
    pairs->pair = us_arena_alloc(arena, sizeof(us_pair) * (us_text_count(query, '&') + 1));
    while (query.length > 0) {
        us_text piece = next_piece(&query, '&');
        if (piece.length == 0)
            continue;
        const char *fault = decode_pair(arena, piece, &pairs->pair[pairs->count++]);
        if (fault)
            return fault;
    }
    return NULL;
}

static us_text without_quotes(us_text value)
{
    bool quoted =
        value.length >= 2 && value.bytes[0] == '"' && value.bytes[value.length - 1] == '"';
    return quoted ? us_text_slice(value, 1, value.length - 1) : value;
}

static us_pair read_cookie(us_arena *arena, us_text piece)
{
    us_pair pair;
    size_t equals = us_text_find(piece, '=');
    pair.name = us_text_trim(us_text_slice(piece, 0, equals));
    pair.raw = without_quotes(us_text_trim(us_text_slice(piece, equals + 1, piece.length)));
    if (!us_percent_decode(arena, pair.raw, US_PLUS_STAYS, &pair.value))
        pair.value = pair.raw;
    return pair;
}

/* Room for `more` pairs after those that are there. */
static void make_room(us_arena *arena, us_pairs *pairs, size_t more)
{
    us_pair *room = us_arena_alloc(arena, sizeof(us_pair) * (pairs->count + more));
    if (pairs->count > 0)
        memcpy(room, pairs->pair, sizeof(us_pair) * pairs->count);
    pairs->pair = room;
}

const char *us_pairs_of_cookie(us_arena *arena, us_text cookie, us_pairs *pairs)
{
    make_room(arena, pairs, us_text_count(cookie, ';') + 1);
    while (cookie.length > 0) {
        us_text piece = us_text_trim(next_piece(&cookie, ';'));
        if (piece.length == 0)
            continue;
        us_pair pair = read_cookie(arena, piece);
        if (!us_utf8_valid(pair.name) || !us_utf8_valid(pair.value))
            return "it is no UTF-8";
        pairs->pair[pairs->count++] = pair;
    }
    return NULL;
}

const us_pair *us_pairs_find(const us_pairs *pairs, us_text name)
{
    for (unsigned i = 0; i < pairs->count; i++)
        if (us_text_equal(pairs->pair[i].name, name))
            return &pairs->pair[i];
    return NULL;
}
