/* OpenAPI 3.2: a parameter in `querystring` is the whole query, as content of one media type: a form, JSON or
 * text. It stands alone: where there is one, no other parameter is in the query. */
#include "gen/openapi.h"

static bool is_form(us_text media_type)
{
    us_text essence = us_text_trim(us_text_slice(media_type, 0, us_text_find(media_type, ';')));
    return us_text_equal_nocase(essence, US_TEXT("application/x-www-form-urlencoded"));
}

bool openapi_read_querystring(openapi *o, const gen_member *media, gen_parameter *parameter)
{
    const gen_node *node = gen_follow(media->value);
    if (!is_form(media->key))
        return false;
    parameter->style = GEN_STYLE_FORM;
    parameter->explode = true;
    parameter->schema_node = gen_get(node, "schema");
    parameter->encoding = openapi_read_encodings(o, gen_get(node, "encoding"));
    return true;
}

static void warn_of_neighbour(openapi *o, const gen_parameter *whole, const gen_parameter *other)
{
    if (other->in == GEN_IN_QUERY)
        gen_warning(o->g, other->at,
                    "the parameter in line %u is the whole query already; both are checked",
                    whole->at.line);
}

void openapi_check_querystring(openapi *o, gen_parameter **list)
{
    const gen_parameter *whole = NULL;
    for (gen_parameter **place = list; *place;) {
        gen_parameter *p = *place;
        if (p->in != GEN_IN_QUERYSTRING || !whole) {
            whole = p->in == GEN_IN_QUERYSTRING ? p : whole;
            place = &p->next;
            continue;
        }
        gen_warning(o->g, p->at, "not used: the whole query was already described in line %u",
                    whole->at.line);
        openapi_note_dropped(o->g, p->item, "the whole query was already described");
        *place = p->next;
    }
    for (const gen_parameter *p = whole ? *list : NULL; p; p = p->next)
        warn_of_neighbour(o, whole, p);
}
