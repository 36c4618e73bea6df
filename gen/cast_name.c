/* The names of fixture files: a status, perhaps a name, and an ending that says what the body is. */
#include "base/ascii.h"
#include "gen/cast.h"

static const struct ending {
    const char *text, *name;
} endings[CAST_ENDINGS] = {
    [CAST_JSON] = { ".json", "JSON" },
    [CAST_TEXT] = { ".txt", "text" },
    [CAST_XML] = { ".xml", "XML" },
    [CAST_BYTES] = { ".bin", "binary" },
    [CAST_EVENTS] = { ".sse", "event stream" },
    [CAST_LINES] = { ".jsonl", "JSON Lines" },
    [CAST_CUE] = { ".yaml", "" },
};

const char cast_endings[] = " (or with .txt, .xml, .bin, .sse, .jsonl, and .yaml beside it)";

/* Takes a known ending off the name; false when it has none. */
static bool take_ending(us_text *file, enum cast_ending *ending)
{
    for (unsigned i = 0; i < CAST_ENDINGS; i++) {
        us_text text = us_text_of(endings[i].text);
        if (!us_text_ends(*file, text))
            continue;
        *file = us_text_slice(*file, 0, file->length - text.length);
        *ending = (enum cast_ending)i;
        return true;
    }
    return false;
}

bool cast_has_ending(us_text file)
{
    enum cast_ending ending;
    return take_ending(&file, &ending);
}

bool cast_read_name(us_text file, cast_name *name)
{
    us_text stem = file;
    *name = (cast_name){ 0 };
    if (!take_ending(&stem, &name->ending) || stem.length < 3)
        return false;
    if (!us_text_number(us_text_slice(stem, 0, 3), 999, &name->status))
        return false;
    name->stem = stem;
    name->name = us_text_slice(stem, 4, stem.length);
    return (stem.length == 3 || (stem.bytes[3] == '.' && stem.length > 4)) && name->status >= 100 &&
           name->status <= 599;
}

/* ---- Media types -------------------------------------------------------------------------------------- */

static us_text essence_of(us_text media_type)
{
    return us_text_trim(us_text_slice(media_type, 0, us_text_find(media_type, ';')));
}

static bool is_any_of(us_text media_type, const char *range)
{
    us_text essence = essence_of(media_type);
    return us_text_equal(essence, US_TEXT("*/*")) ||
           us_text_equal_nocase(essence, us_text_of(range));
}

static bool is_text(us_text media_type)
{
    return us_text_equal_nocase(us_text_slice(essence_of(media_type), 0, 5), US_TEXT("text/"));
}

/* Without the types that other endings are for. */
static bool is_other(us_text type)
{
    return !openapi_is_json(type) && !openapi_is_xml(type) && !openapi_is_sequence(type) &&
           !is_text(type);
}

static bool is_of(us_text type, enum cast_ending ending)
{
    bool events = us_text_equal_nocase(essence_of(type), US_TEXT("text/event-stream"));
    switch (ending) {
    case CAST_JSON:
        return openapi_is_json(type);
    case CAST_TEXT:
        return is_text(type) && !events;
    case CAST_XML:
        return openapi_is_xml(type);
    case CAST_EVENTS:
        return events;
    case CAST_LINES:
        return openapi_is_sequence(type) && !events;
    default:
        return is_other(type);
    }
}

/* Whether the stand-in sends what fits a range of types as this: it decides so for JSON and for bytes. */
static bool is_range_of(us_text type, enum cast_ending ending)
{
    return ending == CAST_JSON && is_any_of(type, "application/*");
}

gen_media *cast_media(gen_media *media, enum cast_ending ending)
{
    gen_media *range = NULL;
    for (; media; media = media->next) {
        bool ranged = is_range_of(media->type, ending);
        if (!ranged && is_of(media->type, ending))
            return media;
        if (ranged && !range)
            range = media;
    }
    return range;
}

const char *cast_media_name(enum cast_ending ending)
{
    return endings[ending].name;
}

const char *cast_ending_of(us_text media_type)
{
    unsigned i = CAST_JSON;
    while (i < CAST_CUE && !is_of(media_type, (enum cast_ending)i) &&
           !is_range_of(media_type, (enum cast_ending)i))
        i++;
    return i < CAST_CUE ? endings[i].text : ".bin";
}
