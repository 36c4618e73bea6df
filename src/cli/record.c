/* Recording: each exchange becomes a fixture of its operation and status, with what the request said as conditions, so
 * that the same request gets the same answer. Where the same request gets another answer later, the calls are
 * counted. */
#include "cli/record.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/ascii.h"
#include "base/pointer.h"
#include "cli/console.h"
#include "cli/fixture.h"
#include "gen/cast.h"
#include "runtime/check.h"
#include "server/turn.h"

enum { SLUG_LONGEST = 40, MEMBERS_MOST = 40 };

/* Answers to one request, in their order. */
typedef struct take {
    us_text body, path, headers; /* path: without an ending */
    unsigned from;               /* the first of the calls that got it */
    bool refused;                /* files of that name are somebody else's … */
    bool cued;                   /* … and this .yaml is ours */
    struct take *next;
} take;

typedef struct variation {
    us_text folder, when, type; /* together they tell it from others */
    unsigned calls;
    take *first, *last;
    struct variation *next;
} variation;

struct us_record {
    us_recorder recorder;
    us_arena arena;
    pthread_mutex_t lock;
    const char *folder;
    bool force;
    unsigned files;
    unsigned broken; /* answers that break the contract */
    variation *variation;
};

/* ---- Conditions --------------------------------------------------------------------------------------------- */

static void add_token(us_buf *out, us_text token)
{
    us_buf text = us_buf_new(out->arena, token.length + 8);

    us_buf_add_string(&text, "body#");
    us_pointer_add(&text, token);
    us_json_write_string(out, us_buf_text(&text));
}

/* An object is what an operator stands in, so it is compared by name. */
static void add_equal(us_buf *out, const us_json *value)
{
    bool object = us_json_kind(value) == cJSON_Object;

    us_buf_add_string(out, object ? ": { equals: " : ": ");
    us_json_write(out, value);
    us_buf_add_string(out, object ? " }\n" : "\n");
}

static void add_parameters(us_buf *out, const us_recording *r)
{
    for (unsigned i = 0; i < r->givens; i++) {
        const us_parameter *p = r->given[i].parameter;
        us_text name = us_text_from(p->name);

        if ((p->in != US_IN_PATH && p->in != US_IN_QUERY) ||
            us_is_secret_parameter(r->operation, p) || us_has_secret(r->given[i].value))
            continue;
        us_buf_add_string(out, "  ");
        us_json_write_string(out, us_arena_print(out->arena, "%s.%.*s",
                                                 p->in == US_IN_PATH ? "path" : "query",
                                                 (int)name.length, name.bytes));
        add_equal(out, r->given[i].value);
    }
}

static void add_body(us_buf *out, const us_json *body)
{
    unsigned members = 0;

    if (us_json_kind(body) != cJSON_Object) {
        if (us_has_secret(body))
            return;
        us_buf_add_string(out, "  body");
        add_equal(out, body);
        return;
    }
    for (const us_json *m = us_json_first(body); m && members < MEMBERS_MOST; m = us_json_next(m)) {
        if (us_is_secret_name(us_json_key(m)) || us_has_secret(m))
            continue;
        us_buf_add_string(out, "  ");
        add_token(out, us_json_key(m));
        add_equal(out, m);
        members++;
    }
}

static us_text conditions(us_arena *arena, const us_recording *r)
{
    us_buf out = us_buf_new(arena, 512);

    add_parameters(&out, r);
    if (r->body)
        add_body(&out, r->body);
    return us_buf_text(&out);
}

/* ---- Names ---------------------------------------------------------------------------------------------------- */

static void add_plain(us_buf *out, us_text text)
{
    for (size_t i = 0; i < text.length && out->length < SLUG_LONGEST; i++) {
        if (us_is_word(text.bytes[i]))
            us_buf_add_byte(out, text.bytes[i]);
        else if (out->length > 0 && out->bytes[out->length - 1] != '-')
            us_buf_add_byte(out, '-');
    }
}

/* Of the values in path and query; "call" where there are none but conditions all the same. */
static us_text slug_of(us_arena *arena, const us_recording *r, bool conditional)
{
    us_buf out = us_buf_new(arena, 64);

    for (unsigned i = 0; i < r->givens; i++) {
        const us_parameter *p = r->given[i].parameter;
        us_buf value = us_buf_new(arena, 32);

        if ((p->in != US_IN_PATH && p->in != US_IN_QUERY) ||
            us_is_secret_parameter(r->operation, p))
            continue;
        us_json_write(&value, r->given[i].value);
        if (out.length > 0)
            us_buf_add_byte(&out, '-');
        add_plain(&out, us_buf_text(&value));
    }
    while (out.length > 0 && out.bytes[out.length - 1] == '-')
        out.length--;
    if (out.length == 0 && conditional)
        us_buf_add_string(&out, "call");
    return us_buf_text(&out);
}

static bool is_taken(const us_record *record, us_text path)
{
    for (const variation *v = record->variation; v; v = v->next)
        for (const take *t = v->first; t; t = t->next)
            if (us_text_equal(t->path, path))
                return true;
    return false;
}

static us_text path_of(us_record *record, us_arena *arena, const us_recording *r,
                       const variation *v)
{
    us_text slug = slug_of(arena, r, v->when.length > 0 || v->first);
    us_text path;
    unsigned number = 1;

    do {
        us_text again = US_TEXT("");

        if (number > 1)
            again = us_arena_print(arena, "%s%u", slug.length ? "-" : ".", number);

        path = us_arena_print(arena, "%.*s/%u%s%.*s%s", (int)v->folder.length, v->folder.bytes,
                              r->status, slug.length ? "." : "", (int)slug.length, slug.bytes,
                              again.bytes);
        number++;
    } while (is_taken(record, path));
    return path;
}

/* ---- Files ------------------------------------------------------------------------------------------------------ */

static bool write_file(us_record *record, const char *path, us_text text, bool ours)
{
    if (!us_fixture_write(path, text, record->force || ours))
        return false;
    if (ours)
        return true;
    record->files++;
    printf("%s\n", path);
    fflush(stdout);
    return true;
}

/* Also a second time, when the call has come from which on another answers. */
static void write_cue(us_record *record, us_arena *arena, const variation *v, take *t)
{
    us_buf out = us_buf_new(arena, 512);

    if (v->when.length > 0)
        us_buf_print(&out, "when:\n%.*s", (int)v->when.length, v->when.bytes);
    if (t->next && t->next->from == t->from + 1)
        us_buf_print(&out, "sequence: %u\n", t->from);
    else if (t->next)
        us_buf_print(&out, "sequence: %u..%u\n", t->from, t->next->from - 1);
    else if (t->from > 1)
        us_buf_print(&out, "sequence: %u..\n", t->from);
    us_buf_add(&out, t->headers);
    if (out.length > 0 && !t->refused)
        t->cued = write_file(
            record, us_arena_print(arena, "%.*s.yaml", (int)t->path.length, t->path.bytes).bytes,
            us_buf_text(&out), t->cued);
}

static us_text redacted(us_arena *arena, const us_recording *r, us_text type)
{
    us_json_error error;
    const us_json *value =
        openapi_is_json(type) ? us_json_read(arena, r->content, NULL, &error) : NULL;
    us_text text;

    if (value)
        return us_fixture_pretty(arena, us_without_secrets(arena, value, r));
    text = us_text_without_secrets(arena, r->content, r);
    return strcmp(cast_ending_of(type), ".bin") == 0 ? text : us_fixture_escape(arena, text);
}

/* Fields that say something about what is answered. */
static bool is_kept(const us_recording *r, us_text name)
{
    static const char *const kept[] = { "Location", "ETag", "Link", "Retry-After",
                                        "Last-Modified" };

    for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
        if (us_text_equal_nocase(name, us_text_of(kept[i])))
            return true;
    for (unsigned i = 0; i < r->operation->responses; i++) {
        const us_response *response = &r->operation->response[i];

        for (unsigned k = 0; k < response->headers && response->status == r->status; k++)
            if (us_text_equal_nocase(us_text_from(response->header[k].name), name))
                return !us_is_secret_name(name) && !cast_is_reserved(name);
    }
    return false;
}

static us_text headers_of(us_arena *arena, const us_recording *r)
{
    us_buf out = us_buf_new(arena, 128);

    for (unsigned i = 0; i < r->fields; i++) {
        const us_field *f = &r->field[i];

        if (!is_kept(r, f->name))
            continue;
        us_buf_print(&out, "%s  %.*s: ", out.length == 0 ? "headers:\n" : "", (int)f->name.length,
                     f->name.bytes);
        us_json_write_string(&out,
                             us_fixture_escape(arena, us_text_without_secrets(arena, f->value, r)));
        us_buf_add_byte(&out, '\n');
    }
    return us_buf_text(&out);
}

/* ---- Takes -------------------------------------------------------------------------------------------------------- */

static variation *find(us_record *record, us_text folder, us_text when, us_text type)
{
    variation *v = record->variation;

    while (v && !(us_text_equal(v->folder, folder) && us_text_equal(v->when, when) &&
                  us_text_equal_nocase(v->type, type)))
        v = v->next;
    if (v)
        return v;
    v = US_NEW(&record->arena, variation);
    *v = (variation){ .folder = us_arena_copy(&record->arena, folder),
                      .when = us_arena_copy(&record->arena, when),
                      .type = us_arena_copy(&record->arena, type),
                      .next = record->variation };
    record->variation = v;
    return v;
}

static void add_take(us_record *record, us_arena *arena, const us_recording *r, variation *v,
                     us_text body, us_text type)
{
    us_arena *kept = &record->arena;
    take *t = US_NEW(kept, take), *before = v->last;

    *t = (take){ .body = us_arena_copy(kept, body),
                 .path = us_arena_copy(kept, path_of(record, arena, r, v)),
                 .headers = us_arena_copy(kept, headers_of(arena, r)),
                 .from = v->calls };
    *(before ? &before->next : &v->first) = t;
    v->last = t;
    if (r->content.length > 0)
        t->refused = !write_file(record,
                                 us_arena_print(arena, "%.*s%s", (int)t->path.length, t->path.bytes,
                                                cast_ending_of(type))
                                     .bytes,
                                 body, false);
    write_cue(record, arena, v, t);
    if (before)
        write_cue(record, arena, v, before);
}

static us_text folder_of(const us_record *record, us_arena *arena, const us_recording *r)
{
    us_text id = us_arena_copy(arena, us_text_from(r->operation->id));
    us_buf path = us_buf_new(arena, 128);

    us_buf_print(&path, "%s/", record->folder);
    us_buf_add(&path, us_text_from(r->api->name));
    us_buf_add_byte(&path, '/');
    for (size_t i = 0; i < id.length; i++)
        us_buf_add_byte(&path, id.bytes[i] == '/' ? '_' : id.bytes[i]);
    return us_buf_text(&path);
}

/* Why the answer is no fixture; NULL: it is one. */
static const char *obstacle(us_arena *arena, const us_recording *r)
{
    const us_response *response = us_declared_response(r->operation, r->status);
    us_media_type type;

    if (!response)
        return "the contract does not declare that status";
    if (!r->content.bytes)
        return "its body is too large, broke off, or has a coding that is not known";
    if (r->content.length > 0 && (!us_media_parse(r->type, &type) ||
                                  !us_declared_media(response->media, response->medias, &type)))
        return us_arena_print(arena, "the contract does not declare the type \"%.*s\" for it",
                              (int)r->type.length, r->type.bytes)
            .bytes;
    return NULL;
}

/* The us_recorder's. */
static void take_recording(void *context, us_arena *arena, const us_recording *r)
{
    us_record *record = context;
    us_text type = us_text_slice(r->type, 0, us_text_find(r->type, ';'));
    us_text body, folder = folder_of(record, arena, r), when = conditions(arena, r);
    const char *why = obstacle(arena, r);
    variation *v;

    if (why) {
        us_complain("not recorded: an answer %u of %s: %s", r->status,
                    us_arena_copy(arena, us_text_from(r->operation->id)).bytes, why);
        return;
    }
    body = redacted(arena, r, type);
    pthread_mutex_lock(&record->lock);
    v = find(record, folder, when, type);
    v->calls++;
    record->broken += r->broken;
    if (!v->last || !us_text_equal(v->last->body, body))
        add_take(record, arena, r, v, body, type);
    pthread_mutex_unlock(&record->lock);
}

us_record *us_record_open(const char *folder, bool force)
{
    us_record *record = calloc(1, sizeof *record);

    if (!record)
        us_out_of_memory();
    record->folder = folder;
    record->force = force;
    record->recorder = (us_recorder){ take_recording, record };
    pthread_mutex_init(&record->lock, NULL);
    return record;
}

void us_record_close(us_record *record)
{
    printf("%u file%s written\n", record->files, record->files == 1 ? "" : "s");
    if (record->broken > 0)
        us_complain("%u answer%s the contract: `understudy fixture check` says where, and as long "
                    "as that is so nothing is served with these fixtures",
                    record->broken, record->broken == 1 ? " breaks" : "s break");
    pthread_mutex_destroy(&record->lock);
    us_arena_free(&record->arena);
    free(record);
}

const us_recorder *us_record_recorder(us_record *record)
{
    return &record->recorder;
}
