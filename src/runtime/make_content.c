/* What a string holds: JSON, made as any other value, at a place of its own below the string ("/data/#"). There the
 * checker finds it, too (check_content.c), so that another way is taken inside of it. */
#include "base/transfer.h"
#include "runtime/make_inside.h"

bool us_goal_holds_json(const us_maker *mk, const us_goal *goal)
{
    return !mk->careless && us_goal_rule(goal, US_ASKS_CONTENT_MEDIA_TYPE, NULL);
}

us_text us_make_encoded(us_maker *mk, const us_goal *goal, us_text text)
{
    const us_rule *rule = us_goal_rule(goal, US_ASKS_CONTENT_ENCODING, NULL);

    if (!rule || mk->careless)
        return (us_text){ NULL, 0 };
    return us_transfer_encode(mk->arena, rule->text, text);
}

/* Where no schema says what it is, it is the JSON that people expect, an object. */
static us_goal goal_inside(us_maker *mk, const us_goal *goal)
{
    us_goal inside;

    us_goal_begin(&inside, goal);
    for (const us_rule *rule = NULL; (rule = us_goal_rule(goal, US_ASKS_CONTENT_SCHEMA, rule));)
        us_goal_add(mk, &inside, rule->shape);
    if (inside.shapes == 0)
        us_goal_allow(&inside, US_OBJECT);
    return inside;
}

us_text us_make_held(us_maker *mk, const us_goal *goal)
{
    us_buf outside = mk->out;
    size_t place = us_make_enter(mk, US_TEXT("#"));
    us_goal inside = goal_inside(mk, goal);
    us_text text, encoded;

    mk->out = us_buf_new(mk->arena, 256);
    us_make_value(mk, &inside);
    text = us_buf_text(&mk->out);
    mk->out = outside;
    us_make_leave(mk, place);
    encoded = us_make_encoded(mk, goal, text);
    return encoded.bytes ? encoded : text;
}
