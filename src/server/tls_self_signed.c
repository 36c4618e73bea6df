/* A certificate for this machine, valid for a month from yesterday on (clocks differ), for those who have
 * none: clients have to be told to trust it. */
#include "server/tls_inside.h"

#define DAY (24L * 60 * 60)

static bool add_extension(const us_tls_calls *call, X509 *certificate, int which, const char *value)
{
    X509V3_CTX context;
    call->X509V3_set_ctx(&context, certificate, certificate, NULL, NULL, 0);
    X509_EXTENSION *extension = call->X509V3_EXT_conf_nid(NULL, &context, which, value);
    bool good = extension != NULL && call->X509_add_ext(certificate, extension, -1) == 1;
    if (extension != NULL)
        call->X509_EXTENSION_free(extension);
    return good;
}

static bool add_name(const us_tls_calls *call, X509 *certificate)
{
    X509_NAME *name = call->X509_get_subject_name(certificate);
    const unsigned char *localhost = (const unsigned char *)"localhost";
    return call->X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, localhost, -1, -1, 0) == 1 &&
           call->X509_set_issuer_name(certificate, name) == 1;
}

/* A browser refuses another certificate with a serial number that it has seen. */
static bool add_serial_number(const us_tls_calls *call, X509 *certificate)
{
    unsigned char random[4];
    long number = 0;
    if (call->RAND_bytes(random, sizeof random) != 1)
        return false;
    for (unsigned i = 0; i < sizeof random; i++)
        number = number << 8 | random[i];
    return call->ASN1_INTEGER_set(call->X509_get_serialNumber(certificate), number) == 1;
}

static bool fill(const us_tls_calls *call, X509 *certificate, EVP_PKEY *key)
{
    return call->X509_set_version(certificate, 2) == 1 && add_serial_number(call, certificate) &&
           call->X509_gmtime_adj(call->X509_getm_notBefore(certificate), -DAY) != NULL &&
           call->X509_gmtime_adj(call->X509_getm_notAfter(certificate), 30 * DAY) != NULL &&
           call->X509_set_pubkey(certificate, key) == 1 && add_name(call, certificate) &&
           add_extension(call, certificate, NID_subject_alt_name,
                         "DNS:localhost,IP:127.0.0.1,IP:::1") &&
           add_extension(call, certificate, NID_basic_constraints, "critical,CA:TRUE") &&
           add_extension(call, certificate, NID_ext_key_usage, "serverAuth") &&
           call->X509_sign(certificate, key, call->EVP_sha256()) != 0;
}

bool us_tls_sign_self(us_tls *tls)
{
    const us_tls_calls *call = tls->call;
    EVP_PKEY *key = call->EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
    X509 *certificate = call->X509_new();
    bool good = key != NULL && certificate != NULL && fill(call, certificate, key) &&
                call->SSL_CTX_use_certificate(tls->context, certificate) == 1 &&
                call->SSL_CTX_use_PrivateKey(tls->context, key) == 1;
    if (certificate != NULL)
        call->X509_free(certificate);
    if (key != NULL)
        call->EVP_PKEY_free(key);
    return good;
}
