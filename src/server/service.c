/* Making a module ready: patterns compiled, every path with and without its bases in the router, and
 * what cannot be enforced refused before the first request. */
#include "server/service.h"
#include "server/xml.h"

#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "server/credentials.h"
#include "server/cue.h"
#include "server/made.h"
#include "server/media.h"
#include "server/repertoire.h"
#include "server/service_inside.h"

#define DEFAULT_BODY_LIMIT ((size_t)10 * 1024 * 1024)

us_text us_spec_line(us_arena *arena, const us_api *api, us_at at)
{
    const unsigned line_bits = 22;
    unsigned file = at >> line_bits;
    unsigned line = at & ((1u << line_bits) - 1);
    if (at == 0 || file >= api->files)
        return US_TEXT("");
    us_text name = us_text_from(api->file[file]);
    return us_arena_print(arena, "%.*s:%u", (int)name.length, name.bytes, line);
}

/* ---- Options ---------------------------------------------------------------------------------- */

const char *const us_error_body_names[] = { "auto", "spec", "example", "problem", NULL };

bool us_error_body_named(const char *name, enum us_error_body *kind)
{
    unsigned i = 0;
    while (us_error_body_names[i] && strcmp(us_error_body_names[i], name) != 0)
        i++;
    if (us_error_body_names[i])
        *kind = US_ERROR_BODY_AUTO + i;
    return us_error_body_names[i];
}

/* What was left open, as the conventions have it. Steady lets everybody in. */
static void settle(us_service_options *options)
{
    if (options->body_limit == 0)
        options->body_limit = DEFAULT_BODY_LIMIT;
    if (options->pages == US_PAGES_UNSAID)
        options->pages = options->compat == US_COMPAT_NONE ? US_PAGES_USUAL : 0;
    if (options->compat == US_COMPAT_STEADY && !options->credentials && !options->security)
        options->no_security = true;
}

/* ---- Patterns --------------------------------------------------------------------------------- */

static us_text pattern_error(us_service *service, const us_api *api, us_text source, us_text why,
                             size_t offset)
{
    return us_arena_print(&service->arena,
                          "%.*s: the pattern \"%.*s\" cannot be used: %.*s (at %zu)",
                          (int)api->name.length, api->name.bytes, (int)source.length, source.bytes,
                          (int)why.length, why.bytes, offset);
}

static bool compile_patterns(us_service *service, us_cast *cast, us_text *error)
{
    const us_api *api = cast->api;
    cast->pattern = US_NEW_ARRAY(&service->arena, us_pattern *, api->patterns + 1);
    for (unsigned i = 0; i < api->patterns; i++) {
        us_text why;
        size_t offset;
        us_text source = us_text_from(api->pattern[i]);
        cast->pattern[i] = us_pattern_compile(&service->arena, source, &why, &offset);
        if (!cast->pattern[i]) {
            *error = pattern_error(service, api, source, why, offset);
            return false;
        }
    }
    return true;
}

/* ---- Bodies ------------------------------------------------------------------------------------- */

/* As nearly every media type is written: it need not be parsed, of which thousands would be felt at the start. */
static bool is_written_json(const us_media *media)
{
    return us_text_equal(us_text_from(media->type), US_TEXT("application/json"));
}

/* Only JSON is read, so a schema on anything else would be skipped in silence. */
static bool can_enforce(const us_media *media)
{
    us_media_type type;
    us_media_type json = { US_TEXT("application"), US_TEXT("json"), US_TEXT("") };
    if (!media->check || media->reading || is_written_json(media))
        return true;
    if (!us_media_parse(us_text_from(media->type), &type))
        return false;
    return us_media_is_json(&type) || (us_media_is_range(&type) && us_media_fit(&type, &json) > 0);
}

static bool check_body_types(us_service *service, const us_api *api, us_text *error)
{
    for (unsigned i = 0; i < api->operations; i++) {
        const us_operation *operation = api->operation[i];
        const us_body *body = operation->body;
        for (unsigned m = 0; body && m < body->medias; m++) {
            const us_media *media = &body->media[m];
            if (can_enforce(media))
                continue;
            us_text line = us_spec_line(&service->arena, api, media->at);
            *error = us_arena_print(
                &service->arena, "%.*s: the schema of a body of %.*s cannot be enforced yet",
                (int)line.length, line.bytes, (int)media->type.length, media->type.bytes);
            return false;
        }
    }
    return true;
}

/* ---- XML ---------------------------------------------------------------------------------------- */

enum xml { NO_XML, MAYBE_XML, XML };

/* A range may be meant for XML, but need not. */
static enum xml takes_xml(const us_media *media, unsigned medias)
{
    us_media_type type;
    enum xml found = NO_XML;
    for (unsigned i = 0; i < medias; i++) {
        if (is_written_json(&media[i]) || !us_media_parse(us_text_from(media[i].type), &type))
            continue;
        if (us_media_is_xml(&type))
            return XML;
        if (us_media_is_range(&type))
            found = MAYBE_XML;
    }
    return found;
}

/* Answers are read where they are checked; what cannot be read is said then. */
static bool checks_xml(const us_service *service, const us_operation *operation)
{
    const us_service_options *options = &service->options;
    bool checked = options->upstream || options->errors || options->compat == US_COMPAT_PRISM;
    for (unsigned i = 0; checked && i < operation->responses; i++) {
        const us_response *response = &operation->response[i];
        if (takes_xml(response->media, response->medias) != NO_XML)
            return true;
    }
    return false;
}

/* What reads XML is looked for only where there may be some. */
static bool find_xml(us_service *service, const us_api *api, us_text *error)
{
    for (unsigned i = 0; i < api->operations; i++) {
        const us_body *body = api->operation[i]->body;
        enum xml wanted = body ? takes_xml(body->media, body->medias) : NO_XML;
        if (checks_xml(service, api->operation[i]))
            (void)us_xml_find();
        if (wanted == NO_XML || us_xml_find() || wanted == MAYBE_XML)
            continue;
        us_text line = us_spec_line(&service->arena, api, body->at);
        *error = us_arena_print(&service->arena,
                                "%.*s: the body may be XML, and libxml2.so.2 is not installed",
                                (int)line.length, line.bytes);
        return false;
    }
    return true;
}

/* ---- Routes --------------------------------------------------------------------------------------- */

static us_text without_slashes(us_text base)
{
    while (us_text_ends(base, US_TEXT("/")))
        base.length--;
    return base;
}

static us_route_row row_of(const void *owner, unsigned number)
{
    const us_cast *cast = owner;
    const us_operation *operation = cast->api->operation[number];
    return (us_route_row){ us_text_from(operation->method), us_text_from(operation->path),
                           operation };
}

/* Adds routes under the prefix of the API, and under each base that is another. */
static void add_list(us_service *service, us_route_list list, const us_servers *servers)
{
    const us_cast *cast = list.owner;
    us_text prefix = without_slashes(us_text_from(cast->api->prefix));
    for (unsigned i = 0; i < servers->bases; i++) {
        us_text base = without_slashes(us_text_from(servers->base[i]));
        if (!us_text_equal(base, prefix))
            us_router_add(service->router, base, list);
    }
    us_router_add(service->router, prefix, list);
}

/* What the compiler has sorted is all below the same bases. */
static void add_routes(us_service *service, const us_cast *cast)
{
    const us_api *api = cast->api;
    us_route_list list = { .row = row_of, .owner = cast, .rows = api->operations };
    list.order = api->by_path;
    if (list.order) {
        add_list(service, list, &api->servers);
        return;
    }
    list.rows = 1;
    for (; list.first < api->operations; list.first++)
        add_list(service, list, us_servers_of(api, api->operation[list.first]));
}

/* ---- The service ------------------------------------------------------------------------------------ */

static bool prepare(us_service *service, us_text *error)
{
    const us_module *module = service->module;
    service->cast = US_NEW_ARRAY(&service->arena, us_cast, module->apis + 1);
    service->router = us_router_new();
    for (unsigned i = 0; i < module->apis; i++) {
        us_cast *cast = &service->cast[i];
        cast->api = module->api[i];
        cast->counter = us_counters_new(cast->api);
        if (!compile_patterns(service, cast, error) ||
            !check_body_types(service, cast->api, error) || !find_xml(service, cast->api, error))
            return false;
        add_routes(service, cast);
    }
    return true;
}

/* The message outlives the service it was made in. */
static us_text keep_message(us_text message)
{
    static _Thread_local char kept[512];
    int length = snprintf(kept, sizeof kept, "%.*s", (int)message.length, message.bytes);
    size_t most = sizeof kept - 1;
    return (us_text){ kept, (size_t)length < most ? (size_t)length : most };
}

us_service *us_service_new(const us_module *module, const us_service_options *options,
                           us_text *error)
{
    static atomic_ullong services;
    us_service *service = calloc(1, sizeof *service);
    if (!service) {
        *error = US_TEXT("no memory is left for the service");
        return NULL;
    }
    service->number = atomic_fetch_add(&services, 1) + 1;
    service->module = module;
    service->made = us_made_new();
    service->repertoires = us_repertoires_new();
    if (!service->made || !service->repertoires)
        us_out_of_memory();
    if (options)
        service->options = *options;
    if (service->options.credentials)
        service->nonces = us_nonces_new();
    settle(&service->options);
    if (!prepare(service, error)) {
        *error = keep_message(*error);
        us_service_free(service);
        return NULL;
    }
    return service;
}

void us_service_free(us_service *service)
{
    if (!service)
        return;
    for (unsigned a = 0; service->cast && a < service->module->apis; a++) {
        const us_cast *cast = &service->cast[a];
        for (unsigned i = 0; cast->pattern && i < cast->api->patterns; i++)
            us_pattern_free(cast->pattern[i]);
        free(cast->counter);
    }
    us_credentials_free(service->options.credentials);
    us_made_free(service->made);
    us_repertoires_free(service->repertoires);
    us_nonces_free(service->nonces);
    us_router_free(service->router);
    us_arena_free(&service->arena);
    free(service);
}

bool us_compat_named(const char *name, enum us_compat *compat)
{
    static const char *const names[] = { "none", "prism", "steady" }; /* as the enum has them */
    for (unsigned i = 0; i < sizeof names / sizeof *names; i++) {
        if (strcmp(names[i], name) != 0)
            continue;
        *compat = (enum us_compat)i;
        return true;
    }
    return false;
}

unsigned long long us_service_number(const us_service *service)
{
    return service->number;
}

size_t us_service_body_limit(const us_service *service)
{
    return service->options.body_limit;
}

static bool has_method(const us_api *api, us_text method)
{
    for (unsigned i = 0; i < api->operations; i++)
        if (us_text_equal(us_text_from(api->operation[i]->method), method))
            return true;
    return false;
}

bool us_service_has_method(const us_service *service, us_text method)
{
    for (unsigned i = 0; i < service->module->apis; i++)
        if (has_method(service->module->api[i], method))
            return true;
    return false;
}

const us_module *us_service_module(const us_service *service)
{
    return service->module;
}
