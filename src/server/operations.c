/* The pages of the operations: which there are, and the variants of each. */
#include "base/json.h"
#include "base/percent.h"
#include "server/repertoire.h"
#include "server/variant.h"

typedef struct found {
    const us_cast *cast;
    const us_operation *operation;
} found;

static void write_operation(us_buf *out, const us_api *api, const us_operation *operation)
{
    us_json_write_text(out, "{\"api\":", us_text_from(api->name));
    us_json_write_text(out, ",\"operation\":", us_text_from(operation->id));
    us_json_write_text(out, ",\"method\":", us_text_from(operation->method));
    us_json_write_text(out, ",\"path\":", us_text_from(operation->path));
    us_buf_add_byte(out, '}');
}

static bool answer_operations(us_turn *turn)
{
    const us_module *module = turn->service->module;
    us_buf out = us_buf_new(turn->arena, 4096);
    const char *comma = "";
    us_buf_add_string(&out, "{\"operations\":[");
    for (unsigned a = 0; a < module->apis; a++) {
        for (unsigned i = 0; i < module->api[a]->operations; i++) {
            us_buf_add_string(&out, comma);
            write_operation(&out, module->api[a], module->api[a]->operation[i]);
            comma = ",";
        }
    }
    us_buf_add_string(&out, "]}");
    return us_turn_own_page(turn, us_buf_text(&out), "application/json");
}

/* ---- Variants ----------------------------------------------------------------------------------------------- */

static bool is_called(us_arena *arena, const us_api *api, us_text id, us_text name)
{
    us_text long_name = us_arena_print(arena, "%.*s/%.*s", (int)api->name.length, api->name.bytes,
                                       (int)id.length, id.bytes);
    return us_text_equal(id, name) || us_text_equal(long_name, name);
}

static bool find(const us_turn *turn, us_text name, found *f)
{
    const us_module *module = turn->service->module;
    for (unsigned a = 0; a < module->apis; a++) {
        f->cast = &turn->service->cast[a];
        for (unsigned i = 0; i < f->cast->api->operations; i++) {
            f->operation = f->cast->api->operation[i];
            if (is_called(turn->arena, f->cast->api, us_text_from(f->operation->id), name))
                return true;
        }
    }
    return false;
}

static bool answer_variants(us_turn *turn, const found *f)
{
    const us_repertoire *r = us_repertoire_of(turn->service, f->cast, f->operation);
    us_buf out = us_buf_new(turn->arena, 16384);
    us_json_write_text(&out, "{\"operation\":", us_text_from(f->operation->id));
    us_buf_print(&out, ",\"count\":%u,\"complete\":%s,\"impossible\":", r->count,
                 r->more ? "false" : "true");
    us_repertoire_write_lacks(&out, r);
    us_json_write_text(&out, ",\"leftOut\":", r->left_out);
    us_buf_add_string(&out, ",\"variants\":[");
    for (unsigned number = 1; number <= r->count; number++) {
        us_buf_add_string(&out, number > 1 ? "," : "");
        us_repertoire_write(&out, r, number, US_TEXT(""), false);
    }
    us_buf_add_string(&out, "]}");
    return us_turn_own_page(turn, us_buf_text(&out), "application/json");
}

bool us_operation_page(us_turn *turn, us_text page)
{
    us_text folder = US_TEXT("operations"), ending = US_TEXT("/variants"), name;
    found f;
    page = us_text_slice(page, folder.length, page.length);
    if (page.length == 0)
        return answer_operations(turn);
    if (page.bytes[0] != '/' || !us_text_ends(page, ending) || page.length <= ending.length)
        return true;
    name = us_text_slice(page, 1, page.length - ending.length);
    return !us_percent_decode(turn->arena, name, US_PLUS_STAYS, &name) || !find(turn, name, &f) ||
           answer_variants(turn, &f);
}
