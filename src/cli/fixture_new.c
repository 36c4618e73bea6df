/* understudy fixture new: the plainest answer of an operation as a file, and a .yaml that says what could be said. */
#include <stdio.h>
#include <sys/stat.h>

#include "cli/console.h"
#include "cli/fixture.h"
#include "cli/specs.h"
#include "cli/trial.h"
#include "gen/cast.h"
#include "gen/expression.h"
#include "server/answers.h"

typedef struct start {
    us_arena arena;
    const us_settings *settings;
    us_specs specs;
    const gen_api *api;
    const gen_operation *operation;
    const gen_response *response;
    const gen_media *media; /* NULL: the response has no content */
    unsigned status;
    us_text body;
    us_text why; /* … there is none */
} start;

/* ---- What is wished ---------------------------------------------------------------------------------------- */

/* By its id, or as "PUT /pets/{id}". */
static bool is_meant(start *s, const gen_operation *o, us_text id)
{
    us_text route = us_arena_print(&s->specs.g->arena, "%.*s %.*s", (int)o->method.length,
                                   o->method.bytes, (int)o->path.length, o->path.bytes);

    return us_text_equal(o->id, id) || us_text_equal(route, id);
}

static bool find_operation(start *s, us_text id)
{
    us_nearest nearest = us_nearest_to(id);

    for (unsigned i = 0; i < s->specs.apis && !s->operation; i++) {
        for (const gen_operation *o = s->specs.api[i]->operation; o && !s->operation; o = o->next) {
            us_nearest_offer(&nearest, o->id);
            s->operation = is_meant(s, o, id) ? o : NULL;
        }
        s->api = s->specs.api[i];
    }
    if (!s->operation)
        us_complain("no operation is called '%.*s'%s; it is an operationId, or a method and a path "
                    "such as 'GET /pets/{id}'",
                    (int)id.length, id.bytes, gen_nearest_hint(s->specs.g, &nearest));
    return s->operation;
}

static bool covers(const gen_response *response, unsigned status)
{
    return response->status == status || response->status == status / 100 || response->status == 0;
}

/* Of those that cover the status the most exact one, which has the highest number. */
static const gen_response *response_for(const gen_operation *o, unsigned status)
{
    const gen_response *best = NULL;

    for (const gen_response *r = o->response; r; r = r->next)
        if (covers(r, status) && (!best || r->status > best->status))
            best = r;
    return best;
}

/* What is usually answered: the lowest success. */
static unsigned usual_status(const gen_operation *o)
{
    unsigned lowest = 0;

    for (const gen_response *r = o->response; r; r = r->next)
        if (r->status >= 200 && r->status < 300 && (!lowest || r->status < lowest))
            lowest = r->status;
    return lowest ? lowest : 200;
}

/* A part of a file's name, which leads nowhere else. */
static bool is_name(const char *name)
{
    if (!name)
        return true;
    for (const char *c = name; *c; c++)
        if (*c == '/' || (unsigned char)*c < ' ')
            return false;
    return *name;
}

static bool find_response(start *s)
{
    s->status = s->settings->status ? s->settings->status : usual_status(s->operation);
    s->response = response_for(s->operation, s->status);
    if (!s->response)
        us_complain("'%s' has no response %u; it has %s", gen_show(s->specs.g, s->operation->id),
                    s->status, cast_statuses(s->specs.g, s->operation));
    if (!s->response)
        return false;
    s->media = cast_media(s->response->media, CAST_JSON);
    if (!s->media)
        s->media = s->response->media;
    return true;
}

/* ---- The answer --------------------------------------------------------------------------------------------- */

/* The us_answer_report. */
static void take_answer(void *context, us_arena *arena, const us_answer *a)
{
    start *s = context;

    (void)arena;
    if (s->body.bytes || a->response->status != s->response->status ||
        !us_text_equal((us_text){ a->media->type.bytes, a->media->type.length }, s->media->type))
        return;
    s->why = us_arena_copy(&s->arena, a->why);
    if (a->body.bytes)
        s->body = us_arena_copy(&s->arena, a->body);
}

static enum us_exit make_answer(start *s)
{
    const us_answers_wish wish = { .operation = s->operation->id };
    us_trial trial;
    enum us_exit code = us_trial_open(&trial, &s->specs);

    if (code == US_EXIT_FINE)
        us_answers(trial.service, &wish, take_answer, s);
    us_trial_close(&trial);
    if (code != US_EXIT_FINE || s->body.bytes)
        return code;
    us_complain("no answer could be made for status %u of '%s': %.*s", s->status,
                gen_show(s->specs.g, s->operation->id), (int)s->why.length, s->why.bytes);
    return US_EXIT_BROKEN;
}

/* ---- The files ------------------------------------------------------------------------------------------------ */

static const char *path_of(start *s, const char *ending)
{
    us_text id = us_arena_copy(&s->arena, s->operation->id);
    const char *name = s->settings->name;
    us_buf path = us_buf_new(&s->arena, 128);

    us_buf_print(&path, "%s/%.*s/", s->settings->fixtures, (int)s->api->name.length,
                 s->api->name.bytes);
    for (size_t i = 0; i < id.length; i++)
        us_buf_add_byte(&path, id.bytes[i] == '/' ? '_' : id.bytes[i]);
    us_buf_print(&path, "/%u%s%s%s", s->status, name ? "." : "", name ? name : "", ending);
    return us_buf_text(&path).bytes;
}

/* The first member that the body of a request has, as an example of a condition. */
static const gen_member *first_member(gen *g, const gen_operation *o)
{
    for (const gen_media *m = o->body ? o->body->media : NULL; m; m = m->next) {
        gen_places places = { 0 };

        if (m->schema_node)
            places = gen_schema_at(g, m->schema_node, US_TEXT(""));
        for (unsigned i = 0; i < places.schemas; i++) {
            const gen_node *properties = gen_get(places.schema[i], "properties");

            if (properties && properties->member)
                return properties->member;
        }
    }
    return NULL;
}

/* Of a type that the schema allows, as a member of its enum if it has one: it is to be seen what can be asked. */
static void write_sample(us_buf *out, gen *g, gen_node *schema)
{
    gen_places places = { .open = true };
    unsigned types;

    if (schema)
        places = gen_schema_at(g, schema, US_TEXT(""));
    for (unsigned i = 0; i < places.schemas; i++) {
        const gen_node *list = gen_get(places.schema[i], "enum");

        if (list && list->kind == GEN_ARRAY && list->item) {
            gen_write_json(out, list->item);
            return;
        }
    }
    types = gen_types_at(&places);
    us_buf_add_string(out, types == 0 || types & GEN_TYPE_STRING          ? "value"
                           : types & (GEN_TYPE_INTEGER | GEN_TYPE_NUMBER) ? "1"
                           : types & GEN_TYPE_BOOLEAN                     ? "true"
                           : types & GEN_TYPE_ARRAY                       ? "[value]"
                                                                          : "{ present: true }");
}

static void write_conditions(us_buf *out, gen *g, const gen_operation *o)
{
    static const char *const place[] = { [GEN_IN_PATH] = "path",
                                         [GEN_IN_QUERY] = "query",
                                         [GEN_IN_HEADER] = "header",
                                         [GEN_IN_COOKIE] = "cookie" };
    const gen_member *member = first_member(g, o);
    bool any = false;

    for (const gen_parameter *p = o->parameter; p; p = p->next) {
        if (p->in == GEN_IN_QUERYSTRING)
            continue;
        us_buf_print(out, "#   %s.%.*s: ", place[p->in], (int)p->name.length, p->name.bytes);
        write_sample(out, g, p->schema_node);
        us_buf_add_byte(out, '\n');
        any = true;
    }
    if (member) {
        us_buf_print(out, "#   body#/%.*s: ", (int)member->key.length, member->key.bytes);
        write_sample(out, g, member->value);
        us_buf_add_byte(out, '\n');
    }
    if (!any && !member)
        us_buf_add_string(out, "#   header.User-Agent: { matches: \"^curl\" }\n");
}

static us_text comments(start *s)
{
    us_buf out = us_buf_new(&s->arena, 1024);

    us_buf_add_string(
        &out,
        "# When this answers, and how. As long as all of it is a comment, nothing is asked.\n"
        "#\n"
        "# when:                  # all of it has to hold; or { matches: \"^a\" }, { present: true }\n");
    write_conditions(&out, s->specs.g, s->operation);
    us_buf_add_string(&out, "# sequence: 1..2         # only the first two of these calls\n"
                            "# priority: 1            # before others that could answer, too\n"
                            "# headers:\n"
                            "#   Retry-After: 3\n"
                            "# delay: 100..300        # milliseconds\n");
    return us_buf_text(&out);
}

static enum us_exit write_files(start *s)
{
    bool force = s->settings->force;
    const char *cue = path_of(s, ".yaml"), *body = NULL;

    if (s->media)
        body = path_of(s, cast_ending_of(s->media->type));
    if (body && openapi_is_json(s->media->type))
        s->body = us_fixture_pretty(&s->arena, s->body);
    if ((body && !us_fixture_write(body, s->body, force)) ||
        !us_fixture_write(cue, comments(s), force))
        return US_EXIT_WORLD;
    if (body)
        printf("%s\n", body);
    printf("%s\n", cue);
    return us_print_end() ? US_EXIT_FINE : US_EXIT_WORLD;
}

static enum us_exit begin(start *s, us_text operation)
{
    enum us_exit code;

    if (!find_operation(s, operation) || !find_response(s))
        return US_EXIT_USAGE;
    code = s->media ? make_answer(s) : US_EXIT_FINE;
    return code == US_EXIT_FINE ? write_files(s) : code;
}

enum us_exit us_fixture_new(const us_settings *settings)
{
    us_settings own = *settings;
    start s = { .settings = settings };
    enum us_exit code;

    if (own.operands < 2) {
        us_complain("fixture new needs documents and, as the last, an operationId");
        return US_EXIT_USAGE;
    }
    if (!is_name(settings->name)) {
        us_complain("'%s' is no name for a fixture: it is a part of a file's name", settings->name);
        return US_EXIT_USAGE;
    }
    own.operands--;
    own.fixtures_alone = true;
    (void)mkdir(settings->fixtures, 0777); /* it need not be there yet */
    code = us_specs_read(&s.specs, &own);
    if (code == US_EXIT_FINE)
        code = begin(&s, us_text_of(settings->operand[own.operands]));
    us_specs_free(&s.specs);
    us_arena_free(&s.arena);
    return code;
}
