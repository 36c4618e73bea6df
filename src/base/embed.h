/* Files that travel inside the program. The assembler copies them in; a table of numbers would do the same
 * and take a minute to compile. The build has to name each file as a dependency of the source. */
#ifndef US_BASE_EMBED_H
#define US_BASE_EMBED_H

/* A file, by its path as a string literal. */
#define US_EMBEDDED_FILE(path) ".incbin \"" path "\"\n"

/* The bytes symbol[0, symbol##_end - symbol), followed by a NUL: those of the files, one after the other. */
#define US_EMBED(symbol, files)                                                                    \
    __asm__(".section .rodata\n"                                                                   \
            ".balign 16\n" #symbol ":\n" files #symbol "_end:\n"                                   \
            ".byte 0\n"                                                                            \
            ".previous\n");                                                                        \
    extern const char symbol[], symbol##_end[]

#endif
