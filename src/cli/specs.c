/* Reads and compiles the specs that a command names. They share one compiler, so that their diagnostics
 * come out together and their generated names do not meet. */
#include "cli/specs.h"

#include <dirent.h>
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/ascii.h"
#include "cli/console.h"
#include "cli/loader.h"

void us_specs_tell(gen *g, const us_settings *settings)
{
    g->formats_annotate = settings->format && !strcmp(settings->format, "annotate");
    g->manifest = settings->manifest;
    g->alone = settings->fixtures_alone ? settings->fixtures : NULL;
    for (unsigned i = 0; i < settings->allow.count; i++)
        gen_allow(g, settings->allow.word[i]);
}

enum us_exit us_specs_judge_allowed(const gen *g, enum us_exit code)
{
    for (const gen_allowance *a = g->allow; a; a = a->next) {
        us_text near;

        if (a->used || gen_is_keyword(a->word, &near))
            continue;
        us_complain(
            "--allow '%s': that is no keyword, and nothing of that name was refused%s%.*s%s",
            a->word.bytes, near.length ? "; did you mean '" : "", (int)near.length, near.bytes,
            near.length ? "'?" : "");
        code = US_EXIT_USAGE;
    }
    return code;
}

/* The characters of a path segment (RFC 3986, 3.3) that need no escape, without those of templates. */
static bool is_prefix(us_text prefix)
{
    return us_text_is_words(prefix, US_TEXT("/-._~!$&'()*+,;:@")) && prefix.length > 1 &&
           prefix.bytes[prefix.length - 1] != '/';
}

bool us_specs_cut(us_arena *arena, const char *operand, const char **path, us_text *prefix)
{
    us_text whole = us_text_of(operand);
    size_t equals = us_text_find(whole, '=');

    *path = operand;
    *prefix = US_TEXT("");
    if (operand[0] != '/' || equals == whole.length || access(operand, F_OK) == 0)
        return true;
    *path = operand + equals + 1;
    *prefix = us_arena_copy(arena, us_text_slice(whole, 0, equals));
    if (is_prefix(*prefix))
        return true;
    us_complain("'%s': '%s' cannot be the path of a document; such a path is /v2 or /api/billing",
                operand, prefix->bytes);
    return false;
}

/* A document that the user names by its URL. */
static bool fetch(us_specs *specs, const char *url, bool allowed, us_text *text)
{
    if (!allowed) {
        us_complain("'%s' is not read: the network is not used; --allow-remote fetches it", url);
        return false;
    }
    if (us_loader_fetch(&specs->g->arena, us_text_of(url), text))
        return true;
    us_complain("cannot fetch '%s': %.*s", url, (int)text->length, text->bytes);
    return false;
}

static bool read_text(us_specs *specs, const char *path, bool allow_remote, us_text *text)
{
    return us_loader_is_url(us_text_of(path)) ? fetch(specs, path, allow_remote, text)
                                              : us_read_file(&specs->g->arena, path, text);
}

static bool read_source(us_specs *specs, unsigned index, const char *operand, bool allow_remote)
{
    us_text text;
    const char *path;
    bool good = us_specs_cut(&specs->g->arena, operand, &path, &specs->prefix[index]) &&
                read_text(specs, path, allow_remote, &text);

    if (good)
        us_loader_name(specs->loader, gen_take_source(specs->g, path, text));
    return good;
}

/* A slip in --fixtures would go unnoticed otherwise: the examples of the document would answer. */
static bool fixtures_can_be_read(const char *path)
{
    DIR *folder = path ? opendir(path) : NULL;

    if (!path)
        return true;
    if (folder)
        return closedir(folder) == 0;
    if (path == us_default_fixtures && errno == ENOENT)
        return true;
    us_complain("cannot read the folder of fixtures '%s': %s", path, strerror(errno));
    return false;
}

enum us_exit us_specs_environment(gen *g, const char *path)
{
    us_text text;
    unsigned source;

    if (!path)
        return US_EXIT_FINE;
    if (!us_read_file(&g->arena, path, &text))
        return US_EXIT_WORLD;
    source = gen_take_source(g, path, text);
    g->source[source].secret = true;
    g->environment = gen_load(g, source);
    if (g->environment && !gen_is_postman_environment(g->environment))
        gen_error(g, g->environment->at,
                  "this is no environment of Postman: it has no list \"values\"");
    return g->errors > 0 ? US_EXIT_BROKEN : US_EXIT_FINE;
}

enum us_exit us_specs_open(us_specs *specs, const us_settings *settings)
{
    enum us_exit code;

    bool good = fixtures_can_be_read(settings->fixtures);

    specs->g = gen_new();
    specs->manifest = NULL;
    us_specs_tell(specs->g, settings);
    specs->loader = us_loader_new(specs->g, settings);
    if (!specs->loader)
        return US_EXIT_WORLD;
    specs->apis = settings->operands;
    specs->prefix = US_NEW_ARRAY(&specs->g->arena, us_text, specs->apis);
    specs->api = US_NEW_ARRAY(&specs->g->arena, gen_api *, specs->apis);
    for (unsigned i = 0; i < settings->operands; i++)
        good = read_source(specs, i, settings->operand[i], settings->allow_remote) && good;
    if (!good)
        return US_EXIT_WORLD;
    code = us_specs_environment(specs->g, settings->postman_environment);
    if (code == US_EXIT_BROKEN)
        us_specs_print_diagnostics(specs);
    return code;
}

/* An API is called as its file is: in fixture folders and in generated code. */
static enum us_exit names_differ(const us_specs *specs)
{
    for (unsigned i = 0; i < specs->apis; i++) {
        for (unsigned j = 0; j < i; j++) {
            us_text name = specs->api[i]->name;

            if (!us_text_equal(name, specs->api[j]->name))
                continue;
            us_complain("'%s' and '%s' are both called '%.*s'; give one of the files another name",
                        specs->g->source[specs->api[j]->file].path,
                        specs->g->source[specs->api[i]->file].path, (int)name.length, name.bytes);
            return US_EXIT_USAGE;
        }
    }
    return US_EXIT_FINE;
}

enum us_exit us_specs_compile(us_specs *specs, const us_settings *settings)
{
    const gen_options options = { .fixtures = settings->fixtures,
                                  .manifest = specs->manifest,
                                  .manifest_context = specs->manifest_context };
    bool good = true;
    enum us_exit code;

    for (unsigned i = 0; i < specs->apis; i++) {
        specs->api[i] = gen_compile(specs->g, i, &options);
        good = specs->api[i] && good;
        if (specs->api[i])
            gen_put_below(specs->g, specs->api[i], specs->prefix[i]);
    }
    code = good ? names_differ(specs) : US_EXIT_BROKEN;
    if (code == US_EXIT_FINE)
        gen_judge_documents(specs->g, specs->api, specs->apis);
    return us_specs_judge_allowed(specs->g, code);
}

enum us_exit us_specs_read(us_specs *specs, const us_settings *settings)
{
    enum us_exit code = us_specs_open(specs, settings);

    if (code == US_EXIT_FINE) {
        code = us_specs_compile(specs, settings);
        us_specs_print_diagnostics(specs);
    }
    return code;
}

void us_specs_print_diagnostics(const us_specs *specs)
{
    us_arena arena = { 0 };
    us_buf out = us_buf_new(&arena, 4096);

    gen_write_diagnostics(specs->g, &out);
    us_print(stderr, us_buf_text(&out));
    us_arena_free(&arena);
}

void us_specs_free(us_specs *specs)
{
    us_loader_free(specs->loader);
    gen_free(specs->g);
    specs->g = NULL;
}

/* ---- --dump ------------------------------------------------------------------------------------- */

/* The document as it was read, whatever the later passes would say to it. */
static enum us_exit dump_documents(const us_specs *specs, us_buf *out)
{
    enum us_exit code = US_EXIT_FINE;

    for (unsigned i = 0; i < specs->apis; i++) {
        const gen_node *root = gen_load(specs->g, i);

        if (root)
            gen_dump_document(out, root);
        else
            code = US_EXIT_BROKEN;
    }
    return code;
}

static enum us_exit dump_apis(us_specs *specs, const us_settings *settings, us_buf *out)
{
    enum us_exit code = us_specs_compile(specs, settings);

    for (unsigned i = 0; code == US_EXIT_FINE && i < specs->apis; i++) {
        if (!strcmp(settings->dump, "api"))
            gen_dump_api(out, specs->api[i]);
        else
            gen_dump_ir(out, specs->api[i]);
    }
    return code;
}

enum us_exit us_specs_dump(const us_settings *settings)
{
    us_arena arena = { 0 };
    us_buf out = us_buf_new(&arena, 4096);
    us_specs specs;
    enum us_exit code = us_specs_open(&specs, settings);

    if (code == US_EXIT_FINE) {
        code = !strcmp(settings->dump, "document") ? dump_documents(&specs, &out)
                                                   : dump_apis(&specs, settings, &out);
        us_specs_print_diagnostics(&specs);
        us_print(stdout, us_buf_text(&out));
        if (!us_print_end())
            code = US_EXIT_WORLD;
    }
    us_specs_free(&specs);
    us_arena_free(&arena);
    return code;
}
