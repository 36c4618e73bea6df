/* Examples of streams, cut into their items as a client would, each held against the schema of an item. */
#include "server/encode.h"
#include "server/events.h"
#include "server/rehearse.h"
#include "server/series.h"
#include "server/stream_item.h"

/* Violations of one stream that are reported; a slip is often in every item. */
#define REPORTED_MOST 20

/* An item, as it is written and as it is judged, which differ where expressions are in it. */
typedef struct part {
    us_rehearsal *r;
    enum us_sequence kind;
    us_text written;    /* in the bytes of a fixture, or in what a list spells */
    us_stream_item own; /* … read */
    us_stream_item item;
    unsigned index;
    bool last;
} part;

/* ---- Places ----------------------------------------------------------------------------------------------- */

/* The name of the field in a line of an event, and where its value begins. */
static us_text field_of(us_text line, size_t *value)
{
    size_t colon = us_text_find(line, ':');
    *value = colon + 1 < line.length && line.bytes[colon + 1] == ' ' ? colon + 2 : colon + 1;
    return us_text_slice(line, 0, colon);
}

/* Where in the event the byte of its data stands; for another field where its value does, and for none where it
 * begins. */
static size_t offset_in_event(us_text event, us_text field, size_t offset)
{
    bool data = us_text_equal(field, US_TEXT("data"));
    for (us_text rest = event; rest.length > 0 && field.length > 0;) {
        size_t value;
        us_text line = us_events_line(&rest);
        if (!us_text_equal(field_of(line, &value), field))
            continue;
        size_t length = line.length > value ? line.length - value : 0;
        if (!data || offset <= length)
            return (size_t)(line.bytes - event.bytes) + value + (data ? offset : 0);
        offset -= length + 1;
    }
    return 0;
}

/* The field of an event that the pointer goes through; `of_data`: the pointer is one in the data. */
static us_text field_named(us_text *pointer, bool of_data)
{
    us_text name;
    if (of_data)
        return US_TEXT("data");
    name = us_text_slice(*pointer, 1, pointer->length);
    name = us_text_slice(name, 0, us_text_find(name, '/'));
    *pointer = us_text_slice(*pointer, name.length + 1, pointer->length);
    return name;
}

/* Where in the bytes of the example the value stands. */
static size_t place_of(const part *p, us_text pointer, bool of_data)
{
    us_arena *arena = &p->r->arena;
    us_json_error error;
    us_text field = p->kind == US_SEQUENCE_EVENTS ? field_named(&pointer, of_data) : US_TEXT("");
    const us_json *root = us_json_read(arena, p->own.data, NULL, &error);
    const us_json *value = root ? us_json_at(arena, root, pointer) : NULL;
    size_t offset = value ? value->offset : 0;
    size_t start = (size_t)(p->written.bytes - p->r->example->bytes.bytes);
    if (p->kind == US_SEQUENCE_EVENTS)
        return start + offset_in_event(p->written, field, offset);
    return start + (size_t)(p->own.data.bytes - p->written.bytes) + offset;
}

/* ---- An item ------------------------------------------------------------------------------------------------ */

/* A JSON list has no text in which its items stand. */
static void fault(const part *p, us_fault found, us_at at, size_t offset)
{
    found.pointer = us_arena_print(&p->r->arena, "/%u%.*s", p->index, (int)found.pointer.length,
                                   found.pointer.length > 0 ? found.pointer.bytes : "");
    us_rehearsal_fault(p->r, found, at, p->r->example->value ? NULL : &offset);
}

/* Clients pass over such a line, so what it says is never heard. */
static void judge_fields(const part *p)
{
    static const char *const known[] = { "data", "event", "id", "retry", "" };
    for (us_text rest = p->written; rest.length > 0;) {
        size_t value, i = 0;
        us_text line = us_events_line(&rest), name = field_of(line, &value);
        if (us_text_starts(name, US_TEXT("\xEF\xBB\xBF")))
            name = us_text_slice(name, 3, name.length);
        while (i < sizeof known / sizeof *known && !us_text_equal(name, us_text_of(known[i])))
            i++;
        if (i == sizeof known / sizeof *known)
            fault(p,
                  (us_fault){ .keyword = US_TEXT("event"),
                              .message = US_TEXT("is no line of an event; those begin with data:, "
                                                 "event:, id: or retry:, and comments with a "
                                                 "colon") },
                  p->r->media->at, (size_t)(line.bytes - p->r->example->bytes.bytes));
    }
}

/* By the word of the document, or by one like it that a fixture has at its end: [DONE]. */
static bool closes(const part *p)
{
    us_text data = us_text_trim(p->item.data), word = us_text_from(p->r->media->closing);
    bool bracketed = data.length > 2 && data.bytes[0] == '[' && data.bytes[data.length - 1] == ']';
    if (p->kind != US_SEQUENCE_EVENTS)
        return false;
    return (word.length > 0 && us_text_equal(data, word)) ||
           (p->last && p->r->example->fixture && bracketed && p->item.values == 2);
}

/* Whether it is the data that the run was over, and not the event around it. */
static bool is_of_data(const us_stream_item *item, const us_json *root)
{
    return item->values == 4 ? root == item->value[2] || root == item->value[3]
                             : root != item->value[0];
}

static void judge_value(const part *p)
{
    us_check ck;
    us_stream_item_check(&ck, &p->r->arena, p->r->cast->pattern, p->r->media->item, &p->item);
    bool of_data = is_of_data(&p->item, ck.root);
    bool mild = us_rehearsal_looks_inside(p->r, &ck, p->r->media->item->check);
    for (unsigned i = 0; i < ck.violations; i++) {
        const us_violation *v = &ck.violation[i];
        if (!us_rehearsal_excuses(p->r, ck.root, v))
            fault(p,
                  (us_fault){ .pointer = v->pointer,
                              .keyword = us_text_of(v->keyword),
                              .message = v->message,
                              .mild = mild },
                  v->at, place_of(p, us_rehearsal_outside(v->pointer), of_data));
    }
}

static void judge(const part *p)
{
    us_rehearsal *r = p->r;
    size_t start = (size_t)(p->written.bytes - r->example->bytes.bytes);
    if (p->kind == US_SEQUENCE_EVENTS && r->example->fixture)
        judge_fields(p);
    if (p->item.fault.length > 0)
        fault(p,
              (us_fault){ .keyword = US_TEXT("json"),
                          .message = us_text_of(p->item.error.message ? p->item.error.message
                                                                      : p->item.fault.bytes) },
              r->media->at,
              start + (p->item.error.message
                           ? (size_t)(p->own.data.bytes - p->written.bytes) + p->item.error.offset
                           : 0));
    else if (p->item.values > 0 && r->media->item->check && !closes(p))
        judge_value(p);
}

/* ---- All of them ---------------------------------------------------------------------------------------------- */

static bool has_braces(us_text text)
{
    for (size_t i = 0; i + 1 < text.length; i++)
        if (text.bytes[i] == '{' && text.bytes[i + 1] == '$')
            return true;
    return false;
}

/* Blanks in the JSON of an item, counted from where that begins; of an item with a blank in its text, which could
 * be worth anything, false. */
static bool move_blanks(part *p, const us_blanks *all, us_text text, us_text sample)
{
    us_blanks *own = &p->r->blanks;
    size_t start = (size_t)(sample.bytes - text.bytes), data = 0;
    own->count = 0;
    if (all->loose && has_braces(p->written) && p->item.values != 4)
        return false;
    if (p->kind == US_SEQUENCE_EVENTS)
        data = offset_in_event(sample, US_TEXT("data"), 0);
    else if (p->item.data.bytes)
        data = (size_t)(p->item.data.bytes - sample.bytes);
    for (unsigned i = 0; i < all->count; i++)
        if (all->at[i] >= start + data && all->at[i] < start + sample.length)
            own->at[own->count++] = all->at[i] - start - data;
    return true;
}

/* What a list of the document spells; a text as it is. */
static us_text spelled(us_rehearsal *r, us_text text, enum us_sequence kind)
{
    us_json_error error;
    const us_json *list = r->example->value ? us_json_read(&r->arena, text, NULL, &error) : NULL;
    return list ? us_encode_sequence(&r->arena, list, kind, us_text_from(r->media->event)) : text;
}

void us_rehearse_stream(us_rehearsal *r)
{
    part p = { .r = r, .kind = us_sequence_named(us_text_from(r->media->type)) };
    us_text sample = us_rehearsal_text(r);
    us_text text = spelled(r, sample, p.kind), rest = text;
    us_text written = r->example->segments > 0 ? us_text_from(r->example->bytes) : text;
    us_blanks all = r->blanks;
    unsigned before = r->faults.fixtures + r->faults.examples;
    r->blanks.at = US_NEW_ARRAY(&r->arena, size_t, all.count);
    while (rest.length > 0 && r->faults.fixtures + r->faults.examples < before + REPORTED_MOST) {
        us_text item = us_series_cut(&rest, p.kind);
        p.written = us_series_cut(&written, p.kind);
        p.item = us_stream_item_read(&r->arena, item, p.kind);
        p.own =
            r->example->segments > 0 ? us_stream_item_read(&r->arena, p.written, p.kind) : p.item;
        p.last = us_text_trim(rest).length == 0;
        if (item.length > 0 && move_blanks(&p, &all, text, item))
            judge(&p);
        p.index += p.item.values > 0 || p.item.fault.length > 0;
    }
}
