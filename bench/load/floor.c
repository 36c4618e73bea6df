/* The floors: what civetweb costs, and civetweb with cJSON, when nothing is checked.
 *
 *   floor bare|cjson PORT REPLY-FILE
 *
 * Reads the body, with `cjson` parses and frees it, and writes the bytes of the file. As little as can
 * be done with these libraries, with the options of our own host. */
#include <cjson/cJSON.h>
#include <civetweb.h>
#include <signal.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char reply[65536];
static size_t reply_length;
static bool parses;

static int answer(struct mg_connection *connection)
{
    char body[65536];
    size_t length = 0;
    int got;
    while (length < sizeof body &&
           (got = mg_read(connection, body + length, sizeof body - length)) > 0)
        length += (size_t)got;
    if (parses)
        cJSON_Delete(cJSON_ParseWithLength(body, length));
    mg_write(connection, reply, reply_length);
    return 200;
}

static bool read_reply(const char *path)
{
    FILE *file = fopen(path, "rb");
    if (file == NULL)
        return false;
    reply_length = fread(reply, 1, sizeof reply, file);
    fclose(file);
    return reply_length > 0;
}

int main(int argc, char **argv)
{
    if (argc != 4 || !read_reply(argv[3])) {
        fputs("usage: floor bare|cjson PORT REPLY-FILE\n", stderr);
        return 2;
    }
    parses = strcmp(argv[1], "cjson") == 0;
    char listen[32];
    snprintf(listen, sizeof listen, "127.0.0.1:%s", argv[2]);
    const char *options[] = { "listening_ports",
                              listen,
                              "num_threads",
                              "32",
                              "enable_keep_alive",
                              "yes",
                              "keep_alive_timeout_ms",
                              "10000",
                              "tcp_nodelay",
                              "1",
                              "decode_url",
                              "no",
                              NULL };
    struct mg_callbacks callbacks = { .begin_request = answer };
    sigset_t ends;
    int number;
    sigemptyset(&ends);
    sigaddset(&ends, SIGTERM);
    sigaddset(&ends, SIGINT);
    pthread_sigmask(SIG_BLOCK, &ends, NULL);
    mg_init_library(MG_FEATURES_DEFAULT);
    struct mg_context *civetweb = mg_start(&callbacks, NULL, options);
    if (civetweb == NULL)
        return 3;
    sigwait(&ends, &number);
    _Exit(0); /* mg_stop takes two seconds */
}
