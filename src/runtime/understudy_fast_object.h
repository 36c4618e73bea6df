/* understudy_fast_object.h - the verbs of objects, for values that are right, to be compiled into their callers.
 *
 * The rest of understudy_fast.h, which says what this is. A table is constant where it is used, so each of its rows has
 * an if or a case of its own here, in which all that the row says is constant: what is not said leaves no code. What
 * is written in such a case is written once for each row of each table, so it is short. */
#ifndef UNDERSTUDY_FAST_OBJECT_H
#define UNDERSTUDY_FAST_OBJECT_H

/* So many rows have an if, or a case. */
enum { US_FAST_ROWS = 6, US_FAST_CASES_MOST = 24 };

/* Tables of so many names are searched by a walk without a loop. */
enum { US_FAST_NAMES = 8 };

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
void us_fast_dependent_required(us_check *ck, const us_json *value, const us_dependency *dependency,
                                unsigned dependencies, us_at at)
    US_FAST_SYMBOL(us_dependent_required);
void us_fast_dependent_schemas(us_check *ck, const us_json *value,
                               const us_dependent_schema *dependent, unsigned dependents, us_at at)
    US_FAST_SYMBOL(us_dependent_schemas);
void us_fast_min_properties(us_check *ck, const us_json *value, unsigned limit, us_at at)
    US_FAST_SYMBOL(us_min_properties);
void us_fast_max_properties(us_check *ck, const us_json *value, unsigned limit, us_at at)
    US_FAST_SYMBOL(us_max_properties);

/* members.h */
void us_member_more(us_check *ck, const us_json *value, const us_member *member);
void us_object_stranger(us_check *ck, const us_json *object, const us_json *child,
                        const us_members *members);
void us_object_walk(us_check *ck, const us_json *object, const us_members *members);
void us_object_missing(us_check *ck, const us_json *object, const us_members *members);

/* Of a row that is known where this is inlined; and of any row. */
US_FAST_PART _Bool us_fast_is_row(const us_member *member, const us_fast_node *node)
{
    return us_fast_is_text(&member->key, node->name, node->name_length);
}

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
            if (i < members->count && us_fast_is_row(&members->member[i], node))
                return i;
        return members->count;
    }
    for (; members->slot[at]; at = (at + 1) & mask)
        if (us_fast_is_member(&members->member[members->slot[at] - 1], node))
            return members->slot[at] - 1;
    return members->count;
}

/* The items, where no scope is open. */
US_FAST_PART void us_fast_each(us_check *ck, const us_fast_node *array, us_checker *item)
{
    if (array->types & US_ARRAY)
        for (const us_fast_node *child = array->child; child && !us_fast_run_of(ck)->decided;
             child = child->next)
            item(ck, (const us_json *)child);
}

/* What the table says of the value of a member, where the table is constant and no scope is open. */
US_FAST_PART void us_fast_value(us_check *ck, const us_fast_node *node, const us_member *member)
{
    const us_json *value = (const us_json *)node;

    if (US_FAST_RARELY(member->types && !(node->types & member->types)))
        us_fast_type(ck, value, member->types, member->at);
    if (member->more == US_MORE_CHECK)
        member->check(ck, value);
    else if (member->more == US_MORE_SAME)
        us_same_as(ck, value, member->check, 0, member->more_at);
    else if (member->more == US_MORE_REF)
        us_ref(ck, value, member->check);
    else if (member->more == US_MORE_EACH)
        us_fast_each(ck, node, member->check);
    else if (member->more == US_MORE_ITEMS)
        us_item_types(ck, value, member->item_types, member->more_at);
    else if (member->more == US_MORE_NUMBERS)
        us_number_items(ck, value, member->numbers);
    else if (member->more == US_MORE_LISTS)
        us_list_items(ck, value, member->lists);
    else if (member->more == US_MORE_CONST)
        us_const(ck, value, member->constant, member->more_at);
    else if (member->more == US_MORE_ENUM)
        us_enum(ck, value, member->among, member->more_at);
    else if (member->more)
        us_member_more(ck, value, member);
}

/* The same, of one row or another of a table. */
US_FAST_PART void us_fast_row(us_check *ck, const us_fast_node *node, const us_member *member)
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
        us_fast_row(w->ck, child, member);
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
    else if (members->other_types && US_FAST_RARELY(!(child->types & members->other_types)))
        us_fast_type(ck, (const us_json *)child, members->other_types, members->other_at);
}

/* A row that a member of a small table may be of; all that it says is constant. */
#define US_FAST_ROW(number)                                                                        \
    if (number < members->count && us_fast_is_row(&members->member[number], child)) {              \
        us_fast_value(ck, child, &members->member[number]);                                        \
        return members->member[number].required != 0;                                              \
    }

/* Whether it is required. */
US_FAST_PART _Bool us_fast_member(us_check *ck, const us_fast_node *object,
                                  const us_fast_node *child, const us_members *members)
{
    US_FAST_ROW(0)
    US_FAST_ROW(1)
    US_FAST_ROW(2)
    US_FAST_ROW(3)
    US_FAST_ROW(4)
    US_FAST_ROW(5)
    us_fast_other(ck, object, child, members);
    return 0;
}

/* One of the rows that a slot may lead to: in a case of its own it is as constant as those of a small table. */
#define US_FAST_CASE(number)                                                                       \
    case number:                                                                                   \
        if (number > members->count)                                                               \
            __builtin_unreachable();                                                               \
        if (!us_fast_is_row(&members->member[number - 1], child))                                  \
            break;                                                                                 \
        us_fast_value(ck, child, &members->member[number - 1]);                                    \
        return members->member[number - 1].required != 0;
#define US_FAST_CASES(from)                                                                        \
    US_FAST_CASE(from) US_FAST_CASE(from + 1) US_FAST_CASE(from + 2) US_FAST_CASE(from + 3)

US_FAST_PART _Bool us_fast_member_by_case(us_check *ck, const us_fast_node *object,
                                          const us_fast_node *child, const us_members *members)
{
    unsigned mask = members->slots - 1, at = child->name_hash >> members->shift & mask;

    for (; members->slot[at]; at = (at + 1) & mask)
        switch (members->slot[at]) {
            US_FAST_CASES(1)
            US_FAST_CASES(5)
            US_FAST_CASES(9)
            US_FAST_CASES(13)
            US_FAST_CASES(17)
            US_FAST_CASES(21)
        default:
            __builtin_unreachable();
        }
    us_fast_other(ck, object, child, members);
    return 0;
}

US_FAST_PART _Bool us_fast_member_by_slot(us_check *ck, const us_fast_node *object,
                                          const us_fast_node *child, const us_members *members)
{
    unsigned which = us_fast_find(members, child);

    if (which < members->count)
        us_fast_row(ck, child, &members->member[which]);
    else
        us_fast_other(ck, object, child, members);
    return which < members->count && members->member[which].required != 0;
}

/* Whether there is nothing to walk over here: it is no object, or somebody asks what the walk has come to. */
US_FAST_PART _Bool us_fast_no_walk(us_check *ck, const us_json *value, const us_members *members)
{
    if (US_FAST_RARELY(value && members->types &&
                       !(us_fast_node_of(value)->types & members->types)))
        us_fast_type(ck, value, members->types, members->types_at);
    if (!us_fast_is(value, US_OBJECT))
        return 1;
    if (US_FAST_RARELY(us_fast_run_of(ck)->evaluation)) {
        us_object_walk(ck, value, members);
        return 1;
    }
    return 0;
}

US_FAST_PART void us_object(us_check *ck, const us_json *value, const us_members *members)
{
    const us_fast_node *object = us_fast_node_of(value);
    unsigned found = 0;

    if (members->count > US_FAST_ROWS) {
        us_fast_object(ck, value, members);
        return;
    }
    if (us_fast_no_walk(ck, value, members))
        return;
    for (const us_fast_node *child = object->child; child && !us_fast_run_of(ck)->decided;
         child = child->next)
        found += us_fast_member(ck, object, child, members);
    if (US_FAST_RARELY(found < members->required))
        us_object_missing(ck, value, members);
}

US_FAST_PART void us_large_object(us_check *ck, const us_json *value, const us_members *members)
{
    const us_fast_node *object = us_fast_node_of(value);
    unsigned found = 0;

    if (us_fast_no_walk(ck, value, members))
        return;
    for (const us_fast_node *child = object->child; child && !us_fast_run_of(ck)->decided;
         child = child->next)
        found += members->count > US_FAST_CASES_MOST
                     ? us_fast_member_by_slot(ck, object, child, members)
                     : us_fast_member_by_case(ck, object, child, members);
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

/* ---- What depends on members ----------------------------------------------------------------------- */

/* Objects of so many members are looked through from their start, for so many names. */
enum { US_FAST_LOOKED_THROUGH = 16, US_FAST_DEPENDENCIES = 4 };

US_FAST_PART _Bool us_fast_has(const us_fast_node *object, const us_string *name)
{
    const us_fast_node *child = object->child;

    while (child && !us_fast_is_text(name, child->name, child->name_length))
        child = child->next;
    return child != 0;
}

US_FAST_PART _Bool us_fast_is_met(const us_fast_node *object, const us_dependency *dependency)
{
    if (!us_fast_has(object, &dependency->key))
        return 1;
    if (dependency->names > US_FAST_DEPENDENCIES)
        return 0;
#pragma GCC unroll 4
    for (unsigned i = 0; i < US_FAST_DEPENDENCIES; i++)
        if (i < dependency->names && !us_fast_has(object, &dependency->name[i]))
            return 0;
    return 1;
}

US_FAST_PART void us_dependent_required(us_check *ck, const us_json *value,
                                        const us_dependency *dependency, unsigned dependencies,
                                        us_at at)
{
    const us_fast_node *object = us_fast_node_of(value);
    _Bool met = dependencies <= US_FAST_DEPENDENCIES;

    if (!us_fast_is(value, US_OBJECT))
        return;
    met = met && object->count <= US_FAST_LOOKED_THROUGH;
#pragma GCC unroll 4
    for (unsigned i = 0; i < US_FAST_DEPENDENCIES; i++)
        if (met && i < dependencies)
            met = us_fast_is_met(object, &dependency[i]);
    if (US_FAST_RARELY(!met))
        us_fast_dependent_required(ck, value, dependency, dependencies, at);
}

US_FAST_PART void us_dependent_schemas(us_check *ck, const us_json *value,
                                       const us_dependent_schema *dependent, unsigned dependents,
                                       us_at at)
{
    const us_fast_node *object = us_fast_node_of(value);

    if (!us_fast_is(value, US_OBJECT))
        return;
    if (dependents > US_FAST_DEPENDENCIES || object->count > US_FAST_LOOKED_THROUGH) {
        us_fast_dependent_schemas(ck, value, dependent, dependents, at);
        return;
    }
#pragma GCC unroll 4
    for (unsigned i = 0; i < US_FAST_DEPENDENCIES; i++) {
        if (i >= dependents || us_fast_run_of(ck)->decided)
            return;
        if (!us_fast_has(object, &dependent[i].key))
            continue;
        if (dependent[i].check == us_never)
            us_fast_dependent_schemas(ck, value, &dependent[i], 1, at);
        else
            dependent[i].check(ck, value);
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
