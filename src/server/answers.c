/* A walk over all responses. Nothing is kept: each answer is made as if it were the only one. */
#include "server/answers.h"

#include "server/encode.h"
#include "server/made.h"
#include "server/once.h"
#include "server/service_inside.h"

typedef struct walk {
    const us_answers_wish *wish;
    us_answer_report *report;
    void *context;
    us_arena arena; /* reset after each answer */
    us_arena schemas;
    us_once once; /* in `schemas` */
    const us_cast *cast;
    us_answer answer; /* the next to be made */
    size_t count;
} walk;

static bool is_known(const us_media *media)
{
    us_media_type type;

    return us_media_parse(us_encode_type(us_text_from(media->type)), &type) &&
           us_encode_fit(&type) != US_ENCODE_PLAIN;
}

static void make(walk *w)
{
    us_answer *a = &w->answer;
    us_luck luck = { .seed = a->seed ? *a->seed : 0 };

    a->why = US_TEXT("");
    a->spec = us_spec_line(&w->arena, a->api, a->media->at);
    a->body = us_made_try(&w->arena, w->cast, a->media, a->seed ? &luck : NULL, &a->why);
    a->stands_in = a->body.bytes && !is_known(a->media);
    if (a->stands_in)
        a->why = us_arena_print(&w->arena,
                                "nobody here can write %s; the plain value stands for it until a "
                                "fixture does",
                                us_text_from(a->media->type).bytes);
    w->report(w->context, &w->arena, a);
    w->count++;
    us_arena_reset(&w->arena);
}

static void make_media(walk *w, const us_media *media)
{
    if (w->wish->unwritten && media->examples > 0)
        return;
    if (w->wish->once && !us_once_is_new(&w->once, &w->schemas, media))
        return;
    w->answer.media = media;
    w->answer.seed = NULL;
    make(w);
    for (unsigned i = 0; i < w->wish->count; i++) {
        uint64_t seed = w->wish->seed + i;

        w->answer.seed = &seed;
        make(w);
    }
}

static void make_operation(walk *w, const us_operation *operation)
{
    us_text id = us_text_from(operation->id);

    if (w->wish->operation.bytes && !us_text_equal(id, w->wish->operation))
        return;
    w->answer.operation = operation;
    for (unsigned i = 0; i < operation->responses; i++) {
        w->answer.response = &operation->response[i];
        for (unsigned m = 0; m < w->answer.response->medias; m++)
            make_media(w, &w->answer.response->media[m]);
    }
}

us_text us_answer_status(us_arena *arena, const us_response *response)
{
    if (response->status == 0)
        return US_TEXT("default");
    return us_arena_print(arena, response->status < 10 ? "%uXX" : "%u", response->status);
}

size_t us_answers(const us_service *service, const us_answers_wish *wish, us_answer_report *report,
                  void *context)
{
    walk w = { .wish = wish, .report = report, .context = context };

    for (unsigned a = 0; a < service->module->apis; a++) {
        w.cast = &service->cast[a];
        w.answer.api = w.cast->api;
        for (unsigned i = 0; i < w.cast->api->operations; i++)
            make_operation(&w, w.cast->api->operation[i]);
    }
    us_arena_free(&w.arena);
    us_arena_free(&w.schemas);
    return w.count;
}
