/* What the client asks for: `Prefer: code=404, example=name` (RFC 7240), or `__code` and `__example` in the
 * query where a field cannot be set. The field, when there is one, counts alone.
 *
 *   code=404, example=name    which of the declared answers
 *   validate=false            do not look whether the request keeps the contract
 *   security=false            do not look who asks
 *   handling=lenient          look, and answer all the same (RFC 7240, 4.4)
 *   delay=200                 wait so many milliseconds first: the lobby has done so (delay.h)
 *   stream-count=10           so many items, if the answer is a stream (series.h)
 *   stream-interval=50        so many milliseconds between two of them
 *   dynamic=true, seed=7      a random answer made by the schema; the same for the same seed
 *   variant=12, variant=next  an answer of the operation's repertoire, by its number or one after the other …
 *   session=NAME              … for whoever calls itself so
 *
 * RFC 7240 separates preferences with commas; a semicolon starts a parameter of a preference. None of these
 * has parameters, and the semicolon is the commonest slip, so it separates here too, with a warning. */
#include <inttypes.h>

#include "base/ascii.h"
#include "server/delay.h"
#include "server/list.h"
#include "server/made.h"
#include "server/problem.h"
#include "server/series.h"
#include "server/turn.h"

enum wish {
    CODE,
    EXAMPLE,
    VALIDATE,
    SECURITY,
    HANDLING,
    DELAY,
    STREAM_COUNT,
    STREAM_INTERVAL,
    DYNAMIC,
    SEED,
    VARIANT,
    SESSION,
    WISHES
};

static const us_text names[WISHES] = {
    [CODE] = { "code", 4 },
    [EXAMPLE] = { "example", 7 },
    [VALIDATE] = { "validate", 8 },
    [SECURITY] = { "security", 8 },
    [HANDLING] = { "handling", 8 },
    [DELAY] = { "delay", 5 },
    [DYNAMIC] = { "dynamic", 7 },
    [SEED] = { "seed", 4 },
    [STREAM_COUNT] = { "stream-count", 12 },
    [STREAM_INTERVAL] = { "stream-interval", 15 },
    [VARIANT] = { "variant", 7 },
    [SESSION] = { "session", 7 },
};

/* What is asked for; without bytes: nothing. */
typedef struct wishes {
    us_text value[WISHES];
    bool queried; /* in the query, not in a field */
} wishes;

/* ---- Reading ------------------------------------------------------------------------------------------- */

static enum wish wish_named(us_text name)
{
    unsigned i = 0;
    while (i < WISHES && !us_text_equal_nocase(names[i], name))
        i++;
    return (enum wish)i;
}

/* Of repeated ones the first counts (RFC 7240, 2). */
static void take(us_turn *turn, wishes *w, us_text name, us_text value)
{
    enum wish wish = wish_named(name);
    if (wish == WISHES || w->value[wish].bytes)
        return;
    w->value[wish] = us_list_unquote(turn->arena, value);
}

static void warn(us_turn *turn, const char *code, us_text message)
{
    us_findings_warn(&turn->findings, turn->arena, US_TEXT("header"), US_TEXT("prefer"), code,
                     message, 0);
}

/* A preference and, after semicolons, what should have been its parameters. */
static void take_item(us_turn *turn, wishes *w, us_text rest)
{
    us_text item, name, value;
    for (unsigned i = 0; us_list_next(&rest, ";", &item); i++) {
        us_list_pair(item, &name, &value);
        if (i > 0 && wish_named(name) != WISHES)
            warn(turn, "semicolon",
                 us_arena_print(turn->arena,
                                "\"%.*s\" stands after a semicolon, which makes it a parameter of "
                                "what is before it; preferences are separated by commas",
                                US_SHOWN(name)));
        take(turn, w, name, value);
    }
}

static bool take_fields(us_turn *turn, wishes *w)
{
    bool any = false;
    const us_request *request = turn->request;
    for (unsigned i = 0; i < request->fields; i++) {
        us_text rest = request->field[i].value, item;
        if (!us_text_equal_nocase(request->field[i].name, US_TEXT("Prefer")))
            continue;
        while (us_list_next(&rest, ",", &item))
            take_item(turn, w, item);
        any = true;
    }
    return any;
}

static void take_query(us_turn *turn, wishes *w)
{
    us_text mark = US_TEXT("__");
    w->queried = true;
    for (unsigned i = 0; i < turn->query.count; i++) {
        const us_pair *pair = &turn->query.pair[i];
        if (us_text_starts(pair->name, mark))
            take(turn, w, us_text_slice(pair->name, mark.length, pair->name.length), pair->value);
    }
}

/* ---- Obeying ------------------------------------------------------------------------------------------- */

/* An interim answer (1xx) would not end the exchange, so it cannot be asked for. */
static bool is_final_status(us_text code)
{
    if (code.length != 3 || code.bytes[0] < '2' || code.bytes[0] > '5')
        return false;
    return us_is_digit(code.bytes[1]) && us_is_digit(code.bytes[2]);
}

static bool is_truth(us_text value)
{
    return !value.bytes || us_text_equal(value, US_TEXT("true")) ||
           us_text_equal(value, US_TEXT("false"));
}

/* In a field, without a value: to Prism it is `true`. */
static bool is_bare(const wishes *w, enum wish wish)
{
    return w->value[wish].bytes && w->value[wish].length == 0 && !w->queried;
}

static const char *prism_fault(const wishes *w, enum wish wish)
{
    us_text value = w->value[wish];
    if (!value.bytes || is_bare(w, wish))
        return value.bytes ? "string" : NULL;
    unsigned number;
    if (wish == CODE && (value.length != 3 || !us_text_number(value, 999, &number)))
        return "a number";
    return wish == DYNAMIC && !is_truth(value) ? "a boolean" : NULL;
}

/* What Prism says of them, which is a sentence of the decoder that it uses. */
static us_text prism_sentence(const us_turn *turn, const wishes *w)
{
    static const enum wish known[] = { CODE, DYNAMIC, SEED, EXAMPLE };
    us_buf out = us_buf_new(turn->arena, 96);
    for (unsigned i = 0; i < sizeof known / sizeof *known; i++) {
        us_text value = us_text_slice(w->value[known[i]], 0, 40);
        const char *fault = prism_fault(w, known[i]);
        if (!fault)
            continue;
        us_buf_print(&out, "%soptional property \"%s\"\n└─ cannot decode ",
                     out.length > 0 ? "\n" : "", names[known[i]].bytes);
        us_buf_print(&out,
                     !is_bare(w, known[i]) ? "\"%.*s\", should be %s" : "true%.*s, should be %s",
                     US_SHOWN(value), fault);
    }
    return us_buf_text(&out);
}

static bool refuse(us_turn *turn, const wishes *w, enum wish wish, const char *how)
{
    us_text shown = us_text_slice(w->value[wish], 0, 40);
    turn->prism_preference = prism_sentence(turn, w);
    return us_turn_problem(turn, US_PROBLEM_BAD_PREFERENCE, "A preferred %s is %s, not \"%.*s\".",
                           names[wish].bytes, how, US_SHOWN(shown));
}

/* A number up to `most`, if it is said at all. */
static bool read_number(us_text text, unsigned most, us_wished *wished)
{
    *wished = (us_wished){ .said = text.bytes != NULL };
    return !wished->said || us_text_number(text, most, &wished->number);
}

static bool read_stream(us_turn *turn, const wishes *w)
{
    if (!read_number(w->value[STREAM_COUNT], US_SERIES_MOST, &turn->stream_count))
        return refuse(turn, w, STREAM_COUNT, "a number from 0 to 1000000");
    if (!read_number(w->value[STREAM_INTERVAL], US_SERIES_INTERVAL, &turn->stream_interval))
        return refuse(turn, w, STREAM_INTERVAL, "of 0 to 60000 milliseconds, such as 50");
    return true;
}

static bool can_be_read(us_turn *turn, const wishes *w)
{
    if (w->value[CODE].bytes && !is_final_status(w->value[CODE]))
        return refuse(turn, w, CODE, "a status from 200 to 599, such as 404");
    if (is_bare(w, EXAMPLE))
        return refuse(turn, w, EXAMPLE, "a name, as in example=small");
    if (is_bare(w, SEED))
        return refuse(turn, w, SEED, "any text, as in seed=7");
    if (!is_truth(w->value[VALIDATE]))
        return refuse(turn, w, VALIDATE, "true or false");
    if (!is_truth(w->value[SECURITY]))
        return refuse(turn, w, SECURITY, "true or false");
    us_delay delay;
    if (w->value[DELAY].bytes && !us_delay_read(w->value[DELAY], &delay))
        return refuse(turn, w, DELAY, "of 0 to 60000 milliseconds, such as 200");
    if (!is_truth(w->value[DYNAMIC]))
        return refuse(turn, w, DYNAMIC, "true or false");
    return read_stream(turn, w);
}

static void obey_dynamic(us_turn *turn, const wishes *w)
{
    const us_service_options *options = &turn->service->options;
    us_text wanted = w->value[DYNAMIC];
    if (turn->prefer_variant.length > 0)
        return;
    turn->dynamic = wanted.bytes ? us_text_equal(wanted, US_TEXT("true")) : options->dynamic;
    if (!turn->dynamic)
        return;
    if (w->value[SEED].bytes)
        turn->seed = us_seed_of(w->value[SEED]);
    else
        turn->seed =
            options->seed ? us_seed_of(us_text_of(options->seed)) : us_made_seed(turn->service);
}

static void obey(us_turn *turn, const wishes *w)
{
    turn->prefer_code = w->value[CODE];
    turn->prefer_example = w->value[EXAMPLE];
    turn->prefer_variant = w->value[VARIANT];
    turn->prefer_session = w->value[SESSION];
    turn->delayed = w->value[DELAY].bytes;
    if (us_text_equal_nocase(w->value[HANDLING], US_TEXT("lenient")))
        turn->validation = US_VALIDATION_LENIENT;
    if (us_text_equal_nocase(w->value[HANDLING], US_TEXT("strict")) ||
        us_text_equal(w->value[VALIDATE], US_TEXT("true")))
        turn->validation = US_VALIDATION_ON;
    if (us_text_equal(w->value[VALIDATE], US_TEXT("false")))
        turn->validation = US_VALIDATION_OFF;
    if (w->value[SECURITY].bytes)
        turn->no_security = us_text_equal(w->value[SECURITY], US_TEXT("false"));
    obey_dynamic(turn, w);
}

/* Preference-Applied (RFC 7240, 3), of what is obeyed, which a variant adds itself to in the place of all that
 * chooses otherwise: an example's name is quoted, it may be anything. */
static us_text list_applied(const us_turn *turn, const wishes *w)
{
    us_buf out = us_buf_new(turn->arena, 48);
    for (unsigned i = CODE; i < DYNAMIC; i++) {
        if (w->value[i].length == 0 || (turn->prefer_variant.length > 0 && i <= EXAMPLE))
            continue;
        us_buf_print(&out, i == EXAMPLE ? "%s%s=\"%.*s\"" : "%s%s=%.*s", out.length > 0 ? ", " : "",
                     names[i].bytes, US_SHOWN(w->value[i]));
    }
    if (turn->dynamic) /* so that an answer can be had again */
        us_buf_print(&out, "%sdynamic=true, seed=%" PRIu64, out.length > 0 ? ", " : "", turn->seed);
    return us_buf_text(&out);
}

bool us_step_preference(us_turn *turn)
{
    wishes w = { 0 };
    if (!take_fields(turn, &w))
        take_query(turn, &w);
    if (!can_be_read(turn, &w))
        return false;
    obey(turn, &w);
    turn->applied = list_applied(turn, &w);
    return true;
}
