/* The IR as text: schema by schema, one rule a line, each with its place.
 *
 *     AgentUpdate 159:7
 *       type object 159:7
 *       properties 161:7
 *         - "name" 162:9
 *           type string null 163:11
 *
 * Schemas are written where they stand; one that is referred to by name is written once, after what
 * refers to it. */
#include "base/utf8.h"
#include "gen/lower.h"

typedef struct dump {
    us_buf *out;
    unsigned indent;
    gen_schema **named; /* in the order found */
    unsigned count, room;
} dump;

static void start(dump *d)
{
    for (unsigned i = 0; i < d->indent; i++)
        us_buf_add_string(d->out, "  ");
}

static void end(dump *d, gen_at at)
{
    us_buf_print(d->out, " %u:%u\n", at.line, at.column);
}

/* Text of the document, so that it stays on its line and a terminal shows what it is. */
static void show(dump *d, us_text text)
{
    while (text.length > 0) {
        uint32_t point = 0xFFFD;
        unsigned length = us_utf8_decode(text, &point);

        gen_show_point(d->out, point);
        text = us_text_slice(text, length > 0 ? length : 1, text.length);
    }
}

static void show_json(dump *d, const gen_node *node)
{
    us_buf json = us_buf_new(d->out->arena, 32);

    gen_write_json(&json, node);
    us_buf_add_byte(d->out, ' ');
    show(d, us_buf_text(&json));
}

static void remember(dump *d, gen_schema *schema)
{
    for (unsigned i = 0; i < d->count; i++) {
        if (d->named[i] == schema)
            return;
    }
    if (d->count == d->room) {
        gen_schema **more = US_NEW_ARRAY(d->out->arena, gen_schema *, d->room * 2 + 8);

        for (unsigned i = 0; i < d->count; i++)
            more[i] = d->named[i];
        d->named = more;
        d->room = d->room * 2 + 8;
    }
    d->named[d->count++] = schema;
}

/* ---- Rules -------------------------------------------------------------------------------------------------- */

static void write_rules(dump *d, const gen_schema *schema);

/* What a schema is, after its label. */
static void write_schema(dump *d, gen_schema *schema, gen_at at)
{
    if (!schema || (!schema->never && !schema->rule)) {
        us_buf_add_string(d->out, " anything");
        end(d, at);
    } else if (schema->named) {
        us_buf_add_string(d->out, " -> ");
        show(d, schema->name);
        end(d, at);
        remember(d, schema);
    } else if (schema->never) {
        us_buf_add_string(d->out, " never");
        end(d, at);
    } else {
        end(d, at);
        write_rules(d, schema);
    }
}

static void write_types(dump *d, unsigned types)
{
    for (unsigned bit = 1; bit <= GEN_TYPE_OBJECT; bit <<= 1) {
        if (types & bit)
            us_buf_print(d->out, " %s", lower_type_name(bit));
    }
}

/* Texts stand as JSON strings, so that one line stays one line. */
static void write_text(dump *d, us_text text)
{
    gen_node string = { .kind = GEN_STRING, .text = text };

    show_json(d, &string);
}

static void write_names(dump *d, const gen_property *list)
{
    for (const gen_property *p = list; p; p = p->next)
        write_text(d, p->name);
}

/* The schemas of `properties` by name, those of `allOf` and of a dynamic reference by number. */
static void write_list(dump *d, const gen_rule *rule)
{
    enum lower_payload payload = lower_keyword_of(rule->keyword)->payload;
    bool named = payload != LOWER_SCHEMAS && payload != LOWER_DYNAMIC;
    unsigned number = 0;

    end(d, rule->at);
    d->indent++;
    for (const gen_property *p = rule->property; p; p = p->next) {
        start(d);
        if (named) {
            us_buf_add_byte(d->out, '-');
            write_text(d, p->name);
        } else {
            us_buf_print(d->out, "%u", ++number);
        }
        if (p->name_list) {
            write_names(d, p->name_list);
            end(d, p->at);
        } else {
            write_schema(d, p->schema, p->at);
        }
    }
    d->indent--;
}

static void write_payload(dump *d, const gen_rule *rule)
{
    switch (lower_keyword_of(rule->keyword)->payload) {
    case LOWER_TYPES:
        write_types(d, rule->types);
        break;
    case LOWER_VALUES:
    case LOWER_VALUE:
    case LOWER_NUMBER:
        show_json(d, rule->node);
        break;
    case LOWER_COUNT:
    case LOWER_TALLY:
        us_buf_print(d->out, " %u", rule->count);
        break;
    case LOWER_TEXT:
    case LOWER_FORMAT:
        write_text(d, rule->text);
        break;
    case LOWER_NAMES:
        write_names(d, rule->property);
        break;
    default:
        break;
    }
}

static void write_rule(dump *d, const gen_rule *rule)
{
    start(d);
    us_buf_add_string(d->out, lower_keyword_of(rule->keyword)->name);
    switch (lower_keyword_of(rule->keyword)->payload) {
    case LOWER_REST:
        if (rule->count > 0)
            us_buf_print(d->out, " after %u", rule->count);
        write_schema(d, rule->schema, rule->at);
        break;
    case LOWER_SCHEMA:
    case LOWER_BRANCH:
        write_schema(d, rule->schema, rule->at);
        break;
    case LOWER_CONTENT:
        write_text(d, rule->text);
        if (rule->schema)
            write_schema(d, rule->schema, rule->at);
        else
            end(d, rule->at);
        break;
    case LOWER_DYNAMIC:
        write_text(d, rule->text);
        write_list(d, rule);
        break;
    case LOWER_TAGS:
        write_text(d, rule->text);
        write_list(d, rule);
        break;
    case LOWER_SCHEMAS:
    case LOWER_MEMBERS:
    case LOWER_REQUIRES:
    case LOWER_DEPENDS:
        write_list(d, rule);
        break;
    default:
        write_payload(d, rule);
        end(d, rule->at);
    }
}

static void write_rules(dump *d, const gen_schema *schema)
{
    d->indent++;
    for (const gen_rule *rule = schema->rule; rule; rule = rule->next)
        write_rule(d, rule);
    d->indent--;
}

/* ---- What uses schemas ---------------------------------------------------------------------------------------- */

static void write_root(dump *d, const gen_operation *o, const char *role, us_text name,
                       gen_schema *schema, gen_at at)
{
    show(d, o->id);
    us_buf_print(d->out, " %s", role);
    write_text(d, name);
    write_schema(d, schema, at);
}

static void write_operation(dump *d, const gen_operation *o)
{
    for (const gen_parameter *p = o->parameter; p; p = p->next)
        write_root(d, o, "parameter", p->name, p->schema, p->at);
    for (const gen_media *m = o->body ? o->body->media : NULL; m; m = m->next)
        write_root(d, o, "body", m->type, m->schema, m->at);
    for (const gen_response *r = o->response; r; r = r->next) {
        for (const gen_media *m = r->media; m; m = m->next) {
            us_text role = us_arena_print(d->out->arena, "answer %u", r->status);

            write_root(d, o, role.bytes, m->type, m->schema, m->at);
        }
    }
}

void gen_dump_ir(us_buf *out, const gen_api *api)
{
    dump d = { .out = out };

    for (const gen_operation *o = gen_each_operation(api, NULL); o; o = gen_each_operation(api, o))
        write_operation(&d, o);
    for (unsigned i = 0; i < d.count; i++) { /* grows while it is written */
        gen_schema *schema = d.named[i];

        show(&d, schema->name);
        us_buf_add_string(out, schema->never ? " never" : "");
        end(&d, schema->at);
        write_rules(&d, schema);
    }
}
