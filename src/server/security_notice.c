/* What a server says at its start of security that it does not enforce: nobody should have to find out by
 * an accepted request. */
#include "server/security.h"

#include <stdio.h>

/* The first place of an API where a certificate is asked for; 0: there is none. */
static us_at certificate_at(const us_api *api)
{
    for (unsigned o = 0; o < api->operations; o++) {
        const us_operation *operation = api->operation[o];
        for (unsigned r = 0; r < operation->requirements; r++) {
            const us_requirement *requirement = &operation->requirement[r];
            for (unsigned s = 0; s < requirement->schemes; s++)
                if (requirement->scheme[s]->kind == US_CERTIFICATE)
                    return requirement->at;
        }
    }
    return 0;
}

void us_security_print_notice(const us_module *module, const us_service_options *options,
                              bool certificates)
{
    us_arena arena = { 0 };
    if (options->no_security)
        puts("not enforced: security (--no-security)");
    for (unsigned a = 0; a < module->apis && !options->no_security && !certificates; a++) {
        us_text line = us_spec_line(&arena, module->api[a], certificate_at(module->api[a]));
        if (line.length > 0)
            printf("not enforced: mutualTLS in %.*s (it needs --tls-client-ca)\n", (int)line.length,
                   line.bytes);
    }
    us_arena_free(&arena);
}
