/* One golden case of the front half of the compiler: reads a document (x.yaml or x.json), runs load,
 * resolve, openapi and, when there is a folder x.fixtures, cast; then compares with what stands beside it:
 *
 *   x.err       all diagnostics, whole; without the file there must be none
 *   x.document  the dump of the document
 *   x.api       the dump of the API model
 *
 * --bless writes the files that exist, and one that says something when there is none yet. It runs in
 * the folder of the case, so that no path of the machine shows. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "gen/gen.h"

typedef struct products {
    us_buf err, document, api;
} products;

static void die(const char *what)
{
    fprintf(stderr, "%s: %s\n", what, strerror(errno));
    exit(3);
}

static bool exists(const char *path)
{
    struct stat status;
    return stat(path, &status) == 0;
}

static us_text read_file(us_arena *arena, const char *path)
{
    us_buf content = us_buf_new(arena, 4096);
    FILE *file = fopen(path, "rb");
    if (!file)
        die(path);
    for (int byte; (byte = getc(file)) != EOF;)
        us_buf_add_byte(&content, (char)byte);
    fclose(file);
    return us_buf_text(&content);
}

static void write_file(const char *path, us_text text)
{
    FILE *file = fopen(path, "wb");
    if (!file || fwrite(text.bytes, 1, text.length, file) != text.length || fclose(file) != 0)
        die(path);
}

static void run_passes(gen *g, const char *path, const char *fixtures, products *p)
{
    gen_node *root = gen_load(g, gen_add_source(g, path, read_file(&g->arena, path)));
    gen_api *api = NULL;
    if (root) {
        gen_dump_document(&p->document, root);
        gen_resolve(g, root);
    }
    if (root && g->errors == 0)
        api = gen_openapi(g, root);
    if (api && exists(fixtures))
        gen_cast(g, api, fixtures);
    if (api)
        gen_dump_api(&p->api, api);
    gen_write_diagnostics(g, &p->err);
}

/* Whether the product is what stands in the file; `absent` says what a missing file stands for. */
static bool is_expected(us_arena *arena, const char *path, us_text product, bool absent)
{
    us_text expected = exists(path) ? read_file(arena, path) : (us_text){ 0 };
    if (!exists(path) && absent)
        return true;
    if (us_text_equal(expected, product))
        return true;
    fprintf(stderr, "%s: expected\n%.*s\n---- but it is\n%.*s\n", path, (int)expected.length,
            expected.bytes, (int)product.length, product.bytes);
    return false;
}

static void bless(const char *path, us_text product, bool wanted)
{
    if (exists(path) || wanted)
        write_file(path, product);
    if (exists(path) && product.length == 0)
        unlink(path);
}

typedef struct paths {
    const char *err, *document, *api, *fixtures;
} paths;

static paths paths_beside(us_arena *arena, const char *path)
{
    const char *dot = strrchr(path, '.');
    int stem = dot ? (int)(dot - path) : (int)strlen(path);
    return (paths){
        .err = us_arena_print(arena, "%.*s.err", stem, path).bytes,
        .document = us_arena_print(arena, "%.*s.document", stem, path).bytes,
        .api = us_arena_print(arena, "%.*s.api", stem, path).bytes,
        .fixtures = us_arena_print(arena, "%.*s.fixtures", stem, path).bytes,
    };
}

static void bless_all(const paths *path, const products *p)
{
    bless(path->err, us_buf_text(&p->err), p->err.length > 0);
    bless(path->document, us_buf_text(&p->document), false);
    bless(path->api, us_buf_text(&p->api), p->err.length == 0 && !exists(path->document));
}

static bool compare_all(us_arena *arena, const paths *path, const products *p)
{
    bool err = is_expected(arena, path->err, us_buf_text(&p->err), false);
    bool document = is_expected(arena, path->document, us_buf_text(&p->document), true);
    bool api = is_expected(arena, path->api, us_buf_text(&p->api), true);
    bool anything = exists(path->err) || exists(path->document) || exists(path->api);
    if (!anything)
        fprintf(stderr, "there is nothing to compare with\n");
    return err && document && api && anything;
}

/* Goes to the folder of the case and returns the name of its document. */
static const char *enter_folder(us_arena *arena, const char *path)
{
    const char *slash = strrchr(path, '/');
    if (!slash)
        return path;
    if (chdir(us_arena_print(arena, "%.*s", (int)(slash - path), path).bytes) != 0)
        die(path);
    return slash + 1;
}

int main(int arguments, char **argument)
{
    bool blessing = arguments == 3 && strcmp(argument[1], "--bless") == 0;
    if (arguments != 2 && !blessing) {
        fprintf(stderr, "usage: golden_front [--bless] DOCUMENT\n");
        return 2;
    }
    gen *g = gen_new();
    us_arena arena = { 0 };
    const char *name = enter_folder(&arena, argument[arguments - 1]);
    products p = { us_buf_new(&arena, 256), us_buf_new(&arena, 256), us_buf_new(&arena, 256) };
    paths path = paths_beside(&arena, name);
    bool right = true;
    run_passes(g, name, path.fixtures, &p);
    if (blessing)
        bless_all(&path, &p);
    else
        right = compare_all(&arena, &path, &p);
    us_arena_free(&arena);
    gen_free(g);
    return right ? 0 : 1;
}
