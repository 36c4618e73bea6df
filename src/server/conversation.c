/* Names are cut into words, at signs and at capitals. The subject with the fewest words is what the stream is about
 * ("message", "response", or none at all), and the other subjects ("content_block") are its parts. */
#include "server/conversation.h"

#include "base/ascii.h"

enum phase { BEGINS, GOES_ON, ENDS, FAILS };

typedef struct step { /* an event */
    us_text tag;
    us_text subject; /* the tag as far as its last word */
    unsigned words;  /* of the subject */
    enum phase phase;
    bool taken;
} step;

/* ---- Words --------------------------------------------------------------------------------------- */

static const char *const beginning[] = { "start", "started", "begin",   "began",
                                         "begun", "created", "open",    "opened",
                                         "added", "queued",  "progress" };
static const char *const ending[] = { "stop",     "stopped",  "end",    "ended",
                                      "done",     "complete", "finish", "completed",
                                      "finished", "close",    "closed" };
static const char *const failing[] = { "error",     "failed",   "failure",    "fail",
                                       "cancelled", "canceled", "incomplete", "aborted",
                                       "expired",   "timeout",  "rejected",   "refused" };

static bool is_one_of(us_text word, const char *const *list, size_t count)
{
    for (size_t i = 0; i < count; i++)
        if (us_text_equal_nocase(word, us_text_of(list[i])))
            return true;
    return false;
}

#define IS_ONE_OF(word, list) is_one_of(word, list, sizeof(list) / sizeof *(list))

static enum phase phase_of(us_text word)
{
    if (IS_ONE_OF(word, failing))
        return FAILS;
    if (IS_ONE_OF(word, ending))
        return ENDS;
    return IS_ONE_OF(word, beginning) ? BEGINS : GOES_ON;
}

/* Whether a word begins at that place. */
static bool begins_word(us_text tag, size_t at)
{
    if (!us_is_word(tag.bytes[at]))
        return false;
    return at == 0 || !us_is_word(tag.bytes[at - 1]) ||
           (us_is_upper(tag.bytes[at]) && us_is_lower(tag.bytes[at - 1]));
}

static us_text without_signs(us_text text)
{
    while (text.length > 0 && !us_is_word(text.bytes[text.length - 1]))
        text.length--;
    return text;
}

/* Where the last word of the text begins. */
static size_t last_word(us_text text)
{
    size_t at = text.length;

    while (at > 0 && !begins_word(text, at - 1))
        at--;
    return at > 0 ? at - 1 : 0;
}

static unsigned count_words(us_text text)
{
    unsigned words = 0;

    for (size_t i = 0; i < text.length; i++)
        words += begins_word(text, i);
    return words;
}

/* "in" belongs to what happens: in_progress. */
static step step_of(us_text tag)
{
    us_text name = without_signs(tag);
    size_t at = last_word(name);
    us_text subject = without_signs(us_text_slice(name, 0, at));
    size_t before = last_word(subject);

    if (us_text_equal_nocase(us_text_slice(subject, before, subject.length), US_TEXT("in")))
        subject = without_signs(us_text_slice(subject, 0, before));
    return (step){ .tag = tag,
                   .subject = subject,
                   .words = count_words(subject),
                   .phase = phase_of(us_text_slice(name, at, name.length)) };
}

static step *steps_of(us_arena *arena, const us_text *tag, unsigned tags)
{
    step *list = US_NEW_ARRAY(arena, step, tags + 1);

    for (unsigned i = 0; i < tags; i++)
        list[i] = step_of(tag[i]);
    return list;
}

/* ---- The order ----------------------------------------------------------------------------------- */

static bool has_phase(const step *list, unsigned count, us_text subject, enum phase phase)
{
    for (unsigned i = 0; i < count; i++)
        if (list[i].phase == phase && us_text_equal(list[i].subject, subject))
            return true;
    return false;
}

/* The subject that the stream is about, which begins and ends: of those with the fewest words the first. NULL: no subject
 * does both. */
static const step *find_theme(const step *list, unsigned count)
{
    const step *theme = NULL;

    for (unsigned i = 0; i < count; i++)
        if ((!theme || list[i].words < theme->words) &&
            has_phase(list, count, list[i].subject, BEGINS) &&
            has_phase(list, count, list[i].subject, ENDS))
            theme = &list[i];
    return theme;
}

/* A kind may be of several kinds that are called alike. */
static bool is_taken(const step *list, unsigned count, us_text tag)
{
    for (unsigned i = 0; i < count; i++)
        if (list[i].taken && us_text_equal(list[i].tag, tag))
            return true;
    return false;
}

static void take(us_conversation *made, step *list, unsigned count, us_text subject,
                 enum phase phase)
{
    for (unsigned i = 0; i < count; i++) {
        if (is_taken(list, count, list[i].tag) || list[i].phase != phase ||
            !us_text_equal(list[i].subject, subject))
            continue;
        list[i].taken = true;
        made->event[made->events++] = i;
    }
}

/* What belongs to another subject than the theme, subject by subject. */
static void take_parts(us_conversation *made, step *list, unsigned count, us_text theme)
{
    for (unsigned i = 0; i < count; i++)
        for (enum phase phase = BEGINS; phase <= ENDS; phase++)
            if (!us_text_equal(list[i].subject, theme) && list[i].phase != FAILS)
                take(made, list, count, list[i].subject, phase);
}

/* How much a run of events is worth that somebody asks for more of: above all its length, then that it is part of
 * something that begins or ends, as a mere sign of life is not. */
static unsigned worth(const step *list, unsigned count, const step *first, unsigned length)
{
    return 2 * length + (has_phase(list, count, first->subject, BEGINS) ||
                         has_phase(list, count, first->subject, ENDS));
}

/* Finds the best run of events of one kind that neither begin nor end anything, between two that do. */
static void find_run(us_conversation *made, const step *list, unsigned count)
{
    unsigned best = 0, from = 0, end;

    while (from < made->events && list[made->event[from]].phase != BEGINS)
        from++;
    for (; from < made->events; from = end) {
        const step *first = &list[made->event[from]];

        for (end = from + 1; end < made->events; end++)
            if (!us_text_equal(list[made->event[end]].tag, first->tag))
                break;
        if (first->phase != GOES_ON || end == made->events ||
            worth(list, count, first, end - from) <= best)
            continue;
        best = worth(list, count, first, end - from);
        made->from = from;
        made->to = end;
    }
}

us_conversation us_conversation_make(us_arena *arena, const us_text *tag, unsigned tags)
{
    us_conversation made = { .event = US_NEW_ARRAY(arena, unsigned, tags + 1) };
    step *list = steps_of(arena, tag, tags);
    const step *theme = find_theme(list, tags);

    if (!theme)
        return made;
    us_text subject = theme->subject;
    take(&made, list, tags, subject, BEGINS);
    take_parts(&made, list, tags, subject);
    take(&made, list, tags, subject, GOES_ON);
    take(&made, list, tags, subject, ENDS);
    find_run(&made, list, tags);
    return made;
}

us_conversation us_conversation_read(us_arena *arena, const us_text *tag, unsigned tags)
{
    us_conversation made = { .event = US_NEW_ARRAY(arena, unsigned, tags + 1) };
    const step *list = steps_of(arena, tag, tags);

    for (unsigned i = 0; i < tags; i++)
        made.event[made.events++] = i;
    find_run(&made, list, tags);
    return made;
}

unsigned us_conversation_at(const us_conversation *conversation, unsigned number, unsigned total)
{
    unsigned run = conversation->to - conversation->from;
    unsigned more = total > conversation->events ? total - conversation->events : 0;

    if (run == 0 || more == 0)
        return number % conversation->events;
    if (number < conversation->from)
        return number;
    if (number < conversation->to + more)
        return conversation->from + (number - conversation->from) % run;
    return number - more;
}
