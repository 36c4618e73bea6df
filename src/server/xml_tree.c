/* What one asks of a tree of elements: those of a name, and the way to one. */
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "server/xml.h"

/* ---- Names -------------------------------------------------------------------------------------- */

static int compare_names(us_text a, us_text b)
{
    if (a.length != b.length)
        return a.length < b.length ? -1 : 1;
    return a.length > 0 ? memcmp(a.bytes, b.bytes, a.length) : 0;
}

static int compare(const void *left, const void *right)
{
    const us_xml_child *a = left, *b = right;
    int order = compare_names(a->element->name, b->element->name);
    return order != 0 ? order : a->place < b->place ? -1 : 1;
}

us_xml_children us_xml_children_of(us_arena *arena, us_xml_element *parent)
{
    us_xml_children children = { .parent = parent };
    for (const us_xml_element *e = parent->child; e; e = e->next)
        children.count++;
    children.child = us_arena_alloc(arena, sizeof(us_xml_child) * (children.count + 1));
    unsigned place = 0;
    for (us_xml_element *e = parent->child; e; e = e->next, place++)
        children.child[place] = (us_xml_child){ e, place };
    qsort(children.child, children.count, sizeof(us_xml_child), compare);
    return children;
}

const us_xml_child *us_xml_children_named(const us_xml_children *children, us_text name,
                                          unsigned *count)
{
    unsigned from = 0, to = children->count;
    while (from < to) {
        unsigned middle = from + (to - from) / 2;
        if (compare_names(children->child[middle].element->name, name) < 0)
            from = middle + 1;
        else
            to = middle;
    }
    for (to = from; to < children->count; to++)
        if (!us_text_equal(children->child[to].element->name, name))
            break;
    *count = to - from;
    return &children->child[from];
}

/* ---- Paths -------------------------------------------------------------------------------------- */

static bool is_same_name(const us_xml_element *a, const us_xml_element *b)
{
    return us_text_equal(a->name, b->name) && us_text_equal(a->space, b->space);
}

/* Its place among its siblings of that name, from 1; 0: it is the only one. */
static unsigned place_of(const us_xml_element *element)
{
    unsigned count = 0, place = 0;
    for (const us_xml_element *e = element->parent ? element->parent->child : NULL; e;
         e = e->next) {
        count += is_same_name(e, element);
        if (e == element)
            place = count;
    }
    return count > 1 ? place : 0;
}

us_text us_xml_path(us_arena *arena, const us_xml_element *element)
{
    us_text before = element->parent ? us_xml_path(arena, element->parent) : US_TEXT("");
    unsigned place = place_of(element);
    us_buf path = us_buf_new(arena, before.length + element->name.length + 8);
    us_buf_add(&path, before);
    us_buf_add_byte(&path, '/');
    us_buf_add(&path, element->name);
    if (place > 0)
        us_buf_print(&path, "[%u]", place);
    return us_buf_text(&path);
}
