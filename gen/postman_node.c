/* The pieces that the tree of a collection is put together from. */
#include "base/json.h"

#include "gen/postman.h"

gen_node *postman_new(postman *p, enum gen_kind kind, gen_at at)
{
    gen_node *node = US_NEW(&p->g->arena, gen_node);
    node->kind = kind;
    node->at = at;
    return node;
}

gen_node *postman_text(postman *p, us_text text, gen_at at)
{
    gen_node *node = postman_new(p, GEN_STRING, at);
    node->text = text;
    return node;
}

gen_node *postman_truth(postman *p, bool truth, gen_at at)
{
    gen_node *node = postman_new(p, GEN_BOOLEAN, at);
    node->truth = truth;
    return node;
}

gen_node *postman_copy(postman *p, const gen_node *value)
{
    gen_node *copy = US_NEW(&p->g->arena, gen_node);
    *copy = *value;
    copy->next = NULL;
    return copy;
}

gen_node *postman_put(postman *p, gen_node *object, us_text key, gen_node *value)
{
    gen_member *member = US_NEW(&p->g->arena, gen_member), **last = &object->member;
    while (*last)
        last = &(*last)->next;
    member->key = key;
    member->at = value->at;
    member->value = value;
    *last = member;
    object->count++;
    return value;
}

gen_node *postman_add(gen_node *array, gen_node *item)
{
    gen_node **last = &array->item;
    while (*last)
        last = &(*last)->next;
    *last = item;
    array->count++;
    return item;
}

gen_node *postman_object_in(postman *p, gen_node *object, us_text key, gen_at at)
{
    gen_member *member = gen_find_member(object, key);
    return member ? member->value : postman_put(p, object, key, postman_new(p, GEN_OBJECT, at));
}

/* ---- Variables ------------------------------------------------------------------------------------------ */

/* Values are texts, but people write numbers, too. */
static us_text text_of(const gen_node *value)
{
    if (value && value->kind == GEN_BOOLEAN)
        return value->truth ? US_TEXT("true") : US_TEXT("false");
    return value && (value->kind == GEN_STRING || value->kind == GEN_NUMBER) ? value->text
                                                                             : (us_text){ NULL, 0 };
}

us_text postman_entry(const gen_node *list, const char *key)
{
    if (list && list->kind == GEN_OBJECT)
        return text_of(gen_get(list, key));
    for (const gen_node *item = list && list->kind == GEN_ARRAY ? list->item : NULL; item;
         item = item->next)
        if (!postman_is_disabled(item) &&
            (us_text_equal(gen_get_text(item, "key"), us_text_of(key)) ||
             us_text_equal(gen_get_text(item, "id"), us_text_of(key))))
            return text_of(gen_get(item, "value"));
    return (us_text){ NULL, 0 };
}

static us_text variable_in_scope(const postman *p, us_text name)
{
    const char *key = us_arena_copy(&p->g->arena, name).bytes;
    us_text value = { NULL, 0 };
    for (const postman_scope *scope = p->scope; scope && !value.bytes; scope = scope->outer)
        value = postman_entry(scope->variables, key);
    return value;
}

/* That of the environment goes before that of the collection, as in Postman; what is switched off is none. */
static us_text variable_of(const postman *p, us_text name)
{
    const gen_node *values = p->g->environment ? gen_get(p->g->environment, "values") : NULL;
    for (const gen_node *item = values ? values->item : NULL; item; item = item->next) {
        const gen_node *enabled = gen_get(item, "enabled");
        if (us_text_equal(gen_get_text(item, "key"), name) && (!enabled || enabled->truth))
            return text_of(gen_get(item, "value"));
    }
    return variable_in_scope(p, name);
}

static us_text fill(const postman *p, us_text text, bool dynamic)
{
    us_buf out = us_buf_new(&p->g->arena, text.length + 16);
    while (text.length > 0) {
        size_t open = us_text_find(text, '{');
        us_text inside = us_text_slice(text, open + 2, text.length), value = { NULL, 0 };
        size_t close = us_text_find(inside, '}');
        if (us_text_starts(us_text_slice(text, open, text.length), US_TEXT("{{")) &&
            us_text_starts(us_text_slice(inside, close, inside.length), US_TEXT("}}")))
            value = variable_of(p, us_text_slice(inside, 0, close));
        if (dynamic && !value.bytes)
            value = postman_dynamic(us_text_slice(inside, 0, close));
        us_buf_add(&out, us_text_slice(text, 0, open));
        if (value.bytes) {
            us_buf_add(&out, value);
            text = us_text_slice(inside, close + 2, inside.length);
        } else {
            us_buf_add(&out, us_text_slice(text, open, open + 1));
            text = us_text_slice(text, open + 1, text.length);
        }
    }
    return us_buf_text(&out);
}

us_text postman_filled(postman *p, us_text text)
{
    return fill(p, text, false);
}

us_text postman_sampled(postman *p, us_text text)
{
    return fill(p, text, true);
}

bool postman_is_disabled(const gen_node *item)
{
    return gen_is_true(item, "disabled");
}

us_text postman_field(const gen_node *headers, us_text name)
{
    for (const gen_node *item = headers && headers->kind == GEN_ARRAY ? headers->item : NULL; item;
         item = item->next)
        if (us_text_equal_nocase(gen_get_text(item, "key"), name) && !postman_is_disabled(item))
            return us_text_trim(gen_get_text(item, "value"));
    return (us_text){ NULL, 0 };
}

/* ---- JSON in texts -------------------------------------------------------------------------------------- */

static gen_node *from_json(postman *p, const us_json *value, gen_at at)
{
    static const enum gen_kind kinds[] = { GEN_NULL,   GEN_BOOLEAN, GEN_NUMBER,
                                           GEN_STRING, GEN_ARRAY,   GEN_OBJECT };
    int kind = us_json_kind(value);
    unsigned which = kind == cJSON_NULL                          ? 0
                     : kind == cJSON_True || kind == cJSON_False ? 1
                     : kind == cJSON_Number                      ? 2
                     : kind == cJSON_String                      ? 3
                     : kind == cJSON_Array                       ? 4
                                                                 : 5;
    gen_node *node = postman_new(p, kinds[which], at);
    node->truth = kind == cJSON_True;
    if (kind == cJSON_Number)
        node->text = us_arena_copy(&p->g->arena, (us_text){ value->spelling, value->length });
    if (kind == cJSON_String)
        node->text = us_json_string(value);
    if (kind != cJSON_Array && kind != cJSON_Object)
        return node;
    for (const us_json *child = us_json_first(value); child; child = us_json_next(child)) {
        if (kind == cJSON_Array)
            postman_add(node, from_json(p, child, at));
        else
            postman_put(p, node, us_json_key(child), from_json(p, child, at));
    }
    return node;
}

/* Outside of strings a variable that nobody sets stands for some value: null. */
static us_text without_variables(postman *p, us_text text)
{
    us_buf out = us_buf_new(&p->g->arena, text.length + 16);
    bool inside = false;
    for (size_t i = 0; i < text.length; i++) {
        us_text rest = us_text_slice(text, i, text.length);
        size_t end = us_text_find(rest, '}');
        char c = text.bytes[i];
        if (!inside && us_text_starts(rest, US_TEXT("{{")) && end + 1 < rest.length &&
            rest.bytes[end + 1] == '}') {
            us_buf_add_string(&out, "null");
            i += end + 1;
            continue;
        }
        us_buf_add_byte(&out, c);
        if (inside && c == '\\' && i + 1 < text.length)
            us_buf_add_byte(&out, text.bytes[++i]);
        else if (c == '"')
            inside = !inside;
    }
    return us_buf_text(&out);
}

gen_node *postman_parse(postman *p, us_text text, gen_at at)
{
    us_json_limits limits = { 64 };
    us_json_error error;
    const us_json *value = us_json_read(&p->g->arena, text, &limits, &error);
    if (!value)
        value = us_json_read(&p->g->arena, without_variables(p, text), &limits, &error);
    return value ? from_json(p, value, at) : NULL;
}
