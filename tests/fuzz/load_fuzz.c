/* Any bytes through the front half of the compiler: it ends, in bounds, with a model or with errors; what it
 * says about them is harmless to a terminal; and what it loaded can be written and read again. */
#include <stdint.h>
#include <stdlib.h>

#include "gen/gen.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void demand(bool condition)
{
    if (!condition)
        abort();
}

static void check_harmless(us_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        unsigned char byte = (unsigned char)text.bytes[i];
        demand(byte >= 0x20 || byte == '\n' || byte == '\t');
        demand(byte != 0x7F);
    }
}

/* A document written as JSON and loaded as JSON is the same document. */
static void check_round_trip(gen *g, const gen_node *root)
{
    us_buf once = us_buf_new(&g->arena, 256), twice = us_buf_new(&g->arena, 256);
    gen_write_json(&once, root);
    gen_node *again = gen_load_json(g, gen_add_source(g, "again.json", us_buf_text(&once)));
    demand(again);
    gen_write_json(&twice, again);
    demand(us_text_equal(us_buf_text(&once), us_buf_text(&twice)));
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    gen *g = gen_new();
    us_buf out = us_buf_new(&g->arena, 1024);
    us_text text = { (const char *)data, size };
    gen_node *root = gen_load(g, gen_add_source(g, "folder/input.yaml", text));
    demand(root || g->errors > 0);
    if (root) {
        check_round_trip(g, root);
        gen_resolve(g, root);
    }
    gen_api *api = root && g->errors == 0 ? gen_openapi(g, root) : NULL;
    demand(api || g->errors > 0);
    if (api)
        gen_dump_api(&out, api);
    gen_write_diagnostics(g, &out);
    check_harmless(us_buf_text(&out));
    gen_free(g);
    return 0;
}
