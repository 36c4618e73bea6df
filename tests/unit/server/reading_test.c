/* Text to values: scalars, lists in one text, names with brackets, and where that ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "server/form.h"
#include "server/reading.h"

#define NAMED(literal) .name = US_STRING_OF(literal)
#define SCALARS        (US_BOOLEAN | US_NUMBER | US_STRING)

static const us_reading number = { .types = US_NUMBER };
static const us_reading point_member[] = { { NAMED("x"), .types = US_NUMBER },
                                           { NAMED("y"), .types = US_NUMBER } };
static const us_reading point = { .types = US_OBJECT, .member = point_member, .members = 2 };
static const us_reading numbers = { .types = US_ARRAY, .item = &number };

static us_arena arena;

static int empty_arena(void **state)
{
    (void)state;
    us_arena_free(&arena);
    arena = (us_arena){ 0 };
    return 0;
}

static const char *shown(const us_json *value)
{
    us_buf out = us_buf_new(&arena, 64);
    if (!value)
        return "(limit)";
    us_json_write(&out, value);
    return us_arena_copy(&arena, us_buf_text(&out)).bytes;
}

static const char *scalar(const char *text, unsigned types)
{
    return shown(us_read_scalar(&arena, us_text_of(text), types));
}

static const char *text(const char *given, const us_reading *reading)
{
    return shown(us_read_text(&arena, us_text_of(given), reading));
}

static const char *cut(const char *given, us_cut how, const us_reading *reading)
{
    return shown(us_read_cut(&arena, us_text_of(given), how, reading));
}

/* "a[b]=1&c=2" by the reading of a form. */
static const char *fields(const char *query, const us_reading *reading)
{
    const char *fault;
    const us_json *value =
        us_form_read(&arena, us_text_of(query), reading, (us_dialect){ 0 }, &fault);
    return value || fault == us_reading_limit ? shown(value) : fault;
}

static void scalars(void **state)
{
    (void)state;
    assert_string_equal(scalar("7", US_INTEGER), "7");
    assert_string_equal(scalar("7", US_STRING), "\"7\"");
    assert_string_equal(scalar("7", SCALARS), "7");
    assert_string_equal(scalar("007", US_INTEGER), "\"007\"");
    assert_string_equal(scalar("1e400", US_NUMBER), "1e400");
    assert_string_equal(scalar("true", US_BOOLEAN), "true");
    assert_string_equal(scalar("True", US_BOOLEAN), "\"True\"");
    assert_string_equal(scalar("null", US_NULL | US_INTEGER), "null");
    assert_string_equal(scalar("null", US_NULL | US_STRING), "\"null\"");
    assert_string_equal(scalar("", US_INTEGER), "\"\"");
}

static void json_in_text(void **state)
{
    (void)state;
    assert_string_equal(text("{\"z\": [1]}", &point), "{\"z\":[1]}");
    assert_string_equal(text(" [1, \"a\"] ", &numbers), "[1,\"a\"]");
    assert_string_equal(text("[1", &numbers), "\"[1\"");
    assert_string_equal(text("{\"x\":1,\"x\":2}", &point), "\"{\\\"x\\\":1,\\\"x\\\":2}\"");
    assert_string_equal(text("[1]", &point), "\"[1]\"");
    assert_string_equal(text("[1]", NULL), "\"[1]\"");
}

static void lists_in_one_text(void **state)
{
    us_cut comma = { .separator = ',' }, encoded = { .separator = '|', .decoded = true };
    (void)state;
    assert_string_equal(cut("1,a,", comma, &numbers), "[1,\"a\",\"\"]");
    assert_string_equal(cut("1%2C2,3", comma, &numbers), "[\"1,2\",3]");
    assert_string_equal(cut(" 1 |%32", encoded, &numbers), "[1,\"%32\"]");
    assert_string_equal(cut("%zz,%ff", comma, &numbers), "[\"%zz\",\"%ff\"]");
    assert_string_equal(shown(us_read_cut(&arena, (us_text){ 0 }, comma, &numbers)), "[]");
}

static void objects_in_one_text(void **state)
{
    us_cut turns = { .separator = ',' }, pairs = { .separator = ',', .pairs = true };
    (void)state;
    assert_string_equal(cut("x,1,y,2", turns, &point), "{\"x\":1,\"y\":2}");
    assert_string_equal(cut("x,1,y", turns, &point), "{\"x\":1,\"y\":\"\"}");
    assert_string_equal(cut("x=1,y=2,z=3", pairs, &point), "{\"x\":1,\"y\":2,\"z\":\"3\"}");
    assert_string_equal(cut("x,y==", pairs, &point), "{\"x\":\"\",\"y\":\"=\"}");
    assert_string_equal(cut("%78=%31", pairs, &point), "{\"x\":1}");
    /* no name is there twice, so that none can stand for another that is required */
    assert_string_equal(cut("x,1,x,2", turns, &point), "{\"x\":[\"1\",\"2\"]}");
    assert_string_equal(cut("=1,=2", pairs, &point), "{\"\":[\"1\",\"2\"]}");
}

static void names_with_brackets(void **state)
{
    const us_reading member[] = {
        { NAMED("p"), .types = US_OBJECT, .member = point_member, .members = 2 },
        { NAMED("list"), .types = US_ARRAY, .item = &point },
        { NAMED("numbers"), .types = US_ARRAY, .item = &number },
        { NAMED("odd[name]"), .types = US_NUMBER },
        { NAMED("either"), .types = US_ARRAY | US_NUMBER, .item = &number },
    };
    const us_reading form = { .types = US_OBJECT, .member = member, .members = 5 };
    (void)state;
    assert_string_equal(fields("p[x]=1&p[y]=2", &form), "{\"p\":{\"x\":1,\"y\":2}}");
    assert_string_equal(fields("list[1][x]=2&list[0][x]=1&list[0][y]=3", &form),
                        "{\"list\":[{\"x\":1,\"y\":3},{\"x\":2}]}");
    assert_string_equal(fields("numbers[10]=2&numbers[9]=1", &form), "{\"numbers\":[1,2]}");
    assert_string_equal(fields("numbers[]=1&numbers[]=2", &form), "{\"numbers\":[1,2]}");
    assert_string_equal(fields("numbers=1", &form), "{\"numbers\":[1]}");
    assert_string_equal(fields("either=1", &form), "{\"either\":1}");
    assert_string_equal(fields("either=1&either=2", &form), "{\"either\":[1,2]}");
    assert_string_equal(fields("odd[name]=1", &form), "{\"odd[name]\":1}");
    assert_string_equal(fields("[x]=1&x]=2&x[=3", &form),
                        "{\"x[\":\"3\",\"x]\":\"2\",\"[x]\":\"1\"}");
    assert_string_equal(fields("u[a][b]=1&u[a][c]=2", &form),
                        "{\"u\":{\"a\":{\"b\":\"1\",\"c\":\"2\"}}}");
    assert_string_equal(fields("u[0]=a&u[x]=b", &form), "{\"u\":{\"0\":\"a\",\"x\":\"b\"}}");
    assert_string_equal(fields("", &form), "{}");
    assert_non_null(strstr(fields("a=%", &form), "'%'"));
}

static const char *nested(unsigned levels)
{
    us_buf query = us_buf_new(&arena, 256);
    us_buf_add_string(&query, "a");
    for (unsigned i = 0; i < levels; i++)
        us_buf_add_string(&query, "[a]");
    us_buf_add_string(&query, "=1");
    return fields(us_arena_copy(&arena, us_buf_text(&query)).bytes, NULL);
}

static void brackets_have_a_deepest(void **state)
{
    (void)state;
    assert_non_null(strstr(nested(31), "\"1\"}}}}}"));
    assert_string_equal(nested(32), "(limit)");
    assert_string_equal(nested(1000), "(limit)");
}

/* What the compiler has not written down is neither right nor wrong. */
static void what_is_inside_is_not_known(void **state)
{
    const us_reading member[] = {
        { NAMED("object"), .types = US_OBJECT, .unknown = 1 },
        { NAMED("array"), .types = US_ARRAY, .unknown = 1 },
        { NAMED("styled"), .types = US_ARRAY, .unknown = 1, .style = US_STYLE_PIPE },
        { NAMED("either"), .types = US_ARRAY | US_NUMBER, .unknown = 1, .explode = 1 },
    };
    const us_reading form = { .types = US_OBJECT, .member = member, .members = 4 };
    us_cut comma = { .separator = ',' };
    (void)state;
    assert_string_equal(fields("object[x]=1", &form), "(limit)");
    assert_string_equal(fields("array[]=1", &form), "(limit)");
    assert_string_equal(fields("array=1", &form), "(limit)");
    assert_string_equal(fields("styled=1|2", &form), "(limit)");
    assert_string_equal(fields("either=1&either=2", &form), "(limit)");
    assert_string_equal(fields("either=1", &form), "{\"either\":1}");
    assert_string_equal(fields("object={\"x\":[1]}", &form), "{\"object\":{\"x\":[1]}}");
    assert_string_equal(cut("1,2", comma, &member[1]), "(limit)");
    assert_string_equal(cut("x,2", comma, &member[0]), "(limit)");
}

static void many_fields(void **state)
{
    us_buf query = us_buf_new(&arena, 100000);
    (void)state;
    for (unsigned i = 0; i < 5000; i++)
        us_buf_print(&query, "n%u[x]=%u&", i % 2500, i);
    const char *made = fields(us_arena_copy(&arena, us_buf_text(&query)).bytes, NULL);
    assert_non_null(strstr(made, "\"n2499\":{\"x\":[\"2499\",\"4999\"]}"));
}

#define CASE(test) cmocka_unit_test_setup_teardown(test, empty_arena, empty_arena)

int main(void)
{
    const struct CMUnitTest tests[] = {
        CASE(scalars),
        CASE(json_in_text),
        CASE(lists_in_one_text),
        CASE(objects_in_one_text),
        CASE(names_with_brackets),
        CASE(brackets_have_a_deepest),
        CASE(what_is_inside_is_not_known),
        CASE(many_fields),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
