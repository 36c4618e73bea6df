/* Alternatives are looked for where references lead, and alternatives of alternatives are kinds, too. */
#include "server/kinds.h"

#include "server/thread.h"

/* Deep enough for schemas that are references to references; and more kinds than any stream needs. */
enum { REFERENCES = 32, KINDS_MOST = 64 };

/* ---- Finding them -------------------------------------------------------------------------------- */

/* The rule by which an item is one of several; NULL: it is one of a kind. */
static const us_rule *alternatives(const us_rule *shape)
{
    const us_rule *tags = NULL;

    for (unsigned left = REFERENCES; shape && left > 0;) {
        if (shape->asks == US_ASKS_ONE_OF || shape->asks == US_ASKS_ANY_OF)
            return shape;
        if (shape->asks == US_ASKS_TAGS)
            tags = shape;
        if (shape->asks == US_ASKS_NOTHING_MORE)
            return tags;
        bool reference = shape->asks == US_ASKS_REF;
        left -= reference;
        shape = reference ? shape->shape : shape + 1;
    }
    return NULL;
}

/* A schema with a discriminator and without alternatives may be a tag of its own. */
static const us_rule *branch_of(const us_rule *rule, unsigned i, const us_rule *shape)
{
    const us_rule *branch = rule->asks == US_ASKS_TAGS ? rule->property[i].shape : rule->branch[i];

    return branch == shape ? NULL : branch;
}

typedef struct search {
    us_arena *arena;
    const us_making *making;
    us_text name;
    us_kinds *found;
} search;

static void add_kind(const search *s, us_kind kind)
{
    us_making making = *s->making;
    us_json_error error;
    us_text why;

    making.settled = kind.settled;
    making.settlements = kind.settlements;
    kind.json = us_make_plain(s->arena, &making, &why);
    if (!kind.json.bytes)
        return;
    kind.tag = us_kind_tag(us_json_read(s->arena, kind.json, NULL, &error), s->name);
    s->found->kind[s->found->count++] = kind;
}

static bool is_settled(const us_kind *kind, const us_rule *rule)
{
    for (unsigned i = 0; i < kind->settlements; i++)
        if (kind->settled[i].rule == rule)
            return true;
    return false;
}

/* A kind of itself is none. */
static void look(const search *s, us_kind around, const us_rule *shape)
{
    const us_rule *rule = around.settlements < US_KINDS_DEPTH ? alternatives(shape) : NULL;

    if (rule && is_settled(&around, rule))
        return;
    if (!rule && around.settlements > 0)
        add_kind(s, around);
    for (unsigned i = 0; rule && i < rule->count && s->found->count < KINDS_MOST; i++) {
        us_kind kind = around;

        kind.settled[kind.settlements++] = (us_settled){ rule, i };
        look(s, kind, branch_of(rule, i, shape));
    }
}

/* ---- Their order --------------------------------------------------------------------------------- */

static us_text text_member(const us_json *object, us_text name)
{
    const us_json *member =
        us_json_kind(object) == cJSON_Object ? us_json_member(object, name) : NULL;

    return member && us_json_kind(member) == cJSON_String ? us_json_string(member) : US_TEXT("");
}

us_text us_kind_tag(const us_json *item, us_text name)
{
    const us_text usual[] = { name, US_TEXT("event"), US_TEXT("type") };
    us_text tag = US_TEXT("");

    for (size_t i = 0; i < sizeof usual / sizeof *usual && tag.length == 0; i++)
        if (item && usual[i].length > 0)
            tag = text_member(item, usual[i]);
    return tag;
}

static void put_in_order(us_arena *arena, us_kinds *kinds)
{
    us_kind *ordered = US_NEW_ARRAY(arena, us_kind, kinds->count + 1);
    us_text *tag = US_NEW_ARRAY(arena, us_text, kinds->count + 1);

    for (unsigned i = 0; i < kinds->count; i++)
        tag[i] = kinds->kind[i].tag;
    kinds->order = us_conversation_make(arena, tag, kinds->count);
    if (kinds->order.events == 0)
        return;
    for (unsigned i = 0; i < kinds->order.events; i++)
        ordered[i] = kinds->kind[kinds->order.event[i]];
    kinds->kind = ordered;
    kinds->count = kinds->order.events;
}

/* Whose order is known, or of which an item says that it is the last. */
static void find_thread(const search *s)
{
    us_kinds *kinds = s->found;
    us_json_error error;
    us_text why, json;

    for (unsigned i = 0; i < kinds->count; i++) {
        if (!us_thread_ends(us_json_read(s->arena, kinds->kind[i].json, NULL, &error)))
            continue;
        kinds->thread = true;
        kinds->end = i;
    }
    kinds->thread |= kinds->order.events > 0;
    if (kinds->count > 0)
        return;
    json = us_make_plain(s->arena, s->making, &why);
    kinds->thread = json.bytes && us_thread_ends(us_json_read(s->arena, json, NULL, &error));
}

us_kinds us_kinds_of(us_arena *arena, const us_making *making, us_text name)
{
    us_kinds found = { .kind = US_NEW_ARRAY(arena, us_kind, KINDS_MOST) };
    const search s = { arena, making, name, &found };

    look(&s, (us_kind){ .settlements = 0 }, making->shape);
    put_in_order(arena, &found);
    find_thread(&s);
    return found;
}
