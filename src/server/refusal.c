/* Filling in a declared refusal, and holding what comes of it against its own schema. */
#include "server/refusal.h"

#include "base/json.h"
#include "runtime/check.h"

static bool is_valid(const us_refusal *refusal, const us_media *media, us_text body)
{
    us_turn *turn = refusal->turn;
    us_json_error error;
    us_check ck;
    const us_json *value = us_json_read(turn->arena, body, NULL, &error);
    if (!value || !media->check)
        return value;
    us_check_begin(&ck, turn->arena, value, turn->cast->pattern);
    ck.direction = US_RESPONSE;
    media->check(&ck, value);
    return ck.violations == 0 && !ck.limit;
}

/* With as much as fits the schema; empty: nothing does. */
static us_text fill(const us_refusal *refusal, const us_media *media)
{
    for (unsigned length = 0; media->refusal && length < US_LENGTHS; length++) {
        us_text body = us_refusal_write(refusal, media->refusal, (enum us_length)length);
        if (is_valid(refusal, media, body))
            return body;
    }
    return US_TEXT("");
}

bool us_refusal_fill(const us_refusal *refusal, us_choice *chosen)
{
    for (unsigned i = 0; i < chosen->response->medias; i++) {
        const us_media *media = &chosen->response->media[i];
        us_text body = fill(refusal, media);
        if (body.length == 0)
            continue;
        us_example *example = US_NEW(refusal->turn->arena, us_example);
        example->bytes = (us_string){ body.bytes, (unsigned)body.length };
        chosen->media = media;
        chosen->example = example;
        return true;
    }
    return false;
}
