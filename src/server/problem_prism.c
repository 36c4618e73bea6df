/* Problems in Prism's words: types, titles, and the sentences that its users' tests compare. */
#include "base/ascii.h"
#include "base/json.h"
#include "server/choose.h"
#include "server/prism.h"
#include "server/problem_face.h"

typedef struct prism_row {
    us_text type, title;
} prism_row;

static const prism_row rows[US_PROBLEMS] = {
#define US_PRISM(id, type, title)                                                                  \
    [US_PROBLEM_##id] = { { type, sizeof(type) - 1 }, { title, sizeof(title) - 1 } },
#include "server/problems_prism.def"
#undef US_PRISM
};

static us_text text_of_path(const us_turn *turn)
{
    return us_text_slice(turn->request->path, 0, 2000);
}

static bool lacks_boundary(const us_turn *turn)
{
    const us_text *field = us_request_field(turn->request, US_TEXT("Content-Type"));
    us_media_type type;
    return field && us_media_parse(*field, &type) &&
           us_text_equal_nocase(type.type, US_TEXT("multipart")) &&
           !us_media_parameter(&type, US_TEXT("boundary")).bytes;
}

us_text us_prism_media_detail(const us_turn *turn)
{
    if (lacks_boundary(turn))
        return US_TEXT("Boundary parameter for multipart/form-data is not defined or generated in "
                       "the request header. Try removing manually defined content-type from your "
                       "request header if it exists.");
    const us_body *body = turn->operation ? turn->operation->body : NULL;
    us_buf out = us_buf_new(turn->arena, 128);
    us_buf_add_string(&out, "Supported content types: ");
    for (unsigned i = 0; body && i < body->medias; i++) {
        us_buf_add_string(&out, i > 0 ? "," : "");
        us_buf_add(&out, us_text_from(body->media[i].type));
    }
    if (body && body->medias > 0)
        return us_buf_text(&out);
    return US_TEXT("No supported content types, but request included a non-empty body");
}

static us_text missing_detail(const us_turn *turn)
{
    us_text code = turn->prefer_code, example = us_text_slice(turn->prefer_example, 0, 100);
    const us_text *accept = us_request_field(turn->request, US_TEXT("Accept"));
    if (code.length > 0 && !us_response_wished(turn))
        return us_arena_print(turn->arena,
                              "Requested status code %.*s is not defined in the document.",
                              US_SHOWN(code));
    us_text types = turn->wanted_type.length > 0 ? turn->wanted_type
                    : accept                     ? *accept
                                                 : US_TEXT("*/*");
    return us_arena_print(turn->arena,
                          "Response for contentType: %.*s and exampleKey: %.*s does not exist.",
                          US_SHOWN(types), US_SHOWN(example));
}

/* What Prism says where a test would not look for our own words; otherwise `own`. */
static us_text detail_of(const us_turn *turn, enum us_problem problem, us_text own)
{
    us_text path = text_of_path(turn), method = us_text_lower(turn->arena, turn->request->method);
    const us_text *accept = us_request_field(turn->request, US_TEXT("Accept"));
    us_text server = us_text_slice(us_server_wished(turn), 0, 2000);
    switch (problem) {
    case US_PROBLEM_NO_SUCH_SERVER:
        return us_arena_print(
            turn->arena, "The server url %.*s hasn't been matched with any of the provided servers",
            US_SHOWN(server));
    case US_PROBLEM_NO_SERVERS:
        return us_arena_print(
            turn->arena,
            "No server configuration has been provided, although %.*s is set as server url",
            US_SHOWN(server));
    case US_PROBLEM_BAD_PREFERENCE:
        return turn->prism_preference.length > 0 ? turn->prism_preference : own;
    case US_PROBLEM_NO_SUCH_PATH:
        return us_arena_print(turn->arena,
                              "The route %.*s hasn't been found in the specification file",
                              US_SHOWN(path));
    case US_PROBLEM_NO_SUCH_METHOD:
        return us_arena_print(
            turn->arena,
            "The route %.*s has been matched, but it does not have \"%.*s\" method defined",
            US_SHOWN(path), US_SHOWN(method));
    case US_PROBLEM_UNSUPPORTED_MEDIA_TYPE:
        return us_prism_media_detail(turn);
    case US_PROBLEM_NOT_ACCEPTABLE:
        return us_arena_print(turn->arena, "Unable to find content for %.*s",
                              accept ? (int)accept->length : 0, accept ? accept->bytes : "");
    case US_PROBLEM_NOT_IN_CONTRACT:
        return missing_detail(turn);
    case US_PROBLEM_UNAUTHORIZED:
        return US_TEXT("Your request does not fullfil the security requirements and no HTTP "
                       "unauthorized response was found in the spec, so Prism is generating this "
                       "error for you.");
    case US_PROBLEM_CONTRACT_BROKEN:
        return US_TEXT("Your request is not valid and no HTTP validation response was found in the "
                       "spec, so Prism is generating this error for you.");
    case US_PROBLEM_ANSWER_BREAKS_CONTRACT:
        return US_TEXT("Your request/response is not valid and the --errors flag is set, so Prism "
                       "is generating this error for you.");
    case US_PROBLEM_NO_ANSWER:
        return US_TEXT("Unable to generate body for response. The schema is too complex to "
                       "generate.");
    default:
        return own;
    }
}

/* The challenges again, for who sees only the body. */
static void write_challenges(us_buf *out, const us_turn *turn)
{
    if (turn->challenges.length == 0)
        return;
    us_json_write_text(out, ",\"headers\":{\"WWW-Authenticate\":", turn->challenges);
    us_buf_add_byte(out, '}');
}

void us_problem_as_prism(const us_turn *turn, enum us_problem problem, us_problem_face *face)
{
    const prism_row *row = &rows[problem];
    if (row->type.length == 0)
        return;
    face->base = US_TEXT("https://stoplight.io/prism/errors#");
    face->name = row->type;
    face->title = row->title;
    face->detail = detail_of(turn, problem, face->detail);
    face->brief =
        problem == US_PROBLEM_UNAUTHORIZED || problem == US_PROBLEM_UNSUPPORTED_MEDIA_TYPE;
    if (problem == US_PROBLEM_UNAUTHORIZED)
        face->more = write_challenges;
    if (problem == US_PROBLEM_ANSWER_BREAKS_CONTRACT)
        face->told = us_findings_of_answer(turn->arena, &turn->findings);
    face->told = us_prism_findings(turn, &face->told);
    face->telling = US_TELL_BRIEFLY;
}
