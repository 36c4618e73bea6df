/* Giving items in their order, as many as are asked for. */
#include "server/series.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "server/made.h"
#include "server/stream_item.h"

typedef struct series {
    us_stream stream;
    const us_service *service;
    const us_cast *cast;
    const us_media *media;
    enum us_sequence kind;
    us_text written, rest; /* what the items are cut from, and what of it is left in this round */
    us_conversation
        order; /* of the items or, of random ones, the kinds; without events: they come in turn … */
    us_text *item;         /* … as they are written … */
    const us_kinds *kinds; /* … or each made of its kind; NULL: it is not random */
    us_arena arena;        /* … and where these are */
    bool random;           /* they are made instead, from this seed … */
    bool thread;           /* … or plainly, as they tell of one thing */
    uint64_t seed;
    unsigned count, given;
    bool closed;
    char *piece; /* the last that was given */
    char *own;   /* what is written, when nobody else keeps it */
} series;

/* ---- Cutting ------------------------------------------------------------------------------------- */

static bool is_line_end(char c)
{
    return c == '\n' || c == '\r';
}

/* The length of the first line with its end. */
static size_t line_of(us_text text)
{
    size_t end = 0;
    while (end < text.length && !is_line_end(text.bytes[end]))
        end++;
    if (end + 1 < text.length && text.bytes[end] == '\r' && text.bytes[end + 1] == '\n')
        end++;
    return end < text.length ? end + 1 : end;
}

static us_text without_empty_lines(us_text text)
{
    size_t start = 0;
    while (start < text.length && is_line_end(text.bytes[start]))
        start++;
    return us_text_slice(text, start, text.length);
}

/* Lines up to an empty one, with it. */
static size_t event_of(us_text text)
{
    size_t length = 0, line;
    do {
        line = line_of(us_text_slice(text, length, text.length));
        length += line;
    } while (length < text.length && !is_line_end(text.bytes[length]));
    return length + line_of(us_text_slice(text, length, text.length));
}

/* From one separator to the next. */
static size_t record_of(us_text text)
{
    return 1 + us_text_find(us_text_slice(text, 1, text.length), '\x1E');
}

us_text us_series_cut(us_text *rest, enum us_sequence kind)
{
    us_text text = without_empty_lines(*rest);
    size_t length = 0;
    if (text.length > 0 && kind == US_SEQUENCE_EVENTS)
        length = event_of(text);
    else if (text.length > 0)
        length = kind == US_SEQUENCE_LINES ? line_of(text) : record_of(text);
    *rest = us_text_slice(text, length, text.length);
    return us_text_slice(text, 0, length);
}

/* ---- Giving -------------------------------------------------------------------------------------- */

static us_text without_line_end(us_text line)
{
    while (line.length > 0 && is_line_end(line.bytes[line.length - 1]))
        line.length--;
    return line;
}

/* Whether the data of the event is nothing but the word that ends the stream. */
static bool closes(const us_media *media, us_text item)
{
    us_text word = us_text_from(media->closing), data = US_TEXT("");
    unsigned lines = 0;
    while (word.length > 0 && item.length > 0) {
        us_text line = us_text_slice(item, 0, line_of(item));
        item = us_text_slice(item, line.length, item.length);
        if (!us_text_starts(line, US_TEXT("data:")))
            continue;
        data = us_text_trim(without_line_end(us_text_slice(line, 5, line.length)));
        lines++;
    }
    return lines == 1 && us_text_equal(data, word);
}

/* The next item that does not close the stream. A round without any ends it. */
static us_text next_written(series *s)
{
    for (unsigned rounds = 0; rounds < 2;) {
        us_text item = us_series_cut(&s->rest, s->kind);
        if (item.length > 0 && !closes(s->media, item))
            return item;
        if (item.length == 0) {
            s->rest = s->written;
            rounds++;
        }
    }
    return US_TEXT("");
}

/* Keeps the item until the next, ended as every item is. */
static us_text keep(series *s, us_text item)
{
    us_text end = s->kind == US_SEQUENCE_EVENTS ? US_TEXT("\n\n") : US_TEXT("\n");
    size_t missing = 0, ended = item.length;
    while (ended > 0 && is_line_end(item.bytes[ended - 1]))
        ended--;
    if (item.length - ended < end.length)
        missing = end.length - (item.length - ended);
    char *piece = realloc(s->piece, item.length + end.length);
    if (!piece)
        us_out_of_memory();
    memcpy(piece, item.bytes, item.length);
    memcpy(piece + item.length, end.bytes, missing);
    s->piece = piece;
    return (us_text){ piece, item.length + missing };
}

static us_text next_item(series *s, us_arena *scratch)
{
    bool ordered = s->order.events > 0;
    unsigned at = ordered ? us_conversation_at(&s->order, s->given, s->count) : 0;
    us_text why;
    if (s->random || s->thread)
        return us_made_item(scratch, s->cast, s->media, s->random ? &s->seed : NULL, s->kind,
                            s->kinds, s->given, s->count, &why);
    return ordered ? s->item[at] : next_written(s);
}

/* As it is written, which may be with a name; or by itself. */
static us_text closing_item(const series *s, us_arena *scratch)
{
    us_text rest = s->written, item, word = us_text_from(s->media->closing);
    while ((item = us_series_cut(&rest, s->kind)).length > 0)
        if (closes(s->media, item))
            return item;
    return us_arena_print(scratch, "data: %.*s\n\n", (int)word.length, word.bytes);
}

static enum us_piece next(void *context, us_text *piece)
{
    series *s = context;
    us_arena scratch = { 0 };
    us_text item = US_TEXT("");
    if (s->given < s->count)
        item = next_item(s, &scratch);
    if (item.length > 0) {
        s->given++;
        s->closed |= closes(s->media, item); /* one that was made */
    } else if (!s->closed && s->media->closing.length > 0) {
        s->closed = true;
        item = closing_item(s, &scratch);
    }
    if (item.length > 0)
        *piece = keep(s, item);
    us_arena_free(&scratch);
    return item.length > 0 ? US_PIECE_HERE : US_PIECE_END;
}

static bool more(void *context)
{
    const series *s = context;
    return s->given < s->count || (!s->closed && s->media->closing.length > 0);
}

static void close_series(void *context)
{
    series *s = context;
    free(s->piece);
    free(s->own);
    us_arena_free(&s->arena);
    free(s);
}

/* ---- Opening ------------------------------------------------------------------------------------- */

/* What only this turn has is copied. */
static void write_down(series *s, const us_turn *turn, const us_choice *chosen)
{
    s->written = us_made_example(turn->service, turn->arena, chosen->media, chosen->example);
    if (chosen->made || us_made_keeps(chosen->media, chosen->example))
        return;
    s->own = malloc(s->written.length + 1);
    if (!s->own)
        us_out_of_memory();
    memcpy(s->own, s->written.bytes, s->written.length);
    s->written.bytes = s->own;
}

static unsigned count_written(const series *s)
{
    us_text rest = s->written, item;
    unsigned count = 0;
    while ((item = us_series_cut(&rest, s->kind)).length > 0)
        count += !closes(s->media, item);
    return count;
}

/* What the event, or the data of it, says that it is. */
static us_text tag_of(const series *s, us_arena *scratch, us_text text)
{
    us_stream_item item = us_stream_item_read(scratch, text, s->kind);
    us_text tag = US_TEXT("");
    for (unsigned i = 0; i < item.values && tag.length == 0; i++)
        tag = us_kind_tag(item.value[i], us_text_from(s->media->event));
    return tag;
}

/* Notes where the items stand, and gives what each is. */
static us_text *tags_of(series *s, us_arena *scratch, unsigned written)
{
    us_text *tag = US_NEW_ARRAY(scratch, us_text, written + 1), rest = s->written;
    s->item = US_NEW_ARRAY(&s->arena, us_text, written + 1);
    for (unsigned i = 0; i < written;) {
        us_text item = us_series_cut(&rest, s->kind);
        if (closes(s->media, item))
            continue;
        tag[i] = tag_of(s, scratch, item);
        s->item[i++] = item;
    }
    return tag;
}

static bool is_conversation(series *s, unsigned written)
{
    us_arena scratch = { 0 };
    const us_text *tag = tags_of(s, &scratch, written);
    bool is = us_conversation_make(&scratch, tag, written).events > 0;
    us_arena_free(&scratch);
    return is;
}

/* Where more items are asked for than were written, those in the middle of a conversation come again. */
static void find_order(series *s, unsigned written)
{
    us_arena scratch = { 0 };
    s->order = us_conversation_read(&s->arena, tags_of(s, &scratch, written), written);
    if (s->order.from == s->order.to)
        s->order.events = 0;
    us_arena_free(&scratch);
}

/* Longer ones are not looked at for their order. */
enum { ORDERED_MOST = 1000 };

/* All that is written, where nobody says; a variant says how many it has, and what is made has one of each kind, or
 * a few where that is no conversation. */
static void settle_count(series *s, const us_turn *turn, const us_choice *chosen)
{
    bool free = chosen->made && turn->prefer_variant.length == 0;
    unsigned written = s->random ? s->order.events : count_written(s);
    bool few = free && written < US_SERIES_ITEMS && s->order.events == 0;
    s->count = s->service->options.stream_count;
    if (turn->stream_count.said)
        s->count = turn->stream_count.number;
    else if (s->count == 0)
        s->count = few && !is_conversation(s, written) ? US_SERIES_ITEMS : written;
    if (!s->random && s->count > written && written <= ORDERED_MOST)
        find_order(s, written);
}

us_stream *us_series_open(const us_turn *turn, const us_choice *chosen)
{
    const us_service_options *options = &turn->service->options;
    series *s = calloc(1, sizeof *s);
    if (!s)
        us_out_of_memory();
    s->service = turn->service;
    s->cast = turn->cast;
    s->media = chosen->media;
    s->kind = us_sequence_named(us_text_from(chosen->media->type));
    s->random = chosen->made && turn->dynamic && turn->prefer_variant.length == 0;
    s->seed = turn->seed;
    if (!s->random && chosen->example)
        write_down(s, turn, chosen);
    if (chosen->made && turn->prefer_variant.length == 0) {
        s->kinds = us_made_kinds(s->service, s->cast, s->media);
        s->thread = s->kinds->thread;
    }
    if (s->random)
        s->order = s->kinds->order;
    s->rest = s->written;
    settle_count(s, turn, chosen);
    s->stream = (us_stream){ .next = next,
                             .more = more,
                             .close = close_series,
                             .context = s,
                             .length = -1,
                             .interval = turn->stream_interval.said ? turn->stream_interval.number
                                                                    : options->stream_interval,
                             .owner = turn->service->number };
    return &s->stream;
}
