/* Bodies that Prism spells otherwise than we do, as far as its users' tests see a difference. */
#include "server/encode.h"
#include "server/prism.h"

static bool is_value(const us_choice *chosen)
{
    return chosen->made || (chosen->example && chosen->example->value);
}

/* The name that the root of XML has from its component alone; empty: another, or none. */
static us_text borrowed_name(const us_media *media, us_text type)
{
    const us_reading *reading = media->reading;
    us_media_type parsed;
    bool named = reading && reading->xml && reading->xml->name.length > 0;
    if (!reading || named || !us_media_parse(type, &parsed) || !us_media_is_xml(&parsed))
        return US_TEXT("");
    return us_text_from(reading->name);
}

/* <Pet …>…</Pet> becomes <xml …>…</xml>. */
static us_text rename_root(us_arena *arena, us_text body, us_text name)
{
    us_buf out = us_buf_new(arena, body.length + 8);
    us_text start = us_arena_print(arena, "<%.*s", (int)name.length, name.bytes);
    us_text end = us_arena_print(arena, "</%.*s>", (int)name.length, name.bytes);
    if (!us_text_starts(body, start) || !us_text_ends(body, end))
        return body;
    us_buf_add_string(&out, "<xml");
    us_buf_add(&out, us_text_slice(body, start.length, body.length - end.length));
    us_buf_add_string(&out, "</xml>");
    return us_buf_text(&out);
}

/* The text that the body spells as JSON, where it is declared as anything and the client takes text; or NULL. */
static const us_json *anything_of_text(const us_turn *turn, const us_media *media)
{
    us_text body = turn->reply->body;
    us_json_error error;
    if (!us_text_equal(us_text_from(media->type), US_TEXT("*/*")) ||
        !us_text_starts(body, US_TEXT("\"")) ||
        us_accept_quality(turn->request, US_TEXT("text/plain")) == 0)
        return NULL;
    return us_json_read(turn->arena, body, NULL, &error);
}

us_text us_prism_body(us_turn *turn, const us_choice *chosen, us_text type)
{
    if (turn->service->options.compat != US_COMPAT_PRISM || turn->reply->stream)
        return type;
    us_text name = is_value(chosen) ? borrowed_name(chosen->media, type) : US_TEXT("");
    const us_json *text = anything_of_text(turn, chosen->media);
    if (name.length > 0)
        turn->reply->body = rename_root(turn->arena, turn->reply->body, name);
    if (!text)
        return type;
    turn->reply->body = us_json_string(text);
    return US_TEXT("text/plain");
}
