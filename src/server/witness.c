/* Cutting a stream into its items, byte by byte, as it comes in pieces of any size. */
#include "server/witness.h"

#include "server/log.h"
#include "server/problem.h"
#include "server/stream_item.h"

enum {
    ITEM_MOST = 1 << 20, /* bytes of an item; of a larger one nothing is kept */
    LOGGED_MOST = 20     /* broken items of a stream; the others are counted */
};

struct us_witness {
    unsigned long long owner; /* the service that the rest belongs to */
    const us_cast *cast;
    const us_operation *operation;
    const us_media *media;
    enum us_sequence kind;
    us_request request;
    unsigned status;

    us_buf item;    /* what has come of it */
    bool too_large; /* … and was not kept */
    bool in_line;   /* something stands in the line of an event that has begun */
    bool after_cr;  /* a LF would belong to the line end before it */
    unsigned items, broken;
    us_arena scratch; /* of an item that is being looked at */
};

us_witness *us_witness_new(const us_turn *turn, const us_media *media)
{
    us_witness *w = US_NEW(turn->arena, us_witness);
    *w = (us_witness){ .owner = turn->service->number,
                       .cast = turn->cast,
                       .operation = turn->operation,
                       .media = media,
                       .kind = us_sequence_named(us_text_from(media->type)),
                       .request = *turn->request,
                       .status = turn->reply->status,
                       .item = us_buf_new(turn->arena, 1024) };
    return w;
}

/* ---- An item ------------------------------------------------------------------------------------------------------------- */

/* Pointers begin with the number of the item, as if the stream were one array. */
static void add_index(us_check *ck, unsigned index)
{
    us_text number = us_arena_print(ck->arena, "%u", index);
    for (unsigned i = 0; i < ck->violations; i++) {
        us_violation *v = &ck->violation[i];
        us_text *location = US_NEW_ARRAY(ck->arena, us_text, v->locations + 1);
        location[0] = number;
        for (unsigned step = 0; step < v->locations; step++)
            location[step + 1] = v->location[step];
        v->location = location;
        v->locations++;
        v->pointer = us_arena_print(ck->arena, "/%.*s%.*s", US_SHOWN(number), US_SHOWN(v->pointer));
    }
}

static void check(us_witness *w, us_turn *turn, const us_stream_item *item)
{
    us_check ck;
    us_stream_item_check(&ck, turn->arena, w->cast->pattern, w->media->item, item);
    add_index(&ck, w->items - 1);
    us_findings_take(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), &ck);
    if (ck.limit)
        us_findings_warn(&turn->findings, turn->arena, US_TEXT("body"), US_TEXT(""), "unchecked",
                         us_arena_print(turn->arena, "item %u could not be decided", w->items),
                         w->media->at);
}

static bool closes(const us_witness *w, const us_stream_item *item)
{
    us_text word = us_text_from(w->media->closing);
    return word.length > 0 && us_text_equal(us_text_trim(item->data), word);
}

/* Fills the findings of the turn. */
static void judge(us_witness *w, us_turn *turn)
{
    us_findings *findings = &turn->findings;
    us_text body = US_TEXT("body"), whole = US_TEXT("");
    if (w->too_large) {
        w->items++;
        us_findings_warn(findings, turn->arena, body, whole, "unchecked",
                         us_arena_print(turn->arena, "item %u is larger than %u bytes", w->items,
                                        (unsigned)ITEM_MOST),
                         w->media->at);
        return;
    }
    us_stream_item item = us_stream_item_read(turn->arena, us_buf_text(&w->item), w->kind);
    if ((item.values == 0 && item.fault.length == 0) || closes(w, &item))
        return;
    w->items++;
    if (item.fault.length > 0)
        us_findings_add(
            findings, turn->arena, body, whole, "json",
            us_arena_print(turn->arena, "item %u, %.*s", w->items, US_SHOWN(item.fault)),
            w->media->at);
    else if (w->media->item->check)
        check(w, turn, &item);
}

/* Looks at the item that is whole now, and begins the next. */
static bool take(us_witness *w, const us_service *service)
{
    us_reply reply = { .status = w->status };
    us_turn turn = { .service = service,
                     .arena = &w->scratch,
                     .request = &w->request,
                     .reply = &reply,
                     .cast = w->cast,
                     .operation = w->operation,
                     .findings.direction = US_RESPONSE };
    judge(w, &turn);
    bool broken = us_findings_refuse(&turn.findings, 0);
    w->broken += broken;
    if (us_findings_count(&turn.findings) > 0 && w->broken <= LOGGED_MOST)
        us_turn_log(&turn);
    us_arena_reset(&w->scratch);
    w->item.length = 0;
    w->too_large = w->in_line = false;
    return !broken || !service->options.errors;
}

/* ---- Cutting --------------------------------------------------------------------------------------------------------------- */

static void keep(us_witness *w, char byte)
{
    w->too_large |= w->item.length >= ITEM_MOST;
    if (!w->too_large)
        us_buf_add_byte(&w->item, byte);
}

/* Whether the byte ends an event: the end of an empty line, be it LF, CR or both. */
static bool ends_event(us_witness *w, char byte)
{
    bool second = byte == '\n' && w->after_cr, end = byte == '\n' || byte == '\r';
    bool empty = end && !second && !w->in_line;
    w->after_cr = byte == '\r';
    if (second)
        return false;
    keep(w, end ? '\n' : byte);
    w->in_line = !end;
    return empty;
}

/* Whether the byte is the last of an item, or, of records, the first of the next. */
static bool ends_item(us_witness *w, char byte)
{
    if (w->kind == US_SEQUENCE_EVENTS)
        return ends_event(w, byte);
    bool end = byte == (w->kind == US_SEQUENCE_LINES ? '\n' : '\x1E');
    if (!end)
        keep(w, byte);
    return end;
}

bool us_witness_hear(us_witness *w, const us_service *service, us_text piece)
{
    bool goes_on = true;
    if (us_service_number(service) != w->owner)
        return true;
    for (size_t i = 0; i < piece.length && goes_on; i++)
        if (ends_item(w, piece.bytes[i]))
            goes_on = take(w, service);
    return goes_on;
}

static void log_count(us_witness *w, const us_service *service)
{
    us_buf out = us_buf_new(&w->scratch, 256);
    us_log_add(&out, us_text_slice(w->request.method, 0, 40));
    us_buf_add_byte(&out, ' ');
    us_log_add(&out, us_text_slice(w->request.path, 0, 500));
    us_buf_print(&out, ": %u of %u items break the contract\n", w->broken, w->items);
    service->options.log(us_buf_text(&out));
}

/* An event without its empty line is none (WHATWG HTML, 9.2.6). */
void us_witness_end(us_witness *w, const us_service *service, bool whole)
{
    bool sees = us_service_number(service) == w->owner;
    if (sees && whole && w->kind != US_SEQUENCE_EVENTS && (w->item.length > 0 || w->too_large))
        (void)take(w, service);
    if (sees && w->broken > 0 && service->options.log)
        log_count(w, service);
    us_arena_free(&w->scratch);
}
