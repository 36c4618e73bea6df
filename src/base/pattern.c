/* Compiling the translated pattern and running it, within limits.
 *
 * Most texts are decided by an automaton (pattern_automaton.h), the others by PCRE2. Code from its JIT
 * compiler matches with a stack of the thread; when that is too small, or where there is no JIT, the
 * interpreter runs with its own limits on steps and memory. Each thread keeps what a match needs, so that
 * matching allocates nothing. */
#define PCRE2_CODE_UNIT_WIDTH 8
#include "base/pattern.h"

#include <pcre2.h>
#include <pthread.h>
#include <stdlib.h>

#include "base/pattern_automaton.h"
#include "base/pattern_parts.h"
#include "base/utf8.h"

/* Enough for any honest pattern; a hostile one ("(a+)+$") stops after some tens of milliseconds. */
enum {
    STEPS = 1000000,
    DEPTH = 250000,
    HEAP_KIB = 16 << 10,
    STACK_FIRST = 32 << 10,
    STACK_MOST = 1 << 20,
    SOURCE_MOST = 64 << 10
};

struct us_pattern {
    us_text source, remark;
    size_t remarked;
    const us_automaton *automaton; /* decides most texts; NULL where there is none */
    pcre2_code *code;
    bool jit;
};

/* What a thread needs to match. */
struct tools {
    pcre2_match_data *data; /* room for one pair: only whether it matches is asked */
    pcre2_match_context *context;
    pcre2_jit_stack *stack;
};

static pthread_key_t tools_key;
static pthread_once_t tools_once = PTHREAD_ONCE_INIT;

static void free_tools(void *pointer)
{
    struct tools *tools = pointer;

    pcre2_match_data_free(tools->data);
    pcre2_match_context_free(tools->context);
    pcre2_jit_stack_free(tools->stack);
    free(tools);
}

static void make_key(void)
{
    if (pthread_key_create(&tools_key, free_tools) != 0)
        us_out_of_memory();
}

/* The thread's own, made with its first match and freed with the thread. */
static struct tools *thread_tools(void)
{
    pthread_once(&tools_once, make_key);
    struct tools *tools = pthread_getspecific(tools_key);
    if (tools)
        return tools;
    tools = calloc(1, sizeof *tools);
    if (!tools)
        us_out_of_memory();
    tools->data = pcre2_match_data_create(1, NULL);
    tools->context = pcre2_match_context_create(NULL);
    tools->stack = pcre2_jit_stack_create(STACK_FIRST, STACK_MOST, NULL); /* NULL without a JIT */
    if (!tools->data || !tools->context || pthread_setspecific(tools_key, tools) != 0)
        us_out_of_memory();
    pcre2_set_match_limit(tools->context, STEPS);
    pcre2_set_depth_limit(tools->context, DEPTH);
    pcre2_set_heap_limit(tools->context, HEAP_KIB);
    pcre2_jit_stack_assign(tools->context, NULL, tools->stack);
    return tools;
}

static bool refuse(us_text *message, size_t *offset, us_text reason, size_t at)
{
    *message = reason;
    *offset = at;
    return false;
}

static us_text message_of(us_arena *arena, int error)
{
    PCRE2_UCHAR text[200];

    switch (error) {
    case PCRE2_ERROR_LOOKBEHIND_NOT_FIXED_LENGTH:
        return US_TEXT("a lookbehind whose length varies is not supported");
    case PCRE2_ERROR_PATTERN_TOO_LARGE:
        return US_TEXT("the pattern with its repetitions is too large");
    default:
        pcre2_get_error_message(error, text, sizeof text);
        return us_arena_print(arena, "the pattern is not supported: %s", (const char *)text);
    }
}

/* Where in the source PCRE2's complaint about byte `at` of the translation belongs. */
static size_t blame(us_translation t, size_t at)
{
    us_translation again = {
        .arena = t.arena, .source = t.source, .calls = t.calls, .watched = at
    };

    return us_pattern_translate(&again) ? again.blamed : 0;
}

/* Once more with calls of groups, which takes less room. */
static bool translate_again(us_translation *t)
{
    us_translation again = { .arena = t->arena, .source = t->source, .calls = true };
    bool good = !t->calls && t->references == 0 && us_pattern_translate(&again);

    if (good)
        *t = again;
    return good;
}

static bool compile(us_pattern *pattern, us_translation *t, us_text *message, size_t *offset)
{
    const uint32_t options = PCRE2_UTF | PCRE2_NEVER_UCP | PCRE2_NEVER_BACKSLASH_C |
                             PCRE2_MATCH_UNSET_BACKREF | PCRE2_DOLLAR_ENDONLY;
    int error;
    PCRE2_SIZE at;

    pattern->code =
        pcre2_compile((PCRE2_SPTR)t->out.bytes, t->out.length, options, &error, &at, NULL);
    if (!pattern->code && error == PCRE2_ERROR_HEAP_FAILED)
        us_out_of_memory();
    if (!pattern->code && error == PCRE2_ERROR_PATTERN_TOO_LARGE && translate_again(t))
        return compile(pattern, t, message, offset);
    if (!pattern->code)
        return refuse(message, offset, message_of(t->arena, error), blame(*t, at));
    pattern->jit = pcre2_jit_compile(pattern->code, PCRE2_JIT_COMPLETE) == 0;
    pattern->automaton = us_automaton_make(t->arena, us_buf_text(&t->out));
    return true;
}

us_pattern *us_pattern_compile(us_arena *arena, us_text source, us_text *message, size_t *offset)
{
    us_translation t = { .arena = arena, .source = source };
    us_pattern *pattern = US_NEW(arena, us_pattern);
    bool compiled = false;

    pattern->source = source;
    if (source.length > SOURCE_MOST)
        refuse(message, offset, US_TEXT("the pattern is longer than 64 KiB"), SOURCE_MOST);
    else if (!us_utf8_valid(source))
        refuse(message, offset, US_TEXT("the pattern is not valid UTF-8"), 0);
    else if (!us_pattern_translate(&t))
        refuse(message, offset, t.message, t.fault);
    else
        compiled = compile(pattern, &t, message, offset);
    pattern->remark = t.remark;
    pattern->remarked = t.remarked;
    return compiled ? pattern : NULL;
}

bool us_pattern_valid(us_arena *arena, us_text source)
{
    us_translation t = { .arena = arena, .source = source, .grammar_only = true };

    return source.length <= SOURCE_MOST && us_utf8_valid(source) && us_pattern_translate(&t);
}

void us_pattern_free(us_pattern *pattern)
{
    if (pattern)
        pcre2_code_free(pattern->code);
}

/* A match with the interpreter may need megabytes, so it does not keep them in the thread's tools. */
static int interpret(const us_pattern *pattern, us_text text, struct tools *tools)
{
    pcre2_match_data *data = pcre2_match_data_create(1, NULL);

    if (!data)
        us_out_of_memory();
    int result = pcre2_match(pattern->code, (PCRE2_SPTR)text.bytes, text.length, 0,
                             PCRE2_NO_UTF_CHECK | PCRE2_NO_JIT, data, tools->context);
    pcre2_match_data_free(data);
    return result;
}

enum us_match us_pattern_search(const us_pattern *pattern, us_text text)
{
    struct tools *tools = thread_tools();
    int result = PCRE2_ERROR_JIT_STACKLIMIT;

    if (pattern->jit)
        result = pcre2_match(pattern->code, (PCRE2_SPTR)text.bytes, text.length, 0,
                             PCRE2_NO_UTF_CHECK, tools->data, tools->context);
    if (result == PCRE2_ERROR_JIT_STACKLIMIT)
        result = interpret(pattern, text, tools);
    if (result == PCRE2_ERROR_NOMATCH)
        return US_NO_MATCH;
    return result >= 0 ? US_MATCH : US_MATCH_LIMIT;
}

enum us_match us_pattern_match(const us_pattern *pattern, us_text text)
{
    if (!text.bytes)
        text = US_TEXT("");
    if (pattern->automaton) {
        enum us_match match = us_automaton_run(pattern->automaton, text);

        if (match != US_MATCH_LIMIT)
            return match;
    }
    return us_utf8_valid(text) ? us_pattern_search(pattern, text) : US_MATCH_LIMIT;
}

us_text us_pattern_source(const us_pattern *pattern)
{
    return pattern->source;
}

us_text us_pattern_remark(const us_pattern *pattern, size_t *offset)
{
    *offset = pattern->remarked;
    return pattern->remark;
}
