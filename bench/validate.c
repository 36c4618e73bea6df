/* Times the checker of one schema, as `cc -O2` and as libtcc compile it; driven by validate.mjs.
 *
 *     bench_validate SCHEMA INSTANCES [KEYWORD]...
 *
 * INSTANCES has one JSON text a line; all are read first. The KEYWORDs of the schema are no keywords, and are
 * allowed. Prints for each compiler a line with its name
 * and the verdicts (1: valid). Then answers each line on stdin that names a compiler
 * with the nanoseconds that one instance took, in one round over all of them: whoever asks interleaves
 * the rounds with those of others, so that a slow minute of the machine hits all. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "cli/console.h"
#include "cli/judge.h"
#include "runtime/check.h"

/* A round goes over the instances until this much time is gone. */
#define ROUND_NANOSECONDS 1e7

typedef struct bench {
    us_arena kept, scratch;
    const us_json **instance;
    unsigned instances;
} bench;

typedef struct contender {
    const char *name;
    const char *cc;
    us_judge judge;
} contender;

/* Time of the processor, which does not run on while others have it. */
static double now(void)
{
    struct timespec time;

    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
    return (double)time.tv_sec * 1e9 + (double)time.tv_nsec;
}

static unsigned count_lines(us_text text)
{
    unsigned lines = 0;

    for (size_t i = 0; i < text.length; i++)
        lines += text.bytes[i] == '\n';
    return lines;
}

static bool read_instances(bench *b, const char *path)
{
    us_json_error error;
    us_text text;

    if (!us_read_file(&b->kept, path, &text))
        return false;
    b->instance = US_NEW_ARRAY(&b->kept, const us_json *, count_lines(text));
    while (text.length) {
        size_t end = us_text_find(text, '\n');
        const us_json *value = us_json_read(&b->kept, us_text_slice(text, 0, end), NULL, &error);

        if (!value) {
            us_complain("%s: instance %u: %s", path, b->instances + 1, error.message);
            return false;
        }
        b->instance[b->instances++] = value;
        text = us_text_slice(text, end + 1, text.length);
    }
    return true;
}

static bool is_valid(bench *b, const us_judge *judge, const us_json *instance)
{
    us_check ck;

    us_check_begin(&ck, &b->scratch, instance, judge->pattern);
    if (judge->check)
        judge->check(&ck, instance);
    return !ck.failed && !ck.limit;
}

static bool print_verdicts(bench *b, contender *c, char **argv)
{
    us_settings settings = { .schema = argv[1], .cc = c->cc };

    for (char **keyword = argv + 3; *keyword; keyword++)
        settings.allow.word[settings.allow.count++] = *keyword;
    if (us_judge_open(&c->judge, &settings) != US_EXIT_FINE)
        return false;
    printf("%s ", c->name);
    for (unsigned i = 0; i < b->instances; i++)
        putchar(is_valid(b, &c->judge, b->instance[i]) ? '1' : '0');
    putchar('\n');
    us_arena_reset(&b->scratch);
    return true;
}

static double time_round(bench *b, const contender *c)
{
    double start = now(), spent;
    unsigned rounds = 0;

    do {
        for (unsigned i = 0; i < b->instances; i++)
            is_valid(b, &c->judge, b->instance[i]);
        us_arena_reset(&b->scratch);
        rounds++;
        spent = now() - start;
    } while (spent < ROUND_NANOSECONDS);
    return spent / rounds / b->instances;
}

static void answer(bench *b, const contender *c, unsigned contenders)
{
    char line[64];

    while (fflush(stdout) == 0 && fgets(line, sizeof line, stdin)) {
        line[strcspn(line, "\n")] = '\0';
        for (unsigned i = 0; i < contenders; i++)
            if (strcmp(line, c[i].name) == 0)
                printf("%.2f\n", time_round(b, &c[i]));
    }
}

int main(int argc, char **argv)
{
    contender c[] = { { .name = "cc", .cc = "cc" }, { .name = "tcc" } };
    enum { CONTENDERS = sizeof c / sizeof c[0] };
    bench b = { .instances = 0 };
    bool fine = argc >= 3 && argc < 3 + 64 && read_instances(&b, argv[2]);

    for (unsigned i = 0; i < CONTENDERS && fine; i++)
        fine = print_verdicts(&b, &c[i], argv);
    if (fine)
        answer(&b, c, CONTENDERS);
    for (unsigned i = 0; i < CONTENDERS; i++)
        us_judge_close(&c[i].judge);
    us_arena_free(&b.scratch);
    us_arena_free(&b.kept);
    return fine ? 0 : 1;
}
