/* understudy routes: what the stand-in would answer, without compiling anything. */
#include <stdio.h>

#include "base/json.h"
#include "cli/commands.h"
#include "cli/console.h"
#include "cli/specs.h"

/* "200", "2XX" or "default". */
static us_text status_of(us_arena *arena, const gen_response *response)
{
    if (response->status == 0)
        return US_TEXT("default");
    return us_arena_print(arena, response->status < 10 ? "%uXX" : "%u", response->status);
}

/* The path as a client of the first server calls it. It answers without the base, too. */
static us_text path_of(us_arena *arena, const gen_api *api, const gen_operation *operation)
{
    us_text base = gen_base_of(api, operation);

    return us_arena_print(arena, "%.*s%.*s", (int)base.length, base.bytes,
                          (int)operation->path.length, operation->path.bytes);
}

/* ---- For a person ------------------------------------------------------------------------------- */

typedef struct widths {
    int method, path, id;
} widths;

static void widen(int *width, us_text text)
{
    if ((int)text.length > *width)
        *width = (int)text.length;
}

static widths measure(us_arena *arena, const us_specs *specs)
{
    widths w = { 0 };

    for (unsigned i = 0; i < specs->apis; i++) {
        for (const gen_operation *o = specs->api[i]->operation; o; o = o->next) {
            widen(&w.method, o->method);
            widen(&w.path, path_of(arena, specs->api[i], o));
            widen(&w.id, o->id);
        }
    }
    return w;
}

/* "200 (unnamed, busy) 404": each status with the answers that there are for it. */
static void add_statuses(us_buf *out, us_arena *arena, const gen_operation *operation)
{
    for (const gen_response *r = operation->response; r; r = r->next) {
        const char *before = " (";

        us_buf_add_string(out, r == operation->response ? "" : " ");
        us_buf_add(out, status_of(arena, r));
        for (const gen_media *media = r->media; media; media = media->next) {
            for (const gen_example *e = media->example; e; e = e->next) {
                us_buf_add_string(out, before);
                us_buf_add(out, e->name.length ? e->name : US_TEXT("unnamed"));
                before = ", ";
            }
        }
        if (before[0] == ',')
            us_buf_add_byte(out, ')');
    }
}

static void add_line(us_buf *out, us_arena *arena, widths w, const gen_api *api,
                     const gen_operation *o)
{
    us_text path = path_of(arena, api, o);

    us_buf_add(out, o->method);
    us_buf_print(out, "%*s", w.method + 2 - (int)o->method.length, "");
    us_buf_add(out, path);
    us_buf_print(out, "%*s", w.path + 2 - (int)path.length, "");
    us_buf_add(out, o->id);
    us_buf_print(out, "%*s", w.id + 2 - (int)o->id.length, "");
    add_statuses(out, arena, o);
    us_buf_add_byte(out, '\n');
}

/* ---- For a machine ------------------------------------------------------------------------------ */

static void add_json_response(us_buf *out, us_arena *arena, const gen_response *response)
{
    const char *comma = "";

    us_json_write_text(out, "{\"status\":", status_of(arena, response));
    us_buf_add_string(out, ",\"examples\":[");
    for (const gen_media *media = response->media; media; media = media->next) {
        for (const gen_example *e = media->example; e; e = e->next) {
            us_buf_add_string(out, comma);
            us_json_write_text(out, "{\"name\":", e->name);
            us_json_write_text(out, ",\"mediaType\":", media->type);
            us_json_write_text(out, ",\"source\":", e->source);
            us_buf_add_byte(out, '}');
            comma = ",";
        }
    }
    us_buf_add_string(out, "]}");
}

static void add_json(us_buf *out, us_arena *arena, const gen_api *api, const gen_operation *o)
{
    us_json_write_text(out, "{\"api\":", api->name);
    us_json_write_text(out, ",\"method\":", o->method);
    us_json_write_text(out, ",\"path\":", path_of(arena, api, o));
    us_json_write_text(out, ",\"operationId\":", o->id);
    us_buf_add_string(out, ",\"responses\":[");
    for (const gen_response *r = o->response; r; r = r->next) {
        if (r != o->response)
            us_buf_add_byte(out, ',');
        add_json_response(out, arena, r);
    }
    us_buf_add_string(out, "]}");
}

/* ---- The command ---------------------------------------------------------------------------------- */

static void add_all(us_buf *out, const us_specs *specs, bool json)
{
    us_arena *arena = out->arena;
    widths w = measure(arena, specs);
    const char *comma = "[";

    for (unsigned i = 0; i < specs->apis; i++) {
        const gen_api *api = specs->api[i];

        for (const gen_operation *o = api->operation; o; o = o->next) {
            if (json) {
                us_buf_add_string(out, comma);
                add_json(out, arena, api, o);
                comma = ",";
            } else {
                add_line(out, arena, w, api, o);
            }
        }
    }
    if (json)
        us_buf_add_string(out, comma[0] == '[' ? "[]\n" : "]\n");
}

static enum us_exit routes(const us_settings *settings)
{
    us_specs specs;
    enum us_exit code = us_specs_read(&specs, settings);

    if (code == US_EXIT_FINE) {
        us_buf out = us_buf_new(&specs.g->arena, 4096);

        add_all(&out, &specs, settings->json);
        us_print(stdout, us_buf_text(&out));
        if (!us_print_end())
            code = US_EXIT_WORLD;
    }
    us_specs_free(&specs);
    return code;
}

static const us_option *const options[] = {
    &us_option_fixtures,
    &us_option_json,
    &us_option_map,
    &us_option_allow_remote,
    &us_option_postman_environment,
    NULL,
};

const us_command us_command_routes = {
    .name = "routes",
    .arguments = "SPEC...",
    .summary = "list what would be answered",
    .text =
        "Lists every operation: method, path, operationId, and the statuses with the names of the\n"
        "answers there are. `Prefer: code=404, example=name` asks for one of them.",
    .example = "  understudy routes spec/*.yaml\n",
    .option = options,
    .operand = "SPEC",
    .run = routes,
};
