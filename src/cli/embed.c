/* The files of the runtime that generated code is compiled and linked with; the build says where they are
 * (config.h). */
#include "cli/embed.h"

#include "base/embed.h"
#include "cli/config.h"

US_EMBED(us_header_bytes, US_EMBED_HEADER);
US_EMBED(us_bytes_bytes, US_EMBED_BYTES);
US_EMBED(us_fast_bytes, US_EMBED_FAST);
US_EMBED(us_fast_object_bytes, US_EMBED_FAST_OBJECT);
US_EMBED(us_library_bytes, US_EMBED_LIBRARY);

us_text us_embedded_header(void)
{
    return (us_text){ us_header_bytes, (size_t)(us_header_bytes_end - us_header_bytes) };
}

us_text us_embedded_bytes(void)
{
    return (us_text){ us_bytes_bytes, (size_t)(us_bytes_bytes_end - us_bytes_bytes) };
}

us_text us_embedded_fast(void)
{
    return (us_text){ us_fast_bytes, (size_t)(us_fast_bytes_end - us_fast_bytes) };
}

us_text us_embedded_fast_object(void)
{
    return (us_text){ us_fast_object_bytes,
                      (size_t)(us_fast_object_bytes_end - us_fast_object_bytes) };
}

us_text us_embedded_library(void)
{
    return (us_text){ us_library_bytes, (size_t)(us_library_bytes_end - us_library_bytes) };
}
