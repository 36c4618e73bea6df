/* Formatted text in memory: what vsnprintf does, at a third of its cost where the format asks for nothing but
 * texts and whole numbers, as nearly all of ours do. A compiler that writes megabytes of C feels the difference. */
#ifndef US_PRINT_H
#define US_PRINT_H

#include <stdarg.h>
#include <stddef.h>

/* As vsnprintf in everything: writes at most `room` bytes with the terminator, returns the length of the whole. */
int us_print_into(char *bytes, size_t room, const char *format, va_list arguments)
    __attribute__((format(printf, 3, 0)));

#endif
