/* The sources of runtime expressions, each a look at the turn. */
#include "server/expression.h"

#include "server/parameter.h"
#include "server/problem.h"

/* ---- The parts of a message ----------------------------------------------------------------------------- */

static const us_parameter *find_parameter(const us_operation *operation, enum us_in in,
                                          us_text name)
{
    for (unsigned i = 0; i < operation->parameters; i++) {
        const us_parameter *p = &operation->parameter[i];
        us_text own = us_text_from(p->name);
        if (p->in == in &&
            (in == US_IN_HEADER ? us_text_equal_nocase(own, name) : us_text_equal(own, name)))
            return p;
    }
    return NULL;
}

static const us_json *new_text(const us_scene *scene, us_text text)
{
    return us_json_new_string(scene->turn->arena, text);
}

/* Of what the contract does not declare, the text as it was sent. */
static const us_json *undeclared(const us_scene *scene, enum us_in in, us_text name)
{
    const us_turn *turn = scene->turn;
    const us_pairs *pairs = in == US_IN_PATH     ? &turn->path
                            : in == US_IN_COOKIE ? &turn->cookie
                                                 : &turn->query;
    if (in == US_IN_HEADER) {
        const us_text *field = us_request_field(turn->request, name);
        return field ? new_text(scene, *field) : NULL;
    }
    const us_pair *pair = us_pairs_find(pairs, name);
    return pair ? new_text(scene, pair->value) : NULL;
}

static const us_json *parameter_value(const us_scene *scene, enum us_in in, us_text name)
{
    const us_parameter *parameter = find_parameter(scene->turn->operation, in, name);
    us_parameter_value read = { 0 };
    if (parameter)
        read = us_parameter_read(scene->turn, parameter);
    return read.value ? read.value : undeclared(scene, in, name);
}

static const us_json *response_header(const us_scene *scene, us_text name)
{
    const us_turn *turn = scene->turn;
    for (unsigned i = 0; i < turn->fields; i++)
        if (us_text_equal_nocase(turn->field[i].name, name))
            return new_text(scene, turn->field[i].value);
    return NULL;
}

/* ---- Bodies --------------------------------------------------------------------------------------------- */

/* The value that the steps have read, or what they did not read because nobody checks. */
static const us_json *sent_body(us_scene *scene)
{
    const us_turn *turn = scene->turn;
    us_json_error error;
    if (!scene->read_sent) {
        us_text body = turn->body.length > 0 ? turn->body : turn->request->body;
        scene->sent = turn->value ? turn->value : us_json_read(turn->arena, body, NULL, &error);
        scene->read_sent = true;
    }
    return scene->sent;
}

static const us_json *answered_body(us_scene *scene)
{
    const us_turn *turn = scene->turn;
    us_json_error error;
    if (!scene->read_answered)
        scene->answered = us_json_read(turn->arena, turn->reply->body, NULL, &error);
    scene->read_answered = true;
    return scene->answered;
}

/* ---- The request as a whole ------------------------------------------------------------------------------- */

us_text us_turn_origin(const us_turn *turn)
{
    const us_text *host = us_request_field(turn->request, US_TEXT("Host"));
    us_text name = host && host->length > 0 ? *host : US_TEXT("localhost");
    return us_arena_print(turn->arena, "%s://%.*s", turn->request->encrypted ? "https" : "http",
                          US_SHOWN(name));
}

static us_text url_of(const us_turn *turn)
{
    const us_request *request = turn->request;
    us_buf out = us_buf_new(turn->arena, 128);
    us_buf_add(&out, us_turn_origin(turn));
    us_buf_add(&out, request->path);
    us_buf_add_string(&out, request->query.length > 0 ? "?" : "");
    us_buf_add(&out, request->query);
    return us_buf_text(&out);
}

/* ---- Values ----------------------------------------------------------------------------------------------- */

const us_json *us_expression_value(us_scene *scene, const us_expression *expression)
{
    const us_turn *turn = scene->turn;
    us_arena *arena = turn->arena;
    us_text text = us_text_from(expression->text);
    switch (expression->source) {
    case US_SOURCE_TEXT:
        return new_text(scene, text);
    case US_SOURCE_URL:
        return new_text(scene, url_of(turn));
    case US_SOURCE_METHOD:
        return new_text(scene, turn->request->method);
    case US_SOURCE_STATUS:
        return us_json_new_number(arena, us_arena_print(arena, "%u", turn->reply->status));
    case US_SOURCE_REQUEST_PATH:
        return parameter_value(scene, US_IN_PATH, text);
    case US_SOURCE_REQUEST_QUERY:
        return parameter_value(scene, US_IN_QUERY, text);
    case US_SOURCE_REQUEST_HEADER:
        return parameter_value(scene, US_IN_HEADER, text);
    case US_SOURCE_REQUEST_COOKIE:
        return parameter_value(scene, US_IN_COOKIE, text);
    case US_SOURCE_REQUEST_BODY:
        return us_json_at(arena, sent_body(scene), text);
    case US_SOURCE_RESPONSE_HEADER:
        return response_header(scene, text);
    case US_SOURCE_RESPONSE_BODY:
        return us_json_at(arena, answered_body(scene), text);
    case US_SOURCE_NOW:
    case US_SOURCE_UUID:
    case US_SOURCE_COUNTER:
        break;
    }
    return us_own_value(scene, expression->source);
}

static us_text text_of(us_arena *arena, const us_json *value)
{
    us_buf out = us_buf_new(arena, 64);
    if (us_json_kind(value) == cJSON_String)
        return us_json_string(value);
    us_json_write(&out, value);
    return us_buf_text(&out);
}

us_text us_template_text(us_scene *scene, const us_expression *piece, unsigned pieces)
{
    us_arena *arena = scene->turn->arena;
    us_buf out = us_buf_new(arena, 64);
    for (unsigned i = 0; i < pieces; i++) {
        const us_json *value = us_expression_value(scene, &piece[i]);
        if (!value)
            return (us_text){ NULL, 0 };
        us_buf_add(&out, text_of(arena, value));
    }
    return us_buf_text(&out);
}

const us_json *us_template_value(us_scene *scene, const us_expression *piece, unsigned pieces)
{
    us_text text;
    if (pieces == 1)
        return us_expression_value(scene, piece);
    text = us_template_text(scene, piece, pieces);
    return text.bytes ? us_json_new_string(scene->turn->arena, text) : NULL;
}
