/* Fixtures join the model: fixtures/<api>/<operationId>/<status>[.<name>].json.
 *
 * The folders are listed and matched against the model, never the other way round, and nothing is opened
 * through a symbolic link: no name in a document, and no link in a folder, leads a read elsewhere. */
#include "gen/cast.h"

/* ---- one fixture into one response -------------------------------------------------------------- */

typedef struct fixture {
    unsigned status;
    us_text name;
    us_text path;
    gen_at at; /* the file as a whole */
} fixture;

/* 200.json, 404.missing.json; false for any other name. */
static bool read_name(us_text file, unsigned *status, us_text *name)
{
    if (file.length < 8 || !us_text_ends(file, US_TEXT(".json")) || file.bytes[3] != '.')
        return false;
    *status = 0;
    for (size_t i = 0; i < 3; i++) {
        if (file.bytes[i] < '0' || file.bytes[i] > '9')
            return false;
        *status = *status * 10 + (unsigned)(file.bytes[i] - '0');
    }
    *name = us_text_slice(file, 4, file.length == 8 ? 4 : file.length - 5);
    return file.length != 9 && *status >= 100 && *status <= 599;
}

/* Where the list of responses holds the one for `status`: exact before range before default. */
static gen_response **find_response(gen_response **list, unsigned status)
{
    gen_response **range = NULL, **fallback = NULL;
    for (; *list; list = &(*list)->next) {
        if ((*list)->status == status)
            return list;
        if ((*list)->status == status / 100)
            range = list;
        if ((*list)->status == 0)
            fallback = list;
    }
    return range ? range : fallback;
}

static gen_media *copy_media(us_arena *arena, const gen_media *media)
{
    gen_media *first = NULL, **last = &first;
    for (; media; media = media->next) {
        *last = US_NEW(arena, gen_media);
        **last = *media;
        gen_example **example = &(*last)->example;
        for (const gen_example *e = media->example; e; e = e->next) {
            *example = US_NEW(arena, gen_example);
            **example = *e;
            example = &(*example)->next;
        }
        last = &(*last)->next;
    }
    return first;
}

/* A response for exactly that status, in front of the range or default that covers it. */
static gen_response *make_exact(gen *g, gen_response **covering, unsigned status)
{
    if ((*covering)->status == status)
        return *covering;
    gen_response *exact = US_NEW(&g->arena, gen_response);
    *exact = **covering;
    exact->status = status;
    exact->media = copy_media(&g->arena, exact->media);
    exact->next = *covering;
    *covering = exact;
    return exact;
}

static gen_media *find_json(gen_media *media)
{
    while (media && !openapi_is_json(media->type))
        media = media->next;
    return media;
}

/* Takes the place of the example with its name. The unnamed one, when it is new, comes first: it is what
 * is sent when nobody asks for a name. */
static void put_example(gen_media *media, gen_example *example)
{
    gen_example **place = &media->example;
    while (*place && !us_text_equal((*place)->name, example->name))
        place = &(*place)->next;
    if (*place) {
        example->next = (*place)->next;
    } else if (example->name.length == 0) {
        place = &media->example;
        example->next = media->example;
    }
    *place = example;
}

static void cast_fixture(gen *g, gen_operation *operation, const fixture *f)
{
    gen_response **covering = find_response(&operation->response, f->status);
    if (!covering) {
        gen_warning(g, f->at,
                    "the fixture answers a status that the contract does not declare: "
                    "\"%s\" has no response %u",
                    gen_show(g, operation->id), f->status);
        return;
    }
    if (!find_json((*covering)->media)) {
        gen_warning(g, f->at, "the fixture is not used: the response %u of \"%s\" has no JSON body",
                    f->status, gen_show(g, operation->id));
        return;
    }
    gen_example *example = US_NEW(&g->arena, gen_example);
    example->name = f->name;
    example->bytes = g->source[f->at.file].text;
    example->source = f->path;
    example->fixture = true;
    example->node = gen_load_json(g, f->at.file);
    example->at = (gen_at){ f->at.file, 1, 1 };
    put_example(find_json(make_exact(g, covering, f->status)->media), example);
}

/* ---- the folders -------------------------------------------------------------------------------- */

/* Something on disk as a place for a diagnostic: a source without text. */
static gen_at place_of(gen *g, us_text path)
{
    return (gen_at){ .file = gen_add_source(g, path.bytes, (us_text){ 0 }) };
}

static us_text join(gen *g, us_text folder, us_text name)
{
    return us_arena_print(&g->arena, "%.*s/%.*s", (int)folder.length, folder.bytes,
                          (int)name.length, name.bytes);
}

static void cast_file(gen *g, gen_operation *operation, const gen_folder *folder, us_text name)
{
    fixture f = { .path = join(g, folder->path, name) };
    us_text bytes;
    if (!read_name(name, &f.status, &f.name)) {
        gen_warning(g, place_of(g, f.path),
                    "the file is not used: a fixture is called 200.json or 404.missing.json");
        return;
    }
    const char *refusal = gen_folder_read(&g->arena, folder, name, &bytes);
    if (refusal) {
        gen_error(g, place_of(g, f.path), "%s", refusal);
        return;
    }
    f.at.file = gen_add_source(g, f.path.bytes, bytes);
    cast_fixture(g, operation, &f);
}

/* The folder is called as the operation is, with '_' for what a file name cannot hold. */
static bool is_folder_of(const gen_operation *op, us_text folder)
{
    bool same = op->id.length == folder.length;
    for (size_t i = 0; same && i < folder.length; i++)
        same = folder.bytes[i] == (op->id.bytes[i] == '/' ? '_' : op->id.bytes[i]);
    return same;
}

static gen_operation *find_operation(gen *g, const gen_api *api, us_text id, const char **hint)
{
    us_nearest nearest = us_nearest_to(id);
    for (gen_operation *op = api->operation; op; op = op->next) {
        if (is_folder_of(op, id))
            return op;
        us_nearest_offer(&nearest, op->id);
    }
    *hint = gen_nearest_hint(g, &nearest);
    return NULL;
}

static void cast_operation(gen *g, const gen_api *api, const gen_folder *parent, us_text name)
{
    const char *hint = "";
    gen_operation *operation = find_operation(g, api, name, &hint);
    us_text path = join(g, parent->path, name);
    if (!operation) {
        gen_warning(g, place_of(g, path), "the folder is not used: no operation is called so%s",
                    hint);
        return;
    }
    gen_folder folder;
    const char *refusal = gen_folder_open(&g->arena, parent, name, path, &folder);
    if (refusal) {
        gen_error(g, place_of(g, path), "%s", refusal);
        return;
    }
    for (size_t i = 0; i < folder.names; i++)
        cast_file(g, operation, &folder, folder.name[i]);
    gen_folder_close(&folder);
}

void gen_cast(gen *g, gen_api *api, const char *path)
{
    gen_folder fixtures, folder;
    us_text top = us_text_of(path);
    if (gen_folder_open(&g->arena, NULL, top, top, &fixtures))
        return; /* no fixtures: the document's examples serve */
    bool found = false;
    for (size_t i = 0; i < fixtures.names; i++)
        found = found || us_text_equal(fixtures.name[i], api->name);
    us_text own = join(g, top, api->name);
    const char *refusal =
        found ? gen_folder_open(&g->arena, &fixtures, api->name, own, &folder) : NULL;
    if (refusal)
        gen_error(g, place_of(g, own), "%s", refusal);
    if (found && !refusal) {
        for (size_t i = 0; i < folder.names; i++)
            cast_operation(g, api, &folder, folder.name[i]);
        gen_folder_close(&folder);
    }
    gen_folder_close(&fixtures);
}
