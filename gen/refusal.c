/* The refusals of an API: for each error response that is JSON, the tree of what stands where. */
#include "gen/refusal.h"

#include <stdint.h>

/* Deeper than this nobody looks for the message. */
#define DEPTH_MOST 6

static gen_saying *describe(openapi *o, const gen_node *schema, const refusal_place *place);

static gen_saying *new_saying(openapi *o, enum gen_say say)
{
    gen_saying *saying = US_NEW(&o->g->arena, gen_saying);
    saying->say = say;
    return saying;
}

static gen_saying *new_member(openapi *o, const char *name, enum gen_say say)
{
    gen_saying *saying = new_saying(o, say);
    saying->name = us_text_of(name);
    saying->required = true;
    return saying;
}

/* ---- Objects -------------------------------------------------------------------------------------------- */

typedef struct members {
    openapi *o;
    const openapi_view *object;
    const refusal_place *place; /* of the object */
    gen_saying *saying, **last;
    bool complete; /* nothing that is required is missing */
} members;

static bool is_known(const gen_saying *part, us_text name)
{
    for (; part; part = part->next)
        if (us_text_equal(part->name, name))
            return true;
    return false;
}

static void add_member(members *m, us_text name, const gen_node *schema)
{
    const refusal_place place = { .object = m->object,
                                  .name = name,
                                  .required = openapi_view_requires(m->object, name),
                                  .each = m->place->each,
                                  .depth = m->place->depth + 1 };
    gen_saying *part = describe(m->o, schema, &place);
    m->complete = m->complete && (part || !place.required);
    if (!part)
        return;
    part->name = name;
    part->required = place.required;
    m->saying->tells = m->saying->tells || part->tells;
    *m->last = part;
    m->last = &part->next;
}

/* RFC 9457, 3.2: a problem may have members of its own. */
static void add_violations(members *m)
{
    gen_saying *part;
    if (m->place->depth > 0 || !openapi_view_is_open(m->object) ||
        !openapi_view_member(m->object, US_TEXT("title")) ||
        is_known(m->saying->part, US_TEXT("validation")))
        return;
    part = new_saying(m->o, GEN_SAY_VIOLATIONS);
    part->name = US_TEXT("validation");
    *m->last = part;
}

static gen_saying *describe_members(openapi *o, const openapi_view *object,
                                    const refusal_place *place)
{
    members m = { o, object, place, new_saying(o, GEN_SAY_MEMBERS), NULL, true };
    m.last = &m.saying->part;
    for (unsigned i = 0; i < object->parts; i++) {
        const gen_node *properties = gen_get(object->part[i], "properties");
        for (const gen_member *p = properties && properties->kind == GEN_OBJECT ? properties->member
                                                                                : NULL;
             p; p = p->next)
            if (!is_known(m.saying->part, p->key))
                add_member(&m, p->key, p->value);
    }
    if (m.saying->tells)
        add_violations(&m);
    return m.complete ? m.saying : NULL;
}

/* An object with a member for each field that is wrong, as ASP.NET and Laravel have it. */
static gen_saying *describe_fields(openapi *o, const openapi_view *object,
                                   const refusal_place *place)
{
    const gen_node *schema = openapi_view_get(object, "additionalProperties");
    const refusal_place inside = { .name = US_TEXT("message"),
                                   .each = true,
                                   .depth = place->depth + 1 };
    gen_saying *fields = new_saying(o, GEN_SAY_FIELDS), *message;
    if (schema && schema->kind == GEN_BOOLEAN && !schema->truth)
        return NULL;
    fields->part = schema && schema->kind == GEN_OBJECT && schema->count > 0
                       ? describe(o, schema, &inside)
                       : new_saying(o, GEN_SAY_MESSAGE);
    if (!fields->part)
        return NULL;
    message = fields->part->say == GEN_SAY_EACH ? fields->part->part : fields->part;
    if (message->say == GEN_SAY_SENTENCE)
        message->say = GEN_SAY_MESSAGE; /* the name of the member says where */
    fields->tells = true;
    return fields;
}

static gen_saying *describe_object(openapi *o, const openapi_view *view, const refusal_place *place)
{
    bool holder = !place->object || refusal_word_of(place->name)->as & REFUSAL_AS_HOLDER;
    if (!holder && !place->required)
        return NULL;
    if (openapi_view_get(view, "properties"))
        return describe_members(o, view, place);
    if (holder && place->object && !place->each)
        return describe_fields(o, view, place);
    return place->required ? new_saying(o, GEN_SAY_MEMBERS) : NULL;
}

/* ---- Lists ---------------------------------------------------------------------------------------------- */

/* google.protobuf.Any: the standard type for this is google.rpc.BadRequest, with `fieldViolations`. */
static gen_saying *describe_any(openapi *o)
{
    gen_saying *one = new_saying(o, GEN_SAY_ONE), *any = new_saying(o, GEN_SAY_MEMBERS);
    gen_saying *type = new_member(o, "@type", GEN_SAY_CONSTANT);
    gen_saying *list = new_member(o, "fieldViolations", GEN_SAY_EACH);
    gen_saying *item = new_saying(o, GEN_SAY_MEMBERS);
    type->value = US_TEXT("\"type.googleapis.com/google.rpc.BadRequest\"");
    type->next = list;
    item->part = new_member(o, "field", GEN_SAY_FIELD);
    item->part->next = new_member(o, "description", GEN_SAY_MESSAGE);
    list->part = item;
    any->part = type;
    one->part = any;
    one->tells = true;
    return one;
}

/* A place that is a list of steps; NULL: the name is no place. */
static gen_saying *describe_steps(openapi *o, const gen_node *items, const refusal_place *place)
{
    enum refusal_role role = place->each ? refusal_word_of(place->name)->role : REFUSAL_NONE;
    const gen_node *any = gen_get(items, "anyOf");
    gen_saying *steps;
    if (role != REFUSAL_IN && role != REFUSAL_FIELD)
        return NULL;
    steps = new_saying(o, role == REFUSAL_IN ? GEN_SAY_LOCATION : GEN_SAY_PATH);
    for (const gen_node *branch = any ? any->item : items; branch;
         branch = any ? branch->next : NULL) {
        openapi_view view = openapi_view_of(branch);
        steps->numbers = steps->numbers || openapi_view_types(&view) & GEN_TYPE_INTEGER;
    }
    return steps;
}

static gen_saying *describe_list(openapi *o, const openapi_view *view, const refusal_place *place)
{
    const gen_node *schema = openapi_view_get(view, "items");
    openapi_view items = openapi_view_of(schema);
    const refusal_place inside = { .name = US_TEXT("message"),
                                   .each = true,
                                   .depth = place->depth + 1 };
    bool listed = !place->object || refusal_word_of(place->name)->as & REFUSAL_AS_LIST;
    gen_saying *steps = describe_steps(o, schema, place), *each;
    if (steps || !listed)
        return steps;
    if (openapi_view_member(&items, US_TEXT("@type")) && openapi_view_is_open(&items))
        return describe_any(o);
    each = new_saying(o, GEN_SAY_EACH);
    each->part = schema && items.parts > 0 ? describe(o, schema, &inside) : NULL;
    each->tells = each->part && each->part->tells;
    return each->tells ? each : NULL;
}

/* ---- Any schema ----------------------------------------------------------------------------------------- */

/* The first of the alternatives that tells what is wrong, or else the first. */
static gen_saying *describe_branches(openapi *o, const gen_node *branches,
                                     const refusal_place *place)
{
    gen_saying *first = NULL;
    for (const gen_node *branch = branches->kind == GEN_ARRAY ? branches->item : NULL; branch;
         branch = branch->next) {
        gen_saying *saying = describe(o, branch, place);
        if (saying && saying->tells)
            return saying;
        first = first ? first : saying;
    }
    return first;
}

static gen_saying *describe_scalar(openapi *o, const openapi_view *view, unsigned types,
                                   const refusal_place *place)
{
    gen_saying *saying = new_saying(o, GEN_SAY_CONSTANT);
    if ((types == 0 || types & GEN_TYPE_STRING) && refusal_say_text(o, view, place, saying))
        return saying;
    if (types & (GEN_TYPE_INTEGER | GEN_TYPE_NUMBER) && refusal_say_number(o, view, place, saying))
        return saying;
    *saying = (gen_saying){ .say = GEN_SAY_CONSTANT };
    return place->required && refusal_say_anything(o, view, types, saying) ? saying : NULL;
}

static gen_saying *describe(openapi *o, const gen_node *schema, const refusal_place *place)
{
    openapi_view view = openapi_view_of(schema);
    unsigned types = openapi_view_types(&view);
    const gen_node *one = openapi_view_get(&view, "oneOf"), *any = openapi_view_get(&view, "anyOf");
    gen_saying *saying = NULL;
    if (place->depth > DEPTH_MOST)
        return NULL;
    if ((one || any) && !openapi_view_get(&view, "properties"))
        return describe_branches(o, one ? one : any, place);
    if (types & GEN_TYPE_OBJECT)
        saying = describe_object(o, &view, place);
    else if (types & GEN_TYPE_ARRAY)
        saying = describe_list(o, &view, place);
    return saying ? saying : describe_scalar(o, &view, types, place);
}

/* ---- The responses ---------------------------------------------------------------------------------------- */

struct refusal_known {
    const gen_node *schema; /* NULL: free */
    const gen_saying *saying;
};

static struct refusal_known *find_known(struct refusal_known *known, unsigned room,
                                        const gen_node *schema)
{
    unsigned i = (unsigned)(((uintptr_t)schema >> 4) * 2654435761u) & (room - 1);
    while (known[i].schema && known[i].schema != schema)
        i = (i + 1) & (room - 1);
    return &known[i];
}

/* At most half of the slots are taken. */
static void make_room(openapi *o)
{
    struct refusal_known *old = o->known;
    unsigned room = o->known_room;
    if (o->knowns * 2 < room)
        return;
    o->known_room = room ? room * 2 : 64;
    o->known = US_NEW_ARRAY(&o->g->arena, struct refusal_known, o->known_room);
    for (unsigned i = 0; i < room; i++)
        if (old[i].schema)
            *find_known(o->known, o->known_room, old[i].schema) = old[i];
}

/* Many responses refer to one schema. */
static const gen_saying *read_refusal(openapi *o, gen_node *schema)
{
    const refusal_place root = { .name = US_TEXT("message") };
    const gen_node *target = gen_follow(schema);
    struct refusal_known *slot;
    make_room(o);
    slot = find_known(o->known, o->known_room, target);
    if (!slot->schema) {
        const gen_saying *saying = describe(o, schema, &root);
        slot->schema = target;
        slot->saying = saying && saying->tells ? saying : NULL;
        o->knowns++;
    }
    return slot->saying;
}

static bool has_success(const gen_response *response)
{
    for (; response; response = response->next)
        if (response->status == 2 || response->status / 100 == 2)
            return true;
    return false;
}

/* A default alone is what the operation always answers. */
static bool says_no(const gen_response *response, bool success)
{
    unsigned class = response->status < 10 ? response->status : response->status / 100;
    return class == 4 || class == 5 || (class == 0 && success);
}

static bool may_be_json(us_text media_type)
{
    return openapi_is_json(media_type) || us_text_starts(media_type, US_TEXT("*/*")) ||
           us_text_starts(media_type, US_TEXT("application/*"));
}

void openapi_read_refusals(openapi *o, gen_response *responses)
{
    bool success = has_success(responses);
    for (gen_response *r = responses; r; r = r->next)
        for (gen_media *media = says_no(r, success) ? r->media : NULL; media; media = media->next)
            if (media->schema_node && may_be_json(media->type))
                media->refusal = read_refusal(o, media->schema_node);
}
