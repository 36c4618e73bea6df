/* Fixtures join the model: fixtures/<api>/<operationId>/<status>[.<name>].json, and what stands beside them.
 *
 * The folders are listed and matched against the model, never the other way round, and nothing is opened
 * through a symbolic link: no name in a document, and no link in a folder, leads a read elsewhere. */
#include "gen/cast.h"

/* ---- one fixture into one response -------------------------------------------------------------- */

typedef struct fixture {
    cast_name name;
    us_text path;
    gen_at at; /* the file as a whole */
} fixture;

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

/* Adds ", " before all but the first. */
static void add_listed(us_buf *list, us_text word)
{
    us_buf_add_string(list, list->length > 0 ? ", " : "");
    us_buf_add(list, word);
}

const char *cast_statuses(gen *g, const gen_operation *operation)
{
    us_buf list = us_buf_new(&g->arena, 64);
    for (const gen_response *r = operation->response; r; r = r->next) {
        us_text status = us_arena_print(&g->arena, r->status < 10 ? "%uXX" : "%u", r->status);
        add_listed(&list, r->status == 0 ? US_TEXT("default") : status);
    }
    return list.length > 0 ? gen_show(g, us_buf_text(&list)) : "none";
}

static const char *media_types(gen *g, const gen_media *media)
{
    us_buf list = us_buf_new(&g->arena, 64);
    for (; media; media = media->next)
        add_listed(&list, media->type);
    return list.length > 0 ? gen_show(g, us_buf_text(&list)) : "none at all";
}

/* A fixture becomes an example; NULL after a warning. */
static gen_example *cast_fixture(gen *g, gen_operation *operation, const fixture *f)
{
    const cast_name *name = &f->name;
    gen_response **covering = find_response(&operation->response, name->status);
    if (!covering) {
        gen_warning(g, f->at,
                    "the fixture answers a status that the contract does not declare: "
                    "\"%s\" has no response %u (it has %s)",
                    gen_show(g, operation->id), name->status, cast_statuses(g, operation));
        return NULL;
    }
    if (!cast_media((*covering)->media, name->ending)) {
        gen_warning(g, f->at,
                    "the fixture is not used: the response %u of \"%s\" has no %s body (it has %s)",
                    name->status, gen_show(g, operation->id), cast_media_name(name->ending),
                    media_types(g, (*covering)->media));
        return NULL;
    }
    gen_example *example = US_NEW(&g->arena, gen_example);
    example->name = name->name;
    example->bytes = g->source[f->at.file].text;
    example->source = f->path;
    example->fixture = true;
    if (cast_is_json(name->ending))
        example->node = gen_load_json(g, f->at.file);
    example->at = (gen_at){ f->at.file, 1, 1 };
    gen_media *media = cast_media(make_exact(g, covering, name->status)->media, name->ending);
    cast_template(g, operation, media, name->ending, example);
    put_example(media, example);
    return example;
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

/* A source of the file's text; false after an error. */
static bool read_file(gen *g, const gen_folder *folder, us_text name, us_text path, gen_at *at)
{
    us_text bytes;
    const char *refusal = gen_folder_read(&g->arena, folder, name, &bytes);
    if (refusal) {
        gen_error(g, place_of(g, path), "%s", refusal);
        return false;
    }
    *at = (gen_at){ .file = gen_add_source(g, path.bytes, bytes) };
    return true;
}

/* The fixtures of an operation, as the folder has them, with the example that each has become. */
typedef struct set {
    gen_operation *operation;
    const gen_folder *folder;
    fixture *fixture;
    gen_example **example; /* NULL: it is not used, or it is no body */
    unsigned fixtures;
} set;

static void add_file(gen *g, set *s, us_text file)
{
    fixture *f = &s->fixture[s->fixtures];
    f->path = join(g, s->folder->path, file);
    if (!cast_read_name(file, &f->name)) {
        gen_warning(g, place_of(g, f->path),
                    "the file is not used: a fixture is called 200.json or 404.missing.json%s",
                    cast_endings);
        return;
    }
    if (read_file(g, s->folder, file, f->path, &f->at)) {
        s->example[s->fixtures] =
            cast_is_cue(f->name.ending) ? NULL : cast_fixture(g, s->operation, f);
        s->fixtures++;
    }
}

/* Whether the file of that body is beside the .yaml. */
static bool is_beside(const fixture *body, const fixture *cue)
{
    return !cast_is_cue(body->name.ending) && us_text_equal(body->name.stem, cue->name.stem);
}

/* Where a .yaml without a body leads to; NULL after a warning. */
static gen_response **find_lone(gen *g, set *s, const fixture *f)
{
    gen_response **covering = find_response(&s->operation->response, f->name.status);
    if (!covering)
        gen_warning(g, f->at,
                    "the file is not used: the contract does not declare its status: \"%s\" has no "
                    "response %u (it has %s)",
                    gen_show(g, s->operation->id), f->name.status, cast_statuses(g, s->operation));
    return covering;
}

static void add_cue(gen *g, set *s, const fixture *f)
{
    bool found = false;
    for (unsigned i = 0; i < s->fixtures; i++) {
        if (!is_beside(&s->fixture[i], f))
            continue;
        if (s->example[i])
            s->example[i]->cue = cast_cue(g, s->operation, &f->name, f->at, s->example[i]);
        found = true;
    }
    gen_response **covering = found ? NULL : find_lone(g, s, f);
    if (covering) {
        make_exact(g, covering, f->name.status);
        cast_cue(g, s->operation, &f->name, f->at, NULL);
    }
}

static void cast_set(gen *g, gen_operation *operation, const gen_folder *folder)
{
    set s = { .operation = operation, .folder = folder };
    s.fixture = US_NEW_ARRAY(&g->arena, fixture, folder->names + 1);
    s.example = US_NEW_ARRAY(&g->arena, gen_example *, folder->names + 1);
    for (size_t i = 0; i < folder->names; i++)
        add_file(g, &s, folder->name[i]);
    for (unsigned i = 0; i < s.fixtures; i++)
        if (cast_is_cue(s.fixture[i].name.ending))
            add_cue(g, &s, &s.fixture[i]);
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

/* Where no name is near the first few are shown. */
static const char *some_operations(gen *g, const gen_api *api)
{
    us_buf list = us_buf_new(&g->arena, 64);
    unsigned left = 5;
    for (const gen_operation *op = api->operation; op && left > 0; op = op->next, left--)
        add_listed(&list, left > 1 ? op->id : US_TEXT("…"));
    return us_arena_print(&g->arena, " (there is %s)", gen_show(g, us_buf_text(&list))).bytes;
}

static void warn_of_stranger(gen *g, const gen_api *api, us_text name, us_text path,
                             const char *hint)
{
    cast_name file;
    if (cast_read_name(name, &file) || cast_has_ending(name))
        gen_warning(g, place_of(g, path),
                    "the file is not used: a fixture is in the folder of its operation, as "
                    "%s/200.json%s",
                    gen_show(g, api->operation->id), some_operations(g, api));
    else
        gen_warning(g, place_of(g, path), "the folder is not used: no operation is called so%s",
                    hint[0] ? hint : some_operations(g, api));
}

static void cast_operation(gen *g, const gen_api *api, const gen_folder *parent, us_text name)
{
    const char *hint = "";
    gen_operation *operation = find_operation(g, api, name, &hint);
    us_text path = join(g, parent->path, name);
    if (!operation) {
        warn_of_stranger(g, api, name, path, hint);
        return;
    }
    gen_folder folder;
    const char *refusal = gen_folder_open(&g->arena, parent, name, path, &folder);
    if (refusal) {
        gen_error(g, place_of(g, path), "%s", refusal);
        return;
    }
    cast_set(g, operation, &folder);
    gen_folder_close(&folder);
}

/* A folder that has the fixtures of an operation lies where those of documents do. */
static void warn_of_slip(gen *g, const gen_api *api, const gen_folder *fixtures)
{
    for (size_t i = 0; i < fixtures->names; i++) {
        us_text name = fixtures->name[i];
        const char *hint;
        if (!us_text_equal(name, api->name) && find_operation(g, api, name, &hint))
            gen_warning(g, place_of(g, join(g, fixtures->path, name)),
                        "the folder is not used: the fixtures of \"%s\" are looked for in %s/%s/%s",
                        gen_show(g, name), gen_show(g, fixtures->path), gen_show(g, api->name),
                        gen_show(g, name));
    }
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
    if (!found) /* otherwise it may be the folder of another document */
        warn_of_slip(g, api, &fixtures);
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
