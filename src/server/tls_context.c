/* Who we are to our clients, and who they have to be. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/tls_inside.h"

bool us_tls_is_wanted(const us_tls_options *options)
{
    return options->certificate != NULL || options->key != NULL || options->self_signed ||
           options->client_ca != NULL;
}

/* ---- What the user named ------------------------------------------------------------------------- */

typedef struct complaint {
    char *error;
    size_t size;
} complaint;

static bool complain(const complaint *c, const char *what, const char *path, const char *why)
{
    snprintf(c->error, c->size, "%s '%s': %s", what, path, why);
    return false;
}

/* OpenSSL's reason for a file that is not there is no help. */
static bool can_be_opened(const complaint *c, const char *what, const char *path)
{
    FILE *file = fopen(path, "re");
    if (file == NULL)
        return complain(c, what, path, strerror(errno));
    fclose(file);
    return true;
}

static bool take_files(us_tls *tls, const us_tls_options *options, const complaint *c)
{
    static const char certificate[] = "cannot use the certificate", key[] = "cannot use the key";
    const us_tls_calls *call = tls->call;
    if (options->certificate == NULL || options->key == NULL) {
        snprintf(
            c->error, c->size, "%s",
            "TLS needs a certificate and its key: --tls-cert and --tls-key, or --tls-self-signed");
        return false;
    }
    if (!can_be_opened(c, certificate, options->certificate) ||
        !can_be_opened(c, key, options->key))
        return false;
    if (call->SSL_CTX_use_certificate_chain_file(tls->context, options->certificate) != 1)
        return complain(c, certificate, options->certificate, us_tls_reason(call));
    if (call->SSL_CTX_use_PrivateKey_file(tls->context, options->key, SSL_FILETYPE_PEM) != 1 ||
        call->SSL_CTX_check_private_key(tls->context) != 1)
        return complain(c, key, options->key, us_tls_reason(call));
    return true;
}

static bool write_certificate(us_tls *tls, const char *path, const complaint *c)
{
    X509 *certificate = tls->call->SSL_CTX_get0_certificate(tls->context);
    FILE *file = fopen(path, "we");
    bool good = file != NULL && tls->call->PEM_write_X509(file, certificate) == 1;
    if (file != NULL && fclose(file) != 0)
        good = false;
    return good || complain(c, "cannot write the certificate to", path, strerror(errno));
}

static bool take_certificate(us_tls *tls, const us_tls_options *options, const complaint *c)
{
    if (!options->self_signed)
        return take_files(tls, options, c);
    if (options->certificate != NULL || options->key != NULL) {
        snprintf(c->error, c->size, "%s",
                 "--tls-self-signed makes the certificate that --tls-cert would name");
        return false;
    }
    if (!us_tls_sign_self(tls))
        return complain(c, "cannot make a certificate for", "localhost", us_tls_reason(tls->call));
    return options->written == NULL || write_certificate(tls, options->written, c);
}

/* Clients may come without a certificate: only operations that ask for mutualTLS refuse them. */
static bool ask_clients(us_tls *tls, const us_tls_options *options, const complaint *c)
{
    static const char what[] = "cannot use the certificates of clients' authorities";
    const us_tls_calls *call = tls->call;
    if (options->client_ca == NULL)
        return true;
    if (!can_be_opened(c, what, options->client_ca))
        return false;
    if (call->SSL_CTX_load_verify_locations(tls->context, options->client_ca, NULL) != 1)
        return complain(c, what, options->client_ca, us_tls_reason(call));
    call->SSL_CTX_set_client_CA_list(tls->context,
                                     call->SSL_load_client_CA_file(options->client_ca));
    call->SSL_CTX_set_verify(tls->context, SSL_VERIFY_PEER, NULL);
    call->SSL_CTX_set_session_id_context(tls->context, (const unsigned char *)"understudy", 10);
    return true;
}

/* ---- The context ------------------------------------------------------------------------------------ */

/* A client that offers HTTP/2, too, is told that it is HTTP/1.1 here. */
static int choose_protocol(SSL *ssl, const unsigned char **chosen, unsigned char *length,
                           const unsigned char *offered, unsigned size, void *context)
{
    static const char http[] = "http/1.1";
    (void)ssl;
    (void)context;
    for (unsigned at = 0; at < size; at += 1u + offered[at]) {
        if (offered[at] != sizeof http - 1 || memcmp(offered + at + 1, http, sizeof http - 1) != 0)
            continue;
        *chosen = offered + at + 1;
        *length = offered[at];
        return SSL_TLSEXT_ERR_OK;
    }
    return SSL_TLSEXT_ERR_NOACK;
}

static void write_fingerprint(us_tls *tls)
{
    unsigned char hash[EVP_MAX_MD_SIZE];
    unsigned length = 0;
    tls->call->X509_digest(tls->call->SSL_CTX_get0_certificate(tls->context),
                           tls->call->EVP_sha256(), hash, &length);
    for (unsigned i = 0; i < length; i++)
        snprintf(tls->fingerprint + (size_t)3 * i, 4, "%02X%s", hash[i], i + 1 < length ? ":" : "");
}

static void set_up(us_tls *tls)
{
    const us_tls_calls *call = tls->call;
    call->SSL_CTX_ctrl(tls->context, SSL_CTRL_SET_MIN_PROTO_VERSION, TLS1_2_VERSION, NULL);
    /* A write may be repeated from another place: the bytes are the same. */
    call->SSL_CTX_ctrl(tls->context, SSL_CTRL_MODE,
                       SSL_MODE_ENABLE_PARTIAL_WRITE | SSL_MODE_ACCEPT_MOVING_WRITE_BUFFER, NULL);
    call->SSL_CTX_set_options(tls->context, SSL_OP_IGNORE_UNEXPECTED_EOF);
    call->SSL_CTX_set_alpn_select_cb(tls->context, choose_protocol, NULL);
}

us_tls *us_tls_new(const us_tls_options *options, char *error, size_t size)
{
    const us_tls_calls *call = us_tls_library();
    const complaint c = { error, size };
    us_tls *tls = call != NULL ? calloc(1, sizeof *tls) : NULL;
    if (tls == NULL) {
        snprintf(error, size, "TLS needs OpenSSL 3 (on Debian: apt-get install libssl3)");
        return NULL;
    }
    tls->call = call;
    tls->context = call->SSL_CTX_new(call->TLS_server_method());
    if (tls->context != NULL)
        set_up(tls);
    if (tls->context == NULL || !take_certificate(tls, options, &c) ||
        !ask_clients(tls, options, &c)) {
        us_tls_free(tls);
        return NULL;
    }
    write_fingerprint(tls);
    return tls;
}

void us_tls_free(us_tls *tls)
{
    if (tls == NULL)
        return;
    if (tls->context != NULL)
        tls->call->SSL_CTX_free(tls->context);
    free(tls);
}

const char *us_tls_fingerprint(const us_tls *tls)
{
    return tls->fingerprint;
}
