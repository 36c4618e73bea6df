/* --dump=api: what OpenAPI means by the document. One line a noun, its parts below it, its place at the
 * end; every text of the document is written as a JSON string, so that the dump is safe to print. */
#include "gen/gen.h"

#include "base/json.h"

static void write_at(us_buf *out, gen_at at)
{
    us_buf_print(out, " @%u:%u\n", at.line, at.column);
}

static void write_scheme(us_buf *out, const gen_scheme *scheme)
{
    static const char *const kind[] = {
        [GEN_API_KEY_HEADER] = "api key in header",
        [GEN_API_KEY_QUERY] = "api key in query",
        [GEN_API_KEY_COOKIE] = "api key in cookie",
        [GEN_HTTP_BASIC] = "basic",
        [GEN_HTTP_BEARER] = "bearer",
        [GEN_HTTP_DIGEST] = "digest",
        [GEN_HTTP_OTHER] = "http",
        [GEN_CERTIFICATE] = "certificate",
    };
    us_json_write_text(out, "scheme ", scheme->name);
    us_buf_print(out, " %s", kind[scheme->kind]);
    if (scheme->parameter.length > 0)
        us_json_write_text(out, " ", scheme->parameter);
    write_at(out, scheme->at);
}

static void write_parameter(us_buf *out, const gen_parameter *parameter)
{
    static const char *const in[] = { "path", "query", "header", "cookie", "querystring" };
    static const char *const style[] = { "simple", "form",       "label", "matrix", "space",
                                         "pipe",   "deepObject", "tab",   "json" };
    us_buf_print(out, "  parameter %s", in[parameter->in]);
    us_json_write_text(out, " ", parameter->name);
    us_buf_print(out, " %s%s%s%s", style[parameter->style], parameter->explode ? " explode" : "",
                 parameter->required ? " required" : "",
                 parameter->deprecated ? " deprecated" : "");
    write_at(out, parameter->at);
}

static void write_requirement(us_buf *out, const gen_requirement *requirement)
{
    us_buf_add_string(out, "  security");
    for (unsigned i = 0; i < requirement->schemes; i++) {
        const gen_scopes *wanted = &requirement->wanted[i];
        us_json_write_text(out, i > 0 ? " and " : " ", requirement->scheme[i]->name);
        for (unsigned s = 0; s < wanted->scopes; s++)
            us_json_write_text(out, s > 0 ? ", " : " for ", wanted->scope[s]);
    }
    if (requirement->schemes == 0)
        us_buf_add_string(out, " anonymous");
    write_at(out, requirement->at);
}

static void write_example(us_buf *out, const gen_example *example)
{
    us_buf_add_string(out, "      example");
    if (example->name.length > 0)
        us_json_write_text(out, " ", example->name);
    us_json_write_text(out, " from ", example->source);
    us_json_write_text(out, " ", example->bytes);
    write_at(out, example->at);
}

static void write_media(us_buf *out, const gen_media *media)
{
    for (; media; media = media->next) {
        us_json_write_text(out, "    ", media->type);
        if (media->schema_node)
            us_buf_print(out, " schema %u:%u", media->schema_node->at.line,
                         media->schema_node->at.column);
        write_at(out, media->at);
        for (const gen_example *example = media->example; example; example = example->next)
            write_example(out, example);
    }
}

static void write_header(us_buf *out, const gen_header *header)
{
    us_json_write_text(out, "    header ", header->name);
    if (header->required)
        us_buf_add_string(out, " required");
    if (header->value.length > 0)
        us_json_write_text(out, " ", header->value);
    write_at(out, header->at);
}

static void write_response(us_buf *out, const gen_response *response)
{
    if (response->status == 0)
        us_buf_add_string(out, "  response default");
    else if (response->status < 10)
        us_buf_print(out, "  response %uXX", response->status);
    else
        us_buf_print(out, "  response %u", response->status);
    us_json_write_text(out, " ", response->description);
    write_at(out, response->at);
    for (const gen_header *header = response->header; header; header = header->next)
        write_header(out, header);
    write_media(out, response->media);
}

static void write_bases(us_buf *out, const char *word, const gen_base *base)
{
    for (; base; base = base->next) {
        us_json_write_text(out, word, base->path);
        write_at(out, base->at);
    }
}

static void write_condition(us_buf *out, const gen_condition *condition)
{
    static const char *const test[] = { [GEN_IS_EQUAL] = " equals ",
                                        [GEN_IS_MATCHED] = " matches ",
                                        [GEN_IS_PRESENT] = " present",
                                        [GEN_IS_ABSENT] = " absent" };
    us_buf_print(out, "    when %u", condition->part->source);
    us_json_write_text(out, " ", condition->part->text);
    us_buf_add_string(out, test[condition->test]);
    if (condition->value)
        gen_write_json(out, condition->value);
    us_buf_add_byte(out, '\n');
}

static void write_cue(us_buf *out, const gen_cue *cue)
{
    us_json_write_text(out, cue->guarded ? "  guarded " : "  cue ", cue->name);
    us_buf_add_string(out, cue->example ? "" : " without a body");
    us_buf_print(out, " priority %u delay %u..%u every %u", cue->priority, cue->least, cue->most,
                 cue->round);
    write_at(out, cue->at);
    for (const gen_condition *c = cue->condition; c; c = c->next)
        write_condition(out, c);
    for (const gen_calls *c = cue->calls; c; c = c->next)
        us_buf_print(out, "    call %u..%u\n", c->from, c->to);
    for (const gen_header *header = cue->header; header; header = header->next)
        write_header(out, header);
}

static void write_operation(us_buf *out, const gen_operation *operation)
{
    us_buf_print(out, "operation %.*s", (int)operation->method.length, operation->method.bytes);
    us_json_write_text(out, " ", operation->path);
    us_json_write_text(out, " id ", operation->id);
    us_json_write_text(out, " group ", operation->group);
    us_buf_add_string(out, operation->deprecated ? " deprecated" : "");
    write_at(out, operation->at);
    for (const gen_requirement *r = operation->requirement; r; r = r->next)
        write_requirement(out, r);
    for (const gen_parameter *p = operation->parameter; p; p = p->next)
        write_parameter(out, p);
    if (operation->body) {
        us_buf_print(out, "  body%s", operation->body->required ? " required" : "");
        write_at(out, operation->body->at);
        write_media(out, operation->body->media);
    }
    for (const gen_response *r = operation->response; r; r = r->next)
        write_response(out, r);
    if (operation->servers)
        write_bases(out, "  base ", operation->servers->base);
    for (const gen_cue *cue = operation->cue; cue; cue = cue->next)
        write_cue(out, cue);
}

void gen_dump_api(us_buf *out, const gen_api *api)
{
    us_json_write_text(out, "api ", api->name);
    us_json_write_text(out, " ", api->title);
    us_buf_add_byte(out, '\n');
    write_bases(out, "base ", api->servers.base);
    for (const gen_scheme *scheme = api->scheme; scheme; scheme = scheme->next)
        write_scheme(out, scheme);
    for (const gen_operation *op = api->operation; op; op = op->next)
        write_operation(out, op);
}
