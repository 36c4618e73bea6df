/* The compiler's reader knows YAML and the place of everything, the server knows what the file means: it is
 * given the same as JSON, and what it finds wrong is looked up again. */
#include "cli/credentials.h"

#include "cli/console.h"
#include "gen/gen.h"

static const gen_member *member_at(const gen_node *object, unsigned index)
{
    const gen_member *m = object->member;

    while (m && index-- > 0)
        m = m->next;
    return m;
}

static const gen_node *item_at(const gen_node *array, unsigned index)
{
    const gen_node *item = array->item;

    while (item && index-- > 0)
        item = item->next;
    return item;
}

static gen_at place_of(const gen_node *root, const us_credentials_fault *fault)
{
    const gen_node *node = root;
    gen_at at = root->at;

    for (unsigned i = 0; i < fault->steps && node; i++) {
        const gen_member *m = node->kind == GEN_OBJECT ? member_at(node, fault->step[i]) : NULL;

        node = m ? m->value : item_at(node, fault->step[i]);
        if (node)
            at = m && fault->of_name ? m->at : node->at;
    }
    return at;
}

static us_credentials *read_node(gen *g, const gen_node *root, const us_module *module)
{
    us_buf json = us_buf_new(&g->arena, 1024);
    us_credentials_fault fault;
    us_credentials *credentials;

    gen_write_json(&json, root);
    credentials = us_credentials_read(us_buf_text(&json), module, &fault);
    if (!credentials)
        gen_error(g, place_of(root, &fault), "%s", fault.message);
    return credentials;
}

us_credentials *us_read_credentials_file(const char *path, const us_module *module)
{
    gen *g = gen_new();
    us_buf out = us_buf_new(&g->arena, 256);
    us_credentials *credentials = NULL;
    us_text text;

    if (us_read_file(&g->arena, path, &text)) {
        unsigned source = gen_take_source(g, path, text);
        const gen_node *root;

        g->source[source].secret = true;
        root = gen_load(g, source);
        if (root)
            credentials = read_node(g, root, module);
    }
    gen_write_diagnostics(g, &out);
    us_print(stderr, us_buf_text(&out));
    gen_free(g);
    return credentials;
}
