/* From elements to values. Values are numbered as they are made, each before what is in it, so that one number leads
 * back to the element, and the search for the place of a violation finds its way by them. */
#include "server/xml_value.h"

#include <string.h>

#include "server/service_inside.h"

#define SCALARS (US_BOOLEAN | US_INTEGER | US_NUMBER | US_STRING)

typedef struct run {
    us_arena *arena;
    us_xml_value made;
    us_xml_note **last;
    unsigned places, room;
    bool beyond;
} run;

static us_json *placed(run *r, us_json *value, const us_xml_element *element,
                       const us_xml_attribute *attribute)
{
    if (r->places == r->room) {
        r->room = r->room ? r->room * 2 : 64;
        us_xml_place *place = us_arena_alloc(r->arena, sizeof *place * r->room);
        if (r->places > 0)
            memcpy(place, r->made.place, sizeof *place * r->places);
        r->made.place = place;
    }
    r->made.place[r->places++] = (us_xml_place){ element, attribute };
    value->offset = r->places;
    return value;
}

static void note(run *r, const us_xml_element *element, const us_xml_attribute *attribute,
                 us_text message)
{
    *r->last = US_NEW(r->arena, us_xml_note);
    **r->last = (us_xml_note){ { element, attribute }, message, NULL };
    r->last = &(*r->last)->next;
}

/* ---- names -------------------------------------------------------------------------------------- */

static us_text name_of(const us_reading *reading, us_text otherwise)
{
    return reading && reading->xml && reading->xml->name.length > 0
               ? us_text_from(reading->xml->name)
               : otherwise;
}

/* Where nothing is said a list has no element of its own. */
static enum us_xml_node node_of(const us_reading *reading)
{
    if (reading->xml)
        return reading->xml->node;
    return reading->types & US_ARRAY ? US_XML_NONE : US_XML_ELEMENT;
}

static bool is_in_space(const us_reading *reading, us_text space)
{
    return !reading || !reading->xml || reading->xml->space.length == 0 ||
           us_text_equal(us_text_from(reading->xml->space), space);
}

static bool is_called(const us_xml_element *element, us_text name, const us_reading *reading)
{
    return us_text_equal(element->name, name) && is_in_space(reading, element->space);
}

/* Whether the element is an item of the list: by the name of the items, or else by that of the list. Standards and
 * libraries differ on which of the list's names counts, so both do. Where nobody gives a name, any is right. */
static bool is_item(const us_xml_element *element, const us_reading *list, us_text member)
{
    us_text own = name_of(list->item, US_TEXT("")), of_list = name_of(list, member);
    if (own.length > 0)
        return is_called(element, own, list->item);
    return of_list.length == 0 || is_called(element, of_list, list->item) ||
           is_called(element, member, list->item);
}

static us_text item_name(const us_reading *list, us_text member)
{
    return name_of(list->item, name_of(list, member));
}

static us_text shown_tag(us_arena *arena, us_text name, const us_reading *reading)
{
    us_string space = reading && reading->xml ? reading->xml->space : (us_string){ 0 };
    if (space.length == 0)
        return us_arena_print(arena, "<%.*s>", (int)name.length, name.bytes);
    return us_arena_print(arena, "<%.*s> of the namespace %.*s", (int)name.length, name.bytes,
                          (int)space.length, space.bytes);
}

/* What a member looks like: "<name>", "the attribute name". */
static us_text shown_member(us_arena *arena, const us_reading *member)
{
    us_text name = name_of(member, us_text_from(member->name));
    switch (node_of(member)) {
    case US_XML_ATTRIBUTE:
        return us_arena_print(arena, "the attribute %.*s", (int)name.length, name.bytes);
    case US_XML_TEXT:
        return US_TEXT("the text of the element around it");
    case US_XML_NONE:
        return shown_tag(arena, item_name(member, us_text_from(member->name)), member->item);
    case US_XML_ELEMENT:
        break;
    }
    return shown_tag(arena, name, member);
}

/* ---- text --------------------------------------------------------------------------------------- */

/* Without the white space around it, as XML has it (XML 1.0, 2.3). */
static us_text trim(us_text text)
{
    const us_text white = US_TEXT(" \t\r\n");
    size_t from = 0, to = text.length;
    while (from < to && us_text_find(white, text.bytes[from]) < white.length)
        from++;
    while (to > from && us_text_find(white, text.bytes[to - 1]) < white.length)
        to--;
    return us_text_slice(text, from, to);
}

/* White space around a number or a truth value means nothing; a string keeps its own. */
static us_json *read_scalar(run *r, us_text text, const us_reading *reading)
{
    unsigned types = reading ? reading->types : US_STRING;
    us_text bare = trim(text);
    if (types & US_NULL && !(types & US_STRING) && bare.length == 0)
        return us_json_new_literal(r->arena, cJSON_NULL);
    us_json *value = us_read_scalar(r->arena, bare, types);
    return us_json_kind(value) == cJSON_String ? us_json_new_string(r->arena, text) : value;
}

#define SCHEMA_INSTANCE US_TEXT("http://www.w3.org/2001/XMLSchema-instance")

/* xsi:nil (XML Schema, 2.6.2), and what else says nothing about the value: xml:lang, xsi:type. */
static bool is_nil(const us_xml_element *element)
{
    for (const us_xml_attribute *a = element->attribute; a; a = a->next)
        if (us_text_equal(a->space, SCHEMA_INSTANCE) && us_text_equal(a->name, US_TEXT("nil")))
            return us_text_equal(a->value, US_TEXT("true")) ||
                   us_text_equal(a->value, US_TEXT("1"));
    return false;
}

static bool is_about_xml(const us_xml_attribute *attribute)
{
    return us_text_equal(attribute->space, SCHEMA_INSTANCE) ||
           us_text_equal(attribute->space, US_TEXT("http://www.w3.org/XML/1998/namespace"));
}

/* Characters where only elements belong. */
static void note_text(run *r, const us_xml_element *element)
{
    if (trim(element->text).length > 0)
        note(r, element, NULL, US_TEXT("has text, but only elements belong here"));
}

/* ---- values ------------------------------------------------------------------------------------- */

static us_json *read_value(run *r, us_xml_element *element, const us_reading *reading,
                           us_text member);

static void note_item(run *r, const us_xml_element *element, us_text tag)
{
    note(r, element, NULL,
         us_arena_print(r->arena, "is no item of the list: each is a %.*s", (int)tag.length,
                        tag.bytes));
}

/* Items in an element of their own, or in the root. */
static us_json *read_list(run *r, us_xml_element *element, const us_reading *reading,
                          us_text member)
{
    us_json *list = placed(r, us_json_new_container(r->arena, cJSON_Array), element, NULL);
    us_text name = item_name(reading, member);
    note_text(r, element);
    for (us_xml_element *e = element->child; e; e = e->next) {
        if (is_item(e, reading, member))
            us_json_append(list, read_value(r, e, reading->item, name), US_TEXT(""));
        else
            note_item(r, e, shown_tag(r->arena, name, reading->item));
    }
    return list;
}

/* Those elements of the run from `first` on that are still there for a member or an item of this reading, in the order
 * of the document. */
static unsigned take(const us_xml_child *child, unsigned count, const us_reading *reading,
                     us_xml_element **taken)
{
    unsigned found = 0;
    for (unsigned i = 0; i < count; i++) {
        us_xml_element *element = child[i].element;
        if (element->taken || !is_in_space(reading, element->space))
            continue;
        element->taken = true;
        taken[found++] = element;
    }
    return found;
}

/* The value of these elements: of the one, or a list of all. */
static us_json *read_elements(run *r, us_xml_element *parent, us_xml_element **element,
                              unsigned count, const us_reading *item, us_text name, bool list)
{
    if (count == 0)
        return NULL;
    if (count == 1 && !list)
        return read_value(r, element[0], item, name);
    us_json *all = placed(r, us_json_new_container(r->arena, cJSON_Array), parent, NULL);
    for (unsigned i = 0; i < count; i++)
        us_json_append(all, read_value(r, element[i], item, name), US_TEXT(""));
    return all;
}

/* The elements of that name among the children. */
static us_json *read_named(run *r, const us_xml_children *children, us_text name,
                           const us_reading *item, us_text inner, bool list)
{
    unsigned count;
    const us_xml_child *child = us_xml_children_named(children, name, &count);
    us_xml_element **taken = us_arena_alloc(r->arena, sizeof *taken * (count + 1));
    count = take(child, count, item, taken);
    return read_elements(r, children->parent, taken, count, item, inner, list);
}

/* The items of a list that has no element of its own, by the first of its names that is there (see is_item). */
static us_json *read_items(run *r, const us_xml_children *children, const us_reading *list)
{
    us_text member = us_text_from(list->name), inner = item_name(list, member);
    us_text own = name_of(list->item, US_TEXT(""));
    us_json *items = read_named(r, children, own.length > 0 ? own : name_of(list, member),
                                list->item, inner, true);
    return items || own.length > 0 ? items
                                   : read_named(r, children, member, list->item, inner, true);
}

static us_json *read_attribute(run *r, const us_xml_element *element, const us_reading *member,
                               us_text name)
{
    for (us_xml_attribute *a = element->attribute; a; a = a->next) {
        if (!us_text_equal(a->name, name) || !is_in_space(member, a->space))
            continue;
        a->taken = true;
        return placed(r, read_scalar(r, a->value, member), element, a);
    }
    return NULL;
}

/* NULL: it is not there. */
static us_json *read_member(run *r, const us_xml_children *children, const us_reading *member)
{
    us_text own = us_text_from(member->name), name = name_of(member, own);
    us_xml_element *element = children->parent;
    switch (node_of(member)) {
    case US_XML_ATTRIBUTE:
        return read_attribute(r, element, member, name);
    case US_XML_TEXT:
        return placed(r, read_scalar(r, element->text, member), element, NULL);
    case US_XML_NONE:
        if (member->types & US_ARRAY)
            return read_items(r, children, member);
        break;
    case US_XML_ELEMENT:
        break;
    }
    return read_named(r, children, name, member, own, false);
}

static bool has_text_member(const us_reading *reading)
{
    for (unsigned i = 0; reading && i < reading->members; i++)
        if (node_of(&reading->member[i]) == US_XML_TEXT)
            return true;
    return false;
}

/* The declared member of that name, which stands in the document as something else. */
static const us_reading *misplaced(const us_reading *reading, us_text name)
{
    const us_reading *member = us_reading_of(reading, name);
    return reading && member != reading->other ? member : NULL;
}

static void note_misplaced(run *r, const us_xml_element *element, const us_xml_attribute *attribute,
                           const us_reading *member)
{
    us_text right = shown_member(r->arena, member);
    note(r, element, attribute,
         us_arena_print(r->arena, "is not where \"%.*s\" is: that is %.*s",
                        (int)member->name.length, member->name.bytes, (int)right.length,
                        right.bytes));
}

static void read_other_attributes(run *r, us_json *object, const us_xml_element *element,
                                  const us_reading *reading)
{
    for (const us_xml_attribute *a = element->attribute; a; a = a->next) {
        if (a->taken || is_about_xml(a))
            continue;
        const us_reading *member = misplaced(reading, a->name);
        us_text key = us_arena_print(r->arena, "@%.*s", (int)a->name.length, a->name.bytes);
        if (member)
            note_misplaced(r, element, a, member);
        else if (!us_json_member(object, key))
            us_json_append(object, placed(r, us_json_new_string(r->arena, a->value), element, a),
                           key);
    }
}

/* Elements that no member has taken, those of one name together. */
static void read_others(run *r, us_json *object, const us_xml_children *children,
                        const us_reading *reading)
{
    const us_reading *other = reading ? reading->other : NULL;
    for (unsigned i = 0; i < children->count; i++) {
        us_xml_element *e = children->child[i].element;
        if (e->taken)
            continue;
        const us_reading *member = misplaced(reading, e->name);
        us_json *value = member ? NULL : read_named(r, children, e->name, other, e->name, false);
        if (!member && !value) /* of another namespace */
            value = read_named(r, children, e->name, NULL, e->name, false);
        if (value)
            us_json_append(object, value, e->name);
        else
            note_misplaced(r, e, NULL, member);
        e->taken = true;
    }
    read_other_attributes(r, object, children->parent, reading);
}

static us_json *read_object(run *r, us_xml_element *element, const us_reading *reading)
{
    us_json *object = placed(r, us_json_new_container(r->arena, cJSON_Object), element, NULL);
    const us_xml_children children = us_xml_children_of(r->arena, element);
    for (unsigned i = 0; reading && i < reading->members; i++) {
        const us_reading *member = &reading->member[i];
        us_json *value = read_member(r, &children, member);
        if (value)
            us_json_append(object, value, us_text_from(member->name));
    }
    read_others(r, object, &children, reading);
    if (!has_text_member(reading))
        note_text(r, element);
    return object;
}

static bool has_attributes(const us_xml_element *element)
{
    const us_xml_attribute *a = element->attribute;
    while (a && is_about_xml(a))
        a = a->next;
    return a != NULL;
}

/* Elements inside make an object of it, also where the schema has none: its checker says so. */
static bool is_object(const us_xml_element *element, const us_reading *reading)
{
    if (element->child || (has_attributes(element) && (!reading || reading->types & US_OBJECT)))
        return true;
    return reading && reading->types & US_OBJECT && !(reading->types & SCALARS);
}

static us_json *read_value(run *r, us_xml_element *element, const us_reading *reading,
                           us_text member)
{
    if (is_nil(element))
        return placed(r, us_json_new_literal(r->arena, cJSON_NULL), element, NULL);
    if (reading && reading->unknown && element->child) {
        r->beyond = true;
        return us_json_new_literal(r->arena, cJSON_NULL);
    }
    if (reading && reading->types & US_ARRAY)
        return read_list(r, element, reading, member);
    if (is_object(element, reading))
        return read_object(r, element, reading);
    return placed(r, read_scalar(r, element->text, reading), element, NULL);
}

bool us_xml_is_text(const us_xml_element *root, const us_reading *reading)
{
    return root->child && (reading->types & (US_STRING | US_OBJECT | US_ARRAY)) == US_STRING;
}

us_xml_value us_xml_value_of(us_arena *arena, us_xml_element *root, const us_reading *reading)
{
    run r = { .arena = arena };
    us_text name = reading ? name_of(reading, us_text_from(reading->name)) : US_TEXT("");
    r.last = &r.made.note;
    if (name.length > 0 && !is_called(root, name, reading)) {
        us_text tag = shown_tag(arena, name, reading);
        note(&r, root, NULL,
             us_arena_print(arena, "is not the root element that the contract has: %.*s",
                            (int)tag.length, tag.bytes));
    }
    r.made.value = read_value(&r, root, reading, US_TEXT(""));
    if (r.beyond)
        r.made.value = NULL;
    return r.made;
}
