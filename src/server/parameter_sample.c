/* How a value is written in a query in a given style: for messages that show a client what to send. */
#include "base/buf.h"
#include "base/percent.h"
#include "server/parameter.h"
#include "server/reading.h"
#include "server/service_inside.h"

/* No more items and members than these are shown, and no more bytes of a text. */
#define SHOWN_ITEMS 3
#define SHOWN_BYTES 40

static void add_encoded(us_buf *out, us_text text)
{
    us_percent_encode(out, us_text_slice(text, 0, SHOWN_BYTES), US_TEXT(US_MARKS_PARAMETER));
}

/* What is itself a list or an object is written as JSON, which is how one in a list can be sent. */
static void add_value(us_buf *out, const us_json *value)
{
    us_buf json = us_buf_new(out->arena, 32);
    if (us_json_kind(value) == cJSON_String) {
        add_encoded(out, us_json_string(value));
        return;
    }
    us_json_write(&json, value);
    add_encoded(out, us_buf_text(&json));
}

static const char *divider_of(enum us_style style)
{
    return style == US_STYLE_SPACE ? "%20" : style == US_STYLE_PIPE ? "|" : ",";
}

/* "c=", "c[]=", "c[x]=", "c.x=", "x=": what stands before an item or a member that comes by itself. */
static void add_name(us_buf *out, const us_parameter *parameter, const us_json *child, bool member)
{
    bool flat = member && parameter->style == US_STYLE_FORM;
    if (!flat)
        us_buf_add(out, us_text_from(parameter->name));
    us_buf_add_string(out, parameter->style == US_STYLE_DEEP   ? "["
                           : parameter->style == US_STYLE_DOTS ? "."
                                                               : "");
    if (member)
        add_encoded(out, us_json_key(child));
    us_buf_add_string(out, parameter->style == US_STYLE_DEEP ? "]=" : "=");
}

static void add_child(us_buf *out, const us_parameter *parameter, const us_json *child, bool member,
                      bool first)
{
    bool apart = parameter->explode || parameter->style == US_STYLE_DEEP;
    if (apart) {
        us_buf_add_string(out, first ? "" : "&");
        add_name(out, parameter, child, member);
        add_value(out, child);
        return;
    }
    if (first)
        us_buf_add(out, us_text_from(parameter->name));
    us_buf_add_string(out, first ? "=" : divider_of(parameter->style));
    if (member) {
        add_encoded(out, us_json_key(child));
        us_buf_add_string(out, divider_of(parameter->style));
    }
    add_value(out, child);
}

us_text us_parameter_sample(us_arena *arena, const us_parameter *parameter, const us_json *value)
{
    us_buf out = us_buf_new(arena, 128);
    bool member = us_json_kind(value) == cJSON_Object;
    unsigned shown = 0;
    if (!member && us_json_kind(value) != cJSON_Array)
        return US_TEXT("");
    for (const us_json *child = us_json_first(value); child && shown < SHOWN_ITEMS;
         child = us_json_next(child), shown++)
        add_child(&out, parameter, child, member, shown == 0);
    if (value->count > shown)
        us_buf_add_string(&out, "...");
    return us_buf_text(&out);
}
