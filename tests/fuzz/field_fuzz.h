/* One field of a request to the sample API, of any bytes: what the fuzz targets of single fields share. */
#ifndef FIELD_FUZZ_H
#define FIELD_FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "sample_api.h"
#include "server/credentials.h"
#include "stage.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static inline void field_fail(const char *why, us_text value)
{
    fprintf(stderr, "%s:\n%.*s\n", why, (int)value.length, value.bytes);
    abort();
}

/* The same stage for each input; `known` is a file of credentials, or NULL. */
static inline test_stage *field_stage(const char *known)
{
    static test_stage stage;
    us_service_options options = { 0 };
    us_credentials_fault fault;
    if (stage.service)
        return &stage;
    if (known)
        options.credentials = us_credentials_read(us_text_of(known), &sample_module, &fault);
    if (known && !options.credentials)
        abort();
    stage_open_module(&stage, &sample_module, &options);
    return &stage;
}

/* The value as it would get here: what no field may hold is refused before, so it is made a blank. */
static inline us_text field_value(test_stage *stage, const uint8_t *data, size_t size)
{
    char *bytes = us_arena_alloc(&stage->arena, size + 1);
    for (size_t i = 0; i < size; i++)
        bytes[i] = data[i] < ' ' || data[i] == 127 ? ' ' : (char)data[i];
    return us_text_trim((us_text){ bytes, size });
}

/* Asks with the field and, when it is not NULL, an Authorization that is accepted. */
static inline unsigned field_ask(test_stage *stage, const char *method, const char *target,
                                 const char *name, const char *authorization, us_text value)
{
    us_field field[] = { { us_text_of(name), value },
                         { US_TEXT("Authorization"),
                           us_text_of(authorization ? authorization : "") } };
    us_text whole = us_text_of(target);
    size_t mark = us_text_find(whole, '?');
    us_request request = { .method = us_text_of(method),
                           .path = us_text_slice(whole, 0, mark),
                           .query = us_text_slice(whole, mark + 1, whole.length),
                           .field = field,
                           .fields = authorization ? 2 : 1 };
    us_exchange(stage->service, &stage->arena, &request, &stage->reply);
    for (unsigned i = 0; i < stage->reply.fields; i++)
        for (size_t c = 0; c < stage->reply.field[i].value.length; c++)
            if ((unsigned char)stage->reply.field[i].value.bytes[c] < ' ')
                field_fail("a field of the reply has a control character", value);
    return stage->reply.status;
}

#endif
