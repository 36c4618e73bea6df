/* Replies as gzip for clients that ask for it (RFC 9110, 8.4.1.3 and 12.5.3). */
#include "server/coding.h"
#include "server/media.h"
#include "server/turn.h"

/* What is shorter is as quickly sent as it is packed. */
#define GZIP_FROM 1024

/* The field of the reply so far, or NULL. */
static const us_text *sent_field(const us_turn *turn, us_text name)
{
    for (unsigned i = 0; i < turn->fields; i++)
        if (us_text_equal_nocase(turn->field[i].name, name))
            return &turn->field[i].value;
    return NULL;
}

static bool is_compressible(const us_turn *turn)
{
    const us_text *name = sent_field(turn, US_TEXT("Content-Type"));
    us_media_type type;
    if (turn->reply->body.length < GZIP_FROM || !name || !us_media_parse(*name, &type) ||
        sent_field(turn, US_TEXT("Content-Encoding")))
        return false;
    return us_media_is_json(&type) || us_text_equal_nocase(type.type, US_TEXT("text")) ||
           us_text_ends(type.subtype, US_TEXT("xml"));
}

void us_turn_compress(us_turn *turn)
{
    us_reply *reply = turn->reply;
    if (turn->forwarded || !is_compressible(turn))
        return;
    us_turn_field(turn, US_TEXT("Vary"), US_TEXT("Accept-Encoding"));
    if (!us_coding_wants_gzip(turn->request))
        return;
    us_turn_field(turn, US_TEXT("Content-Encoding"), US_TEXT("gzip"));
    reply->body = us_coding_gzip(turn->arena, reply->body);
}
