/* Parts of a form against their encodings: is the part of a declared type, and does its head hold the headers that it
 * has to? A part without a Content-Type is text (RFC 7578, 4.4). */
#include "server/body.h"
#include "server/form.h"
#include "server/list.h"
#include "server/parameter.h"
#include "server/problem.h"

typedef struct place { /* a part as violations name it */
    us_turn *turn;
    const us_form_part *part;
    us_text member; /* its name, or its place in a list */
} place;

static void report(const place *p, const char *code, us_text message, us_at at)
{
    us_findings_add_member(&p->turn->findings, p->turn->arena, US_TEXT("body"), p->member, code,
                           message, at);
}

/* ---- Content-Type ------------------------------------------------------------------------------- */

static bool takes_type(us_string declared, const us_media_type *type)
{
    us_text rest = us_text_from(declared), item;
    us_media_type range;
    while (us_list_next(&rest, ",", &item))
        if (us_media_parse(item, &range) && us_media_fit(&range, type) > 0)
            return true;
    return false;
}

static void check_type(const place *p)
{
    const us_encoding *encoding = p->part->encoding;
    us_text given = p->part->type;
    us_media_type type;
    bool readable = us_media_parse(given.length > 0 ? given : US_TEXT("text/plain"), &type);
    if (encoding->type.length == 0 || (readable && takes_type(encoding->type, &type)))
        return;
    us_text wanted = us_text_from(encoding->type);
    us_text found = given.length > 0 ? us_arena_print(p->turn->arena, "it is %.*s", US_SHOWN(given))
                                     : US_TEXT("it has none, which means text/plain");
    report(p, "contentType",
           us_arena_print(p->turn->arena, "the Content-Type of the part must be %s%.*s, but %.*s",
                          us_text_find(wanted, ',') < wanted.length ? "one of " : "",
                          US_SHOWN(wanted), US_SHOWN(found)),
           encoding->at);
}

/* ---- Headers ------------------------------------------------------------------------------------ */

/* The part's head as a request's, so that its headers are read as parameters are. */
static us_request request_of(us_arena *arena, us_text head)
{
    us_field *field = us_arena_alloc(arena, sizeof *field * (us_text_count(head, '\n') + 1));
    us_request request = { .field = field };
    while (us_form_part_field(&head, &field[request.fields].name, &field[request.fields].value))
        request.fields++;
    return request;
}

static void report_header(const place *p, const us_parameter *header, const char *code,
                          us_text message, us_at at)
{
    report(p, code,
           us_arena_print(p->turn->arena, "the header %.*s of the part %.*s",
                          US_SHOWN(us_text_from(header->name)), US_SHOWN(message)),
           at);
}

static void check_header(const place *p, us_turn *part, const us_parameter *header)
{
    us_parameter_value read = us_parameter_read(part, header);
    us_check ck;
    if (read.count == 0 && header->required)
        report_header(p, header, "required", US_TEXT("is required"), header->required);
    if (read.count == 0 || !header->check)
        return;
    if (!read.value) {
        report_header(p, header, "style", us_text_of(read.fault), header->at);
        return;
    }
    us_check_begin(&ck, part->arena, read.value, part->cast->pattern);
    ck.direction = US_REQUEST;
    ck.moved = &header->moved;
    header->check(&ck, read.value);
    for (unsigned i = 0; i < ck.violations; i++)
        report_header(p, header, ck.violation[i].keyword, ck.violation[i].message,
                      ck.violation[i].at);
    if (ck.limit)
        p->turn->findings.limit = ck.limit_reason;
}

static void check_part(const place *p)
{
    const us_encoding *encoding = p->part->encoding;
    us_turn part = *p->turn;
    us_request request = request_of(p->turn->arena, p->part->head);
    part.request = &request;
    check_type(p);
    for (unsigned i = 0; i < encoding->headers; i++)
        check_header(p, &part, &encoding->header[i]);
}

void us_body_parts(us_turn *turn, const us_form_parts *parts)
{
    for (unsigned i = 0; i < parts->count; i++) {
        place p = { turn, &parts->part[i], parts->part[i].name };
        if (!p.part->encoding)
            continue;
        if (!p.member.bytes)
            p.member = us_arena_print(turn->arena, "%u", i);
        check_part(&p);
    }
}
