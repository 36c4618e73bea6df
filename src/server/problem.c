/* Writing problem documents: `type`, `title`, `status`, `detail`, and `validation` with every finding. */
#include "server/problem.h"

#include <stdarg.h>

#include "server/problem_face.h"

static const us_problem_kind kinds[US_PROBLEMS] = {
#define US_PROBLEM(id, slug, status, title, explanation)                                           \
    [US_PROBLEM_##id] = { { slug, sizeof(slug) - 1 },                                              \
                          status,                                                                  \
                          { title, sizeof(title) - 1 },                                            \
                          { explanation, sizeof(explanation) - 1 } },
#include "server/problems.def"
#undef US_PROBLEM
};

const us_problem_kind *us_problem_kind_of(enum us_problem problem)
{
    return &kinds[problem];
}

const us_problem_kind *us_problem_kind_named(us_text slug)
{
    for (unsigned i = 0; i < US_PROBLEMS; i++)
        if (us_text_equal(kinds[i].slug, slug))
            return &kinds[i];
    return NULL;
}

static us_text write_problem(const us_turn *turn, const us_problem_face *face)
{
    us_buf out = us_buf_new(turn->arena, 1024);
    us_buf_print(&out, "{\"type\":\"%.*s%.*s\",\"title\":\"%.*s\",\"status\":%u",
                 US_SHOWN(face->base), US_SHOWN(face->name), US_SHOWN(face->title), face->status);
    us_json_write_text(&out, ",\"detail\":", face->detail);
    if (face->told.kept > 0 && !face->brief)
        us_findings_write(&out, turn->arena, &face->told, turn->cast ? turn->cast->api : NULL,
                          face->telling);
    if (face->more)
        face->more(&out, turn);
    us_buf_add_byte(&out, '}');
    return us_buf_text(&out);
}

static us_problem_face face_of(const us_turn *turn, enum us_problem problem, us_text detail)
{
    const us_problem_kind *kind = &kinds[problem];
    us_problem_face face = {
        .base = US_TEXT("/__understudy/problems/"),
        .name = kind->slug,
        .title = kind->title,
        .type = "application/problem+json",
        .status = kind->status,
        .detail = detail,
        .told = turn->findings,
    };
    if (turn->service->options.compat == US_COMPAT_PRISM)
        us_problem_as_prism(turn, problem, &face);
    if (turn->service->options.compat == US_COMPAT_STEADY)
        us_problem_as_steady(turn, problem, &face);
    if (turn->declared_status)
        face.status = turn->declared_status;
    return face;
}

bool us_turn_problem_of(us_turn *turn, enum us_problem problem, us_text detail)
{
    us_problem_face face = face_of(turn, problem, detail);
    turn->detail = detail;
    turn->reply->status = face.status;
    turn->reply->problem = kinds[problem].slug;
    turn->reply->violations = us_findings_count(&turn->findings);
    turn->reply->body = write_problem(turn, &face);
    us_turn_field(turn, US_TEXT("Content-Type"), us_text_of(face.type));
    return false;
}

bool us_turn_problem(us_turn *turn, enum us_problem problem, const char *detail, ...)
{
    us_buf sentence = us_buf_new(turn->arena, 128);
    va_list arguments;
    va_start(arguments, detail);
    us_buf_vprint(&sentence, detail, arguments);
    va_end(arguments);
    return us_turn_problem_of(turn, problem, us_buf_text(&sentence));
}
