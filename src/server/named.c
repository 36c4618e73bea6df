/* Looking for an answer by its name among all that an operation has. */
#include "server/named.h"

#include "server/encode.h"
#include "server/problem.h"

/* A status says itself which of the names is wished. */
static bool is_sought_everywhere(const us_turn *turn)
{
    return turn->prefer_code.length == 0 && turn->service->options.compat == US_COMPAT_NONE;
}

static bool has_named(const us_turn *turn, const us_response *response)
{
    for (unsigned i = 0; i < response->medias; i++)
        if (us_example_of(turn, &response->media[i], turn->prefer_example))
            return true;
    return false;
}

void us_named_find(const us_turn *turn, us_choice *chosen)
{
    const us_operation *operation = turn->operation;
    if (turn->prefer_example.length == 0 || !is_sought_everywhere(turn) ||
        has_named(turn, chosen->response))
        return;
    for (unsigned i = 0; i < operation->responses; i++) {
        if (!has_named(turn, &operation->response[i]))
            continue;
        chosen->response = &operation->response[i];
        chosen->status = us_response_status(chosen->response);
        return;
    }
}

static void add_names(us_buf *out, const us_response *response)
{
    for (unsigned m = 0; m < response->medias; m++) {
        const us_media *media = &response->media[m];
        for (unsigned i = 0; i < media->examples; i++) {
            if (media->example[i].name.length == 0)
                continue;
            us_buf_add_string(out, out->length > 0 ? ", " : "");
            us_buf_add(out, us_text_from(media->example[i].name));
        }
    }
}

static us_text list_names(const us_turn *turn, const us_choice *chosen)
{
    const us_operation *operation = turn->operation;
    us_buf out = us_buf_new(turn->arena, 64);
    for (unsigned i = 0; i < operation->responses; i++)
        if (is_sought_everywhere(turn) || &operation->response[i] == chosen->response)
            add_names(&out, &operation->response[i]);
    if (out.length == 0)
        us_buf_add_string(&out, "none with a name");
    return us_buf_text(&out);
}

bool us_named_missing(us_turn *turn, const us_choice *chosen)
{
    us_text api = us_text_from(turn->cast->api->name);
    us_text id = us_text_from(turn->operation->id);
    us_text wished = us_text_slice(turn->prefer_example, 0, 100), names;
    if (wished.length == 0)
        return us_turn_problem(turn, US_PROBLEM_NO_ANSWER,
                               "There is no example for status %u of %.*s; write "
                               "fixtures/%.*s/%.*s/%u.json.",
                               chosen->status, US_SHOWN(id), US_SHOWN(api), US_SHOWN(id),
                               chosen->status);
    names = list_names(turn, chosen);
    turn->wanted_type =
        chosen->media ? us_encode_type(us_text_from(chosen->media->type)) : US_TEXT("");
    if (is_sought_everywhere(turn))
        return us_turn_problem(turn, US_PROBLEM_NOT_IN_CONTRACT,
                               "%.*s has no example \"%.*s\"; it has %.*s.", US_SHOWN(id),
                               US_SHOWN(wished), US_SHOWN(names));
    return us_turn_problem(turn, US_PROBLEM_NOT_IN_CONTRACT,
                           "Status %u of %.*s has no example \"%.*s\"; it has %.*s.",
                           chosen->status, US_SHOWN(id), US_SHOWN(wished), US_SHOWN(names));
}
