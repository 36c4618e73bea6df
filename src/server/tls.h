/* TLS for the connections of the lobby: who we are (a certificate and its key), whom we ask who they are,
 * and the encrypted lines. Made of OpenSSL, which is loaded only when it is asked for. */
#ifndef US_TLS_H
#define US_TLS_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/types.h>

#include "base/text.h"

typedef struct us_tls_options {
    const char *certificate, *key; /* files (PEM); NULL: … */
    bool self_signed;              /* … a certificate is made, for localhost … */
    const char *written;           /* … and written there (PEM), when this is not NULL */
    const char *client_ca; /* a file (PEM) with whom clients' certificates must come from; NULL:
                                      clients are not asked for any */
} us_tls_options;

typedef struct us_tls us_tls;

/* Whether TLS is asked for at all. */
bool us_tls_is_wanted(const us_tls_options *options);

/* NULL with a message for a person in error[0, size). */
us_tls *us_tls_new(const us_tls_options *options, char *error, size_t size)
    __attribute__((warn_unused_result));
void us_tls_free(us_tls *tls);

/* The SHA-256 of our certificate, as "AB:CD:…". */
const char *us_tls_fingerprint(const us_tls *tls);

/* One encrypted connection over a descriptor that does not block. One thread at a time. */
typedef struct us_tls_line us_tls_line;

us_tls_line *us_tls_line_new(us_tls *tls, int fd);
void us_tls_line_free(
    us_tls_line *line); /* says goodbye, when there is still somebody to hear it */

/* As recv and send of a descriptor that does not block; the handshake is part of the first of them. An end
 * without a goodbye is an end, too. */
ssize_t us_tls_line_read(us_tls_line *line, void *bytes, size_t size, bool peek);
ssize_t us_tls_line_write(us_tls_line *line, const void *bytes, size_t size);

/* Whether the handshake is still going on. */
bool us_tls_line_is_greeting(const us_tls_line *line);

/* Whether there are bytes that no poll knows of: they were decrypted and not yet read. */
bool us_tls_line_has_more(const us_tls_line *line);

/* Says that nothing more will be written. */
void us_tls_line_end(us_tls_line *line);

/* The subject of the client's certificate (RFC 4514), which was verified; empty when it has none. Lives as
 * long as the line. */
us_text us_tls_line_subject(us_tls_line *line);

#endif
