/* What the files of the JSON reader share; nobody else includes this.
 *
 * The reader works on a copy of the text in the arena, followed by at least US_JSON_PADDING NUL bytes:
 * no loop needs to ask for the end (a NUL is at home nowhere in JSON), a word may be loaded anywhere,
 * and strings are unescaped and terminated where they stand. */
#ifndef US_JSON_PARTS_H
#define US_JSON_PARTS_H

#include <stdint.h>

#include "base/json.h"
#include "base/json_scan.h"

#define US_JSON_PADDING 16

/* From this many members on an object gets an index. */
#define US_JSON_INDEXED 32

/* Whoever changes what is in a container says so: what was found out about all of it may be wrong now. */
static inline void us_json_forget_sums(us_json *container)
{
    container->index = NULL;
    container->item_types = 0;
}

/* The first thing found wrong: a constant message and the place in the copy. */
typedef struct us_json_fault {
    const char *message;
    const char *at;
} us_json_fault;

/* The same from `at` on, where the first byte is that is not plain. */
char *us_json_read_hard_string(char *quote, char *at, const char *end, us_text *string,
                               us_json_fault *fault);

/* Reads the string whose opening quote is at `quote`, unescapes and terminates it in place, and
 * returns the byte after its closing quote, or NULL with *fault filled. `end` is the end of the text. */
static inline char *us_json_read_string(char *quote, const char *end, us_text *string,
                                        us_json_fault *fault)
{
    char *at = us_json_skip_plain(quote + 1);

    if (*at != '"')
        return us_json_read_hard_string(quote, at, end, string, fault);
    *at = '\0';
    *string = (us_text){ quote + 1, (size_t)(at - quote - 1) };
    return at + 1;
}

/* Reads the number at `start` (a minus sign or a digit; terminated by any byte that cannot continue
 * it) into the value fields of `number`, and returns the byte after it, or NULL with *fault filled. */
const char *us_json_read_number(const char *start, us_json *number, us_json_fault *fault);

/* Gives an object with many members its index. The second of two members of the same name, the one
 * that stands first in the text if there are several, or NULL when all names differ. */
const us_json *us_json_index_members(us_arena *arena, us_json *object);

/* Looks a member up in object->index. */
const us_json *us_json_index_find(const us_json *object, us_text key);

#endif
