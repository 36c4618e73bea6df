/* The rehearsal: every line the stand-in may say, held against the script. Each example of a response, and
 * of a request body, is read and run through the checker of its own schema. */
#include <string.h>

#include "base/json.h"
#include "server/example_value.h"
#include "server/media.h"
#include "server/rehearse.h"
#include "server/series.h"
#include "server/xml.h"

static unsigned *count_of(us_rehearsal *r)
{
    return r->example->fixture ? &r->faults.fixtures : &r->faults.examples;
}

void us_rehearsal_fault(us_rehearsal *r, us_fault fault, us_at at, const size_t *offset)
{
    ++*(fault.mild ? &r->faults.examples : count_of(r));
    fault.api = r->cast->api;
    fault.operation = r->operation;
    fault.example = r->example;
    fault.spec = us_spec_line(&r->arena, r->cast->api, at);
    if (r->example->fixture && offset)
        us_json_position(us_text_from(r->example->bytes), *offset, &fault.line, &fault.column);
    r->report(r->context, &fault);
}

us_text us_rehearsal_text(us_rehearsal *r)
{
    r->blanks = (us_blanks){ 0 };
    return r->example->segments > 0 ? us_template_sample(&r->arena, r->example, &r->blanks)
                                    : us_text_from(r->example->bytes);
}

/* What reads XML is looked for where there is some to read. */
static us_json *read_example(us_rehearsal *r)
{
    us_media_type type;
    us_example_fault found;
    us_example example = *r->example;
    us_text sample = us_rehearsal_text(r);
    example.bytes = (us_string){ sample.bytes, (unsigned)sample.length };
    if (us_media_parse(us_text_from(r->media->type), &type) && us_media_is_xml(&type))
        (void)us_xml_find();
    us_json *value = us_example_value(&r->arena, r->media, &example, &found);
    if (found.keyword && (!value || !r->blanks.loose))
        us_rehearsal_fault(
            r, (us_fault){ .keyword = us_text_of(found.keyword), .message = found.message },
            r->media->at, NULL);
    return value;
}

/* Whether the value is a sample, or such a thing is in it. */
static bool has_blank(const us_rehearsal *r, const us_json *value)
{
    for (unsigned i = 0; i < r->blanks.count; i++)
        if (r->blanks.at[i] == value->offset)
            return true;
    bool holds = us_json_kind(value) == cJSON_Object || us_json_kind(value) == cJSON_Array;
    for (const us_json *child = holds ? us_json_first(value) : NULL; child;
         child = us_json_next(child))
        if (has_blank(r, child))
            return true;
    return false;
}

/* What the members of an object or the number of items break, they break whatever an expression will be worth. */
static bool is_certain(const char *keyword)
{
    static const char *const certain[] = { "required",      "additionalProperties",
                                           "minProperties", "maxProperties",
                                           "minItems",      "maxItems",
                                           "type",          "dependentRequired",
                                           "propertyNames" };
    for (size_t i = 0; i < sizeof certain / sizeof *certain; i++)
        if (strcmp(keyword, certain[i]) == 0)
            return true;
    return false;
}

bool us_rehearsal_excuses(us_rehearsal *r, const us_json *root, const us_violation *v)
{
    us_text pointer = us_rehearsal_outside(v->pointer);
    const us_json *value = r->blanks.count > 0 ? us_json_at(&r->arena, root, pointer) : NULL;
    bool holds =
        value && (us_json_kind(value) == cJSON_Object || us_json_kind(value) == cJSON_Array);
    return value && has_blank(r, value) &&
           !(holds && us_json_first(value) && is_certain(v->keyword));
}

bool us_rehearsal_looks_inside(us_rehearsal *r, us_check *ck, us_checker *check)
{
    const us_json *root = ck->root;
    if (ck->violations > 0 || ck->limit)
        return false;
    us_check_begin(ck, &r->arena, root, r->cast->pattern);
    ck->direction = r->direction;
    ck->moved = &r->media->moved;
    ck->contents = 1;
    check(ck, root);
    return ck->violations > 0;
}

us_text us_rehearsal_outside(us_text pointer)
{
    for (size_t i = 0; i + 1 < pointer.length; i++)
        if (pointer.bytes[i] == '/' && pointer.bytes[i + 1] == '#' &&
            (i + 2 == pointer.length || pointer.bytes[i + 2] == '/'))
            return us_text_slice(pointer, 0, i);
    return pointer;
}

/* A fixture with expressions is read again as it is written, for that is where the fault is looked for. */
static const us_json *written(us_rehearsal *r, const us_json *root)
{
    us_json_error error;
    us_text bytes = us_text_from(r->example->bytes);
    us_media_type type;
    bool json = us_media_parse(us_text_from(r->media->type), &type) &&
                (us_media_is_json(&type) || us_media_is_range(&type));
    if (!json)
        return NULL;
    return r->example->segments > 0 ? us_json_read(&r->arena, bytes, NULL, &error) : root;
}

static void report_run(us_rehearsal *r, const us_check *ck, bool mild)
{
    const us_json *root = ck->violations > 0 ? written(r, ck->root) : NULL;
    for (unsigned i = 0; i < ck->violations; i++) {
        const us_violation *v = &ck->violation[i];
        us_text pointer = us_rehearsal_outside(v->pointer);
        const us_json *value = root ? us_json_at(&r->arena, root, pointer) : NULL;
        size_t offset = value ? value->offset : 0;
        const us_fault fault = { .pointer = v->pointer,
                                 .keyword = us_text_of(v->keyword),
                                 .message = v->message,
                                 .mild = mild };
        if (!us_rehearsal_excuses(r, ck->root, v))
            us_rehearsal_fault(r, fault, v->at, value ? &offset : NULL);
    }
    *(mild ? &r->faults.examples : count_of(r)) += ck->dropped;
    if (ck->limit)
        us_rehearsal_fault(
            r,
            (us_fault){ .keyword = US_TEXT("limit"),
                        .message =
                            us_text_of(ck->limit_reason ? ck->limit_reason : "a checker gave up") },
            r->media->at, NULL);
}

static void rehearse_whole(us_rehearsal *r)
{
    us_check ck;
    us_json *value = read_example(r);
    if (!value || !r->media->check || r->blanks.loose)
        return;
    us_check_begin(&ck, &r->arena, value, r->cast->pattern);
    ck.direction = r->direction;
    ck.moved = &r->media->moved;
    r->media->check(&ck, value);
    report_run(r, &ck, us_rehearsal_looks_inside(r, &ck, r->media->check));
}

static void rehearse_example(us_rehearsal *r, const us_example *example)
{
    r->example = example;
    if (us_series_is_of(r->media))
        us_rehearse_stream(r);
    else
        rehearse_whole(r);
    us_arena_reset(&r->arena);
}

static void rehearse_media(us_rehearsal *r, const us_media *media, unsigned medias)
{
    for (unsigned m = 0; m < medias; m++) {
        r->media = &media[m];
        for (unsigned i = 0; i < media[m].examples; i++)
            rehearse_example(r, &media[m].example[i]);
    }
}

static void rehearse_operation(us_rehearsal *r, const us_operation *operation)
{
    r->operation = operation;
    r->direction = US_REQUEST;
    if (operation->body)
        rehearse_media(r, operation->body->media, operation->body->medias);
    r->direction = US_RESPONSE;
    for (unsigned i = 0; i < operation->responses; i++)
        rehearse_media(r, operation->response[i].media, operation->response[i].medias);
}

us_faults us_rehearse(const us_service *service, us_rehearse_report *report, void *context)
{
    us_rehearsal r = { .report = report, .context = context };
    for (unsigned a = 0; a < service->module->apis; a++) {
        r.cast = &service->cast[a];
        for (unsigned i = 0; i < r.cast->api->operations; i++)
            rehearse_operation(&r, r.cast->api->operation[i]);
    }
    us_arena_free(&r.arena);
    return r.faults;
}
