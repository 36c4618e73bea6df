/* Location (RFC 9110, 10.2.2), and the redirects that have to have one. */
#include "base/json.h"
#include "base/percent.h"
#include "server/location.h"

static us_text landing(void)
{
    return US_TEXT("/__understudy/" US_LANDING);
}

static bool is_redirect(unsigned status)
{
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Path, query and fragment of an absolute URL. False: it is none. */
static bool after_authority(us_text url, us_text *rest)
{
    size_t slash = us_text_find(url, '/');
    bool scheme = slash > 1 && slash < url.length && url.bytes[slash - 1] == ':';
    us_text behind = us_text_slice(url, slash + 1, url.length);
    if ((!scheme && slash != 0) || !us_text_starts(behind, US_TEXT("/")))
        return false;
    behind = us_text_slice(behind, 1, behind.length);
    *rest = us_text_slice(behind, us_text_find(behind, '/'), behind.length);
    return true;
}

static bool is_ours(const us_turn *turn, us_text target)
{
    us_text path = us_text_slice(target, 0, us_text_find(target, '?'));
    us_routing_result found;
    path = us_text_slice(path, 0, us_text_find(path, '#'));
    enum us_routing routing =
        us_router_find(turn->service->router, turn->arena, US_TEXT("GET"), path, &found);
    return routing == US_ROUTED || routing == US_NO_METHOD;
}

us_text us_location_here(const us_turn *turn, us_text value)
{
    us_text target;
    if (value.length == 0 || !after_authority(value, &target))
        return value;
    if (target.length > 0 && is_ours(turn, target))
        return target;
    return is_redirect(turn->reply->status) ? landing() : value;
}

static us_text id_of(us_arena *arena, us_text body)
{
    static const char *const names[] = { "id", "uuid", "guid", "key", "name" };
    us_json_error error;
    const us_json *value = us_json_read(arena, body, NULL, &error), *id = NULL;
    bool object = value && us_json_kind(value) == cJSON_Object;
    for (size_t i = 0; object && !id && i < sizeof names / sizeof *names; i++)
        id = us_json_member(value, us_text_of(names[i]));
    if (id && us_json_kind(id) == cJSON_String)
        return us_json_string(id);
    return id && us_json_kind(id) == cJSON_Number ? (us_text){ id->spelling, id->length }
                                                  : US_TEXT("");
}

us_text us_location_new(const us_turn *turn)
{
    us_text path = turn->request->path, id;
    us_buf out = us_buf_new(turn->arena, path.length + 64);
    if (turn->reply->status != 201 && turn->reply->status != 202)
        return US_TEXT("");
    if (!us_text_equal(turn->request->method, US_TEXT("POST")))
        return path;
    id = id_of(turn->arena, turn->reply->body);
    us_buf_add(&out, path);
    us_buf_add_string(&out, us_text_ends(path, US_TEXT("/")) ? "" : "/");
    us_percent_encode(&out, id, US_TEXT(US_MARKS_SEGMENT));
    return id.length > 0 && is_ours(turn, us_buf_text(&out)) ? us_buf_text(&out) : path;
}

void us_turn_redirect(us_turn *turn)
{
    us_text name = US_TEXT("Location");
    for (unsigned i = 0; i < turn->fields; i++)
        if (us_text_equal_nocase(turn->field[i].name, name))
            return;
    if (is_redirect(turn->reply->status))
        us_turn_field(turn, name, landing());
}
