/* Lines over OpenSSL. */
#include "server/tls.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "server/tls_inside.h"

struct us_tls_line {
    const us_tls_calls *call;
    SSL *ssl;
    int fd;
    bool broken; /* nothing can be said on it any more */
    char *subject;
};

us_tls_line *us_tls_line_new(us_tls *tls, int fd)
{
    us_tls_line *line = calloc(1, sizeof *line);
    if (line == NULL)
        return NULL;
    line->call = tls->call;
    line->fd = fd;
    line->ssl = tls->call->SSL_new(tls->context);
    if (line->ssl == NULL || tls->call->SSL_set_fd(line->ssl, fd) != 1) {
        us_tls_line_free(line);
        return NULL;
    }
    tls->call->SSL_set_accept_state(line->ssl);
    return line;
}

void us_tls_line_end(us_tls_line *line)
{
    if (!line->broken && line->call->SSL_is_init_finished(line->ssl))
        line->call->SSL_shutdown(line->ssl);
    line->call->ERR_clear_error();
    line->broken = true;
}

void us_tls_line_free(us_tls_line *line)
{
    if (line == NULL)
        return;
    if (line->ssl != NULL) {
        us_tls_line_end(line);
        line->call->SSL_free(line->ssl);
    }
    free(line->subject);
    free(line);
}

/* A client that takes us for a plain server would wait for an answer that it can read. */
static void answer_plainly(us_tls_line *line)
{
    static const char reply[] = "HTTP/1.1 400 Bad Request\r\nConnection: close\r\n"
                                "Content-Type: text/plain\r\nContent-Length: 40\r\n\r\n"
                                "This port speaks https://, not http://.\n";
    if (ERR_GET_REASON(line->call->ERR_peek_error()) == SSL_R_HTTP_REQUEST)
        (void)sendto(line->fd, reply, sizeof reply - 1, MSG_DONTWAIT | MSG_NOSIGNAL, NULL, 0);
}

/* What a call that returned `result` means in the words of recv and send. */
static ssize_t outcome(us_tls_line *line, int result)
{
    int error = line->call->SSL_get_error(line->ssl, result);
    if (result > 0)
        return result;
    if (error == SSL_ERROR_WANT_READ || error == SSL_ERROR_WANT_WRITE) {
        errno = EAGAIN;
        return -1;
    }
    if (error == SSL_ERROR_ZERO_RETURN)
        return 0;
    answer_plainly(line);
    line->call->ERR_clear_error();
    line->broken = true;
    return 0;
}

static int most(size_t size)
{
    return size > 1 << 30 ? 1 << 30 : (int)size;
}

ssize_t us_tls_line_read(us_tls_line *line, void *bytes, size_t size, bool peek)
{
    if (line->broken)
        return 0;
    return outcome(line, peek ? line->call->SSL_peek(line->ssl, bytes, most(size))
                              : line->call->SSL_read(line->ssl, bytes, most(size)));
}

ssize_t us_tls_line_write(us_tls_line *line, const void *bytes, size_t size)
{
    ssize_t written =
        line->broken ? 0 : outcome(line, line->call->SSL_write(line->ssl, bytes, most(size)));
    if (written == 0)
        errno = EPIPE;
    return written > 0 ? written : -1;
}

bool us_tls_line_is_greeting(const us_tls_line *line)
{
    return !line->broken && !line->call->SSL_is_init_finished(line->ssl);
}

bool us_tls_line_has_more(const us_tls_line *line)
{
    return !line->broken && line->call->SSL_pending(line->ssl) > 0;
}

static char *write_subject(const us_tls_calls *call, X509 *certificate)
{
    enum { MOST = 1024 };
    char *subject = calloc(1, MOST);
    BIO *out = call->BIO_new(call->BIO_s_mem());
    if (out != NULL && subject != NULL &&
        call->X509_NAME_print_ex(out, call->X509_get_subject_name(certificate), 0,
                                 XN_FLAG_RFC2253) >= 0)
        call->BIO_read(out, subject, MOST - 1);
    if (out != NULL)
        call->BIO_free(out);
    return subject;
}

us_text us_tls_line_subject(us_tls_line *line)
{
    X509 *certificate =
        line->subject == NULL ? line->call->SSL_get1_peer_certificate(line->ssl) : NULL;
    if (certificate != NULL) {
        line->subject = write_subject(line->call, certificate);
        line->call->X509_free(certificate);
    }
    return us_text_of(line->subject != NULL ? line->subject : "");
}
