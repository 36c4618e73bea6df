/* Files that travel inside the program. The assembler copies them in; a table of numbers would do the same
 * and take a minute to compile. The build has to name the file as a dependency of the source. */
#ifndef US_BASE_EMBED_H
#define US_BASE_EMBED_H

/* The bytes symbol[0, symbol##_end - symbol), followed by a NUL. `path` is a string literal. */
#define US_EMBED(symbol, path)                                                                     \
    __asm__(".section .rodata\n"                                                                   \
            ".balign 16\n" #symbol ":\n"                                                           \
            ".incbin \"" path "\"\n" #symbol "_end:\n"                                             \
            ".byte 0\n"                                                                            \
            ".previous\n");                                                                        \
    extern const char symbol[], symbol##_end[]

#endif
