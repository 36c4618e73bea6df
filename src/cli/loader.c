/* From URIs to files: --map first, then what lies below the folders of the named documents, then the network
 * if it is allowed. Whatever the way, the real path (symbolic links followed) must lie below the folder that
 * the user named. */
#include "cli/loader.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "cli/console.h"
#include "gen/uri.h"

typedef struct folder {
    us_text uri; /* what it stands for, with a '/' at its end; of a file its own URI */
    us_text
        real; /* where it is, without symbolic links; with a '/' at its end when it is a folder */
    us_text shown; /* the same as the user wrote it, "" or with a '/' at its end */
    struct folder *next;
} folder;

struct us_loader {
    gen *g;
    us_arena arena; /* what one call of `load` returns */
    folder *mapped, *named;
    bool allow_remote;
};

/* ---- the folders ---------------------------------------------------------------------------------- */

/* The path without symbolic links, with a '/' when it is a folder; empty with errno when there is none. */
static us_text real_path(us_arena *arena, const char *path)
{
    struct stat status;
    char *real = realpath(path, NULL);
    us_text text = { 0 };

    if (real && stat(real, &status) == 0) {
        bool slash = S_ISDIR(status.st_mode) && strcmp(real, "/") != 0;

        text = us_arena_print(arena, "%s%s", real, slash ? "/" : "");
    }
    free(real);
    return text;
}

static us_text with_slash(us_arena *arena, us_text text, bool wanted)
{
    bool slash = wanted && text.length && !us_text_ends(text, US_TEXT("/"));

    return us_arena_print(arena, "%.*s%s", (int)text.length, text.bytes, slash ? "/" : "");
}

/* --map URL=PATH, or --map PATH for files that are called by their own names. */
static bool add_map(us_loader *l, const char *map)
{
    us_arena *arena = &l->g->arena;
    us_text text = us_text_of(map), url = us_text_slice(text, 0, us_text_find(text, '='));
    bool has_url = url.length < text.length && gen_uri_split(url).scheme.length > 0;
    const char *path = has_url ? map + url.length + 1 : map;
    folder *f = US_NEW(arena, folder);

    f->real = real_path(arena, path);
    if (!f->real.length) {
        us_complain("--map %s: cannot read '%s': %s", map, path, strerror(errno));
        return false;
    }
    bool is_folder = us_text_ends(f->real, US_TEXT("/"));
    f->shown = with_slash(arena, us_text_of(path), is_folder);
    f->uri = has_url ? with_slash(arena, url, is_folder) : gen_uri_of_path(arena, f->real);
    f->next = l->mapped;
    l->mapped = f;
    return true;
}

static bool load(void *context, us_text uri, us_text *path, us_text *text);

us_loader *us_loader_new(gen *g, const us_settings *settings)
{
    us_loader *l = US_NEW(&g->arena, us_loader);

    l->g = g;
    l->allow_remote = settings->allow_remote;
    for (unsigned i = 0; i < settings->map.count; i++)
        if (!add_map(l, settings->map.word[i]))
            return NULL;
    g->dialect = settings->dialect ? us_dialect_of(settings->dialect) : g->dialect;
    g->loader = (gen_loader){ load, l };
    return l;
}

void us_loader_free(us_loader *loader)
{
    if (loader)
        us_arena_free(&loader->arena);
}

/* A document that is a symbolic link is where the link is. */
void us_loader_name(us_loader *l, unsigned source)
{
    us_arena *arena = &l->g->arena;
    us_text path = us_text_of(l->g->source[source].path), name = l->g->source[source].name;
    us_text shown = us_text_slice(path, 0, path.length - name.length);
    folder *f = US_NEW(arena, folder);

    if (us_text_equal(path, US_TEXT("-")))
        return; /* stdin has no folder */
    if (us_loader_is_url(path)) {
        l->g->source[source].uri = path; /* what it refers to is near it, in the network */
        return;
    }
    f->shown = us_arena_copy(arena, shown);
    f->real = real_path(arena, shown.length ? f->shown.bytes : ".");
    if (!f->real.length)
        return; /* it was read a moment ago; now nothing below it can be */
    f->uri = gen_uri_of_path(arena, f->real);
    f->next = l->named;
    l->named = f;
    l->g->source[source].uri =
        gen_uri_of_path(arena, us_arena_print(arena, "%.*s%.*s", (int)f->real.length, f->real.bytes,
                                              (int)name.length, name.bytes));
}

/* ---- one file ------------------------------------------------------------------------------------- */

static bool refuse(us_loader *l, us_text *text, const char *why, us_text uri)
{
    *text = us_arena_print(&l->arena, why, (int)uri.length, uri.bytes);
    return false;
}

/* The folder whose URI is the longest beginning of `uri`, or NULL. */
static const folder *find_folder(const folder *list, us_text uri)
{
    const folder *best = NULL;

    for (const folder *f = list; f; f = f->next) {
        bool is_folder = us_text_ends(f->real, US_TEXT("/"));
        bool fits = is_folder ? us_text_starts(uri, f->uri) : us_text_equal(uri, f->uri);

        if (fits && (!best || f->uri.length > best->uri.length))
            best = f;
    }
    return best;
}

#define OUTSIDE                                                                                    \
    "it lies outside the folder of the document; --map DIR allows the files below another folder"

/* `rest` is what follows the folder's URI. An encoded "..", or a symbolic link, leads out of the folder only
 * as far as its real path stays inside. */
static bool load_below(us_loader *l, const folder *f, us_text uri, us_text *path, us_text *text)
{
    us_text rest = us_text_slice(uri, f->uri.length, us_text_find(uri, '?')), real;

    if (!gen_uri_decode(&l->arena, rest, &rest) || memchr(rest.bytes, '\0', rest.length))
        return refuse(l, text, "%.*s is no name of a file", uri);
    *path = us_arena_print(&l->arena, "%.*s%.*s", (int)f->shown.length, f->shown.bytes,
                           (int)rest.length, rest.bytes);
    real = real_path(&l->arena, us_arena_print(&l->arena, "%.*s%.*s", (int)f->real.length,
                                               f->real.bytes, (int)rest.length, rest.bytes)
                                    .bytes);
    if (!real.length)
        return refuse(l, text, "there is no file %.*s", *path);
    if (!us_text_starts(real, f->real))
        return refuse(l, text, OUTSIDE, uri);
    return us_loader_read(&l->arena, real.bytes, text);
}

static bool load_remote(us_loader *l, us_text uri, us_text *path, us_text *text)
{
    if (!l->allow_remote)
        return refuse(
            l, text,
            "the network is not used; --map URL=FILE names a copy, --allow-remote fetches it", uri);
    *path = us_arena_copy(&l->arena, uri);
    return us_loader_fetch(&l->arena, uri, text);
}

static bool load(void *context, us_text uri, us_text *path, us_text *text)
{
    us_loader *l = context;
    us_text scheme = gen_uri_split(uri).scheme;
    const folder *f = find_folder(l->mapped, uri);

    us_arena_reset(&l->arena);
    if (!f)
        f = find_folder(l->named, uri);
    if (f)
        return load_below(l, f, uri, path, text);
    if (us_text_equal(scheme, US_TEXT("http")) || us_text_equal(scheme, US_TEXT("https")))
        return load_remote(l, uri, path, text);
    if (us_text_equal(scheme, US_TEXT("file")))
        return refuse(l, text, OUTSIDE, uri);
    return refuse(l, text, "nothing is known of that URI; --map URL=FILE names the file", uri);
}
