/* One member after the other is changed, checked, and put back where that is not valid. */
#include "server/thread.h"

#include <string.h>

#include "base/ascii.h"
#include "base/buf.h"
#include "base/pointer.h"
#include "runtime/check.h"

typedef struct fitting {
    us_arena *arena;
    const us_making *making;
    us_json *item;
    const us_json *plain; /* the plainest item; NULL: not asked for yet */
    us_thread_place place;
} fitting;

/* ---- Names ----------------------------------------------------------------------------------------------- */

/* Without signs and in small letters, each with a space before and behind. */
static const char counting[] = " sequencenumber sequence sequenceno sequenceid seq seqno seqnum ";
static const char telling[] = " finishreason stopreason stopsequence endreason usage completedat "
                              "finishedat endedat totalduration evalduration ";
static const char ending[] = " done finished isfinished isdone final isfinal complete iscomplete "
                             "completed islast lastchunk endofstream eos ";
static const char spelling[] = " arguments partialjson inputjson jsondelta ";

static bool holds(us_text text, us_text part)
{
    for (size_t i = 0; i + part.length <= text.length; i++)
        if (memcmp(text.bytes + i, part.bytes, part.length) == 0)
            return true;
    return false;
}

static us_text plain_name(us_arena *arena, us_text name)
{
    us_buf out = us_buf_new(arena, name.length + 3);

    us_buf_add_byte(&out, ' ');
    for (size_t i = 0; i < name.length; i++)
        if (name.bytes[i] != '_' && name.bytes[i] != '-')
            us_buf_add_byte(&out, us_lower(name.bytes[i]));
    us_buf_add_byte(&out, ' ');
    return us_buf_text(&out);
}

static bool is_one_of(us_arena *arena, us_text name, const char *list)
{
    return holds(us_text_of(list), plain_name(arena, name));
}

static bool is_container(const us_json *value)
{
    return us_json_kind(value) == cJSON_Object || us_json_kind(value) == cJSON_Array;
}

static bool is_boolean(const us_json *value)
{
    return us_json_kind(value) == cJSON_True || us_json_kind(value) == cJSON_False;
}

static bool tells_end(us_arena *arena, const us_json *member)
{
    us_text name = us_json_key(member);

    return is_one_of(arena, name, telling) ||
           (is_boolean(member) && is_one_of(arena, name, ending));
}

static bool ends(us_arena *arena, const us_json *value)
{
    bool object = us_json_kind(value) == cJSON_Object;

    for (const us_json *child = is_container(value) ? us_json_first(value) : NULL; child;
         child = us_json_next(child))
        if ((object && tells_end(arena, child)) || ends(arena, child))
            return true;
    return false;
}

bool us_thread_ends(const us_json *item)
{
    us_arena scratch = { 0 };
    bool is = item && ends(&scratch, item);

    us_arena_free(&scratch);
    return is;
}

/* ---- Changing a member ------------------------------------------------------------------------------------ */

static bool is_valid(const fitting *f)
{
    us_check ck;

    if (!f->making->check)
        return true;
    for (unsigned contents = 0; contents < 2; contents++) {
        us_check_begin(&ck, f->arena, f->item, f->making->pattern);
        ck.direction = f->making->direction;
        ck.contents = contents;
        ck.silent = 1; /* what is wrong has no place in the text any more */
        f->making->check(&ck, f->item);
        if (ck.failed || ck.limit)
            return false;
    }
    return true;
}

/* False: the item would not be valid so, and is as before. */
static bool put(const fitting *f, us_json *object, const us_json *member, us_json *value)
{
    us_text name = us_json_key(member);
    us_json *before = us_json_clone(f->arena, member);

    us_json_set(object, name, value);
    if (is_valid(f))
        return true;
    us_json_set(object, name, before);
    return false;
}

static us_json *text_of(const fitting *f, const char *text)
{
    return us_json_new_string(f->arena, us_text_of(text));
}

static us_json *number_of(const fitting *f, unsigned number)
{
    return us_json_new_number(f->arena, us_arena_print(f->arena, "%u", number));
}

/* From 0 on, or, where that is not valid, from 1. */
static void put_number(const fitting *f, us_json *object, const us_json *member)
{
    unsigned first = !put(f, object, member, number_of(f, 0));

    (void)put(f, object, member, number_of(f, f->place.number + first));
}

/* In its place again, where it may not be left out. */
static void leave_out(const fitting *f, us_json *object, us_json *member)
{
    us_json *after = (us_json *)member->node.next;
    us_text name = us_json_key(member);

    us_json_drop(object, name);
    if (is_valid(f))
        return;
    us_json_append(object, member, name);
    while (after && after != member) {
        us_json *next = (us_json *)after->node.next;
        us_text key = us_json_key(after);

        us_json_drop(object, key);
        us_json_append(object, after, key);
        after = next;
    }
}

/* Null until then, or absent. */
static void hide_end(const fitting *f, us_json *object, us_json *member)
{
    us_text name = us_json_key(member);

    if (us_json_kind(member) != cJSON_NULL &&
        !put(f, object, member, us_json_new_literal(f->arena, cJSON_NULL)))
        leave_out(f, object, (us_json *)us_json_member(object, name));
}

/* The end is told in the last item: where luck made it null there, the plainest item says how. */
static void show_end(fitting *f, us_json *object, const us_json *member, us_text pointer)
{
    us_json_error error;
    us_text why;

    if (us_json_kind(member) != cJSON_NULL)
        return;
    if (!f->plain) {
        us_text json = us_make_plain(f->arena, f->making, &why);
        f->plain = json.bytes ? us_json_read(f->arena, json, NULL, &error) : f->item;
    }
    const us_json *value = f->plain ? us_json_at(f->arena, f->plain, pointer) : NULL;
    if (value && us_json_kind(value) != cJSON_NULL)
        (void)put(f, object, member, us_json_clone(f->arena, value));
}

static bool is_piece(us_text pointer)
{
    return holds(pointer, US_TEXT("delta")) || holds(pointer, US_TEXT("partial")) ||
           holds(pointer, US_TEXT("chunk"));
}

static void put_spelled(const fitting *f, us_json *object, const us_json *member, us_text pointer)
{
    (void)put(f, object, member, text_of(f, is_piece(pointer) && !f->place.first ? "" : "{}"));
}

static void fit_member(fitting *f, us_json *object, us_json *member, us_text pointer)
{
    us_text name = us_json_key(member);
    int kind = us_json_kind(member);

    if (kind == cJSON_Number && is_one_of(f->arena, name, counting))
        put_number(f, object, member);
    else if (is_boolean(member) && is_one_of(f->arena, name, ending))
        (void)put(f, object, member,
                  us_json_new_literal(f->arena, f->place.last ? cJSON_True : cJSON_False));
    else if (is_one_of(f->arena, name, telling) && f->place.last)
        show_end(f, object, member, pointer);
    else if (is_one_of(f->arena, name, telling))
        hide_end(f, object, member);
    else if (kind == cJSON_String && us_text_equal(name, US_TEXT("role")))
        (void)put(f, object, member, text_of(f, "assistant"));
    else if (kind == cJSON_String && is_one_of(f->arena, name, spelling))
        put_spelled(f, object, member, pointer);
}

/* ---- The item --------------------------------------------------------------------------------------------- */

static void fit(fitting *f, us_json *value, us_buf *pointer)
{
    bool object = us_json_kind(value) == cJSON_Object;
    unsigned index = 0;
    us_json *next;

    for (us_json *child = is_container(value) ? (us_json *)value->node.child : NULL; child;
         child = next) {
        size_t length = pointer->length;

        next = (us_json *)child->node.next; /* the child may be replaced */
        if (object)
            us_pointer_add(pointer, us_json_key(child));
        else
            us_buf_print(pointer, "/%u", index++);
        fit(f, child, pointer);
        if (object)
            fit_member(f, value, child, us_buf_text(pointer));
        pointer->length = length;
    }
}

us_json *us_thread_fit(us_arena *arena, const us_making *making, us_json *item,
                       us_thread_place place)
{
    fitting f = { .arena = arena, .making = making, .item = item, .place = place };
    us_buf pointer = us_buf_new(arena, 128);

    fit(&f, item, &pointer);
    return f.item;
}
