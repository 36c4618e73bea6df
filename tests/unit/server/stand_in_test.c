/* A whole server in a process of its own: what it prints, how it ends. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sample_api.h"

typedef struct process {
    pid_t id;
    FILE *says; /* stdout and stderr together */
} process;

/* Starts us_stand_in with the arguments, ended by NULL. */
static process start(const char *first, ...)
{
    char *argument[8] = { "stand-in" };
    int count = 1, ends[2];
    va_list more;
    va_start(more, first);
    for (const char *next = first; next != NULL && count < 7; next = va_arg(more, const char *))
        argument[count++] = (char *)next;
    va_end(more);
    assert_int_equal(pipe(ends), 0);
    fflush(stdout);
    process p = { fork(), NULL };
    assert_true(p.id >= 0);
    if (p.id == 0) {
        dup2(ends[1], STDOUT_FILENO);
        dup2(ends[1], STDERR_FILENO);
        close(ends[0]);
        close(ends[1]);
        exit(us_stand_in(count, argument, &sample_module));
    }
    close(ends[1]);
    p.says = fdopen(ends[0], "r");
    return p;
}

static const char *line_of(process *p)
{
    static char line[512];
    if (fgets(line, sizeof line, p->says) == NULL)
        return "";
    line[strcspn(line, "\n")] = '\0';
    return line;
}

/* The exit code. */
static int end_of(process *p)
{
    int status;
    assert_int_equal(waitpid(p->id, &status, 0), p->id);
    fclose(p->says);
    assert_true(WIFEXITED(status));
    return WEXITSTATUS(status);
}

/* Reads to the line that says that it is ready; the port, and how many lines came before. */
static unsigned port_of(process *p, unsigned *lines)
{
    static const char ready[] = "understudy is listening on http://127.0.0.1:";
    for (*lines = 0; *lines < 100; ++*lines) {
        const char *line = line_of(p);
        if (strncmp(line, ready, strlen(ready)) == 0)
            return (unsigned)atoi(line + strlen(ready));
    }
    fail_msg("it never got ready");
    return 0;
}

static void ends_with(int signal_number)
{
    unsigned lines, operations = 0;
    process p = start("-p", "0", "--threads", "2", NULL);
    for (unsigned a = 0; a < sample_module.apis; a++)
        operations += sample_module.api[a]->operations;
    assert_int_not_equal(port_of(&p, &lines), 0);
    assert_int_equal(lines, operations);
    kill(p.id, signal_number);
    assert_int_equal(end_of(&p), 0);
}

static void a_signal_ends_it_well(void **state)
{
    (void)state;
    ends_with(SIGINT);
    ends_with(SIGTERM);
}

static void a_port_in_use_ends_it(void **state)
{
    (void)state;
    unsigned lines;
    char port[16], expected[128];
    process first = start("--port", "0", NULL);
    snprintf(port, sizeof port, "%u", port_of(&first, &lines));
    snprintf(expected, sizeof expected,
             "understudy: 127.0.0.1:%s is in use by another program; choose another port with -p",
             port);
    process second = start("-p", port, NULL);
    assert_string_equal(line_of(&second), expected);
    assert_int_equal(end_of(&second), 3);
    kill(first.id, SIGTERM);
    assert_int_equal(end_of(&first), 0);
}

static void operations_are_listed_in_columns(void **state)
{
    (void)state;
    process p = start("-p", "0", NULL);
    const char *line = line_of(&p);
    assert_non_null(strstr(line, "  http://127.0.0.1:"));
    assert_true(strncmp(line, sample_module.api[0]->operation[0]->method.bytes,
                        sample_module.api[0]->operation[0]->method.length) == 0);
    kill(p.id, SIGTERM);
    while (line_of(&p)[0] != '\0')
        continue;
    assert_int_equal(end_of(&p), 0);
}

static void asks_and_fails(const char *first, const char *second, const char *expected, int code)
{
    process p = start(first, second, NULL);
    assert_string_equal(line_of(&p), expected);
    while (line_of(&p)[0] != '\0')
        continue;
    assert_int_equal(end_of(&p), code);
}

static void the_command_line_is_checked(void **state)
{
    (void)state;
    asks_and_fails("-p", "65536", "stand-in: no port: 65536", 2);
    asks_and_fails("-p", "-1", "stand-in: no port: -1", 2);
    asks_and_fails("-p", "4010x", "stand-in: no port: 4010x", 2);
    asks_and_fails("--threads", "0", "stand-in: no number of threads from 1 to 1024: 0", 2);
    asks_and_fails("books", NULL, "stand-in: unexpected argument: books", 2);
    asks_and_fails("--nonsense", NULL, "stand-in: unrecognized option '--nonsense'", 2);
    asks_and_fails("--help", NULL, "Usage: stand-in [OPTION]...", 0);
    asks_and_fails("--host", "::1",
                   "understudy: ::1: this build of civetweb has no IPv6; give an IPv4 address", 3);
}

static void write_file(const char *path, const char *text)
{
    FILE *file = fopen(path, "w");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static void credentials_come_from_json(void **state)
{
    (void)state;
    char path[] = "/tmp/stand-in-XXXXXX", expected[128];
    unsigned lines;
    close(mkstemp(path));
    asks_and_fails("--credentials", "/missing",
                   "understudy: cannot read '/missing': No such file or directory", 3);
    write_file(path, "{\"Bearer\":[\n  {\"token\": 7}]}");
    snprintf(expected, sizeof expected,
             "%s:2:13: error: \"token\" must be a string; put it in quotes", path);
    asks_and_fails("--credentials", path, expected, 3);
    write_file(path, "Bearer: []");
    snprintf(expected, sizeof expected, "%s:1:1: error: ", path);
    process p = start("--credentials", path, NULL);
    assert_true(strncmp(line_of(&p), expected, strlen(expected)) == 0);
    assert_int_equal(end_of(&p), 3);
    write_file(path, "{\"Bearer\":[{\"token\": \"seven\"}]}");
    p = start("-p", "0", "--credentials", path, NULL);
    assert_int_not_equal(port_of(&p, &lines), 0);
    kill(p.id, SIGTERM);
    assert_int_equal(end_of(&p), 0);
    unlink(path);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_signal_ends_it_well),
        cmocka_unit_test(a_port_in_use_ends_it),
        cmocka_unit_test(operations_are_listed_in_columns),
        cmocka_unit_test(the_command_line_is_checked),
        cmocka_unit_test(credentials_come_from_json),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
