/* Requests in a line, for tests. */
#include "stage.h"

#include <stdlib.h>
#include <string.h>

#include "sample_api.h"

enum { MOST_FIELDS = 64 };

void stage_open_module(test_stage *stage, const us_module *module,
                       const us_service_options *options)
{
    us_text error;
    *stage = (test_stage){ 0 };
    stage->service = us_service_new(module, options, &error);
    if (!stage->service)
        abort();
}

void stage_open(test_stage *stage)
{
    stage_open_module(stage, &sample_module, NULL);
}

void stage_close(test_stage *stage)
{
    us_service_free(stage->service);
    us_arena_free(&stage->arena);
}

static unsigned read_head(const char *head, us_field *field)
{
    unsigned fields = 0;
    us_text rest = us_text_of(head ? head : "");
    while (rest.length > 0 && fields < MOST_FIELDS) {
        us_text line = us_text_slice(rest, 0, us_text_find(rest, '\n'));
        size_t colon = us_text_find(line, ':');
        rest = us_text_slice(rest, line.length + 1, rest.length);
        field[fields].name = us_text_slice(line, 0, colon);
        field[fields++].value = us_text_trim(us_text_slice(line, colon + 1, line.length));
    }
    return fields;
}

const us_field *stage_fields_of(us_arena *arena, const char *head, unsigned *fields)
{
    us_field *field = us_arena_alloc(arena, sizeof *field * MOST_FIELDS);
    *fields = read_head(head, field);
    return field;
}

unsigned stage_ask(test_stage *stage, const char *method, const char *target, const char *head,
                   const char *body)
{
    unsigned fields;
    const us_field *field = stage_fields_of(&stage->arena, head, &fields);
    us_text whole = us_text_of(target);
    size_t mark = us_text_find(whole, '?');
    us_request request = {
        .method = us_text_of(method),
        .path = us_text_slice(whole, 0, mark),
        .query = us_text_slice(whole, mark + 1, whole.length),
        .field = field,
        .fields = fields,
        .body = us_text_of(body ? body : ""),
    };
    us_exchange(stage->service, &stage->arena, &request, &stage->reply);
    return stage->reply.status;
}

const char *stage_field(test_stage *stage, const char *name)
{
    for (unsigned i = 0; i < stage->reply.fields; i++)
        if (us_text_equal_nocase(stage->reply.field[i].name, us_text_of(name)))
            return us_arena_copy(&stage->arena, stage->reply.field[i].value).bytes;
    return "";
}

unsigned stage_fields(test_stage *stage, const char *name)
{
    unsigned count = 0;
    for (unsigned i = 0; i < stage->reply.fields; i++)
        count += us_text_equal_nocase(stage->reply.field[i].name, us_text_of(name));
    return count;
}

const char *stage_body(test_stage *stage)
{
    return us_arena_copy(&stage->arena, stage->reply.body).bytes;
}

static const us_json *step(const us_json *value, us_text token)
{
    if (us_json_kind(value) == cJSON_Object)
        return us_json_member(value, token);
    const us_json *item = us_json_first(value);
    for (unsigned long left = strtoul(token.bytes, NULL, 10); item && left > 0; left--)
        item = us_json_next(item);
    return item;
}

const char *stage_at(test_stage *stage, const char *pointer)
{
    us_json_error error;
    us_text rest = us_text_of(pointer);
    const us_json *value = us_json_read(&stage->arena, stage->reply.body, NULL, &error);
    while (value && rest.length > 0) {
        rest = us_text_slice(rest, 1, rest.length);
        us_text token = us_text_slice(rest, 0, us_text_find(rest, '/'));
        rest = us_text_slice(rest, token.length, rest.length);
        value = step(value, us_arena_copy(&stage->arena, token));
    }
    if (!value)
        return "(absent)";
    if (us_json_kind(value) == cJSON_String)
        return us_arena_copy(&stage->arena, us_json_string(value)).bytes;
    us_buf out = us_buf_new(&stage->arena, 64);
    us_json_write(&out, value);
    return us_arena_copy(&stage->arena, us_buf_text(&out)).bytes;
}
