/* Whole texts, byte by byte. */
#include "base/ascii.h"

us_text us_text_lower(us_arena *arena, us_text text)
{
    char *bytes = us_arena_alloc(arena, text.length + 1);
    for (size_t i = 0; i < text.length; i++)
        bytes[i] = us_lower(text.bytes[i]);
    bytes[text.length] = '\0';
    return (us_text){ bytes, text.length };
}

bool us_text_is_digits(us_text text)
{
    for (size_t i = 0; i < text.length; i++)
        if (!us_is_digit(text.bytes[i]))
            return false;
    return text.length > 0;
}

bool us_text_number(us_text text, unsigned most, unsigned *number)
{
    unsigned value = 0;
    *number = 0;
    for (size_t i = 0; i < text.length; i++) {
        unsigned digit = (unsigned)(text.bytes[i] - '0');
        if (!us_is_digit(text.bytes[i]) || digit > most || value > (most - digit) / 10)
            return false;
        value = value * 10 + digit;
    }
    *number = value;
    return text.length > 0;
}

bool us_text_is_words(us_text text, us_text marks)
{
    for (size_t i = 0; i < text.length; i++)
        if (!us_is_word(text.bytes[i]) && us_text_find(marks, text.bytes[i]) == marks.length)
            return false;
    return true;
}
