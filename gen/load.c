/* Which language a source is written in. */
#include "gen/gen.h"

static bool looks_like_json(us_text text)
{
    if (us_text_starts(text, US_TEXT("\xEF\xBB\xBF")))
        text = us_text_slice(text, 3, text.length);
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte != ' ' && byte != '\t' && byte != '\n' && byte != '\r')
            return byte == '{' || byte == '[';
    }
    return false;
}

gen_node *gen_load(gen *g, unsigned file)
{
    const gen_source *source = &g->source[file];
    if (us_text_ends(source->name, US_TEXT(".json")) || looks_like_json(source->text))
        return gen_load_json(g, file);
    return gen_load_yaml(g, file);
}
