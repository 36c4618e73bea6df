/* understudy_fast.h - the verbs' ways for values that are right, to be compiled into their callers.
 *
 * A C compiler that optimizes is told to include understudy.h, understudy_bytes.h, this and understudy_fast_object.h
 * before generated code, which does not change (-include); the in-memory compiler, which inlines nothing, never sees
 * them. Each definition here decides the cases that need little, and calls the verb in the runtime for the rest:
 * whatever is wrong, and whatever takes more than a look at the node. So a definition may be left out, but may never
 * say "valid" where the verb would not. `gnu_inline` makes it a definition for inlining only: no function
 * comes of it, and one whose address is taken is the runtime's.
 *
 * What a node and a run look like is mirrored below; understudy_fast.c asserts that it is so. */
#ifndef UNDERSTUDY_FAST_H
#define UNDERSTUDY_FAST_H

#define US_FAST      extern inline __attribute__((gnu_inline))
#define US_FAST_PART extern inline __attribute__((gnu_inline, always_inline)) /* has no symbol */

/* ---- Nodes and runs -------------------------------------------------------------------------- */

/* struct us_json of base/json.h, and what it knows of its items. */
typedef struct us_fast_row_of {
    double least, most;
} us_fast_row_of;
typedef struct us_fast_lists_of {
    unsigned item_types, least, most;
} us_fast_lists_of;
typedef struct us_fast_node {
    const struct us_fast_node *next, *before, *child;
    int kind;
    const char *string;
    int integer;
    double number;
    const char *name;
    union {
        const void *spelling;
        const us_fast_row_of *row;
        const us_fast_lists_of *lists;
    };
    unsigned length, name_length, count, offset, name_hash, types;
} __attribute__((may_alias)) us_fast_node;

/* The start of struct us_check. */
typedef struct us_fast_run {
    const void *evaluation, *tally, *once, *branches;
    unsigned depth, calls, silent, lines;
    _Bool failed, decided, limit;
} __attribute__((may_alias)) us_fast_run;

enum { US_FAST_FALSE = 1, US_FAST_TRUE = 2, US_FAST_NULL = 4 }; /* kinds */
enum {
    US_FAST_EXACT = 128,
    US_FAST_INEXACT = 128,
    US_FAST_SUMMED = 256,
    US_FAST_DEPTH = 1000,
    US_FAST_CALLS = 20000 /* from here on us_ref itself does it */
};

/* Tables of so many constants are searched without a loop, and of so many numbers. */
enum { US_FAST_CONSTANTS = 24, US_FAST_NUMBERS = 8 };

US_FAST_PART const us_fast_node *us_fast_node_of(const us_json *value)
{
    return (const us_fast_node *)(const void *)value;
}

US_FAST_PART us_fast_run *us_fast_run_of(us_check *ck)
{
    return (us_fast_run *)(void *)ck;
}

/* What is rare, for the layout of the code. */
#define US_FAST_RARELY(condition) __builtin_expect(!!(condition), 0)

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

/* What is known where this is inlined leaves a load or two of memcmp, and costs the compiler less than us_same_bytes. */
US_FAST_PART _Bool us_fast_is_text(const us_string *known, const char *text, unsigned length)
{
    return known->length == length && __builtin_memcmp(known->bytes, text, known->length) == 0;
}

US_FAST_PART _Bool us_fast_is_string(const us_json *value, const us_value *constant)
{
    const us_fast_node *node = us_fast_node_of(value);

    return constant->is_string && us_fast_is_text(&constant->text, node->string, node->length);
}

/* numbers.h */
_Bool us_is_among_numbers(const us_values *members, double number);

US_FAST_PART _Bool us_fast_is_among_numbers(const us_values *members, double number)
{
    if (members->numbers > US_FAST_NUMBERS)
        return us_is_among_numbers(members, number);
#pragma GCC unroll 8
    for (unsigned i = 0; i < US_FAST_NUMBERS; i++)
        if (i < members->numbers && members->number[i] == number)
            return 1;
    return 0;
}

US_FAST_PART void us_enum(us_check *ck, const us_json *value, const us_values *members, us_at at)
{
    if (!value)
        return;
    if (members->numbers && us_fast_is(value, US_FAST_EXACT) &&
        us_fast_is_among_numbers(members, us_fast_node_of(value)->number))
        return;
    if (members->count <= US_FAST_CONSTANTS && us_fast_is(value, US_STRING))
#pragma GCC unroll 24
        for (unsigned i = 0; i < US_FAST_CONSTANTS; i++)
            if (i < members->count && us_fast_is_string(value, &members->value[i]))
                return;
    us_fast_enum(ck, value, members, at);
}

/* null, true, false */
US_FAST_PART _Bool us_fast_is_word(const us_json *value, const us_value *constant)
{
    char first = constant->is_string || constant->is_exact ? 0 : constant->text.bytes[0];
    int kind = first == 't'   ? US_FAST_TRUE
               : first == 'f' ? US_FAST_FALSE
               : first == 'n' ? US_FAST_NULL
                              : 0;

    return kind && us_fast_node_of(value)->kind == kind;
}

US_FAST_PART _Bool us_fast_is_constant(const us_json *value, const us_value *constant)
{
    if (constant->is_string)
        return us_fast_is(value, US_STRING) && us_fast_is_string(value, constant);
    if (constant->is_exact)
        return us_fast_is(value, US_FAST_EXACT) &&
               us_fast_node_of(value)->number == constant->number;
    return us_fast_is_word(value, constant);
}

US_FAST_PART void us_const(us_check *ck, const us_json *value, const us_value *constant, us_at at)
{
    if (value && !us_fast_is_constant(value, constant))
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

US_FAST void us_same_as(us_check *ck, const us_json *value, us_checker *schema, us_at there,
                        us_at here)
{
    us_fast_run_of(ck)->lines += here - there;
    schema(ck, value);
    us_fast_run_of(ck)->lines -= here - there;
}

/* ---- Schemas made of schemas ------------------------------------------------------------------ */

void us_fast_any_of(us_check *ck, const us_json *value, us_checker *const *branch,
                    unsigned branches, us_at at) US_FAST_SYMBOL(us_any_of);
void us_fast_one_of(us_check *ck, const us_json *value, us_checker *const *branch,
                    unsigned branches, us_at at) US_FAST_SYMBOL(us_one_of);
void us_fast_if(us_check *ck, const us_json *value, us_checker *schema, us_checker *matching,
                us_checker *other, us_at at) US_FAST_SYMBOL(us_if);

/* check_combine.c: what us_any_of and us_one_of do when no branch matches or several do. */
void us_any_of_none(us_check *ck, const us_json *value, us_checker *const *branch,
                    unsigned branches, us_at at);
void us_one_of_none(us_check *ck, const us_json *value, us_checker *const *branch,
                    unsigned branches, us_at at);
void us_one_of_several(us_check *ck, const us_json *value, us_checker *const *branch,
                       unsigned branches, us_at at);

/* As us_trial, where no scope is open. */
US_FAST_PART _Bool us_fast_trial(us_check *ck, const us_json *value, us_checker *schema)
{
    us_fast_run *run = us_fast_run_of(ck);
    const us_fast_run before = *run;
    _Bool matches;

    run->failed = run->decided = 0;
    run->tally = 0;
    run->silent = before.silent + 1;
    schema(ck, value);
    run->silent = before.silent;
    run->tally = before.tally;
    matches = !run->failed;
    run->failed = before.failed;
    run->decided = before.decided;
    return matches;
}

US_FAST_PART void us_all_of(us_check *ck, const us_json *value, us_checker *const *branch,
                            unsigned branches, us_at at)
{
    (void)at;
    if (value)
        for (unsigned i = 0; i < branches && !us_fast_run_of(ck)->decided; i++)
            branch[i](ck, value);
}

US_FAST_PART void us_any_of(us_check *ck, const us_json *value, us_checker *const *branch,
                            unsigned branches, us_at at)
{
    if (!value)
        return;
    if (US_FAST_RARELY(us_fast_run_of(ck)->evaluation)) {
        us_fast_any_of(ck, value, branch, branches, at);
        return;
    }
    for (unsigned i = 0; i < branches; i++)
        if (us_fast_trial(ck, value, branch[i]) || us_fast_run_of(ck)->limit)
            return;
    us_any_of_none(ck, value, branch, branches, at);
}

US_FAST_PART void us_one_of(us_check *ck, const us_json *value, us_checker *const *branch,
                            unsigned branches, us_at at)
{
    const us_fast_run *run = us_fast_run_of(ck);
    unsigned matches = 0;

    if (!value)
        return;
    if (US_FAST_RARELY(run->evaluation)) {
        us_fast_one_of(ck, value, branch, branches, at);
        return;
    }
    for (unsigned i = 0; i < branches && !(matches > 1 && run->silent); i++) {
        matches += us_fast_trial(ck, value, branch[i]);
        if (run->limit)
            return;
    }
    if (US_FAST_RARELY(matches == 0))
        us_one_of_none(ck, value, branch, branches, at);
    else if (US_FAST_RARELY(matches > 1))
        us_one_of_several(ck, value, branch, branches, at);
}

US_FAST_PART void us_if(us_check *ck, const us_json *value, us_checker *schema,
                        us_checker *matching, us_checker *other, us_at at)
{
    const us_fast_run *run = us_fast_run_of(ck);

    if (!value)
        return;
    if (US_FAST_RARELY(run->evaluation || run->branches)) {
        us_fast_if(ck, value, schema, matching, other, at);
        return;
    }
    schema = us_fast_trial(ck, value, schema) ? matching : other;
    if (schema)
        us_ref(ck, value, schema);
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

void us_fast_multiple_of(us_check *ck, const us_json *value, double divisor, us_at at)
    US_FAST_SYMBOL(us_multiple_of);

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

/* The nearest integer, as numbers.c has it. */
US_FAST_PART double us_fast_nearest(double value)
{
    return value + 0x1.8p52 - 0x1.8p52;
}

US_FAST_PART _Bool us_fast_in_parts(double value, double parts_of_1)
{
    return __builtin_fabs(value * parts_of_1) < 1e15 &&
           us_fast_nearest(value * parts_of_1) / parts_of_1 == value;
}

/* As us_find_parts, of a divisor that is known where this is inlined, and the usual ones alone; 0: not found. */
US_FAST_PART double us_fast_parts_of_1(double divisor)
{
    return __FLT_EVAL_METHOD__ != 0          ? 0
           : us_fast_in_parts(divisor, 1)    ? 1
           : us_fast_in_parts(divisor, 10)   ? 10
           : us_fast_in_parts(divisor, 100)  ? 100
           : us_fast_in_parts(divisor, 1000) ? 1000
                                             : 0;
}

US_FAST_PART void us_multiple_of(us_check *ck, const us_json *value, double divisor, us_at at)
{
    double of_1 = us_fast_parts_of_1(divisor), number, quotient;

    if (!us_fast_is(value, US_NUMBER))
        return;
    number = us_fast_node_of(value)->number;
    quotient = us_fast_nearest(number * of_1) / us_fast_nearest(divisor * of_1);
    if (of_1 == 0 || !us_fast_is(value, US_FAST_EXACT) || !us_fast_in_parts(number, of_1) ||
        quotient != us_fast_nearest(quotient))
        us_fast_multiple_of(ck, value, divisor, at);
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
void us_fast_items_of(us_check *ck, const us_json *value, unsigned types, us_at at)
    US_FAST_SYMBOL(us_item_types);
void us_fast_number_items(us_check *ck, const us_json *value, const us_numbers *numbers)
    US_FAST_SYMBOL(us_number_items);
void us_fast_list_items(us_check *ck, const us_json *value, const us_lists *lists)
    US_FAST_SYMBOL(us_list_items);
void us_fast_prefix_items(us_check *ck, const us_json *value, us_checker *const *item,
                          unsigned items, us_at at) US_FAST_SYMBOL(us_prefix_items);
void us_fast_items_after(us_check *ck, const us_json *value, unsigned prefix, us_checker *item,
                         us_at at) US_FAST_SYMBOL(us_items_after);
void us_fast_additional_items(us_check *ck, const us_json *value, unsigned prefix, us_checker *item,
                              us_at at) US_FAST_SYMBOL(us_additional_items);
void us_fast_min_items(us_check *ck, const us_json *value, unsigned limit, us_at at)
    US_FAST_SYMBOL(us_min_items);
void us_fast_max_items(us_check *ck, const us_json *value, unsigned limit, us_at at)
    US_FAST_SYMBOL(us_max_items);

US_FAST void us_items(us_check *ck, const us_json *value, us_checker *item, us_at at)
{
    const us_fast_run *run = us_fast_run_of(ck);

    if (!us_fast_is(value, US_ARRAY))
        return;
    if (run->evaluation || item == us_never) {
        us_fast_items(ck, value, item, at);
        return;
    }
    for (const us_fast_node *child = us_fast_node_of(value)->child; child && !run->decided;
         child = child->next)
        item(ck, (const us_json *)child);
}

/* As us_are_of. */
US_FAST_PART _Bool us_fast_are_of(unsigned item_types, unsigned types)
{
    unsigned allowed = types | (types & US_NUMBER) >> 1 | US_FAST_INEXACT | US_FAST_SUMMED;

    return item_types && (types == 0 || !(item_types & ~allowed));
}

US_FAST_PART _Bool us_fast_items_are(const us_fast_node *array, unsigned types)
{
    return us_fast_are_of(array->length, types);
}

US_FAST_PART void us_list_items(us_check *ck, const us_json *value, const us_lists *lists)
{
    const us_fast_node *array = us_fast_node_of(value);

    if (!us_fast_is(value, US_ARRAY))
        return;
    if (us_fast_run_of(ck)->evaluation || array->length != (US_FAST_SUMMED | US_ARRAY) ||
        array->lists->least < lists->least || array->lists->most > lists->most ||
        !us_fast_are_of(array->lists->item_types, lists->item_types))
        us_fast_list_items(ck, value, lists);
}

/* As us_row_fits, as far as that asks for no more than a look. */
US_FAST_PART _Bool us_fast_row_fits(const us_fast_node *array, const us_numbers *numbers)
{
    const us_fast_row_of *row = array->length & (US_INTEGER | US_NUMBER) ? array->row : 0;
    _Bool exact = !(array->length & US_FAST_INEXACT);

    if (numbers->among || numbers->divisor != 0 || !row ||
        !us_fast_items_are(array, numbers->types))
        return 0;
    if (numbers->lower != US_NO_BOUND && !(row->least > numbers->least) &&
        !(numbers->lower == US_INCLUDED && exact && row->least == numbers->least))
        return 0;
    return numbers->upper == US_NO_BOUND || row->most < numbers->most ||
           (numbers->upper == US_INCLUDED && exact && row->most == numbers->most);
}

US_FAST_PART void us_number_items(us_check *ck, const us_json *value, const us_numbers *numbers)
{
    if (us_fast_is(value, US_ARRAY) &&
        (us_fast_run_of(ck)->evaluation || !us_fast_row_fits(us_fast_node_of(value), numbers)))
        us_fast_number_items(ck, value, numbers);
}

/* So many items have a call of their own, to a checker that is known there. */
enum { US_FAST_ITEMS = 8 };

US_FAST_PART void us_prefix_items(us_check *ck, const us_json *value, us_checker *const *item,
                                  unsigned items, us_at at)
{
    const us_fast_node *child;

    if (!us_fast_is(value, US_ARRAY))
        return;
    if (items > US_FAST_ITEMS || US_FAST_RARELY(us_fast_run_of(ck)->evaluation)) {
        us_fast_prefix_items(ck, value, item, items, at);
        return;
    }
    child = us_fast_node_of(value)->child;
#pragma GCC unroll 8
    for (unsigned i = 0; i < US_FAST_ITEMS; i++) {
        if (i >= items || !child || us_fast_run_of(ck)->decided)
            return;
        if (item[i])
            item[i](ck, (const us_json *)child);
        child = child->next;
    }
}

US_FAST void us_items_after(us_check *ck, const us_json *value, unsigned prefix, us_checker *item,
                            us_at at)
{
    if (us_fast_is(value, US_ARRAY) && us_fast_node_of(value)->count > prefix)
        us_fast_items_after(ck, value, prefix, item, at);
}

US_FAST void us_additional_items(us_check *ck, const us_json *value, unsigned prefix,
                                 us_checker *item, us_at at)
{
    if (us_fast_is(value, US_ARRAY) && us_fast_node_of(value)->count > prefix)
        us_fast_additional_items(ck, value, prefix, item, at);
}

US_FAST void us_item_types(us_check *ck, const us_json *value, unsigned types, us_at at)
{
    const us_fast_node *item;

    if (!us_fast_is(value, US_ARRAY))
        return;
    item = us_fast_items_are(us_fast_node_of(value), types) ? 0 : us_fast_node_of(value)->child;
    while (item && (item->types & types))
        item = item->next;
    if (US_FAST_RARELY(item || us_fast_run_of(ck)->evaluation))
        us_fast_items_of(ck, value, types, at);
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
