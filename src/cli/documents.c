/* The documents are not kept in memory: a big one is tens of megabytes, and few ask for it. */
#include "cli/documents.h"

#include <unistd.h>

#include "cli/console.h"
#include "cli/loader.h"
#include "cli/specs.h"

/* As the compiler reads it, so that it says what was understood. */
gen_node *us_document_tree(gen *g, const us_settings *settings, unsigned source)
{
    gen_node *root = gen_load(g, source);

    if (root && gen_is_postman(root)) {
        /* It could be read when the server started. */
        (void)!us_specs_environment(g, settings->postman_environment);
        return gen_postman(g, root);
    }
    if (root)
        gen_resolve(g, root);
    return root && g->errors == 0 ? gen_bundle(g, root) : NULL;
}

static bool read_as_json(us_arena *arena, const us_settings *settings, const char *path,
                         us_text text, us_text *json)
{
    gen *g = gen_new();
    us_loader *loader = us_loader_new(g, settings);
    unsigned source = gen_add_source(g, path, text);
    us_buf out = us_buf_new(arena, text.length + 16);
    const gen_node *root;

    if (loader)
        us_loader_name(loader, source);
    root = us_document_tree(g, settings, source);
    if (root)
        gen_write_json(&out, root);
    *json = us_buf_text(&out);
    us_loader_free(loader);
    gen_free(g);
    return root;
}

bool us_document_read(const void *context, us_arena *arena, unsigned api, us_text *text)
{
    const us_settings *settings = context;
    us_text prefix, bytes;
    const char *path = "";

    if (api < settings->operands && us_specs_cut(arena, settings->operand[api], &path, &prefix) &&
        access(path, R_OK) == 0 && us_read_file(arena, path, &bytes) &&
        read_as_json(arena, settings, path, bytes, text))
        return true;
    *text = us_arena_print(arena, "The file %s cannot be read any more, or one that it refers to.",
                           path);
    return false;
}
