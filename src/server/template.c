/* Writing the segments of a fixture, one after the other. */
#include "server/template.h"

#include "server/cue.h"
#include "server/encode.h"
#include "server/expression.h"

/* As deep as the compiler lets objects be merged, and one more. */
#define DEPTH 18

typedef struct filler {
    us_scene scene; /* without a turn samples are written */
    us_arena *arena;
    us_buf out;
    us_blanks *blanks;
    const us_json
        *over[DEPTH]; /* objects whose members are laid over those that are written; or NULL */
    unsigned depth;
    const us_json *inside; /* for the next object: what lies over it */
    bool patch;            /* the request says that null removes (RFC 7396) */
} filler;

/* ---- Text ------------------------------------------------------------------------------------------------- */

/* A comma separates from what stands before; in a list or an object of which all before was left out there is
 * nothing. */
static void write_text(filler *f, us_text text)
{
    char last = f->out.length > 0 ? f->out.bytes[f->out.length - 1] : '\0';
    bool first = last == '{' || last == '[';
    bool comma = text.length > 0 && text.bytes[0] == ',';
    us_buf_add(&f->out, us_text_slice(text, first && comma, text.length));
}

static us_text text_of(filler *f, const us_json *value)
{
    us_buf text = us_buf_new(f->arena, 32);
    if (us_json_kind(value) == cJSON_String)
        return us_json_string(value);
    us_json_write(&text, value);
    return us_buf_text(&text);
}

/* ---- Values ----------------------------------------------------------------------------------------------- */

static bool is_word(us_text text)
{
    return us_text_equal(text, US_TEXT("true")) || us_text_equal(text, US_TEXT("false"));
}

/* As the answer's schema has it, where it wants another type than the request's has: a number as text, or a text
 * that spells a number as one. */
static void write_typed(filler *f, const us_json *value, unsigned types)
{
    us_text text;
    bool scalar = value->types & (US_STRING | US_INTEGER | US_NUMBER | US_BOOLEAN);
    if (types == 0 || value->types & types || !scalar) {
        us_json_write(&f->out, value);
        return;
    }
    text = text_of(f, value);
    if ((types & (US_INTEGER | US_NUMBER) && us_json_new_number(f->arena, text)) ||
        (types & US_BOOLEAN && is_word(text)))
        us_buf_add(&f->out, text);
    else
        us_json_write_string(&f->out, text);
}

/* Every piece as text; what has no value is empty. */
static us_text join(filler *f, const us_segment *s)
{
    us_buf text = us_buf_new(f->arena, 64);
    for (unsigned i = 0; i < s->expressions; i++) {
        const us_json *value = us_expression_value(&f->scene, &s->expression[i]);
        if (value)
            us_buf_add(&text, text_of(f, value));
    }
    return us_buf_text(&text);
}

/* A section ends with "]]>", wherever that stands. */
static void add_to_section(us_buf *out, us_text text)
{
    for (size_t i = 0; i < text.length; i++) {
        if (us_text_starts(us_text_slice(text, i, text.length), US_TEXT("]]>"))) {
            us_buf_add_string(out, "]]]]><![CDATA[>");
            i += 2;
        } else {
            us_buf_add_byte(out, text.bytes[i]);
        }
    }
}

/* With `between` in the place of each line end. */
static void add_lines(us_buf *out, us_text text, const char *between)
{
    for (size_t i = 0; i < text.length; i++) {
        char byte = text.bytes[i];
        if (byte == '\r' && i + 1 < text.length && text.bytes[i + 1] == '\n')
            continue;
        if (byte == '\n' || byte == '\r')
            us_buf_add_string(out, between);
        else
            us_buf_add_byte(out, byte);
    }
}

static void add_escaped(us_buf *out, us_text text, enum us_segment_kind kind)
{
    if (kind == US_SEGMENT_XML)
        us_encode_xml_text(out, text);
    else if (kind == US_SEGMENT_CDATA)
        add_to_section(out, text);
    else if (kind == US_SEGMENT_DATA)
        add_lines(out, text, "\ndata: ");
    else if (kind == US_SEGMENT_FIELD)
        add_lines(out, text, " ");
    else
        us_buf_add(out, text);
}

/* As text, in what is no JSON; without a turn a word stands for every expression. */
static void write_plain(filler *f, const us_segment *s)
{
    for (unsigned i = 0; i < s->expressions; i++) {
        const us_expression *e = &s->expression[i];
        bool fixed = e->source == US_SOURCE_TEXT;
        const us_json *value = fixed || !f->scene.turn ? NULL : us_expression_value(&f->scene, e);
        if (fixed)
            us_buf_add(&f->out, us_text_from(e->text));
        else if (value)
            add_escaped(&f->out, text_of(f, value), s->kind);
        else if (!f->scene.turn)
            us_buf_add_string(&f->out, "text");
        if (!fixed && !f->scene.turn)
            f->blanks->loose = true;
    }
}

/* Left out with the name before it, where there is no value; a body that is nothing else is null then. */
static void write_value(filler *f, const us_segment *s)
{
    us_text text = us_text_from(s->text);
    const us_json *value;
    if (s->expressions > 1) {
        write_text(f, text);
        us_json_write_string(&f->out, join(f, s));
        return;
    }
    value = us_expression_typed(&f->scene, s->expression, s->types);
    if (value)
        write_text(f, text);
    if (value)
        write_typed(f, value, s->types);
    else if (text.length == 0)
        us_buf_add_string(&f->out, "null");
}

static void write_sample(filler *f, const us_segment *s)
{
    static const struct {
        unsigned type;
        const char *json;
    } samples[] = { { US_STRING, "\"string\"" }, { US_INTEGER | US_NUMBER, "0" },
                    { US_BOOLEAN, "true" },      { US_OBJECT, "{}" },
                    { US_ARRAY, "[]" },          { US_NULL, "null" } };
    unsigned i = 0;
    write_text(f, us_text_from(s->text));
    while (i < 5 && s->types > 0 && !(s->types & samples[i].type))
        i++;
    f->blanks->at[f->blanks->count++] = f->out.length;
    us_buf_add_string(&f->out, samples[i].json);
}

/* ---- $merge --------------------------------------------------------------------------------------------------- */

static bool is_object(const us_json *value)
{
    return value && us_json_kind(value) == cJSON_Object;
}

static void begin_merge(filler *f, const us_segment *s)
{
    const us_json *object = f->inside;
    if (s->expressions > 0)
        object = f->scene.turn ? us_expression_value(&f->scene, s->expression) : NULL;
    write_text(f, us_text_from(s->text));
    f->over[f->depth++] = is_object(object) ? object : NULL;
    f->inside = NULL;
}

/* How many of the segments that follow are not written. */
static unsigned write_member(filler *f, const us_segment *s)
{
    const us_json *over = f->over[f->depth - 1];
    const us_json *value = over ? us_json_member(over, us_text_from(s->key)) : NULL;
    if (!value)
        return 0;
    if (s->inside && is_object(value)) {
        f->inside = value;
        return 0;
    }
    if (!f->patch || us_json_kind(value) != cJSON_NULL) {
        write_text(f, us_text_from(s->text));
        us_json_write(&f->out, value);
    }
    return s->skip;
}

static bool is_named(const us_segment *s, us_text key)
{
    for (unsigned i = 0; i < s->names; i++)
        if (us_text_equal(us_text_from(s->name[i]), key))
            return true;
    return false;
}

static void end_merge(filler *f, const us_segment *s)
{
    const us_json *over = f->over[--f->depth];
    for (const us_json *m = over ? us_json_first(over) : NULL; m; m = us_json_next(m)) {
        if (is_named(s, us_json_key(m)) == s->open)
            continue;
        if (f->patch && us_json_kind(m) == cJSON_NULL)
            continue;
        write_text(f, US_TEXT(","));
        us_json_write_string(&f->out, us_json_key(m));
        us_buf_add_byte(&f->out, ':');
        us_json_write(&f->out, m);
    }
    us_buf_add(&f->out, us_text_from(s->text));
}

/* ---- All of it ------------------------------------------------------------------------------------------------- */

static unsigned write_segment(filler *f, const us_segment *s)
{
    switch (s->kind) {
    case US_SEGMENT_TEXT:
        write_text(f, us_text_from(s->text));
        break;
    case US_SEGMENT_VALUE:
        if (f->scene.turn)
            write_value(f, s);
        else
            write_sample(f, s);
        break;
    case US_SEGMENT_PLAIN:
    case US_SEGMENT_XML:
    case US_SEGMENT_CDATA:
    case US_SEGMENT_DATA:
    case US_SEGMENT_FIELD:
        write_plain(f, s);
        break;
    case US_SEGMENT_MERGE:
        begin_merge(f, s);
        break;
    case US_SEGMENT_MEMBER:
        return write_member(f, s);
    case US_SEGMENT_REST:
        end_merge(f, s);
        break;
    }
    return 0;
}

static us_text write_all(filler *f, const us_example *example)
{
    f->out = us_buf_new(f->arena, example->bytes.length + 256);
    for (unsigned i = 0; i < example->segments; i++)
        i += write_segment(f, &example->segment[i]);
    return us_buf_text(&f->out);
}

static bool removes_by_null(const us_request *request)
{
    us_text patch = US_TEXT("application/merge-patch+json");
    const us_text *type = us_request_field(request, US_TEXT("Content-Type"));
    return type && us_text_equal_nocase(us_text_slice(*type, 0, patch.length), patch);
}

us_choice us_template_choice(us_turn *turn, const us_choice *chosen)
{
    us_choice filled = *chosen;
    const us_example *example = chosen->example;
    us_example *whole = US_NEW(turn->arena, us_example);
    filler f = { .scene = { .turn = turn },
                 .arena = turn->arena,
                 .patch = removes_by_null(turn->request) };
    if (example->counts)
        f.scene.number = us_counter_next(turn, example->counter);
    us_text body = write_all(&f, example);
    *whole = *example;
    whole->bytes = (us_string){ body.bytes, (unsigned)body.length };
    filled.example = whole;
    return filled;
}

us_text us_template_sample(us_arena *arena, const us_example *example, us_blanks *blanks)
{
    filler f = { .arena = arena, .blanks = blanks };
    *blanks = (us_blanks){ .at = US_NEW_ARRAY(arena, size_t, example->segments) };
    return write_all(&f, example);
}
