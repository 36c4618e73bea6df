/* Any bytes as a form: the first says whether as fields or as parts ("f", "m"), and with its higher bits in which
 * dialect, the rest is the body. What is read is an object that can be written as JSON, and the strict reader finds
 * the same in it: no name is there twice, every text is UTF-8, every number is a number. What is not read has its
 * reason. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/form.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NAMED(literal) .name = US_STRING_OF(literal)

/* {title, pages, tags: [string], card: {id: integer, sizes: [[number]], card: …}, shelves: "a|b", …: boolean} */
static const us_reading number = { .types = US_NUMBER | US_NULL };
static const us_reading numbers = { .types = US_ARRAY, .item = &number };
static const us_reading inner[] = {
    { NAMED("id"), .types = US_INTEGER },
    { NAMED("sizes"), .types = US_ARRAY, .item = &numbers },
    { NAMED("card"), .types = US_OBJECT | US_STRING, .member = inner, .members = 3 },
};
static const us_reading flag = { .types = US_BOOLEAN };
static const us_reading fields[] = {
    { NAMED("title"), .types = US_STRING },
    { NAMED("pages"), .types = US_INTEGER | US_STRING | US_ARRAY },
    { NAMED("tags"), .types = US_ARRAY, .style = US_STYLE_FORM, .explode = 1 },
    { NAMED("card"), .types = US_OBJECT, .member = inner, .members = 3 },
    { NAMED("shelves"), .types = US_ARRAY, .item = &number, .style = US_STYLE_PIPE },
    { NAMED("lines"), .types = US_OBJECT, .member = inner, .members = 3, .style = US_STYLE_FORM },
};
static const us_reading form = {
    .types = US_OBJECT, .member = fields, .members = 6, .other = &flag
};

static void fail(const char *why, us_text text)
{
    fprintf(stderr, "%s: %.*s\n", why, (int)text.length, text.bytes);
    abort();
}

static void check_value(us_arena *arena, const us_json *value)
{
    us_buf out = us_buf_new(arena, 256);
    us_json_error error;

    us_json_write(&out, value);
    const us_json *again = us_json_read(arena, us_buf_text(&out), NULL, &error);
    if (!again)
        fail(error.message, us_buf_text(&out));
    if (!us_json_equal(value, again))
        fail("the value is another when it is read again", us_buf_text(&out));
}

static const us_json *read_form(us_arena *arena, us_text input, const char **fault)
{
    us_text body = us_text_slice(input, 1, input.length);
    us_media_type type;

    unsigned first = input.length > 0 ? (unsigned char)input.bytes[0] : 0;
    unsigned which = (first ^ 'f') >> 4;
    const us_dialect dialect = { (enum us_array_dialect)(which % US_ARRAY_DIALECTS),
                                 (enum us_object_dialect)(which % US_OBJECT_DIALECTS) };
    if (!(first & 8))
        return us_form_read(arena, body, &form, dialect, fault);
    us_text line =
        us_text_slice(body, 0, us_text_find(body, '\n')); /* the media type's parameters */
    us_form_parts parts;
    type = (us_media_type){ US_TEXT("multipart"), US_TEXT("form-data"), line };
    return us_multipart_read(arena, us_text_slice(body, line.length + 1, body.length), &type, &form,
                             dialect, &parts, fault);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    us_arena arena = { 0 };
    const char *fault = NULL;
    us_text input = us_text_slice((us_text){ (const char *)data, size }, 0, 8000);
    const us_json *value = read_form(&arena, input, &fault);

    if (value)
        check_value(&arena, value);
    else if (!fault)
        fail("nothing is read, for no reason", input);
    us_arena_free(&arena);
    return 0;
}
