/* The files of the runtime that generated code is compiled and linked with; the build says where they are
 * (config.h). */
#include "cli/embed.h"

#include <assert.h>

#include "base/embed.h"
#include "cli/config.h"

#define HEADER(name) US_EMBEDDED_FILE(US_RUNTIME_FOLDER "/" name)

/* One file of its parts, as runtime/understudy.h says. */
US_EMBED(us_understudy_bytes, HEADER("understudy_verbs.h") HEADER("understudy_shapes.h")
                                  HEADER("understudy_answers.h") HEADER("understudy_nouns.h"));
US_EMBED(us_bytes_bytes, HEADER("understudy_bytes.h"));
US_EMBED(us_fast_bytes, HEADER("understudy_fast.h"));
US_EMBED(us_fast_object_bytes, HEADER("understudy_fast_object.h"));
US_EMBED(us_library_bytes, US_EMBEDDED_FILE(US_LIBRARY_FILE));

static us_text between(const char *bytes, const char *end)
{
    return (us_text){ bytes, (size_t)(end - bytes) };
}

us_embedded us_embedded_header(unsigned number)
{
    static const struct {
        const char *name, *bytes, *end;
    } header[US_EMBEDDED_HEADERS] = {
        { "understudy.h", us_understudy_bytes, us_understudy_bytes_end },
        { "understudy_bytes.h", us_bytes_bytes, us_bytes_bytes_end },
        { "understudy_fast.h", us_fast_bytes, us_fast_bytes_end },
        { "understudy_fast_object.h", us_fast_object_bytes, us_fast_object_bytes_end },
    };

    assert(number < US_EMBEDDED_HEADERS);
    return (us_embedded){ us_text_of(header[number].name),
                          between(header[number].bytes, header[number].end) };
}

us_text us_embedded_library(void)
{
    return between(us_library_bytes, us_library_bytes_end);
}
