/* Which language a source is written in. */
#include "base/json.h"
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

static bool is_named_yaml(us_text name)
{
    return us_text_ends(name, US_TEXT(".yml")) || us_text_ends(name, US_TEXT(".yaml"));
}

static bool is_json(us_text text)
{
    us_arena arena = { 0 };
    us_json_error error;
    bool good = us_json_read(&arena, text, NULL, &error);
    us_arena_free(&arena);
    return good;
}

/* What begins like JSON is read as JSON, where errors are told better; but a file that is called YAML may have commas
 * before brackets, comments, and all else that YAML's flow style lets one write. */
gen_node *gen_load(gen *g, unsigned file)
{
    const gen_source *source = &g->source[file];
    if (us_text_ends(source->name, US_TEXT(".json")) ||
        (looks_like_json(source->text) && (!is_named_yaml(source->name) || is_json(source->text))))
        return gen_load_json(g, file);
    return gen_load_yaml(g, file);
}
