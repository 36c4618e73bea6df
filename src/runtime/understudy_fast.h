/* understudy_fast.h - the verbs' ways for values that are right, to be compiled into their callers.
 *
 * A C compiler that optimizes is told to include understudy.h and this before generated code, which does
 * not change (-include); the in-memory compiler, which inlines nothing, never sees it. Each definition
 * here decides the cases that need little, and calls the verb in the runtime for the rest: whatever is
 * wrong, and whatever takes more than a look at the node. So a definition may be left out, but may never
 * say "valid" where the verb would not. `gnu_inline` makes it a definition for inlining only: no function
 * comes of it, and one whose address is taken is the runtime's.
 *
 * What a node and a run look like is mirrored below; understudy_fast.c asserts that it is so. */
#ifndef UNDERSTUDY_FAST_H
#define UNDERSTUDY_FAST_H

#define US_FAST      extern inline __attribute__((gnu_inline))
#define US_FAST_PART extern inline __attribute__((gnu_inline, always_inline)) /* has no symbol */

/* ---- Nodes and runs -------------------------------------------------------------------------- */

/* struct us_json of base/json.h. */
typedef struct us_fast_node {
    const struct us_fast_node *next, *before, *child;
    int kind;
    const char *string;
    int integer;
    double number;
    const char *name;
    const void *spelling;
    unsigned length, name_length, count, offset, name_hash, types;
} __attribute__((may_alias)) us_fast_node;

/* The start of struct us_check. */
typedef struct us_fast_run {
    const void *evaluation;
    unsigned depth, calls;
    _Bool decided, limit;
} __attribute__((may_alias)) us_fast_run;

enum { US_FAST_EXACT = 128, US_FAST_DEPTH = 1000, US_FAST_CALLS = 20000000 };

US_FAST_PART const us_fast_node *us_fast_node_of(const us_json *value)
{
    return (const us_fast_node *)(const void *)value;
}

US_FAST_PART us_fast_run *us_fast_run_of(us_check *ck)
{
    return (us_fast_run *)(void *)ck;
}

US_FAST_PART _Bool us_fast_is(const us_json *value, unsigned types)
{
    return value && (us_fast_node_of(value)->types & types);
}

/* The verb of the runtime, under a name that is not defined here. */
#define US_FAST_TEXT(name)   US_FAST_TEXT_(name)
#define US_FAST_TEXT_(name)  #name
#define US_FAST_SYMBOL(name) __asm__(US_FAST_TEXT(__USER_LABEL_PREFIX__) #name)

/* ---- Any value ------------------------------------------------------------------------------- */

void us_fast_type(us_check *ck, const us_json *value, unsigned types, us_at at)
    US_FAST_SYMBOL(us_type);
void us_fast_enum(us_check *ck, const us_json *value, const us_values *members, us_at at)
    US_FAST_SYMBOL(us_enum);
void us_fast_const(us_check *ck, const us_json *value, const us_value *constant, us_at at)
    US_FAST_SYMBOL(us_const);
void us_fast_ref(us_check *ck, const us_json *value, us_checker *schema) US_FAST_SYMBOL(us_ref);

US_FAST void us_type(us_check *ck, const us_json *value, unsigned types, us_at at)
{
    if (value && !(us_fast_node_of(value)->types & types))
        us_fast_type(ck, value, types, at);
}

US_FAST_PART _Bool us_fast_is_string(const us_json *value, const us_value *constant)
{
    const us_fast_node *node = us_fast_node_of(value);

    return constant->is_string && constant->text.length == node->length &&
           __builtin_memcmp(constant->text.bytes, node->string, node->length) == 0;
}

US_FAST void us_enum(us_check *ck, const us_json *value, const us_values *members, us_at at)
{
    if (!value)
        return;
    if (us_fast_is(value, US_STRING) && members->count <= 8)
        for (unsigned i = 0; i < members->count; i++)
            if (us_fast_is_string(value, &members->value[i]))
                return;
    us_fast_enum(ck, value, members, at);
}

US_FAST void us_const(us_check *ck, const us_json *value, const us_value *constant, us_at at)
{
    if (!value || (us_fast_is(value, US_STRING) && us_fast_is_string(value, constant)))
        return;
    us_fast_const(ck, value, constant, at);
}

US_FAST void us_ref(us_check *ck, const us_json *value, us_checker *schema)
{
    us_fast_run *run = us_fast_run_of(ck);

    if (!value || run->limit || run->decided)
        return;
    if (run->depth >= US_FAST_DEPTH || run->calls >= US_FAST_CALLS) {
        us_fast_ref(ck, value, schema);
        return;
    }
    run->calls++;
    run->depth++;
    schema(ck, value);
    run->depth--;
}

/* ---- Numbers --------------------------------------------------------------------------------- */

void us_fast_minimum(us_check *ck, const us_json *value, double limit, us_at at)
    US_FAST_SYMBOL(us_minimum);
void us_fast_maximum(us_check *ck, const us_json *value, double limit, us_at at)
    US_FAST_SYMBOL(us_maximum);
void us_fast_exclusive_minimum(us_check *ck, const us_json *value, double limit, us_at at)
    US_FAST_SYMBOL(us_exclusive_minimum);
void us_fast_exclusive_maximum(us_check *ck, const us_json *value, double limit, us_at at)
    US_FAST_SYMBOL(us_exclusive_maximum);

/* Different doubles decide; of equal ones the digits may differ unless the double is exact. */
US_FAST_PART _Bool us_fast_equals(const us_json *value, double limit)
{
    const us_fast_node *node = us_fast_node_of(value);

    return node->number == limit && (node->types & US_FAST_EXACT);
}

US_FAST void us_minimum(us_check *ck, const us_json *value, double limit, us_at at)
{
    if (us_fast_is(value, US_NUMBER) && !(us_fast_node_of(value)->number > limit) &&
        !us_fast_equals(value, limit))
        us_fast_minimum(ck, value, limit, at);
}

US_FAST void us_maximum(us_check *ck, const us_json *value, double limit, us_at at)
{
    if (us_fast_is(value, US_NUMBER) && !(us_fast_node_of(value)->number < limit) &&
        !us_fast_equals(value, limit))
        us_fast_maximum(ck, value, limit, at);
}

US_FAST void us_exclusive_minimum(us_check *ck, const us_json *value, double limit, us_at at)
{
    if (us_fast_is(value, US_NUMBER) && !(us_fast_node_of(value)->number > limit))
        us_fast_exclusive_minimum(ck, value, limit, at);
}

US_FAST void us_exclusive_maximum(us_check *ck, const us_json *value, double limit, us_at at)
{
    if (us_fast_is(value, US_NUMBER) && !(us_fast_node_of(value)->number < limit))
        us_fast_exclusive_maximum(ck, value, limit, at);
}

/* ---- Strings --------------------------------------------------------------------------------- */

void us_fast_min_length(us_check *ck, const us_json *value, unsigned limit, us_at at)
    US_FAST_SYMBOL(us_min_length);
void us_fast_max_length(us_check *ck, const us_json *value, unsigned limit, us_at at)
    US_FAST_SYMBOL(us_max_length);

/* A code point takes one to four bytes, and any byte is part of one. */
US_FAST void us_min_length(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    if (us_fast_is(value, US_STRING) && us_fast_node_of(value)->length / 4 < limit &&
        !(limit == 1 && us_fast_node_of(value)->length > 0))
        us_fast_min_length(ck, value, limit, at);
}

US_FAST void us_max_length(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    if (us_fast_is(value, US_STRING) && us_fast_node_of(value)->length > limit)
        us_fast_max_length(ck, value, limit, at);
}

/* ---- Arrays ---------------------------------------------------------------------------------- */

void us_fast_items(us_check *ck, const us_json *value, us_checker *item, us_at at)
    US_FAST_SYMBOL(us_items);
void us_fast_min_items(us_check *ck, const us_json *value, unsigned limit, us_at at)
    US_FAST_SYMBOL(us_min_items);
void us_fast_max_items(us_check *ck, const us_json *value, unsigned limit, us_at at)
    US_FAST_SYMBOL(us_max_items);

US_FAST void us_items(us_check *ck, const us_json *value, us_checker *item, us_at at)
{
    const us_fast_run *run = us_fast_run_of(ck);

    if (!us_fast_is(value, US_ARRAY))
        return;
    if (run->evaluation) {
        us_fast_items(ck, value, item, at);
        return;
    }
    for (const us_fast_node *child = us_fast_node_of(value)->child; child && !run->decided;
         child = child->next)
        item(ck, (const us_json *)child);
}

US_FAST void us_min_items(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    if (us_fast_is(value, US_ARRAY) && us_fast_node_of(value)->count < limit)
        us_fast_min_items(ck, value, limit, at);
}

US_FAST void us_max_items(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    if (us_fast_is(value, US_ARRAY) && us_fast_node_of(value)->count > limit)
        us_fast_max_items(ck, value, limit, at);
}

#endif
