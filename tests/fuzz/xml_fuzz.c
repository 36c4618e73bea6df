/* Any bytes as XML: the first says whether its encoding is known, the rest is the body. What is read is a value that
 * can be written as JSON, and the strict reader finds the same in it; every value has a place in the document. What
 * is not read has its reason, with a line and a column. */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include "server/xml_value.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define NAMED(literal) .name = US_STRING_OF(literal)

/* {@id: integer, name, tags: [number] wrapped, photos: [pet], size: [integer | null], note: text, …: boolean} */
static const us_xml attribute = { .node = US_XML_ATTRIBUTE }, text = { .node = US_XML_TEXT },
                    tags = { .name = US_STRING_OF("box") },
                    spaced = { .name = US_STRING_OF("photo"), .space = US_STRING_OF("urn:x") };
static const us_reading member[];
static const us_reading number = { .types = US_NUMBER | US_NULL };
static const us_reading flag = { .types = US_BOOLEAN };
static const us_reading pet = {
    .types = US_OBJECT, .member = member, .members = 6, .other = &flag, .xml = &spaced
};
static const us_reading member[] = {
    { NAMED("id"), .types = US_INTEGER, .xml = &attribute },
    { NAMED("name"), .types = US_STRING },
    { NAMED("tags"), .types = US_ARRAY, .item = &number, .xml = &tags },
    { NAMED("photos"), .types = US_ARRAY, .item = &pet },
    { NAMED("size"), .types = US_ARRAY | US_NULL, .item = &number },
    { NAMED("note"), .types = US_STRING | US_INTEGER, .xml = &text },
};

static void fail(const char *why, us_text about)
{
    fprintf(stderr, "%s: %.*s\n", why, (int)about.length, about.bytes);
    abort();
}

static void check_places(const us_xml_value *made, const us_json *value, uint32_t *last)
{
    if (value->offset != *last + 1 || !made->place[value->offset - 1].element)
        fail("a value has no place", us_json_key(value));
    *last = value->offset;
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child))
        check_places(made, child, last);
}

static void check_value(us_arena *arena, const us_xml_value *made)
{
    us_buf out = us_buf_new(arena, 256);
    us_json_error error;
    uint32_t last = 0;

    check_places(made, made->value, &last);
    us_json_write(&out, made->value);
    const us_json *again = us_json_read(arena, us_buf_text(&out), NULL, &error);
    if (!again)
        fail(error.message, us_buf_text(&out));
    if (!us_json_equal(made->value, again))
        fail("the value is another when it is read again", us_buf_text(&out));
    for (const us_xml_note *note = made->note; note; note = note->next)
        if (note->message.length == 0 || us_xml_path(arena, note->place.element).length == 0)
            fail("a note says nothing", us_buf_text(&out));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    us_arena arena = { 0 };
    us_text input = us_text_slice((us_text){ (const char *)data, size }, 0, 8000);
    us_xml_error error;

    if (!us_xml_find())
        fail("libxml2 is not installed", US_TEXT(""));
    us_xml_element *root = us_xml_read(&arena, us_text_slice(input, 1, input.length),
                                       size > 0 && data[0] == 'u', &error);
    if (root) {
        us_xml_value made = us_xml_value_of(&arena, root, &pet);
        check_value(&arena, &made);
    } else if (error.message.length == 0 || error.line == 0 || error.column == 0) {
        fail("nothing is read, for no reason", input);
    }
    us_arena_free(&arena);
    return 0;
}
