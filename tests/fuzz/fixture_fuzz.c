/* Any bytes as what stands in a folder of fixtures: the .yaml beside one, a .json with expressions, a text, XML, events,
 * lines, and a part of a request; the first byte says which. Whatever is read has to be emitted, too. */
#include <stdint.h>

#include "gen/cast.h"
#include "gen/expression.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char document[] =
    "openapi: 3.1.0\ninfo: { title: T, version: '1' }\npaths:\n  /a/{id}:\n    put:\n      operationId: a\n"
    "      parameters:\n        - { name: id, in: path, required: true, schema: { type: integer } }\n"
    "        - { name: q, in: query, schema: { type: array, items: {} } }\n"
    "      requestBody: { content: { application/json: { schema: { $ref: '#/components/schemas/T' } } } }\n"
    "      responses: { 200: { description: F, content: { application/json: { schema: { $ref: '#/components/schemas/T' } },\n"
    "        text/plain: {} } } }\ncomponents: { schemas: { T: { type: object, properties: { n: { type: string },\n"
    "  t: { $ref: '#/components/schemas/T' }, l: { type: array, items: { oneOf: [ { $ref: '#/components/schemas/T' } ] } } } } } }\n";

static enum cast_ending ending_of(char kind)
{
    switch (kind) {
    case 't':
        return CAST_TEXT;
    case 'x':
        return CAST_XML;
    case 's':
        return CAST_EVENTS;
    case 'l':
        return CAST_LINES;
    default:
        return CAST_JSON;
    }
}

static void read_as(gen *g, gen_operation *operation, char kind, us_text text)
{
    gen_media *media = operation->response->media;
    gen_at at = { gen_add_source(g, kind == 'y' ? "200.yaml" : "200.json", text), 1, 1 };
    cast_name name = { US_TEXT("200"), US_TEXT(""), 200, CAST_CUE };
    gen_example *example = US_NEW(&g->arena, gen_example);
    const char *fault;

    example->bytes = text;
    example->source = US_TEXT("200.json");
    example->fixture = true;
    example->at = at;
    if (kind == 'y')
        example->cue = cast_cue(g, operation, &name, at, example);
    else if (kind == 'p')
        (void)gen_read_part(g, text, &fault);
    else if (kind == 'j')
        example->node = gen_load_json(g, at.file);
    if (kind != 'p' && (kind != 'j' || example->node)) {
        cast_template(g, operation, media, ending_of(kind), example);
        media->example = example;
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gen *g = gen_new();
    gen_node *root = gen_load(g, gen_add_source(g, "t.yaml", us_text_of(document)));
    us_buf out = us_buf_new(&g->arena, 1024);
    gen_api *api;

    gen_resolve(g, root);
    api = gen_openapi(g, root);
    if (size > 0)
        read_as(g, api->operation, (char)data[0], (us_text){ (const char *)data + 1, size - 1 });
    gen_write_diagnostics(g, &out);
    if (g->errors == 0) {
        gen_lower(g, api);
        (void)gen_emit(g, &api, 1, false);
    }
    gen_free(g);
    return 0;
}
