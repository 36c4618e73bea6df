/* The documents that are served, for programs that want to read them, and an index for people. */
#include "server/own_document.h"

#include "server/problem.h"

#define PAGE "openapi.json"

bool us_document_page(const us_service *service, us_text page, unsigned *api)
{
    const us_module *module = service->module;
    us_text file = US_TEXT("/" PAGE);
    *api = 0;
    if (us_text_equal(page, US_TEXT(PAGE)))
        return module->apis > 0;
    if (!us_text_ends(page, file))
        return false;
    us_text name = us_text_slice(page, 0, page.length - file.length);
    while (*api < module->apis && !us_text_equal(us_text_from(module->api[*api]->name), name))
        ++*api;
    return *api < module->apis;
}

bool us_answer_document(us_turn *turn, unsigned api)
{
    const us_documents *documents = turn->service->options.documents;
    const us_string *own = turn->service->module->api[api]->document;
    us_text text = US_TEXT("It is too long, so it was left out of this server.");
    if (own)
        text = us_text_from(*own);
    else if (!documents || !documents->read(documents->context, turn->arena, api, &text))
        return us_turn_problem(turn, US_PROBLEM_NO_DOCUMENT, "%.*s", US_SHOWN(text));
    return us_turn_own_page(turn, text, "application/json");
}

/* ---- The index ------------------------------------------------------------------------------------------ */

/* Text of a document between tags. */
static void add_text(us_buf *out, us_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '<' || byte == '&' || byte == '"')
            us_buf_print(out, "&#%d;", byte);
        else
            us_buf_add_byte(out, byte);
    }
}

static void add_api(us_buf *out, const us_api *api)
{
    us_buf_add_string(out, "<li><a href=\"/__understudy/");
    add_text(out, us_text_from(api->name));
    us_buf_add_string(out, "/" PAGE "\">");
    add_text(out, us_text_from(api->title));
    us_buf_print(out, "</a>, %u operation%s", api->operations, api->operations == 1 ? "" : "s");
    if (api->prefix.length > 0) {
        us_buf_add_string(out, " below ");
        add_text(out, us_text_from(api->prefix));
    }
    us_buf_add_string(out, "</li>\n");
}

static void add_problem(us_buf *out, const us_problem_kind *kind)
{
    us_buf_add_string(out, "<li><a href=\"/__understudy/problems/");
    us_buf_add(out, kind->slug);
    us_buf_add_string(out, "\">");
    us_buf_add(out, kind->title);
    us_buf_print(out, "</a> (%u)</li>\n", kind->status);
}

bool us_answer_index(us_turn *turn)
{
    const us_module *module = turn->service->module;
    us_buf out = us_buf_new(turn->arena, 4096);
    us_buf_add_string(&out, "<!DOCTYPE html>\n<meta charset=\"utf-8\">\n<title>understudy</title>\n"
                            "<h1>What is stood in for</h1>\n<ul>\n");
    for (unsigned i = 0; i < module->apis; i++)
        add_api(&out, module->api[i]);
    us_buf_add_string(
        &out, "</ul>\n<p><a href=\"/__understudy/health\">Health</a>, "
              "<a href=\"/__understudy/operations\">operations</a>, "
              "<a href=\"/__understudy/calls\">callbacks and webhooks called</a></p>\n"
              "<p>POST to /__understudy/reset begins all sequences and counters anew, POST to "
              "/__understudy/webhooks/NAME fires a webhook.</p>\n"
              "<h2>What problems mean</h2>\n<ul>\n");
    for (unsigned i = 0; i < US_PROBLEMS; i++)
        add_problem(&out, us_problem_kind_of((enum us_problem)i));
    us_buf_add_string(&out, "</ul>\n");
    return us_turn_own_page(turn, us_buf_text(&out), "text/html; charset=utf-8");
}
