/* The strict JSON reader: one pass over a copy of the text, no recursion and no malloc.
 *
 * Functions take the place where they start and return the place where they stopped, or NULL when the
 * text is refused; the place lives in a register. Open arrays and objects are a chain of levels in the
 * arena. Strings and numbers are read in json_string.c and json_number.c. */
#include <math.h>
#include <string.h>

#include "base/hash.h"
#include "base/json_parts.h"

/* An array or object that is not closed yet. */
struct level {
    struct level *outer;
    struct level *inner; /* used before at this depth, or NULL */
    us_json *container;
    us_json *last;       /* its newest member or item */
    uint64_t seen;       /* a bit for each name so far (see is_repeated) */
    uint32_t item_types; /* of all values so far … */
    us_json_lists lists; /* … and of those that are arrays */
    char closing;        /* ] or } */
};

struct reader {
    us_arena *arena;
    const char *text;  /* as it was given */
    char *start, *end; /* of the copy */
    us_json *node;     /* nodes to be used next … */
    us_json *node_end;
    size_t node_batch; /* … and how many to make when they run out */
    struct level *level;
    struct level *spare; /* the first level that was made */
    unsigned depth, depth_limit;
    us_text key;       /* of the member whose value is read next … */
    uint32_t key_hash; /* … and its hash */
    us_json_fault fault;
    const us_json_listener *listener; /* NULL: the tree is kept */
    us_json *given_back;              /* nodes that a listener was told of: a list by node.next */
};

enum { LEAST_BATCH = 4, LARGEST_BATCH = 256, BYTES_PER_VALUE = 16 };

static char *refuse(struct reader *r, const char *at, const char *message)
{
    r->fault = (us_json_fault){ message, at };
    return NULL;
}

static inline char *skip_space(char *at)
{
    /* One comparison where there is no space, which is mostly. */
    while ((unsigned char)*at <= ' ' && (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t'))
        at++;
    return at;
}

/* One of those that were given back, and otherwise fresh ones. */
static void make_nodes(struct reader *r)
{
    if (r->given_back) {
        r->node = r->given_back;
        r->node_end = r->node + 1;
        r->given_back = (us_json *)r->node->node.next;
        *r->node = (us_json){ 0 };
        return;
    }
    r->node = us_arena_zalloc(r->arena, r->node_batch * sizeof *r->node);
    r->node_end = r->node + r->node_batch;
    r->node_batch = r->node_batch < LARGEST_BATCH / 2 ? r->node_batch * 2 : LARGEST_BATCH;
}

static inline us_json *new_node(struct reader *r, const char *at)
{
    if (r->node == r->node_end)
        make_nodes(r);
    us_json *node = r->node++;
    node->node.string = (char *)r->key.bytes;
    node->key_length = (uint32_t)r->key.length;
    node->key_hash = r->key_hash;
    node->offset = (uint32_t)(at - r->start);
    r->key = (us_text){ NULL, 0 };
    r->key_hash = 0;
    return node;
}

/* Puts the value at the end of the innermost open container. */
static inline void link_value(struct reader *r, us_json *value)
{
    struct level *level = r->level;

    if (!level)
        return;
    if (level->last) {
        level->last->node.next = &value->node;
        value->node.prev = &level->last->node;
    } else {
        level->container->node.child = &value->node;
    }
    level->last = value;
    level->container->count++;
}

static char *open_level(struct reader *r, char *at, us_json *container)
{
    struct level *level = r->level ? r->level->inner : r->spare;

    if (r->depth == r->depth_limit)
        return refuse(r, at, "arrays and objects nest too deep");
    r->depth++;
    if (!level) {
        level = us_arena_alloc(r->arena, sizeof *level);
        level->inner = NULL;
        level->outer = r->level;
        *(r->level ? &r->level->inner : &r->spare) = level;
    }
    level->container = container;
    level->last = NULL;
    level->seen = 0;
    level->item_types = US_JSON_SUMMED;
    level->lists = (us_json_lists){ 0, UINT32_MAX, 0 };
    level->closing = *at == '[' ? ']' : '}';
    container->node.type = *at == '[' ? cJSON_Array : cJSON_Object;
    container->types = *at == '[' ? US_JSON_ARRAY : US_JSON_OBJECT;
    r->level = level;
    return at + 1;
}

/* The listener knows all that is in the container. */
static void forget_children(struct reader *r, us_json *container, us_json *last)
{
    if (last) {
        last->node.next = (cJSON *)r->given_back;
        r->given_back = (us_json *)container->node.child;
        container->node.child = NULL;
    }
    r->listener->leave(r->listener->context);
}

/* As enum us_json_item_types has it: of an integer the bit of numbers goes, of an inexact number one comes. */
static inline uint32_t as_item_types(uint32_t types)
{
    uint32_t inexact = (types & US_JSON_NUMBER) << 4 & ~types;

    return (types & ~((types & US_JSON_INTEGER) << 1) & ~(uint32_t)US_EXACT) | inexact;
}
_Static_assert(US_JSON_NUMBER << 4 == US_JSON_INEXACT && (int)US_EXACT == (int)US_JSON_INEXACT &&
                   US_JSON_INTEGER << 1 == US_JSON_NUMBER,
               "bits are told by shifts");

static const us_json_row *make_row(struct reader *r, const us_json *array)
{
    us_json_row *row = us_arena_alloc(r->arena, sizeof *row + array->count * sizeof *row->number);
    double *number = row->number;

    row->least = HUGE_VAL;
    row->most = -HUGE_VAL;
    for (const us_json *item = us_json_first(array); item; item = us_json_next(item)) {
        double value = item->node.valuedouble;

        if (!(item->types & US_JSON_NUMBER))
            continue;
        *number++ = value;
        row->least = value < row->least ? value : row->least;
        row->most = value > row->most ? value : row->most;
    }
    row->count = (unsigned)(number - row->number);
    return row;
}

static const us_json_lists *copy_lists(struct reader *r, const us_json_lists *lists)
{
    us_json_lists *copy = us_arena_alloc(r->arena, sizeof *copy);

    *copy = *lists;
    return copy;
}

/* What the array around it knows of its lists. */
static inline void add_list(us_json_lists *lists, const us_json *array)
{
    lists->item_types |= array->item_types;
    lists->least = array->count < lists->least ? array->count : lists->least;
    lists->most = array->count > lists->most ? array->count : lists->most;
}

/* What is known of an array when all of its items are. */
static void sum_up(struct reader *r, struct level *level, us_json *array)
{
    array->item_types = level->item_types;
    if (array->count >= US_JSON_ROW && level->item_types & (US_JSON_INTEGER | US_JSON_NUMBER))
        array->row = make_row(r, array);
    else if (level->item_types == (US_JSON_SUMMED | US_JSON_ARRAY))
        array->lists = copy_lists(r, &level->lists);
    if (level->outer)
        add_list(&level->outer->lists, array);
}

static char *close_level(struct reader *r, char *at)
{
    struct level *level = r->level;
    us_json *container = level->container;

    if (level->last)
        container->node.child->prev = &level->last->node; /* as cJSON keeps its lists */
    if (level->closing == '}' && container->count > US_JSON_INDEXED) {
        const us_json *repeated = us_json_index_members(r->arena, container);
        if (repeated)
            return refuse(r, repeated->node.string - 1, "two members are called the same");
    }
    if (r->listener)
        forget_children(r, container, level->last);
    else if (level->closing == ']')
        sum_up(r, level, container);
    r->level = level->outer;
    r->depth--;
    return at + 1;
}

/* Each name sets one of 64 bits, chosen by its hash. A name whose bit is new is new; only for another
 * one are the names compared. Big objects are looked through once, when they close. */
static bool is_repeated(struct level *level, us_text name, uint32_t hash)
{
    uint64_t bit = UINT64_C(1) << (hash & 63);
    bool maybe = level->seen & bit;

    level->seen |= bit;
    if (!maybe || level->container->count > US_JSON_INDEXED)
        return false;
    return us_json_member(level->container, name) != NULL;
}

/* A member's name and the colon; returns the place of its value. */
static char *read_name(struct reader *r, char *at)
{
    char *name = at;

    if (*at != '"') {
        if (at == r->end)
            return refuse(r, at, "the text ends inside an object");
        return refuse(r, at, "the name of a member, in double quotes, is expected");
    }
    at = us_json_read_string(at, r->end, &r->key, &r->fault);
    if (!at)
        return NULL;
    r->key_hash = us_hash(r->key.bytes, r->key.length);
    if (is_repeated(r->level, r->key, r->key_hash))
        return refuse(r, name, "two members are called the same");
    at = skip_space(at);
    if (*at != ':')
        return refuse(r, at, "a colon is expected after the name of a member");
    return skip_space(at + 1);
}

/* Says what is wrong where a value should start. */
static char *refuse_value(struct reader *r, const char *at)
{
    if (at == r->end && r->level)
        return refuse(r, at, "the text ends where a value is expected");
    if (at == r->end)
        return refuse(r, at, "the text is empty");
    if (at == r->start && memcmp(at, "\xEF\xBB\xBF", 3) == 0)
        return refuse(r, at, "a text may not start with a byte order mark");
    switch (*at) {
    case '\'':
        return refuse(r, at, "a string is written in double quotes");
    case '+':
        return refuse(r, at, "a number may not start with a plus sign");
    case '.':
        return refuse(r, at, "a number may not start with its decimal point");
    case '/':
    case '#':
        return refuse(r, at, "a comment is not JSON");
    }
    if ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z'))
        return refuse(r, at, "the only words of JSON are true, false and null");
    return refuse(r, at, "a value is expected");
}

static char *read_word(struct reader *r, char *at, const char *word, int type, us_json *node)
{
    size_t length = strlen(word);

    if (memcmp(at, word, length) != 0)
        return refuse_value(r, at);
    node->node.type = type;
    node->node.valueint = type == cJSON_True;
    node->types = type == cJSON_NULL ? US_JSON_NULL : US_JSON_BOOLEAN;
    return at + length;
}

static char *read_string(struct reader *r, char *at, us_json *node)
{
    us_text string;

    at = us_json_read_string(at, r->end, &string, &r->fault);
    if (!at)
        return NULL;
    node->node.type = cJSON_String;
    node->types = US_JSON_STRING;
    node->node.valuestring = (char *)string.bytes;
    node->length = (uint32_t)string.length;
    return at;
}

static char *read_number(struct reader *r, char *at, us_json *node)
{
    const char *end = us_json_read_number(at, node, &r->fault);

    node->spelling = r->text + (at - r->start);
    return end ? at + (end - at) : NULL;
}

/* A whole scalar, or the opening bracket of an array or object. */
static char *read_into(struct reader *r, char *at, us_json *node)
{
    switch (*at) {
    case '"':
        return read_string(r, at, node);
    case '[':
    case '{':
        return open_level(r, at, node);
    case 't':
        return read_word(r, at, "true", cJSON_True, node);
    case 'f':
        return read_word(r, at, "false", cJSON_False, node);
    case 'n':
        return read_word(r, at, "null", cJSON_NULL, node);
    case '-':
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
    case '8':
    case '9':
        return read_number(r, at, node);
    default:
        return refuse_value(r, at);
    }
}

static char *read_value(struct reader *r, char *at)
{
    us_json *node = new_node(r, at);

    link_value(r, node);
    at = read_into(r, at, node);
    if (r->listener && at)
        r->listener->take(r->listener->context, node,
                          node->node.string ? (size_t)(node->node.string - r->start) - 1 : 0);
    return at;
}

/* Closes what closes here, one level or many. */
static char *close_levels(struct reader *r, char *at)
{
    at = skip_space(at);
    while (r->level && *at == r->level->closing) {
        at = close_level(r, at);
        if (!at)
            return NULL;
        at = skip_space(at);
    }
    return at;
}

/* The comma between two members; the first one has none before it. */
static char *read_comma(struct reader *r, char *at)
{
    bool object = r->level->closing == '}';

    if (!r->level->last)
        return at;
    if (*at != ',') {
        if (at == r->end)
            return refuse(
                r, at, object ? "the text ends inside an object" : "the text ends inside an array");
        return refuse(r, at, object ? "a comma or } is expected" : "a comma or ] is expected");
    }
    at = skip_space(at + 1);
    if (*at == r->level->closing)
        return refuse(r, at,
                      object ? "a comma may not stand before }" : "a comma may not stand before ]");
    return at;
}

static char *read_member(struct reader *r, char *at)
{
    struct level *level = r->level;

    at = read_comma(r, at);
    if (at && r->level->closing == '}')
        at = read_name(r, at);
    at = at ? read_value(r, at) : NULL;
    if (at)
        level->item_types |= as_item_types(level->last->types);
    return at;
}

static bool read_text(struct reader *r)
{
    char *at = read_value(r, skip_space(r->start));

    while (at && (at = close_levels(r, at)) && r->level)
        at = read_member(r, at);
    if (at && at != r->end)
        at = refuse(r, at, "nothing may follow the value");
    return at;
}

static void start(struct reader *r, us_arena *arena, us_text text, const us_json_limits *limits)
{
    size_t batch = text.length / BYTES_PER_VALUE;

    *r = (struct reader){ .arena = arena, .text = text.bytes };
    r->start = us_arena_alloc(arena, text.length + US_JSON_PADDING);
    if (text.length)
        memcpy(r->start, text.bytes, text.length);
    r->end = r->start + text.length;
    memset(r->end, 0, US_JSON_PADDING);
    r->node_batch = batch < LEAST_BATCH     ? LEAST_BATCH
                    : batch > LARGEST_BATCH ? LARGEST_BATCH
                                            : batch;
    r->depth_limit = limits ? limits->depth : US_JSON_DEPTH;
    if (r->depth_limit > US_JSON_DEPTH_MAX)
        r->depth_limit = US_JSON_DEPTH_MAX;
    make_nodes(r);
}

/* The root, or NULL with *error filled. */
static us_json *read_whole(struct reader *r, us_text text, us_json_error *error)
{
    us_json *root = r->node;

    if (read_text(r))
        return root;
    error->message = r->fault.message;
    error->offset = (size_t)(r->fault.at - r->start);
    us_json_position(text, error->offset, &error->line, &error->column);
    return NULL;
}

static bool is_too_long(us_text text, us_json_error *error)
{
    if (text.length < UINT32_MAX)
        return false;
    *error = (us_json_error){ "a text of 4 GiB or more is not read", 0, 1, 1 };
    return true;
}

us_json *us_json_read(us_arena *arena, us_text text, const us_json_limits *limits,
                      us_json_error *error)
{
    struct reader r;

    if (is_too_long(text, error))
        return NULL;
    start(&r, arena, text, limits);
    return read_whole(&r, text, error);
}

bool us_json_listen(us_arena *arena, us_text text, const us_json_limits *limits,
                    const us_json_listener *listener, us_json_error *error)
{
    struct reader r;

    if (is_too_long(text, error))
        return false;
    start(&r, arena, text, limits);
    r.listener = listener;
    return read_whole(&r, text, error) != NULL;
}
