/* C compilers at work, several at a time.
 *
 * Each gets a process group of its own, so that what ends this program ends it with all that it has
 * started. The signals are taken between two looks at the children (sigtimedwait): there is no handler,
 * and none that comes can be missed. */
#include "cli/toolchain_jobs.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MOST_AT_A_TIME 64

extern char **environ;

/* ---- Signals ----------------------------------------------------------------------------------------- */

/* Those that the process ignores go on being ignored (nohup), and those that were blocked belong to
 * whoever has blocked them. */
void us_signals_hold(us_workshop *workshop)
{
    static const int ending[] = { SIGINT, SIGTERM, SIGHUP };
    struct sigaction action;
    sigset_t held;

    sigemptyset(&workshop->ends);
    pthread_sigmask(SIG_BLOCK, NULL, &workshop->before);
    for (unsigned i = 0; i < sizeof ending / sizeof ending[0]; i++) {
        if (!sigismember(&workshop->before, ending[i]) &&
            sigaction(ending[i], NULL, &action) == 0 && action.sa_handler != SIG_IGN)
            sigaddset(&workshop->ends, ending[i]);
    }
    held = workshop->ends;
    sigaddset(&held, SIGCHLD);
    pthread_sigmask(SIG_BLOCK, &held, NULL);
}

void us_signals_release(const us_workshop *workshop)
{
    pthread_sigmask(SIG_SETMASK, &workshop->before, NULL);
    if (workshop->caught)
        raise(workshop->caught);
}

/* Until something has become of a child or somebody wants an end; not for long, because another thread may
 * have got the word of the child. */
static void wait_for_news(us_workshop *workshop)
{
    const struct timespec a_while = { 0, 100000000 };
    sigset_t news = workshop->ends;
    int number;

    sigaddset(&news, SIGCHLD);
    number = sigtimedwait(&news, NULL, &a_while);
    if (number > 0 && number != SIGCHLD)
        workshop->caught = number;
}

/* ---- One job ----------------------------------------------------------------------------------------- */

static void messages_path(const us_workshop *workshop, unsigned job, char *path, size_t size)
{
    char name[32];

    snprintf(name, sizeof name, "messages-%u", job);
    us_workshop_path(workshop, name, path, size);
}

size_t us_job_messages(const us_workshop *workshop, unsigned job, char *text, size_t size)
{
    char path[512];
    size_t length = 0;
    FILE *file;

    messages_path(workshop, job, path, sizeof path);
    file = fopen(path, "re");
    if (file) {
        length = fread(text, 1, size - 1, file);
        fclose(file);
    }
    text[length] = '\0';
    return length;
}

/* In a group of its own, and hearing the signals that wait here. */
static int set_attributes(posix_spawnattr_t *attributes, const sigset_t *mask)
{
    int status =
        posix_spawnattr_setflags(attributes, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK);

    if (!status)
        status = posix_spawnattr_setpgroup(attributes, 0);
    return status ? status : posix_spawnattr_setsigmask(attributes, mask);
}

/* What it prints goes to `path`; 0 or an errno. */
static int spawn(us_job *job, const char *path, const posix_spawnattr_t *attributes)
{
    posix_spawn_file_actions_t actions;
    int status = posix_spawn_file_actions_init(&actions);

    if (status)
        return status;
    status = posix_spawn_file_actions_addopen(&actions, STDOUT_FILENO, path,
                                              O_WRONLY | O_CREAT | O_TRUNC, 0600);
    if (!status)
        status = posix_spawn_file_actions_adddup2(&actions, STDOUT_FILENO, STDERR_FILENO);
    if (!status)
        status = posix_spawnp(&job->process, job->argv[0], &actions, attributes,
                              (char *const *)job->argv, environ);
    posix_spawn_file_actions_destroy(&actions);
    if (status)
        job->process = 0;
    return status;
}

static int start(const us_workshop *workshop, us_job *job, unsigned number)
{
    posix_spawnattr_t attributes;
    char path[512];
    int status = posix_spawnattr_init(&attributes);

    if (status)
        return status;
    messages_path(workshop, number, path, sizeof path);
    status = set_attributes(&attributes, &workshop->before);
    if (!status)
        status = spawn(job, path, &attributes);
    posix_spawnattr_destroy(&attributes);
    return status;
}

/* ---- What went wrong --------------------------------------------------------------------------------- */

static void not_started(const char *cc, int reason, char *error, size_t size)
{
    if (reason == ENOENT)
        snprintf(error, size,
                 "there is no C compiler called '%s'; install one (on Debian: apt-get install gcc "
                 "libc6-dev) or name yours with --cc",
                 cc);
    else
        snprintf(error, size, "cannot run the C compiler '%s': %s", cc, strerror(reason));
}

/* What the compiler printed, below a line that says whose words they are. */
static void failed(const us_workshop *workshop, const us_job *job, unsigned number, char *text,
                   size_t size)
{
    int head = snprintf(text, size, "the C compiler '%s' failed %s:\n", job->argv[0], job->what);
    size_t length = (size_t)head < size ? (size_t)head : size - 1;

    length += us_job_messages(workshop, number, text + length, size - length);
    while (length && (text[length - 1] == '\n' || text[length - 1] == ':'))
        length--;
    text[length] = '\0';
}

/* ---- All of them ------------------------------------------------------------------------------------- */

typedef struct crew {
    us_workshop *workshop;
    us_job *job;
    unsigned jobs, started, running;
    int reason; /* why the job `started` could not be started, or 0 */
    bool good;
} crew;

static unsigned at_a_time(void)
{
    long processors = sysconf(_SC_NPROCESSORS_ONLN);

    if (processors < 1)
        return 1;
    return processors < MOST_AT_A_TIME ? (unsigned)processors : MOST_AT_A_TIME;
}

static void start_some(crew *c, unsigned most)
{
    while (c->good && c->running < most && c->started < c->jobs) {
        c->reason = start(c->workshop, &c->job[c->started], c->started);
        c->good = c->reason == 0;
        c->started += c->good;
        c->running += c->good;
    }
}

static void collect(crew *c)
{
    for (unsigned i = 0; i < c->started; i++) {
        us_job *job = &c->job[i];
        pid_t over = job->process ? waitpid(job->process, &job->status, WNOHANG) : 0;

        if (over == 0 || (over < 0 && errno == EINTR))
            continue;
        if (over < 0)
            job->status = -1; /* somebody else has waited for it: nobody knows */
        job->process = 0;
        c->running--;
        c->good = c->good && job->status == 0;
    }
}

static void end_all(crew *c)
{
    c->good = false;
    for (unsigned i = 0; i < c->started; i++) {
        if (c->job[i].process)
            kill(-c->job[i].process, SIGTERM);
    }
}

static void explain(const crew *c, char *error, size_t size)
{
    unsigned i = 0;

    while (i < c->started && c->job[i].status == 0)
        i++;
    if (c->workshop->caught)
        snprintf(error, size, "interrupted");
    else if (i < c->started)
        failed(c->workshop, &c->job[i], i, error, size);
    else
        not_started(c->job[i].argv[0], c->reason, error, size);
}

bool us_run_jobs(us_workshop *workshop, us_job *job, unsigned jobs, char *error, size_t size)
{
    const unsigned most = at_a_time();
    crew c = { .workshop = workshop, .job = job, .jobs = jobs, .good = true };

    for (start_some(&c, most); c.running > 0; start_some(&c, most)) {
        wait_for_news(workshop);
        if (workshop->caught)
            end_all(&c);
        collect(&c);
    }
    if (!c.good)
        explain(&c, error, size);
    return c.good;
}
