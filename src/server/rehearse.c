/* The rehearsal: every line the stand-in may say, held against the script. Each example of a response, and
 * of a request body, is read and run through the checker of its own schema. */
#include <string.h>

#include "base/json.h"
#include "runtime/check.h"
#include "server/example_value.h"
#include "server/media.h"
#include "server/service_inside.h"
#include "server/template.h"
#include "server/xml.h"

typedef struct rehearsal {
    const us_service *service;
    us_rehearse_report *report;
    void *context;
    us_arena arena; /* reset after each example */
    us_faults faults;

    const us_cast *cast;
    const us_operation *operation;
    enum us_direction direction; /* of the media under way */
    const us_media *media;
    const us_example *example;
    us_blanks blanks; /* in it, of a fixture with expressions */
} rehearsal;

static unsigned *count_of(rehearsal *r)
{
    return r->example->fixture ? &r->faults.fixtures : &r->faults.examples;
}

static void fault(rehearsal *r, us_text pointer, us_text keyword, us_text message, us_at at)
{
    ++*count_of(r);
    r->report(r->context, r->cast->api, r->operation, r->example, pointer, keyword, message,
              us_spec_line(&r->arena, r->cast->api, at));
}

/* What reads XML is looked for where there is some to read. */
static us_json *read_example(rehearsal *r)
{
    us_media_type type;
    us_example_fault found;
    us_example example = *r->example;
    r->blanks = (us_blanks){ 0 };
    if (example.segments > 0) {
        us_text sample = us_template_sample(&r->arena, r->example, &r->blanks);
        example.bytes = (us_string){ sample.bytes, (unsigned)sample.length };
    }
    if (us_media_parse(us_text_from(r->media->type), &type) && us_media_is_xml(&type))
        (void)us_xml_find();
    us_json *value = us_example_value(&r->arena, r->media, &example, &found);
    if (found.keyword && (!value || !r->blanks.loose))
        fault(r, US_TEXT(""), us_text_of(found.keyword), found.message, r->media->at);
    return value;
}

/* Whether the value is a sample, or such a thing is in it. */
static bool has_blank(const rehearsal *r, const us_json *value)
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

/* Whether a violation is a sample's, and not the fixture's. */
static bool is_of_blank(rehearsal *r, const us_json *root, const us_violation *v)
{
    const us_json *value = r->blanks.count > 0 ? us_json_at(&r->arena, root, v->pointer) : NULL;
    bool holds =
        value && (us_json_kind(value) == cJSON_Object || us_json_kind(value) == cJSON_Array);
    return value && has_blank(r, value) &&
           !(holds && us_json_first(value) && is_certain(v->keyword));
}

static void report_run(rehearsal *r, const us_check *ck)
{
    for (unsigned i = 0; i < ck->violations; i++) {
        const us_violation *v = &ck->violation[i];
        if (is_of_blank(r, ck->root, v))
            continue;
        fault(r, v->pointer, us_text_of(v->keyword), v->message, v->at);
    }
    *count_of(r) += ck->dropped;
    if (ck->limit)
        fault(r, US_TEXT(""), US_TEXT("limit"),
              us_text_of(ck->limit_reason ? ck->limit_reason : "a checker gave up"), r->media->at);
}

static void rehearse_example(rehearsal *r, const us_example *example)
{
    r->example = example;
    us_json *value = read_example(r);
    if (value && r->media->check && !r->blanks.loose) {
        us_check ck;
        us_check_begin(&ck, &r->arena, value, r->cast->pattern);
        ck.direction = r->direction;
        ck.moved = &r->media->moved;
        r->media->check(&ck, value);
        report_run(r, &ck);
    }
    us_arena_reset(&r->arena);
}

static void rehearse_media(rehearsal *r, const us_media *media, unsigned medias)
{
    for (unsigned m = 0; m < medias; m++) {
        r->media = &media[m];
        for (unsigned i = 0; i < media[m].examples; i++)
            rehearse_example(r, &media[m].example[i]);
    }
}

static void rehearse_operation(rehearsal *r, const us_operation *operation)
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
    rehearsal r = { .service = service, .report = report, .context = context };
    for (unsigned a = 0; a < service->module->apis; a++) {
        r.cast = &service->cast[a];
        for (unsigned i = 0; i < r.cast->api->operations; i++)
            rehearse_operation(&r, r.cast->api->operation[i]);
    }
    us_arena_free(&r.arena);
    return r.faults;
}
