/* The assembler copies the files in; the build says where they are (config.h). A table of numbers would do the same and take a minute to compile. */
#include "cli/embed.h"

#include "cli/config.h"

#define EMBED(symbol, path)                                                                        \
    __asm__(".section .rodata\n"                                                                   \
            ".balign 16\n" #symbol ":\n"                                                           \
            ".incbin \"" path "\"\n" #symbol "_end:\n"                                             \
            ".byte 0\n"                                                                            \
            ".previous\n");                                                                        \
    extern const char symbol[], symbol##_end[]

EMBED(us_header_bytes, US_EMBED_HEADER);
EMBED(us_fast_bytes, US_EMBED_FAST);
EMBED(us_library_bytes, US_EMBED_LIBRARY);

us_text us_embedded_header(void)
{
    return (us_text){ us_header_bytes, (size_t)(us_header_bytes_end - us_header_bytes) };
}

us_text us_embedded_fast(void)
{
    return (us_text){ us_fast_bytes, (size_t)(us_fast_bytes_end - us_fast_bytes) };
}

us_text us_embedded_library(void)
{
    return (us_text){ us_library_bytes, (size_t)(us_library_bytes_end - us_library_bytes) };
}
