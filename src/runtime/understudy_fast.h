/* understudy_fast.h - the verbs' ways for values that are right, to be compiled into their callers.
 *
 * A C compiler that optimizes is told to include understudy.h, understudy_bytes.h and this before generated code, which does
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
    const void *evaluation, *tally, *tagged;
    unsigned depth, calls, silent;
    _Bool failed, decided, limit;
} __attribute__((may_alias)) us_fast_run;

enum { US_FAST_EXACT = 128, US_FAST_DEPTH = 1000, US_FAST_CALLS = 20000000 };

/* Tables of so many names or constants are searched without a loop. */
enum { US_FAST_NAMES = 8, US_FAST_CONSTANTS = 24 };

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

US_FAST_PART _Bool us_fast_is_string(const us_json *value, const us_value *constant)
{
    const us_fast_node *node = us_fast_node_of(value);

    return constant->is_string && constant->text.length == node->length &&
           us_same_bytes(constant->text.bytes, node->string, constant->text.length);
}

US_FAST_PART void us_enum(us_check *ck, const us_json *value, const us_values *members, us_at at)
{
    if (!value)
        return;
    if (members->count <= US_FAST_CONSTANTS && us_fast_is(value, US_STRING))
#pragma GCC unroll 24
        for (unsigned i = 0; i < US_FAST_CONSTANTS; i++)
            if (i < members->count && us_fast_is_string(value, &members->value[i]))
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

/* ---- Schemas made of schemas ------------------------------------------------------------------ */

void us_fast_all_of(us_check *ck, const us_json *value, us_checker *const *branch,
                    unsigned branches, us_at at) US_FAST_SYMBOL(us_all_of);
void us_fast_any_of(us_check *ck, const us_json *value, us_checker *const *branch,
                    unsigned branches, us_at at) US_FAST_SYMBOL(us_any_of);
void us_fast_one_of(us_check *ck, const us_json *value, us_checker *const *branch,
                    unsigned branches, us_at at) US_FAST_SYMBOL(us_one_of);
_Bool us_fast_if(us_check *ck, const us_json *value, us_checker *schema) US_FAST_SYMBOL(us_if);

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
    if (US_FAST_RARELY(us_fast_run_of(ck)->tagged))
        us_fast_all_of(ck, value, branch, branches, at);
    else if (value)
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

US_FAST_PART _Bool us_if(us_check *ck, const us_json *value, us_checker *schema)
{
    if (!value || US_FAST_RARELY(us_fast_run_of(ck)->evaluation))
        return us_fast_if(ck, value, schema);
    return us_fast_trial(ck, value, schema);
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
    if (run->evaluation || item == us_never) {
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

/* ---- Objects --------------------------------------------------------------------------------- */

void us_fast_pattern_properties(us_walk *w, unsigned pattern, us_checker *check, us_at at)
    US_FAST_SYMBOL(us_pattern_properties);
_Bool us_fast_walk_next(us_walk *w) US_FAST_SYMBOL(us_walk_next);
void us_fast_required(us_walk *w) US_FAST_SYMBOL(us_required);
void us_fast_object(us_check *ck, const us_json *value, const us_members *members)
    US_FAST_SYMBOL(us_object);
void us_fast_additional_properties(us_walk *w, us_checker *check, us_at at)
    US_FAST_SYMBOL(us_additional_properties);
void us_fast_names(us_check *ck, const us_json *value, const us_members *members)
    US_FAST_SYMBOL(us_names);
void us_fast_min_properties(us_check *ck, const us_json *value, unsigned limit, us_at at)
    US_FAST_SYMBOL(us_min_properties);
void us_fast_max_properties(us_check *ck, const us_json *value, unsigned limit, us_at at)
    US_FAST_SYMBOL(us_max_properties);

/* members.h */
void us_member_more(us_check *ck, const us_json *value, const us_member *member);
void us_object_stranger(us_check *ck, const us_json *object, const us_json *child,
                        const us_members *members);
void us_object_missing(us_check *ck, const us_json *object, const us_members *members);

US_FAST_PART _Bool us_fast_is_member(const us_member *member, const us_fast_node *node)
{
    return member->key.length == node->name_length &&
           us_same_bytes(member->key.bytes, node->name, member->key.length);
}

/* As us_walk_next. */
US_FAST_PART unsigned us_fast_find(const us_members *members, const us_fast_node *node)
{
    unsigned mask = members->slots - 1, at = node->name_hash >> members->shift & mask;

    if (members->slots == 0) {
#pragma GCC unroll 8
        for (unsigned i = 0; i < US_FAST_NAMES; i++)
            if (i < members->count && us_fast_is_member(&members->member[i], node))
                return i;
        return members->count;
    }
    for (; members->slot[at]; at = (at + 1) & mask)
        if (us_fast_is_member(&members->member[members->slot[at] - 1], node))
            return members->slot[at] - 1;
    return members->count;
}

/* What the table says of the value of a member. Not more of it is compiled into each of a thousand checkers than
 * makes it quick. */
US_FAST_PART void us_fast_value(us_check *ck, const us_fast_node *node, const us_member *member)
{
    const us_json *value = (const us_json *)node;

    if (US_FAST_RARELY(member->types && !(node->types & member->types)))
        us_fast_type(ck, value, member->types, member->at);
    if (member->more == US_MORE_CHECK)
        member->check(ck, value);
    else if (member->more)
        us_member_more(ck, value, member);
}

/* The walk stays in registers, and its table a constant: its address goes nowhere, the runtime is given a
 * copy of it. */

US_FAST_PART void us_walk_begin(us_walk *w, us_check *ck, const us_json *object,
                                const us_members *members)
{
    _Bool is_object = us_fast_is(object, US_OBJECT);

    w->ck = ck;
    w->members = members;
    w->object = is_object ? object : 0;
    w->next = is_object ? (const us_json *)us_fast_node_of(object)->child : 0;
    w->found = 0;
}

/* A walk without a table, which is known where it is inlined, has an empty one in the runtime. */
extern const us_members us_no_members;

US_FAST_PART us_walk us_fast_copy(const us_walk *w)
{
    us_walk copy = *w;

    if (!copy.members)
        copy.members = &us_no_members;
    return copy;
}

US_FAST_PART _Bool us_fast_walk_marking(us_walk *w)
{
    us_walk copy = us_fast_copy(w);
    _Bool more = us_fast_walk_next(&copy);

    w->next = copy.next;
    w->value = copy.value;
    w->which = copy.which;
    w->taken = copy.taken;
    w->found = copy.found;
    return more;
}

US_FAST_PART _Bool us_walk_next(us_walk *w)
{
    const us_fast_run *run = us_fast_run_of(w->ck);
    const us_members *members = w->members;
    const us_fast_node *child = us_fast_node_of(w->next);

    if (!child || run->decided)
        return 0;
    if (US_FAST_RARELY(run->evaluation))
        return us_fast_walk_marking(w);
    w->next = (const us_json *)child->next;
    w->value = (const us_json *)child;
    w->taken = 0;
    w->which = members ? us_fast_find(members, child) : 0;
    if (members && w->which < members->count) {
        const us_member *member = &members->member[w->which];

        w->found += member->required != 0;
        us_fast_value(w->ck, child, member);
    } else if (members && US_FAST_RARELY(members->closed)) {
        us_walk copy = *w;

        us_fast_additional_properties(&copy, us_never, members->closed);
    }
    return 1;
}

US_FAST_PART void us_required(us_walk *w)
{
    if (US_FAST_RARELY(w->object && w->found < w->members->required)) {
        us_walk copy = us_fast_copy(w);

        us_fast_required(&copy);
    }
}

US_FAST_PART void us_fast_other(us_check *ck, const us_fast_node *object, const us_fast_node *child,
                                const us_members *members)
{
    if (members->closed)
        us_object_stranger(ck, (const us_json *)object, (const us_json *)child, members);
    else if (members->other)
        members->other(ck, (const us_json *)child);
}

/* A member of a small table, which is looked for without a loop: then all that the table says is constant, as
 * long as what is done about it stands in the loop. Whether it is required. */
US_FAST_PART _Bool us_fast_member(us_check *ck, const us_fast_node *object,
                                  const us_fast_node *child, const us_members *members)
{
    _Bool named = 0, required = 0;

#pragma GCC unroll 8
    for (unsigned i = 0; i < US_FAST_NAMES; i++)
        if (!named && i < members->count && us_fast_is_member(&members->member[i], child)) {
            us_fast_value(ck, child, &members->member[i]);
            required = members->member[i].required != 0;
            named = 1;
        }
    if (!named)
        us_fast_other(ck, object, child, members);
    return required;
}

US_FAST_PART _Bool us_fast_member_by_slot(us_check *ck, const us_fast_node *object,
                                          const us_fast_node *child, const us_members *members)
{
    unsigned which = us_fast_find(members, child);

    if (which < members->count)
        us_fast_value(ck, child, &members->member[which]);
    else
        us_fast_other(ck, object, child, members);
    return which < members->count && members->member[which].required != 0;
}

US_FAST_PART void us_object(us_check *ck, const us_json *value, const us_members *members)
{
    const us_fast_node *object = us_fast_node_of(value);
    unsigned found = 0;

    if (US_FAST_RARELY(value && members->types && !(object->types & members->types)))
        us_fast_type(ck, value, members->types, members->types_at);
    if (!us_fast_is(value, US_OBJECT))
        return;
    if (US_FAST_RARELY(us_fast_run_of(ck)->evaluation)) {
        us_fast_object(ck, value, members);
        return;
    }
    for (const us_fast_node *child = object->child; child && !us_fast_run_of(ck)->decided;
         child = child->next)
        found += members->slots > 0 ? us_fast_member_by_slot(ck, object, child, members)
                                    : us_fast_member(ck, object, child, members);
    if (US_FAST_RARELY(found < members->required))
        us_object_missing(ck, value, members);
}

US_FAST_PART void us_pattern_properties(us_walk *w, unsigned pattern, us_checker *check, us_at at)
{
    us_walk copy = us_fast_copy(w);

    us_fast_pattern_properties(&copy, pattern, check, at);
    w->taken = copy.taken;
}

US_FAST_PART void us_additional_properties(us_walk *w, us_checker *check, us_at at)
{
    if (w->taken || (w->members && w->which < w->members->count - w->members->extra))
        return;
    if (US_FAST_RARELY(us_fast_run_of(w->ck)->evaluation) || check == us_never) {
        us_walk copy = us_fast_copy(w);

        us_fast_additional_properties(&copy, check, at);
    } else {
        check(w->ck, w->value);
    }
}

US_FAST void us_names(us_check *ck, const us_json *value, const us_members *members)
{
    if (us_fast_run_of(ck)->evaluation)
        us_fast_names(ck, value, members);
}

US_FAST void us_min_properties(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    if (us_fast_is(value, US_OBJECT) && us_fast_node_of(value)->count < limit)
        us_fast_min_properties(ck, value, limit, at);
}

US_FAST void us_max_properties(us_check *ck, const us_json *value, unsigned limit, us_at at)
{
    if (us_fast_is(value, US_OBJECT) && us_fast_node_of(value)->count > limit)
        us_fast_max_properties(ck, value, limit, at);
}

#endif
