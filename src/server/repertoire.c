/* An operation's answers are made one response after the other, and kept in a table by its address; what a
 * client walks through is kept by a hash of its session. */
#include "server/repertoire.h"

#include <pthread.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "base/json.h"
#include "runtime/make.h"
#include "server/choose.h"
#include "server/encode.h"
#include "server/made.h"
#include "server/variant_lists.h"

typedef struct entry {
    const us_operation *operation;
    us_repertoire repertoire;
    const us_variants **list; /* those that it is made of */
    unsigned lists, list_room;
    us_arena arena; /* of what is in it */
    struct entry *next;
} entry;

/* Where a client's walk is. */
typedef struct walk {
    uint64_t session; /* and operation; 0: nobody's */
    unsigned next;    /* from 0 on */
    uint64_t used;
} walk;

enum { BUCKETS = 256, WALKS = 1024, NEIGHBOURS = 8 };

/* Nobody runs through more answers of one operation. */
enum { ROLES_MOST = 1000 };

struct us_repertoires {
    pthread_mutex_t lock;
    us_variant_lists *lists;
    entry *bucket[BUCKETS];
    walk walk[WALKS];
    uint64_t clock;
};

us_repertoires *us_repertoires_new(void)
{
    us_repertoires *all = calloc(1, sizeof *all);
    us_variant_lists *lists = us_variant_lists_new();
    if (!all || !lists) {
        us_variant_lists_free(lists);
        free(all);
        return NULL;
    }
    all->lists = lists;
    pthread_mutex_init(&all->lock, NULL);
    return all;
}

static void free_entry(us_repertoires *all, entry *e)
{
    for (unsigned i = 0; i < e->lists; i++)
        us_variant_lists_leave(all->lists, e->list[i]);
    us_arena_free(&e->arena);
    free(e);
}

void us_repertoires_free(us_repertoires *all)
{
    if (!all)
        return;
    for (unsigned i = 0; i < BUCKETS; i++) {
        for (entry *e = all->bucket[i], *next; e; e = next) {
            next = e->next;
            free_entry(all, e);
        }
    }
    us_variant_lists_free(all->lists);
    pthread_mutex_destroy(&all->lock);
    free(all);
}

/* ---- Status --------------------------------------------------------------------------------------------- */

static bool is_declared(const us_operation *operation, unsigned status)
{
    for (unsigned i = 0; i < operation->responses; i++)
        if (operation->response[i].status == status)
            return true;
    return false;
}

/* Of a range the first status that is not declared by itself. */
static unsigned status_in(const us_operation *operation, unsigned hundreds)
{
    unsigned status = hundreds * 100;
    while (status < hundreds * 100 + 99 && is_declared(operation, status))
        status++;
    return status;
}

static bool is_success(unsigned status)
{
    return status >= 200 && status < 300;
}

static bool has_success(const us_operation *operation)
{
    for (unsigned i = 0; i < operation->responses; i++) {
        unsigned status = operation->response[i].status;
        if (status == 2 || is_success(status))
            return true;
    }
    return false;
}

/* `default` is the answer to what goes wrong where success is declared by itself. */
static unsigned status_of(const us_operation *operation, const us_response *response)
{
    if (response->status == 0)
        return has_success(operation) ? status_in(operation, 5) : 200;
    return response->status < 10 ? status_in(operation, response->status) : response->status;
}

/* ---- Making ----------------------------------------------------------------------------------------------- */

typedef struct making {
    const us_service *service;
    us_arena *arena;
    const us_cast *cast;
    const us_operation *operation;
    us_repertoire *repertoire;
    entry *entry;
    us_role *role;
    unsigned room;
    us_buf left_out;
} making;

static void add(making *m, us_role role)
{
    us_repertoire *r = m->repertoire;
    r->more |= r->count == ROLES_MOST;
    if (r->count == ROLES_MOST)
        return;
    if (r->count == m->room) {
        us_role *old = m->role;
        m->room = m->room ? m->room * 2 : 32;
        m->role = US_NEW_ARRAY(m->arena, us_role, m->room);
        if (r->count > 0)
            memcpy(m->role, old, sizeof *old * r->count);
        r->role = m->role;
    }
    m->role[r->count++] = role;
}

/* Several answers that have one schema, problems mostly, are gone through with the first of them. */
static bool was_shown(const making *m, const us_media *media)
{
    for (unsigned i = 0; media->shape && i < m->repertoire->count; i++) {
        const us_media *other = m->role[i].media;
        if (other && other->shape == media->shape && other->check == media->check)
            return true;
    }
    return false;
}

static void leave_out(making *m, const us_role *role)
{
    us_buf_print(&m->left_out, "%s%u %.*s", m->left_out.length > 0 ? ", " : "", role->status,
                 (int)role->type.length, role->type.bytes);
}

static void add_alone(making *m, us_role role, us_text what, us_text body)
{
    role.what = what;
    role.body = body;
    role.contract = true;
    add(m, role);
}

/* The schema's variants, each spelled as the media type has it. */
static void add_variants(making *m, us_role role, const us_variants *list, unsigned count)
{
    unsigned before = m->repertoire->count;
    for (unsigned i = 0; i < count; i++) {
        const us_variant *variant = &list->variant[i];
        us_text why;
        role.body = us_made_spelled(m->arena, role.media, variant->body, &why);
        role.what = variant->what;
        role.contract = variant->contract;
        if (role.body.bytes)
            add(m, role);
    }
    if (m->repertoire->count == before)
        leave_out(m, &role);
}

/* What goes wrong has many answers, and clients look at less of them. */
static const us_variants *variants_of(making *m, const us_role *role)
{
    const us_making schema = { .shape = role->media->shape,
                               .check = role->media->check,
                               .pattern = m->cast->pattern,
                               .direction = US_RESPONSE,
                               .few = !is_success(role->status) };
    entry *e = m->entry;
    if (e->lists == e->list_room) {
        const us_variants **old = e->list;
        e->list_room = e->list_room ? e->list_room * 2 : 8;
        e->list = US_NEW_ARRAY(m->arena, const us_variants *, e->list_room);
        if (e->lists > 0)
            memcpy(e->list, old, sizeof *old * e->lists);
    }
    return e->list[e->lists++] = us_variant_lists_use(m->service->repertoires->lists, &schema);
}

static void add_lacks(making *m, const us_role *role, const us_variants *list)
{
    us_repertoire *r = m->repertoire;
    us_lack *lack;
    if (list->unshowns == 0)
        return;
    lack = US_NEW_ARRAY(m->arena, us_lack, r->lacks + list->unshowns);
    if (r->lacks > 0)
        memcpy(lack, r->lack, sizeof *lack * r->lacks);
    for (unsigned i = 0; i < list->unshowns; i++)
        lack[r->lacks++] =
            (us_lack){ role->status, role->type, list->unshown[i].what, list->unshown[i].why };
    r->lack = lack;
}

static void make_by_schema(making *m, us_role role)
{
    bool again = was_shown(m, role.media);
    const us_variants *list = variants_of(m, &role);
    if (!again)
        add_lacks(m, &role, list);
    m->repertoire->more |= list->more;
    add_variants(m, role, list, again && list->count > 1 ? 1 : list->count);
}

/* Without a schema there is one answer: the example, or what stands for anything of the type. */
static void make_without_schema(making *m, us_role role)
{
    const us_media *media = role.media;
    us_text why, body;
    if (media->examples > 0) {
        add_alone(m, role, US_TEXT("the example"),
                  us_made_example(m->service, m->arena, media, &media->example[0]));
        return;
    }
    body = us_made_try(m->arena, m->cast, media, NULL, &why);
    if (body.bytes)
        add_alone(m, role, US_TEXT("plain"), body);
    else
        leave_out(m, &role);
}

static bool is_file(us_text name)
{
    us_media_type type;
    return us_media_parse(name, &type) && us_encode_fit(&type) == US_ENCODE_FILE;
}

static void make_media(making *m, us_role role)
{
    role.type = us_encode_type(us_text_from(role.media->type));
    if (role.media->check && !is_file(role.type))
        make_by_schema(m, role);
    else
        make_without_schema(m, role);
}

static void make_response(making *m, const us_response *response)
{
    us_role role = { .response = response, .status = status_of(m->operation, response) };
    if (role.status < 200) /* an interim answer would not end the exchange */
        return;
    for (unsigned i = 0; i < response->medias && role.status != 204 && role.status != 304; i++) {
        role.media = &response->media[i];
        if (!us_media_is_covered(response, role.media))
            make_media(m, role);
    }
    if (!role.media)
        add_alone(m, role, US_TEXT("without a body"), US_TEXT(""));
}

static entry *make(const us_service *service, const us_cast *cast, const us_operation *operation)
{
    entry *e = calloc(1, sizeof *e);
    if (!e)
        us_out_of_memory();
    e->operation = operation;
    making m = { .service = service,
                 .arena = &e->arena,
                 .cast = cast,
                 .operation = operation,
                 .entry = e,
                 .repertoire = &e->repertoire,
                 .left_out = us_buf_new(&e->arena, 16) };
    for (unsigned i = 0; i < operation->responses; i++)
        make_response(&m, &operation->response[i]);
    e->repertoire.left_out = us_buf_text(&m.left_out);
    return e;
}

static entry **bucket_of(us_repertoires *all, const us_operation *operation)
{
    return &all->bucket[(uintptr_t)operation / sizeof *operation % BUCKETS];
}

const us_repertoire *us_repertoire_of(const us_service *service, const us_cast *cast,
                                      const us_operation *operation)
{
    us_repertoires *all = service->repertoires;
    entry **bucket = bucket_of(all, operation), *e;

    pthread_mutex_lock(&all->lock);
    for (e = *bucket; e && e->operation != operation;)
        e = e->next;
    if (!e) {
        e = make(service, cast, operation);
        e->next = *bucket;
        *bucket = e;
    }
    pthread_mutex_unlock(&all->lock);
    return &e->repertoire;
}

void us_repertoire_drop(const us_service *service, const us_operation *operation)
{
    us_repertoires *all = service->repertoires;
    entry **at = bucket_of(all, operation), *e;

    pthread_mutex_lock(&all->lock);
    while (*at && (*at)->operation != operation)
        at = &(*at)->next;
    e = *at;
    if (e) {
        *at = e->next;
        free_entry(all, e);
    }
    pthread_mutex_unlock(&all->lock);
}

/* ---- Walking on ------------------------------------------------------------------------------------------- */

/* The session's place among its neighbours, or the one that was used longest ago. */
static walk *walk_of(us_repertoires *all, uint64_t session)
{
    walk *oldest = NULL;
    for (unsigned i = 0; i < NEIGHBOURS; i++) {
        walk *w = &all->walk[(session + i) % WALKS];
        if (w->session == session)
            return w;
        if (!oldest || w->used < oldest->used)
            oldest = w;
    }
    *oldest = (walk){ .session = session };
    return oldest;
}

unsigned us_repertoire_next(const us_service *service, const us_operation *operation,
                            us_text session, unsigned count, bool *again)
{
    us_repertoires *all = service->repertoires;
    uint64_t name = us_hash(session.bytes, session.length);
    unsigned number;

    name = us_hash_mix(name ^ us_hash_mix((uintptr_t)operation)) | 1;
    pthread_mutex_lock(&all->lock);
    walk *w = walk_of(all, name);
    *again = w->next >= count;
    number = *again ? 0 : w->next;
    w->next = number + 1;
    w->used = ++all->clock;
    pthread_mutex_unlock(&all->lock);
    return number + 1;
}

/* ---- As JSON ------------------------------------------------------------------------------------------------ */

void us_repertoire_write_lacks(us_buf *out, const us_repertoire *repertoire)
{
    us_buf_add_byte(out, '[');
    for (unsigned i = 0; i < repertoire->lacks; i++) {
        const us_lack *lack = &repertoire->lack[i];
        us_buf_print(out, "%s{\"status\":%u", i > 0 ? "," : "", lack->status);
        us_json_write_text(out, ",\"contentType\":", lack->type);
        us_json_write_text(out, ",\"what\":", lack->what);
        us_json_write_text(out, ",\"why\":", lack->why);
        us_buf_add_byte(out, '}');
    }
    us_buf_add_byte(out, ']');
}

void us_repertoire_write(us_buf *out, const us_repertoire *repertoire, unsigned number,
                         us_text operation, bool again)
{
    const us_role *role = &repertoire->role[number - 1];
    us_buf_add_byte(out, '{');
    if (operation.length > 0) {
        us_json_write_text(out, "\"operation\":", operation);
        us_buf_add_byte(out, ',');
    }
    us_buf_print(out, "\"variant\":%u,\"status\":%u", number, role->status);
    if (role->media)
        us_json_write_text(out, ",\"contentType\":", role->type);
    us_json_write_text(out, ",\"what\":", role->what);
    us_buf_print(out, ",\"contract\":%s", role->contract ? "true" : "false");
    if (again)
        us_buf_add_string(out, ",\"again\":true");
    else if (role->media)
        us_made_write(out, role->media, role->body);
    us_buf_add_byte(out, '}');
}
