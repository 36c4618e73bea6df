/* The lobby: where connections wait, so that civetweb's threads need not.
 *
 * civetweb gives each connection a thread for as long as it lasts. But it meets the kernel through
 * functions of the C library, and those that it waits in - accept, poll, recv - a program may define
 * itself (civetweb_calls.c). Ours lead here:
 *
 *   - civetweb's accepting thread, the doorman, waits in the lobby for all connections at once and is
 *     given one only when a whole head of a request has come;
 *   - a worker that waits for the next request of a connection waits a moment, in case the client is
 *     quick; then civetweb is told that the connection is over, while in truth it is back in the lobby.
 *
 * So a thread is held by a request, not by a connection; that holds also for a client that sends a head
 * byte by byte. A body is read by the worker, past civetweb, which does not know that there is one.
 *
 * The lobby keeps `fd` of every visitor and lends civetweb a duplicate. It may be used by all threads
 * that have entered it. */
#ifndef US_LOBBY_H
#define US_LOBBY_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>

#include "base/text.h"
#include "server/delay.h"
#include "server/tls.h"

typedef struct us_lobby us_lobby;

typedef struct us_lobby_options {
    unsigned visitors; /* how many at once, then the longest idle goes; 0: what the limit of
                          open files leaves, at most 16384 */
    unsigned patience; /* milliseconds until an idle one is sent away; 0: 75 seconds */
    unsigned haste;    /* milliseconds for a head that was begun, and for a body; 0: 60 seconds */
    us_delay delay;    /* of requests that ask for none */
    int socket;        /* listens; it takes the place of the door that civetweb opens. 0: none */
    us_tls *tls; /* connections are encrypted with it; NULL: they are not. Outlives the lobby */
} us_lobby_options;

/* An empty lobby, or NULL with errno set. `options` may be NULL. */
us_lobby *us_lobby_new(const us_lobby_options *options) __attribute__((warn_unused_result));

/* Closes every connection that is left. No thread may be inside any more. */
void us_lobby_free(us_lobby *lobby);

/* ---- for the host ---------------------------------------------------------------------------- */

enum us_lobby_role { US_LOBBY_DOORMAN, US_LOBBY_WORKER };

/* From here to us_lobby_leave the calling thread's accept, poll and recv go through the lobby. */
void us_lobby_enter(us_lobby *lobby, enum us_lobby_role role);
void us_lobby_leave(void);

/* Waits until the doorman stands at the door; false when that did not happen in time: then the calls
 * of this civetweb do not reach us. */
bool us_lobby_wait_open(us_lobby *lobby, unsigned milliseconds);

/* Lets nobody in any more, waits until the requests under way are answered, but not for longer than
 * that, then cuts off those that are not. */
void us_lobby_close(us_lobby *lobby, unsigned milliseconds);

/* The head of the request that the calling worker has, as it was sent; empty when civetweb has taken
 * none. */
us_text us_lobby_head(void);

/* Reads from the body behind that head: at most `size` bytes that are there, or come in time. 0: the client
 * sends no more, or is too slow. */
size_t us_lobby_read(char *bytes, size_t size);

/* The same, but the bytes stay where they are until as many are skipped. */
size_t us_lobby_peek(char *bytes, size_t size);
void us_lobby_skip(size_t count);

/* Whether the client that the calling worker answers has gone, or has at least ended its side. */
bool us_lobby_client_left(void);

/* The subject of the certificate with which the calling worker's client came; empty: with none. */
us_text us_lobby_certificate(void);

/* The calling worker has answered its request: the connection is between two requests. */
void us_lobby_request_over(void);

/* civetweb is about to close the calling worker's connection. `linger`: the client may still be
 * sending; read on for a moment, or the kernel would answer with a reset that can overtake our reply. */
void us_lobby_part(bool linger);

/* ---- for civetweb_calls.c -------------------------------------------------------------------- */

/* True when the call is one for the lobby; then *result is what it returns. */
bool us_lobby_accept(int door, struct sockaddr *address, socklen_t *length, int *result);
bool us_lobby_poll(struct pollfd *wait, nfds_t count, int milliseconds, int *result);
bool us_lobby_recv(int fd, void *bytes, size_t size, ssize_t *result);
bool us_lobby_send(int fd, const void *bytes, size_t size, ssize_t *result);

#endif
