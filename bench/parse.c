/* The strict reader against cJSON, on bodies like those of PATCH /v1/agent/{agent_id}.
 *
 * A thousand different bodies are made from a fixed seed, as a client library would send them. Both
 * parsers read all of them in turn, round after round, so that a noisy machine is noisy for both; the
 * best round of each counts. The tree of cJSON is deleted after each body, ours goes with the arena. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/json.h"

enum { BODIES = 1000, ROUNDS = 60 };

static uint32_t seed = 20240229;

/* xorshift32: the same bodies on every machine. */
static uint32_t random_below(uint32_t limit)
{
    seed ^= seed << 13;
    seed ^= seed >> 17;
    seed ^= seed << 5;
    return seed % limit;
}

static void add_words(us_buf *buf, unsigned least, unsigned more)
{
    static const char *const word[] = { "the",         "caller", "agent",       "please",
                                        "confirm",     "your",   "order",       "number",
                                        "caf\xC3\xA9", "hold",   "and",         "then",
                                        "line",        "busy",   "\\\"yes\\\"", "speak" };
    unsigned words = least + random_below(more);

    us_buf_add_byte(buf, '"');
    for (unsigned i = 0; i < words; i++)
        us_buf_print(buf, "%s%s", i ? " " : "", word[random_below(16)]);
    us_buf_add_byte(buf, '"');
}

static void add_uuid(us_buf *buf)
{
    us_buf_add_byte(buf, '"');
    for (int i = 0; i < 32; i++)
        us_buf_print(buf, "%s%x", i == 8 || i == 12 || i == 16 || i == 20 ? "-" : "",
                     (unsigned)random_below(16));
    us_buf_add_byte(buf, '"');
}

static void add_list(us_buf *buf, void (*add)(us_buf *), unsigned most)
{
    unsigned items = random_below(most + 1);

    us_buf_add_byte(buf, '[');
    for (unsigned i = 0; i < items; i++) {
        if (i)
            us_buf_add_string(buf, ", ");
        add(buf);
    }
    us_buf_add_byte(buf, ']');
}

static void add_keyword(us_buf *buf)
{
    add_words(buf, 1, 2);
}

static void add_message(us_buf *buf)
{
    add_words(buf, 3, 6);
}

static void add_integration(us_buf *buf)
{
    us_buf_add_string(buf, "{\"integration_id\": ");
    add_uuid(buf);
    us_buf_add_string(buf, ", \"tool_ids\": [");
    add_uuid(buf);
    us_buf_add_string(buf, "]}");
}

static void add_call_tool(us_buf *buf)
{
    us_buf_add_string(buf, "{\"call_tool_id\": ");
    add_uuid(buf);
    us_buf_add_string(buf, ", \"settings\": {}}");
}

static void add_texts(us_buf *buf)
{
    static const char *const member[] = { "name", "description", "prompt", "greeting" };

    for (unsigned i = 0; i < 4; i++) {
        us_buf_print(buf, "%s\"%s\": ", i ? ", " : "", member[i]);
        if (random_below(8) == 0)
            us_buf_add_string(buf, "null");
        else
            add_words(buf, 1, 2 + 4 * i);
    }
}

static us_text make_body(us_arena *arena)
{
    static const char *const language[] = { "es", "en", "multi", "zh-TW" };
    us_buf buf = us_buf_new(arena, 1024);

    us_buf_add_string(&buf, "{");
    add_texts(&buf);
    us_buf_print(&buf, ", \"time_before_start\": %u.%u, \"voice_id\": ", random_below(9),
                 random_below(100));
    add_uuid(&buf);
    us_buf_add_string(&buf, ", \"boosted_keywords\": ");
    add_list(&buf, add_keyword, 4);
    us_buf_print(&buf, ", \"language\": \"%s\", \"redirect_number\": \"+34%u\"",
                 language[random_below(4)], 600000000 + random_below(99999999));
    us_buf_print(&buf, ", \"max_reminder_count\": %u, \"reminder_frequency_ms\": %u",
                 random_below(10), 1000 + random_below(9000));
    us_buf_add_string(&buf, ", \"reminder_messages\": ");
    add_list(&buf, add_message, 3);
    us_buf_add_string(&buf, ", \"knowledge_base_ids\": ");
    add_list(&buf, add_uuid, 2);
    us_buf_print(&buf, ", \"mode\": \"%s\", \"conversational_path_id\": ",
                 random_below(2) ? "free" : "path");
    add_uuid(&buf);
    us_buf_add_string(&buf, ", \"integrations\": ");
    add_list(&buf, add_integration, 1);
    us_buf_add_string(&buf, ", \"call_tools\": ");
    add_list(&buf, add_call_tool, 2);
    us_buf_add_string(&buf, "}");
    return us_buf_text(&buf);
}

static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_MONOTONIC, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static _Noreturn void refused(us_text body)
{
    fprintf(stderr, "parse: this body was refused: %.*s\n", (int)body.length, body.bytes);
    exit(1);
}

static double time_ours(const us_text *body)
{
    us_arena arena = { 0 };
    us_json_error error;
    double start = now();

    for (int i = 0; i < BODIES; i++) {
        if (!us_json_read(&arena, body[i], NULL, &error))
            refused(body[i]);
        us_arena_reset(&arena);
    }
    double nanoseconds = (now() - start) / BODIES;
    us_arena_free(&arena);
    return nanoseconds;
}

static double time_cjson(const us_text *body)
{
    double start = now();

    for (int i = 0; i < BODIES; i++) {
        cJSON *tree = cJSON_ParseWithLength(body[i].bytes, body[i].length);
        if (!tree)
            refused(body[i]);
        cJSON_Delete(tree);
    }
    return (now() - start) / BODIES;
}

int main(void)
{
    us_arena arena = { 0 };
    us_text *body = US_NEW_ARRAY(&arena, us_text, BODIES);
    double ours = 1e18, cjson = 1e18;
    size_t bytes = 0;

    for (int i = 0; i < BODIES; i++) {
        body[i] = make_body(&arena);
        bytes += body[i].length;
    }
    for (int round = 0; round < ROUNDS; round++) {
        double one = time_ours(body), other = time_cjson(body);
        ours = one < ours ? one : ours;
        cjson = other < cjson ? other : cjson;
    }
    printf("bodies           %d, %.0f bytes each on average\n", BODIES, (double)bytes / BODIES);
    printf("us_json_read     %7.0f ns a body\n", ours);
    printf("cJSON            %7.0f ns a body (cJSON_Parse and cJSON_Delete)\n", cjson);
    printf("ratio            %7.2f\n", cjson / ours);
    us_arena_free(&arena);
    return 0;
}
