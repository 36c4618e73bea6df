/* How long a checker takes for one instance, without reading it.
 *
 * The checker is that of the body of PATCH /v1/agent/{agent_id}, as the compiler writes it. The
 * instances come from a file of JSON lines given as the argument, or are made from a fixed seed; they
 * are repeated with their members shuffled until there are a thousand different ones, because a handful
 * would flatter the branch predictor. The median of the rounds counts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "runtime/check.h"

enum { INSTANCES = 1000, ROUNDS = 15, REPEATS = 200, MEMBERS_MOST = 64 };

/* ---- The checker -------------------------------------------------------------------------------- */

static const us_values enum_language = {
    (const us_value[]){
        US_STR("es"), US_STR("en"), US_STR("multi"), US_STR("fr"),    US_STR("ca"),    US_STR("de"),
        US_STR("bg"), US_STR("zh"), US_STR("zh-TW"), US_STR("zh-HK"), US_STR("cs"),    US_STR("da"),
        US_STR("nl"), US_STR("et"), US_STR("fi"),    US_STR("nl-BE"), US_STR("de-CH"), US_STR("el"),
        US_STR("hi"), US_STR("hu"), US_STR("id"),    US_STR("it"),    US_STR("ja"),    US_STR("ko"),
        US_STR("lv"), US_STR("lt"), US_STR("ms"),    US_STR("no"),    US_STR("pl"),    US_STR("pt"),
        US_STR("ro"), US_STR("ru"), US_STR("sk"),    US_STR("sv"),    US_STR("th"),    US_STR("tr"),
        US_STR("uk"), US_STR("vi"), US_JSON("null"),
    },
    39,
};

static const us_values enum_mode = {
    (const us_value[]){ US_STR("free"), US_STR("path"), US_JSON("null") },
    3,
};

static void check_text(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING, AT(60));
}

static void check_id(us_check *ck, const us_json *v)
{
    us_type(ck, v, US_STRING, AT(70));
    us_format(ck, v, &us_format_uuid, AT(71));
}

static void check_integration(us_check *ck, const us_json *v)
{
    enum { INTEGRATION_ID, TOOL_IDS, MEMBERS };
    static const us_member member[MEMBERS] = {
        [INTEGRATION_ID] = { US_KEY("integration_id"), AT(81) },
        [TOOL_IDS] = { US_KEY("tool_ids") },
    };
    static const us_members members = { .member = member, .count = MEMBERS, .required = 1 };
    us_walk w;

    us_type(ck, v, US_OBJECT, AT(80));
    us_walk_begin(&w, ck, v, &members);
    while (us_walk_next(&w)) {
        switch (w.which) {
        case INTEGRATION_ID:
            us_type(ck, w.value, US_STRING, AT(82));
            us_format(ck, w.value, &us_format_uuid, AT(83));
            break;
        case TOOL_IDS:
            us_type(ck, w.value, US_ARRAY, AT(84));
            us_items(ck, w.value, check_id, AT(85));
            break;
        }
    }
    us_required(&w);
}

static void check_call_tool(us_check *ck, const us_json *v)
{
    enum { CALL_TOOL_ID, SETTINGS, MEMBERS };
    static const us_member member[MEMBERS] = {
        [CALL_TOOL_ID] = { US_KEY("call_tool_id"), AT(91) },
        [SETTINGS] = { US_KEY("settings") },
    };
    static const us_members members = { .member = member, .count = MEMBERS, .required = 1 };
    us_walk w;

    us_type(ck, v, US_OBJECT, AT(90));
    us_walk_begin(&w, ck, v, &members);
    while (us_walk_next(&w)) {
        switch (w.which) {
        case CALL_TOOL_ID:
            us_type(ck, w.value, US_STRING, AT(92));
            us_format(ck, w.value, &us_format_uuid, AT(93));
            break;
        case SETTINGS:
            us_type(ck, w.value, US_OBJECT, AT(94));
            break;
        }
    }
    us_required(&w);
}

static void check_update_agent_body(us_check *ck, const us_json *v)
{
    enum {
        NAME,
        DESCRIPTION,
        PROMPT,
        GREETING,
        TIME_BEFORE_START,
        VOICE_ID,
        BOOSTED_KEYWORDS,
        LANGUAGE,
        REDIRECT_NUMBER,
        MAX_REMINDER_COUNT,
        REMINDER_FREQUENCY_MS,
        REMINDER_MESSAGES,
        KNOWLEDGE_BASE_IDS,
        MODE,
        CONVERSATIONAL_PATH_ID,
        INTEGRATIONS,
        CALL_TOOLS,
        MEMBERS
    };
    static const us_member member[MEMBERS] = {
        [NAME] = { US_KEY("name") },
        [DESCRIPTION] = { US_KEY("description") },
        [PROMPT] = { US_KEY("prompt") },
        [GREETING] = { US_KEY("greeting") },
        [TIME_BEFORE_START] = { US_KEY("time_before_start") },
        [VOICE_ID] = { US_KEY("voice_id") },
        [BOOSTED_KEYWORDS] = { US_KEY("boosted_keywords") },
        [LANGUAGE] = { US_KEY("language") },
        [REDIRECT_NUMBER] = { US_KEY("redirect_number") },
        [MAX_REMINDER_COUNT] = { US_KEY("max_reminder_count") },
        [REMINDER_FREQUENCY_MS] = { US_KEY("reminder_frequency_ms") },
        [REMINDER_MESSAGES] = { US_KEY("reminder_messages") },
        [KNOWLEDGE_BASE_IDS] = { US_KEY("knowledge_base_ids") },
        [MODE] = { US_KEY("mode") },
        [CONVERSATIONAL_PATH_ID] = { US_KEY("conversational_path_id") },
        [INTEGRATIONS] = { US_KEY("integrations") },
        [CALL_TOOLS] = { US_KEY("call_tools") },
    };
    static const us_members members = { .member = member, .count = MEMBERS };
    us_walk w;

    us_type(ck, v, US_OBJECT, AT(41));
    us_walk_begin(&w, ck, v, &members);
    while (us_walk_next(&w)) {
        switch (w.which) {
        case NAME:
            us_type(ck, w.value, US_STRING | US_NULL, AT(42));
            break;
        case DESCRIPTION:
            us_type(ck, w.value, US_STRING | US_NULL, AT(43));
            break;
        case PROMPT:
            us_type(ck, w.value, US_STRING | US_NULL, AT(44));
            break;
        case GREETING:
            us_type(ck, w.value, US_STRING | US_NULL, AT(45));
            break;
        case TIME_BEFORE_START:
            us_type(ck, w.value, US_NUMBER | US_NULL, AT(46));
            break;
        case VOICE_ID:
            us_type(ck, w.value, US_STRING | US_NULL, AT(47));
            us_format(ck, w.value, &us_format_uuid, AT(48));
            break;
        case BOOSTED_KEYWORDS:
            us_type(ck, w.value, US_ARRAY | US_NULL, AT(49));
            us_items(ck, w.value, check_text, AT(50));
            break;
        case LANGUAGE:
            us_type(ck, w.value, US_STRING | US_NULL, AT(51));
            us_enum(ck, w.value, &enum_language, AT(52));
            break;
        case REDIRECT_NUMBER:
            us_type(ck, w.value, US_STRING | US_NULL, AT(53));
            break;
        case MAX_REMINDER_COUNT:
            us_type(ck, w.value, US_INTEGER | US_NULL, AT(54));
            us_minimum(ck, w.value, 0, AT(55));
            break;
        case REMINDER_FREQUENCY_MS:
            us_type(ck, w.value, US_INTEGER | US_NULL, AT(56));
            us_minimum(ck, w.value, 1000, AT(57));
            break;
        case REMINDER_MESSAGES:
            us_type(ck, w.value, US_ARRAY | US_NULL, AT(58));
            us_items(ck, w.value, check_text, AT(59));
            break;
        case KNOWLEDGE_BASE_IDS:
            us_type(ck, w.value, US_ARRAY | US_NULL, AT(60));
            us_items(ck, w.value, check_id, AT(61));
            break;
        case MODE:
            us_type(ck, w.value, US_STRING | US_NULL, AT(62));
            us_enum(ck, w.value, &enum_mode, AT(63));
            break;
        case CONVERSATIONAL_PATH_ID:
            us_type(ck, w.value, US_STRING | US_NULL, AT(64));
            us_format(ck, w.value, &us_format_uuid, AT(65));
            break;
        case INTEGRATIONS:
            us_type(ck, w.value, US_ARRAY | US_NULL, AT(66));
            us_items(ck, w.value, check_integration, AT(67));
            break;
        case CALL_TOOLS:
            us_type(ck, w.value, US_ARRAY | US_NULL, AT(68));
            us_items(ck, w.value, check_call_tool, AT(69));
            break;
        }
    }
}

/* ---- The instances -------------------------------------------------------------------------------- */

static uint32_t seed = 20240229;

/* xorshift32: the same instances on every machine. */
static uint32_t random_below(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % limit;
}

static void add_text(us_buf *buf)
{
    static const char *const word[] = { "caller", "agent",       "please", "order",
                                        "number", "caf\xC3\xA9", "hold",   "line" };

    us_buf_add_byte(buf, '"');
    for (unsigned words = 1 + random_below(8); words > 0; words--)
        us_buf_print(buf, "%s%s", word[random_below(8)], words > 1 ? " " : "");
    us_buf_add_byte(buf, '"');
}

static void add_id(us_buf *buf)
{
    us_buf_add_byte(buf, '"');
    for (int i = 0; i < 32; i++)
        us_buf_print(buf, "%s%x", i == 8 || i == 12 || i == 16 || i == 20 ? "-" : "",
                     (unsigned)random_below(16));
    us_buf_add_byte(buf, '"');
}

static void add_language(us_buf *buf)
{
    us_buf_print(buf, "\"%s\"", enum_language.value[random_below(38)].text.bytes);
}

static void add_mode(us_buf *buf)
{
    us_buf_print(buf, "\"%s\"", enum_mode.value[random_below(2)].text.bytes);
}

static void add_seconds(us_buf *buf)
{
    us_buf_print(buf, "%u.%u", (unsigned)random_below(10), (unsigned)random_below(100));
}

static void add_count(us_buf *buf)
{
    us_buf_print(buf, "%u", (unsigned)random_below(10));
}

static void add_milliseconds(us_buf *buf)
{
    us_buf_print(buf, "%u", 1000 + (unsigned)random_below(20000));
}

static void add_list(us_buf *buf, void (*add)(us_buf *))
{
    us_buf_add_byte(buf, '[');
    for (unsigned i = 0, items = random_below(5); i < items; i++) {
        if (i)
            us_buf_add_byte(buf, ',');
        add(buf);
    }
    us_buf_add_byte(buf, ']');
}

static void add_texts(us_buf *buf)
{
    add_list(buf, add_text);
}

static void add_ids(us_buf *buf)
{
    add_list(buf, add_id);
}

static void add_integration(us_buf *buf)
{
    us_buf_add_string(buf, "{\"integration_id\":");
    add_id(buf);
    us_buf_add_string(buf, ",\"tool_ids\":");
    add_ids(buf);
    us_buf_add_byte(buf, '}');
}

static void add_call_tool(us_buf *buf)
{
    us_buf_add_string(buf, "{\"call_tool_id\":");
    add_id(buf);
    us_buf_add_string(buf, ",\"settings\":{}}");
}

static void add_integrations(us_buf *buf)
{
    add_list(buf, add_integration);
}

static void add_call_tools(us_buf *buf)
{
    add_list(buf, add_call_tool);
}

/* Each member is there half the time, and then null one time in eight. */
static us_text make_instance(us_arena *arena)
{
    static const struct {
        const char *name;
        void (*add)(us_buf *);
    } member[] = {
        { "name", add_text },
        { "description", add_text },
        { "prompt", add_text },
        { "greeting", add_text },
        { "time_before_start", add_seconds },
        { "voice_id", add_id },
        { "boosted_keywords", add_texts },
        { "language", add_language },
        { "redirect_number", add_text },
        { "max_reminder_count", add_count },
        { "reminder_frequency_ms", add_milliseconds },
        { "reminder_messages", add_texts },
        { "knowledge_base_ids", add_ids },
        { "mode", add_mode },
        { "conversational_path_id", add_id },
        { "integrations", add_integrations },
        { "call_tools", add_call_tools },
    };
    us_buf buf = us_buf_new(arena, 1024);

    us_buf_add_byte(&buf, '{');
    for (size_t i = 0; i < sizeof(member) / sizeof(*member); i++) {
        if (random_below(2))
            continue;
        us_buf_print(&buf, "%s\"%s\":", buf.length > 1 ? "," : "", member[i].name);
        if (random_below(8))
            member[i].add(&buf);
        else
            us_buf_add_string(&buf, "null");
    }
    us_buf_add_byte(&buf, '}');
    return us_buf_text(&buf);
}

/* Puts the members of the object into another order. */
static void shuffle(us_json *object)
{
    cJSON *child[MEMBERS_MOST];
    unsigned count = 0;

    if (!(object->node.type & cJSON_Object) || object->count < 2 || object->count > MEMBERS_MOST)
        return;
    for (cJSON *at = object->node.child; at; at = at->next)
        child[count++] = at;
    for (unsigned i = count - 1; i > 0; i--) {
        unsigned other = random_below(i + 1);
        cJSON *swap = child[i];

        child[i] = child[other];
        child[other] = swap;
    }
    for (unsigned i = 0; i < count; i++) {
        child[i]->next = i + 1 < count ? child[i + 1] : NULL;
        child[i]->prev = child[i > 0 ? i - 1 : count - 1];
    }
    object->node.child = child[0];
}

static us_json *read_instance(us_arena *arena, us_text text)
{
    us_json_error error;
    us_json *instance = us_json_read(arena, text, NULL, &error);

    if (!instance) {
        fprintf(stderr, "an instance cannot be read: %s\n", error.message);
        exit(3);
    }
    return instance;
}

/* What is shuffled is the text, so that the tree lies in memory as it does after any reading. */
static us_json *shuffle_instance(us_arena *arena, us_text text)
{
    us_arena scratch = { 0 };
    us_buf buf = us_buf_new(arena, text.length + 16);
    us_json *instance = read_instance(&scratch, text);

    shuffle(instance);
    us_json_write(&buf, instance);
    us_arena_free(&scratch);
    return read_instance(arena, us_buf_text(&buf));
}

static us_text read_file(us_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    us_buf buf = us_buf_new(arena, 1 << 20);
    char bytes[4096];
    size_t length;

    if (!file) {
        perror(path);
        exit(3);
    }
    while ((length = fread(bytes, 1, sizeof(bytes), file)) > 0)
        us_buf_add(&buf, (us_text){ bytes, length });
    fclose(file);
    return us_buf_text(&buf);
}

/* Line after line, and from the start again. */
static void read_lines(us_arena *arena, const char *path, us_json **instance)
{
    us_text text = read_file(arena, path), rest = text;

    for (int i = 0; i < INSTANCES;) {
        size_t end = us_text_find(rest, '\n');

        if (end > 0)
            instance[i++] = shuffle_instance(arena, us_text_slice(rest, 0, end));
        rest = us_text_slice(rest, end + 1, rest.length);
        if (rest.length == 0)
            rest = text;
    }
}

/* ---- The time ------------------------------------------------------------------------------------- */

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static unsigned check_all(us_arena *arena, us_json *const *instance)
{
    unsigned failed = 0;

    for (int i = 0; i < INSTANCES; i++) {
        us_check ck;

        us_check_begin(&ck, arena, instance[i], NULL);
        check_update_agent_body(&ck, instance[i]);
        failed += ck.failed;
    }
    return failed;
}

static int by_size(const void *a, const void *b)
{
    double x = *(const double *)a, y = *(const double *)b;

    return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
    static us_json *instance[INSTANCES];
    us_arena kept = { 0 }, scratch = { 0 };
    double time[ROUNDS];

    if (argc > 1)
        read_lines(&kept, argv[1], instance);
    else
        for (int i = 0; i < INSTANCES; i++)
            instance[i] = shuffle_instance(&kept, make_instance(&kept));
    printf("%u of %d instances are invalid\n", check_all(&scratch, instance), INSTANCES);
    for (int round = 0; round < ROUNDS; round++) {
        double start = now();

        for (int i = 0; i < REPEATS; i++)
            check_all(&scratch, instance);
        time[round] = (now() - start) / REPEATS / INSTANCES;
        us_arena_reset(&scratch);
    }
    qsort(time, ROUNDS, sizeof(*time), by_size);
    printf("check: %.0f ns for one instance (median of %d rounds; best %.0f)\n", time[ROUNDS / 2],
           ROUNDS, time[0]);
    us_arena_free(&scratch);
    us_arena_free(&kept);
    return 0;
}
