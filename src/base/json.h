/* The strict JSON reader: bytes in, a tree of cJSON nodes out, in one pass and without malloc.
 *
 * cJSON is our tree and our printer, but its parser accepts what RFC 8259 forbids and loses what we
 * must keep. This reader accepts exactly RFC 8259 in UTF-8 (no BOM, no repeated keys, no unpaired
 * surrogate escapes, a bounded depth) and builds `us_json` nodes: each starts with the cJSON node,
 * so any cJSON call that reads works on it, and adds the lengths and the spelling that cJSON drops,
 * and what a checker asks of every value: its types as a set, the hash of its name, and of an array what its
 * items are, so that nobody needs to go through a thousand numbers to know that they are numbers.
 *
 * Nodes and strings live in the arena given, strings as NUL-terminated copies; `spelling` points into
 * the text that was read, which must outlive the tree. Never pass a node to cJSON_Delete.
 * Thread-safe: no state outside the arguments. `valuedouble` of a number with many digits comes from
 * strtod, which asks the locale for its decimal point: the process must stay in the "C" locale for
 * numbers (it never calls setlocale). */
#ifndef US_JSON_H
#define US_JSON_H

#include <cjson/cJSON.h>
#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/text.h"

/* The types of JSON Schema that a value is of. An integral number is of two of them, however it is
 * spelled (1.0, 1e2). The runtime's enum us_types has the same bits. */
enum us_json_types {
    US_JSON_NULL = 1,
    US_JSON_BOOLEAN = 2,
    US_JSON_INTEGER = 4,
    US_JSON_NUMBER = 8,
    US_JSON_STRING = 16,
    US_JSON_ARRAY = 32,
    US_JSON_OBJECT = 64,
    US_EXACT = 128 /* of a number: valuedouble decides alone, see json_number.c */
};

/* Of the items of an array: the types that any of them is of, where an integral number is only an integer, and … */
enum us_json_item_types {
    US_JSON_INEXACT = 128, /* … that a number among them is not US_EXACT … */
    US_JSON_SUMMED = 256   /* … and that this has been found out */
};

/* The numbers of an array, one after the other, where nodes stand far apart. */
typedef struct us_json_row {
    double least, most;
    unsigned count; /* other items are left out */
    double number[];
} us_json_row;

/* Fewer numbers have no row: their nodes are next to the array's. */
#define US_JSON_ROW 4

/* Of an array of nothing but arrays: what all items of these are, and how many they have. */
typedef struct us_json_lists {
    uint32_t item_types; /* as below */
    uint32_t least, most;
} us_json_lists;

typedef struct us_json {
    cJSON node; /* first: a us_json * is a cJSON *; valueint and valuedouble are set */
    union {
        const char *spelling;              /* of a number: as it was written (not terminated) */
        const struct us_json_index *index; /* of a big object: its members, sorted; else NULL */
        const us_json_row *row;     /* of an array with some numbers; NULL: it has no row … */
        const us_json_lists *lists; /* … and of one that has only arrays (us_json_lists_of) */
    };
    union {
        uint32_t length;     /* of valuestring for a string, of spelling for a number, in bytes */
        uint32_t item_types; /* of an array: bits of enum us_json_item_types; 0: not known */
    };
    uint32_t key_length; /* of node.string, when this is a member of an object */
    uint32_t count;      /* members of an object, items of an array */
    uint32_t offset;     /* where the value starts in the text that was read */
    uint32_t key_hash;   /* us_hash of node.string, when this is a member of an object */
    uint32_t types;      /* bits of enum us_json_types */
} us_json;

typedef struct us_json_limits {
    unsigned depth; /* how many arrays and objects may be open at once */
} us_json_limits;

#define US_JSON_DEPTH 512

/* The deepest that `limits` can ask for, since comparing and writing values recurse. */
#define US_JSON_DEPTH_MAX 10000

/* Why a text was refused, for a person: `message` is a constant such as "a number may not start with
 * 0", line and column count from 1 (column in code points), offset in bytes. */
typedef struct us_json_error {
    const char *message;
    size_t offset;
    unsigned line, column;
} us_json_error;

/* The root of the tree, or NULL with *error filled. `limits` may be NULL for the defaults.
 * Texts of 4 GiB and more are refused. */
us_json *us_json_read(us_arena *arena, us_text text, const us_json_limits *limits,
                      us_json_error *error);

/* Who is told of each value instead of getting a tree, for texts of many megabytes: in the order of the text, an array
 * or object before what is in it. */
typedef struct us_json_listener {
    void *context;
    /* The value and its name lie in memory that is used again; only `spelling` of a number stays. An array or object
     * is empty yet. `key` is where the name's opening quote stands, when it is a member. */
    void (*take)(void *context, const us_json *value, size_t key);
    void (*leave)(void *context); /* the innermost array or object ends */
} us_json_listener;

/* Reads as us_json_read does, and keeps no more of the text than what is open. False with *error filled: then the
 * listener was told of what stands before the error. `arena` is for the reader, and can be reset afterwards. */
bool us_json_listen(us_arena *arena, us_text text, const us_json_limits *limits,
                    const us_json_listener *listener, us_json_error *error);

/* Line and column of a byte offset, counted from 1, the column in code points. */
void us_json_position(us_text text, size_t offset, unsigned *line, unsigned *column);

/* Values made by hand, for parameters that arrive as text. The text is not copied. */
us_json *us_json_new_string(us_arena *arena, us_text text);
us_json *us_json_new_literal(us_arena *arena, int cjson_type);   /* cJSON_True, _False, _NULL */
us_json *us_json_new_container(us_arena *arena, int cjson_type); /* cJSON_Array, cJSON_Object */
void us_json_append(us_json *container, us_json *child, us_text key); /* no key in an array */

/* Changes to a tree that nobody else holds (json_edit.c). A node stands in one container at a time; a clone stands
 * in none, and shares the texts. us_json_set takes the place of a member of that name, or adds one. */
us_json *us_json_clone(us_arena *arena, const us_json *value);
void us_json_set(us_json *object, us_text key, us_json *value);
void us_json_drop(us_json *object, us_text key); /* if there is one */
void us_json_clear(us_json *container);

/* A node of type number when `text` is exactly a JSON number, otherwise NULL. */
us_json *us_json_new_number(us_arena *arena, us_text text);

/* The member of that name, compared byte by byte, or NULL. Walks a small object and searches a big
 * one that was read by its index, so looking up every member is never quadratic. */
const us_json *us_json_member(const us_json *object, us_text key);

/* What a JSON pointer (RFC 6901) leads to, or NULL; the empty one leads to the value itself. `arena` is for
 * tokens with escapes (json_pointer.c). */
const us_json *us_json_at(us_arena *arena, const us_json *value, us_text pointer);

us_text us_json_string(const us_json *string); /* the bytes of a string node */
us_text us_json_key(const us_json *member);    /* the bytes of a member's name */

/* The row of an array, or NULL. */
static inline const us_json_row *us_json_row_of(const us_json *array)
{
    return array->item_types & (US_JSON_INTEGER | US_JSON_NUMBER) ? array->row : NULL;
}

/* What is known of an array of nothing but arrays; NULL: it is none. */
static inline const us_json_lists *us_json_lists_of(const us_json *array)
{
    return array->item_types == (US_JSON_SUMMED | US_JSON_ARRAY) ? array->lists : NULL;
}

static inline const us_json *us_json_first(const us_json *container)
{
    return (const us_json *)container->node.child;
}

static inline const us_json *us_json_next(const us_json *value)
{
    return (const us_json *)value->node.next;
}

static inline int us_json_kind(const us_json *value)
{
    return value->node.type & 0xFF; /* cJSON_Number, cJSON_String … without its flags */
}

/* Equal as JSON Schema has it (2020-12 Core, 4.2.2): numbers by mathematical value, objects whatever
 * the order of their members. Both must come from this header's calls (a number needs its spelling). */
bool us_json_equal(const us_json *a, const us_json *b);

/* Writes the value as compact JSON, numbers as they were spelled, strings as us_json_write_string. */
void us_json_write(us_buf *buf, const us_json *value);

/* Writes `text` (UTF-8; anything else becomes U+FFFD) as a JSON string with its quotes. */
void us_json_write_string(us_buf *buf, us_text text);

/* Writes what stands before as it is, such as `,"name":`, and then the text as a JSON string. */
void us_json_write_text(us_buf *buf, const char *before, us_text text);

#endif
