/* Scripted answers. */
#include "scripted.h"

#include "stage.h"

static enum us_piece next(void *context, us_text *piece)
{
    scripted *script = context;
    const char *bytes = script->at < SCRIPTED_PIECES ? script->piece[script->at] : NULL;
    if (!bytes)
        return script->cut ? US_PIECE_CUT : US_PIECE_END;
    script->at++;
    *piece = us_text_of(bytes);
    return *bytes ? US_PIECE_HERE : US_PIECE_LATER;
}

static void close_stream(void *context)
{
    scripted *script = context;
    atomic_fetch_add(&script->closed, 1);
}

static void ask(void *context, us_arena *arena, const us_request *request, us_answer *answer)
{
    scripted *script = context;
    script->asked++;
    script->request = *request;
    script->at = 0;
    answer->result = script->result;
    answer->detail = US_TEXT("nobody is there");
    if (script->result != US_UPSTREAM_ANSWERED)
        return;
    script->opened++;
    answer->status = script->status;
    answer->field = stage_fields_of(arena, script->head, &answer->fields);
    answer->body = (us_stream){
        .next = next, .close = close_stream, .context = script, .length = script->length
    };
}

void scripted_begin(scripted *script)
{
    *script = (scripted){ .status = 200, .length = -1 };
    script->upstream = (us_upstream){ ask, script, 1 };
}
