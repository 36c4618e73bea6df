#include "gen/wish.h"

#include "base/nearest.h"
#include "gen/range.h"

#define PREFIX "x-understudy-"

enum form { ANYTHING, LIST, NUMBER, BOOLEAN, NAME, DELAY };

static const char *const forms[] = {
    [LIST] = "a list with members", [NUMBER] = "a whole number",
    [BOOLEAN] = "true or false",    [NAME] = "the name of a member, or false",
    [DELAY] = GEN_DELAY_FORM,
};

static const struct wish {
    const char *name;
    enum gen_wish_place place;
    enum form form;
} known[] = {
    { GEN_WISH_VALUE, GEN_WISH_IN_SCHEMA, ANYTHING },
    { GEN_WISH_VALUES, GEN_WISH_IN_SCHEMA, LIST },
    { GEN_WISH_COUNT, GEN_WISH_IN_SCHEMA, NUMBER },
    { GEN_WISH_PRESENT, GEN_WISH_IN_SCHEMA, BOOLEAN },
    { GEN_WISH_EVENT, GEN_WISH_IN_MEDIA_TYPE, NAME },
    { GEN_WISH_STATUS, GEN_WISH_IN_OPERATION, NUMBER },
    { GEN_WISH_DELAY, GEN_WISH_IN_OPERATION, DELAY },
    { GEN_WISH_DELAY, GEN_WISH_IN_RESPONSE, DELAY },
};

static const char *const places[] = {
    [GEN_WISH_IN_SCHEMA] = "a schema",
    [GEN_WISH_IN_MEDIA_TYPE] = "a media type of an answer",
    [GEN_WISH_IN_RESPONSE] = "a response",
    [GEN_WISH_IN_OPERATION] = "an operation",
};

/* As much as anybody counts to. */
#define NUMBER_MOST 1000000u

bool gen_wish_number(const gen_node *value, unsigned *number)
{
    us_text text = value && value->kind == GEN_NUMBER ? value->text : US_TEXT("");

    *number = 0;
    for (size_t i = 0; i < text.length; i++) {
        if (text.bytes[i] < '0' || text.bytes[i] > '9' || *number > NUMBER_MOST)
            return false;
        *number = *number * 10 + (unsigned)(text.bytes[i] - '0');
    }
    return text.length > 0;
}

static bool is_of_form(const gen_node *value, enum form form)
{
    unsigned number, most;

    switch (form) {
    case LIST:
        return value->kind == GEN_ARRAY && value->count > 0;
    case NUMBER:
        return gen_wish_number(value, &number);
    case BOOLEAN:
        return value->kind == GEN_BOOLEAN;
    case NAME:
        return value->kind == GEN_STRING || (value->kind == GEN_BOOLEAN && !value->truth);
    case DELAY:
        return gen_read_delay(value, &number, &most);
    case ANYTHING:
        break;
    }
    return true;
}

/* The one of that place, or else of another; NULL: there is none. */
static const struct wish *find(us_text name, enum gen_wish_place place)
{
    const struct wish *found = NULL;

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (us_text_equal(name, us_text_of(known[i].name)) && (!found || known[i].place == place))
            found = &known[i];
    return found;
}

static const char *places_of(gen *g, us_text name)
{
    us_buf list = us_buf_new(&g->arena, 64);

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (us_text_equal(name, us_text_of(known[i].name)))
            us_buf_print(&list, "%s%s", list.length > 0 ? " or " : "", places[known[i].place]);
    return us_arena_copy(&g->arena, us_buf_text(&list)).bytes;
}

static void warn_of_unknown(gen *g, const gen_member *member, enum gen_wish_place place)
{
    us_nearest nearest = us_nearest_to(member->key);

    for (size_t i = 0; i < sizeof known / sizeof *known; i++)
        if (known[i].place == place || place == GEN_WISH_NOWHERE)
            us_nearest_offer(&nearest, us_text_of(known[i].name));
    gen_warning(g, member->at, "\"%s\" is not known%s", gen_show(g, member->key),
                gen_nearest_hint(g, &nearest));
}

void gen_wish_judge(gen *g, const gen_node *node, enum gen_wish_place place)
{
    for (const gen_member *m = node->kind == GEN_OBJECT ? node->member : NULL; m; m = m->next) {
        const struct wish *wish = find(m->key, place);

        if (!us_text_starts(m->key, US_TEXT(PREFIX)))
            continue;
        if (!wish)
            warn_of_unknown(g, m, place);
        else if (wish->place != place)
            gen_warning(g, m->at, "\"%s\" means nothing here: it belongs in %s", wish->name,
                        places_of(g, m->key));
        else if (!is_of_form(m->value, wish->form))
            gen_warning(g, m->value->at, "\"%s\" has to be %s; it is passed over", wish->name,
                        forms[wish->form]);
    }
}
