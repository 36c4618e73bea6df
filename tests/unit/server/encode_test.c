/* Values in the spelling of a media type, and what of it can be read back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "runtime/understudy.h"
#include "server/encode.h"
#include "server/series.h"
#include "server/table.h"
#include "server/xml_value.h"

static us_arena arena;

static int end(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

static const us_json *read(const char *json)
{
    us_json_error error;
    const us_json *value = us_json_read(&arena, us_text_of(json), NULL, &error);
    assert_non_null(value);
    return value;
}

static const char *encode(const char *json, const char *type, const us_reading *reading)
{
    const us_media media = { .reading = reading };
    us_text why, body = us_encode(&arena, us_text_of(json), us_text_of(type), &media, &why);
    assert_non_null(body.bytes);
    return us_arena_copy(&arena, body).bytes;
}

static void assert_value(const us_json *value, const char *json)
{
    us_buf out = us_buf_new(&arena, 64);
    us_json_write(&out, value);
    assert_string_equal(us_buf_text(&out).bytes, json);
}

/* ---- XML ------------------------------------------------------------------------------------------- */

static const us_xml attribute = { .node = US_XML_ATTRIBUTE };
static const us_xml wrapped = { .node = US_XML_ELEMENT };
static const us_xml text = { .node = US_XML_TEXT };
static const us_xml spaced = { .space = US_STRING_OF("urn:s"), .prefix = US_STRING_OF("s") };
static const us_reading number = { .types = US_NUMBER };
static const us_reading inner[] = {
    { .name = US_STRING_OF("lang"), .types = US_STRING, .xml = &attribute },
    { .name = US_STRING_OF("text"), .types = US_STRING, .xml = &text },
};
static const us_reading members[] = {
    { .name = US_STRING_OF("id"), .types = US_NUMBER, .xml = &attribute },
    { .name = US_STRING_OF("name"), .types = US_STRING | US_NULL },
    { .name = US_STRING_OF("list"), .types = US_ARRAY, .item = &number, .xml = &wrapped },
    { .name = US_STRING_OF("bare"), .types = US_ARRAY, .item = &number },
    { .name = US_STRING_OF("note"),
      .types = US_OBJECT,
      .member = inner,
      .members = 2,
      .xml = &spaced },
};
static const us_reading root = {
    .name = US_STRING_OF("Root"), .types = US_OBJECT, .member = members, .members = 5
};

static void xml_is_read_as_it_was(void **state)
{
    static const char value[] =
        "{\"id\":7,\"name\":null,\"list\":[1,2],\"bare\":[3,4],"
        "\"note\":{\"lang\":\"a\\tb\\n\\\"&\",\"text\":\" <x> & ]]> \\u00e4 \"}}";
    us_xml_error error;
    (void)state;
    if (!us_xml_find())
        skip();
    us_text body = us_text_of(encode(value, "application/xml", &root));
    us_xml_element *document = us_xml_read(&arena, body, true, &error);
    assert_non_null(document);
    us_xml_value made = us_xml_value_of(&arena, document, &root);
    assert_null(made.note);
    assert_true(us_json_equal(made.value, read(value)));
}

static void no_name_or_character_breaks_xml(void **state)
{
    us_xml_error error;
    (void)state;
    assert_string_equal(
        encode("{\"a b\":\"x\\u0001y\",\"7\":1,\"\":2,\"a:b\":3}", "text/xml", NULL),
        "<xml><a_b>x y</a_b><_7>1</_7><_>2</_><a_b>3</a_b></xml>");
    if (!us_xml_find())
        skip();
    us_text body = us_text_of(encode("[\"\\u0000\\u001f\\ufffd\"]", "text/xml", NULL));
    assert_non_null(us_xml_read(&arena, body, true, &error));
}

/* ---- Tables and forms -------------------------------------------------------------------------------- */

static void tables_are_read_as_they_were(void **state)
{
    static const char rows[] =
        "[{\"id\":1,\"name\":\"a,\\\"b\\\"\\r\\nc\"},{\"id\":2.5,\"name\":\" d \"},{\"name\":\"e\"}]";
    const us_reading cells[] = { { .name = US_STRING_OF("id"), .types = US_NUMBER },
                                 { .name = US_STRING_OF("name"), .types = US_STRING } };
    const us_reading row = { .types = US_OBJECT, .member = cells, .members = 2 };
    const us_reading table = { .types = US_ARRAY, .item = &row };
    const us_reading list = { .types = US_ARRAY, .item = &number };
    (void)state;
    const char *body = encode(rows, "text/csv", &table);
    assert_string_equal(body, "id,name\r\n1,\"a,\"\"b\"\"\r\nc\"\r\n2.5,\" d \"\r\n,e\r\n");
    assert_value(us_table_read(&arena, us_text_of(body), ',', &table), rows);
    assert_string_equal(encode("[1,2]", "text/csv", &list), "1\r\n2\r\n");
    assert_value(us_table_read(&arena, US_TEXT("1\n2"), ',', &list), "[1,2]");
    assert_string_equal(encode("[[1,\"a\\tb\"]]", "text/tab-separated-values", NULL),
                        "1\t\"a\tb\"\r\n");
    /* more cells than names, and fewer */
    assert_value(us_table_read(&arena, US_TEXT("id,name\n1\n2,x,y\n"), ',', &table),
                 "[{\"id\":1},{\"id\":2,\"name\":\"x\",\"\":\"y\"}]");
}

static void a_boundary_is_in_no_part(void **state)
{
    const char *body = encode("[\"understudy\",\"understudy2\"]", "multipart/mixed", NULL);
    us_text boundary = us_encode_boundary(us_text_of(body));
    (void)state;
    assert_true(us_text_equal(boundary, US_TEXT("understudy3")));
    assert_true(us_text_ends(us_text_of(body), US_TEXT("\r\n--understudy3--\r\n")));
    assert_int_equal(us_encode_boundary(US_TEXT("no parts")).length, 0);
}

/* ---- Sequences --------------------------------------------------------------------------------------- */

static void lines_of_data(void **state)
{
    (void)state;
    assert_string_equal(
        encode("{\"data\":\"a\\r\\nb\\rc\\n\",\"id\":\"\",\"retry\":5}", "text/event-stream", NULL),
        "data: a\ndata: b\ndata: c\ndata: \nid: \nretry: 5\n\n");
    assert_string_equal(
        encode("[{\"data\":{\"x\":1},\"event\":\"e\"},{\"data\":1,\"other\":2},\"s\"]",
               "text/event-stream", NULL),
        "data: {\"x\":1}\nevent: e\n\ndata: {\"data\":1,\"other\":2}\n\ndata: s\n\n");
    assert_string_equal(encode("[1,\"a\\nb\"]", "application/x-ndjson", NULL), "1\n\"a\\nb\"\n");
}

static void expect_cut(const char *sequence, enum us_sequence kind, const char *const *items)
{
    us_text rest = us_text_of(sequence), item;
    for (; (item = us_series_cut(&rest, kind)).length > 0; items++) {
        assert_non_null(*items);
        assert_string_equal(us_arena_copy(&arena, item).bytes, *items);
    }
    assert_null(*items);
}

static void sequences_are_cut(void **state)
{
    (void)state;
    expect_cut("\n\ndata: a\r\n\r\n\r\n: b\rdata: c\r\rdata: d", US_SEQUENCE_EVENTS,
               (const char *[]){ "data: a\r\n\r\n", ": b\rdata: c\r\r", "data: d", NULL });
    expect_cut("1\n\n2\r\n3", US_SEQUENCE_LINES, (const char *[]){ "1\n", "2\r\n", "3", NULL });
    expect_cut("\x1E{\n}\n\x1E"
               "2",
               US_SEQUENCE_RECORDS,
               (const char *[]){ "\x1E{\n}\n",
                                 "\x1E"
                                 "2",
                                 NULL });
    expect_cut("", US_SEQUENCE_EVENTS, (const char *[]){ NULL });
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(xml_is_read_as_it_was, end),
        cmocka_unit_test_teardown(no_name_or_character_breaks_xml, end),
        cmocka_unit_test_teardown(tables_are_read_as_they_were, end),
        cmocka_unit_test_teardown(a_boundary_is_in_no_part, end),
        cmocka_unit_test_teardown(lines_of_data, end),
        cmocka_unit_test_teardown(sequences_are_cut, end),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
