/* The order of events by what they are called. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/buf.h"
#include "server/conversation.h"

static us_arena arena;

static int clear(void **state)
{
    (void)state;
    us_arena_free(&arena);
    return 0;
}

enum { TAGS_MOST = 16 };

static unsigned split(const char *list, us_text *tag)
{
    us_text rest = us_text_of(list);
    unsigned tags = 0;

    while (rest.length > 0) {
        size_t end = us_text_find(rest, ' ');

        assert_true(tags < TAGS_MOST);
        tag[tags++] = us_text_slice(rest, 0, end);
        rest = us_text_slice(rest, end + 1, rest.length);
    }
    return tags;
}

/* The first `total` events, with those that may come again in brackets; all events where it is 0. */
static const char *shown(const us_conversation *c, const us_text *tag, unsigned total)
{
    us_buf out = us_buf_new(&arena, 256);
    unsigned count = total > 0 ? total : c->events;

    for (unsigned i = 0; i < count; i++) {
        us_text name = tag[c->event[us_conversation_at(c, i, count)]];

        us_buf_add_string(&out, i > 0 ? " " : "");
        us_buf_add_string(&out, total == 0 && i == c->from && c->to > i ? "[" : "");
        us_buf_add(&out, name);
        us_buf_add_string(&out, total == 0 && i + 1 == c->to && c->from < c->to ? "]" : "");
    }
    return us_buf_text(&out).bytes;
}

static void expect_made(const char *list, const char *wanted)
{
    us_text tag[TAGS_MOST];
    us_conversation made = us_conversation_make(&arena, tag, split(list, tag));

    assert_string_equal(shown(&made, tag, 0), wanted);
}

static void expect_read(const char *list, unsigned total, const char *wanted)
{
    us_text tag[TAGS_MOST];
    us_conversation read = us_conversation_read(&arena, tag, split(list, tag));

    assert_string_equal(shown(&read, tag, total), wanted);
}

static void what_begins_comes_first(void **state)
{
    (void)state;
    expect_made(
        "content_block_delta content_block_start content_block_stop message_delta message_start message_stop",
        "message_start content_block_start [content_block_delta] content_block_stop message_delta message_stop");
    expect_made("run.completed run.output.delta run.created run.in_progress",
                "run.created run.in_progress [run.output.delta] run.completed");
    expect_made("done chunk start", "start [chunk] done");
    expect_made("messageEnd messageStart textDelta", "messageStart [textDelta] messageEnd");
    expect_made("start start delta delta end end", "start [delta] end");
    expect_made("MESSAGE-STOP MESSAGE-START", "MESSAGE-START MESSAGE-STOP");
}

static void parts_stay_together(void **state)
{
    (void)state;
    expect_made(
        "message-start content-end tool-end content-delta content-start tool-start message-end",
        "message-start content-start [content-delta] content-end tool-start tool-end message-end");
    expect_made("start ping text_delta text_start end", "start text_start [text_delta] ping end");
}

static void failures_are_left_out(void **state)
{
    (void)state;
    expect_made("error run.failed run.created run.completed run.incomplete",
                "run.created run.completed");
}

static void without_a_theme_there_is_no_order(void **state)
{
    (void)state;
    expect_made("", "");
    expect_made("a b c", "");
    expect_made("start stopping", "");
    expect_made("message.delta message.ended", "");
    expect_made("user.created order.deleted", "");
    expect_made("... - _", "");
}

static void more_are_given_from_the_middle(void **state)
{
    (void)state;
    expect_read("start ping d d d end", 0, "start ping [d d d] end");
    expect_read("start d e end", 7, "start d d d d e end");
    expect_read("start d e end", 2, "start d");
    expect_read("start d", 5, "start d start d start");
    expect_read("d d end", 4, "d d end d");
    expect_read("a start d d end start d d d end z", 13, "a start d d end start d d d d d end z");
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_teardown(what_begins_comes_first, clear),
        cmocka_unit_test_teardown(parts_stay_together, clear),
        cmocka_unit_test_teardown(failures_are_left_out, clear),
        cmocka_unit_test_teardown(without_a_theme_there_is_no_order, clear),
        cmocka_unit_test_teardown(more_are_given_from_the_middle, clear),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
