/* What the schema of an event is about. OpenAPI 3.2 means the event, as an object of its fields (4.14.4); documents from
 * before it, and many after, mean the JSON that its data spells. Where members are open the fields would fit a schema
 * for the data, too, and nothing would be refused; so it is settled here by the members that the schema names. */
#include "gen/emit.h"

/* How many schemas are looked at: unions of unions share their parts. */
#define SCHEMAS 5000

typedef struct names {
    unsigned left;
    bool data;    /* the field without which no event is heard … */
    bool strange; /* … or what is no field of any */
} names;

static void add_name(names *n, us_text name)
{
    bool field = us_text_equal(name, US_TEXT("event")) || us_text_equal(name, US_TEXT("id")) ||
                 us_text_equal(name, US_TEXT("retry"));

    if (us_text_equal(name, US_TEXT("data")))
        n->data = true;
    else
        n->strange |= !field;
}

/* What cannot be looked at might name `data`. */
static void look(names *n, const gen_schema *schema)
{
    if (!schema || n->data)
        return;
    n->data = n->left == 0;
    n->left -= n->left > 0;
    for (const gen_rule *rule = n->data ? NULL : schema->rule; rule; rule = rule->next) {
        bool names_members = rule->keyword == GEN_PROPERTIES || rule->keyword == GEN_REQUIRED;
        bool in_place = emit_is_in_place(rule->keyword);

        if (in_place)
            look(n, rule->schema);
        for (const gen_property *p = rule->property; p; p = p->next) {
            if (names_members)
                add_name(n, p->name);
            else if (in_place)
                look(n, p->schema);
        }
    }
}

bool emit_is_event_data(const gen_schema *schema)
{
    names n = { .left = SCHEMAS };

    look(&n, schema);
    return n.strange && !n.data;
}
