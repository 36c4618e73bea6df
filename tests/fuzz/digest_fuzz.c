/* Digest credentials of any bytes against one user that is known. In the input ^A stands for a nonce of ours, so that it
 * can be right; as nobody here knows the password, nobody may be let in. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/credentials.h"
#include "server/exchange.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define TEXT(literal)                                                                              \
    {                                                                                              \
        literal, sizeof(literal) - 1                                                               \
    }

static const us_scheme scheme = { TEXT("Digest"), US_HTTP_DIGEST, TEXT(""), AT(1) };
static const us_scheme *const schemes[] = { &scheme };
static const us_requirement requirement = { .scheme = schemes, .schemes = 1, .at = AT(2) };
static const us_response response = { .status = 204, .at = AT(3) };
static const us_operation operation = {
    .id = TEXT("open"),
    .method = TEXT("GET"),
    .path = TEXT("/vault"),
    .requirement = &requirement,
    .requirements = 1,
    .response = &response,
    .responses = 1,
    .at = AT(4),
};
static const us_operation *const operations[] = { &operation };
static const us_api vault = {
    .name = TEXT("vault"), .title = TEXT("The \"Vault\""), .operation = operations, .operations = 1
};
static const us_api *const apis[] = { &vault };
static const us_module module = { apis, 1 };

static us_service *open_service(void)
{
    static const char known[] = "{\"Digest\":[{\"user\":\"u\",\"password\":\"5e7c-unguessed\"}]}";
    us_service_options options = { 0 };
    us_credentials_fault fault;
    us_text error;
    options.credentials = us_credentials_read(us_text_of(known), &module, &fault);
    return options.credentials ? us_service_new(&module, &options, &error) : NULL;
}

static unsigned ask(const us_service *service, us_arena *arena, us_text value, us_reply *reply)
{
    const us_field field = { US_TEXT("Authorization"), value };
    const us_request request = {
        .method = US_TEXT("GET"), .path = US_TEXT("/vault"), .field = &field, .fields = 1
    };
    us_exchange(service, arena, &request, reply);
    return reply->status;
}

static us_text nonce_of(const us_reply *reply)
{
    const us_text before = US_TEXT("nonce=\"");
    for (unsigned i = 0; i < reply->fields; i++) {
        us_text value = reply->field[i].value;
        for (size_t at = 0; at + before.length < value.length; at++) {
            us_text rest = us_text_slice(value, at, value.length);
            if (!us_text_starts(rest, before))
                continue;
            rest = us_text_slice(rest, before.length, rest.length);
            return us_text_slice(rest, 0, us_text_find(rest, '"'));
        }
    }
    abort(); /* a refusal without a challenge */
}

static us_text fill_in(us_arena *arena, us_text nonce, const uint8_t *data, size_t size)
{
    us_buf value = us_buf_new(arena, size + 64);
    us_buf_add_string(&value, "Digest ");
    for (size_t i = 0; i < size; i++) {
        if (data[i] == 1)
            us_buf_add(&value, nonce);
        else
            us_buf_add_byte(&value, data[i] < ' ' || data[i] == 127 ? ' ' : (char)data[i]);
    }
    return us_buf_text(&value);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    static us_service *service;
    us_arena arena = { 0 };
    us_reply reply;
    if (!service && !(service = open_service()))
        abort();
    ask(service, &arena, US_TEXT("Digest"), &reply);
    us_text value = fill_in(&arena, nonce_of(&reply), data, size);
    if (ask(service, &arena, value, &reply) != 401) {
        fprintf(stderr, "let in:\n%.*s\n", (int)value.length, value.bytes);
        abort();
    }
    (void)nonce_of(&reply);
    us_arena_free(&arena);
    return 0;
}
