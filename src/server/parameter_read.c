/* The styles of OpenAPI (3.1, 4.8.12.3): what the text of a parameter spells.
 *
 *              array                     object                     object, exploded
 *   simple     blue,black                R,100,G,200                R=100,G=200
 *   label      .blue,black  .blue.black  .R,100,G,200               .R=100.G=200
 *   matrix     ;c=blue,black             ;c=R,100,G,200             ;R=100;G=200
 *   form       c=blue,black  c=…&c=…     c=R,100,G,200              R=100&G=200
 *   space, pipe, tab   blue black, blue|black, the same with tabs
 *   deep     c[]=blue&c[]=black          c[R]=100&c[G]=200
 *   dots                                 c.R=100&c.G=200
 *
 * The lists of deep and all of dots are no styles of OpenAPI, but clients write them (dialect.h).
 * Pieces are cut before they are decoded, so that an encoded comma belongs to its item. */
#include "server/form.h"
#include "server/parameter.h"
#include "base/percent.h"
#include "server/reading.h"

static bool next_pair(const us_pairs *pairs, us_text name, unsigned *cursor, us_pair *given)
{
    while (*cursor < pairs->count) {
        *given = pairs->pair[(*cursor)++];
        if (us_text_equal(given->name, name))
            return true;
    }
    return false;
}

static bool next_field(const us_request *request, us_text name, unsigned *cursor, us_pair *given)
{
    while (*cursor < request->fields) {
        const us_field *field = &request->field[(*cursor)++];
        if (us_text_equal_nocase(field->name, name)) {
            us_text value = us_text_trim(field->value);
            *given = (us_pair){ name, value, value };
            return true;
        }
    }
    return false;
}

/* The whole query as one value. What cannot be decoded was refused before. */
static bool next_query(const us_turn *turn, unsigned *cursor, us_pair *given)
{
    us_text query = turn->request->query;
    if (query.length == 0 || (*cursor)++ > 0)
        return false;
    *given = (us_pair){ US_TEXT(""), query, query };
    if (!us_percent_decode(turn->arena, query, US_PLUS_STAYS, &given->value))
        given->value = query;
    return true;
}

bool us_parameter_next(const us_turn *turn, const us_parameter *parameter, unsigned *cursor,
                       us_pair *given)
{
    us_text name = us_text_from(parameter->name);
    switch (parameter->in) {
    case US_IN_PATH:
        return next_pair(&turn->path, name, cursor, given);
    case US_IN_QUERY:
        return next_pair(&turn->query, name, cursor, given);
    case US_IN_HEADER:
        return next_field(turn->request, name, cursor, given);
    case US_IN_COOKIE:
        return next_pair(&turn->cookie, name, cursor, given);
    case US_IN_QUERYSTRING:
        return next_query(turn, cursor, given);
    }
    return false;
}

/* The reading of a parameter that has no table of its own: its types stand in its row. */
typedef struct row_reading {
    us_reading own, item;
} row_reading;

static const us_reading *reading_of(const us_parameter *parameter, row_reading *room)
{
    if (parameter->reading)
        return parameter->reading;
    *room = (row_reading){ .own.types = parameter->types, .item.types = parameter->item_types };
    room->own.item = &room->item;
    return &room->own;
}

static bool is_exploded(const us_parameter *parameter)
{
    return parameter->explode &&
           (parameter->style == US_STYLE_FORM || parameter->style == US_STYLE_SPACE ||
            parameter->style == US_STYLE_PIPE);
}

/* Whether the schema wants an object and nothing that fits one text better. */
static bool is_object(const us_reading *reading)
{
    const unsigned others = US_BOOLEAN | US_INTEGER | US_NUMBER | US_STRING | US_ARRAY;
    return reading->types & US_OBJECT && !(reading->types & others);
}

/* ---- objects whose members are parameters of their own --------------------------------------------- */

static bool is_parameter(const us_operation *operation, us_text name)
{
    for (unsigned i = 0; i < operation->parameters; i++)
        if (operation->parameter[i].in == US_IN_QUERY &&
            us_text_equal(us_text_from(operation->parameter[i].name), name))
            return true;
    return false;
}

/* Whether what is inside the value stands in the names: "c[R]", "c.R". */
static bool is_deep(const us_parameter *parameter)
{
    return parameter->style == US_STYLE_DEEP || parameter->style == US_STYLE_DOTS;
}

/* The way from the parameter to what the pair gives it, in brackets; empty: it gives nothing. */
static us_text path_of(const us_turn *turn, const us_parameter *parameter,
                       const us_reading *reading, const us_pair *pair)
{
    us_text name = us_text_from(parameter->name);
    us_text path = us_text_slice(pair->name, name.length, pair->name.length);
    bool nameless = us_text_equal(path, US_TEXT("[]")); /* as only items of lists are */
    us_entry first;
    if (!us_text_starts(pair->name, name) || path.length < 2 ||
        (nameless && !(reading->types & US_ARRAY)))
        return US_TEXT("");
    if (parameter->style == US_STYLE_DOTS)
        return path.bytes[0] == '.' ? us_path_of_dots(turn->arena, path) : US_TEXT("");
    first.rest = path;
    return us_entry_bracket(&first) ? path : US_TEXT("");
}

/* What the pair gives to the object: the exploded one has the members that the schema names, or else whatever
 * no other parameter is called. */
static bool take_entry(const us_turn *turn, const us_parameter *parameter,
                       const us_reading *reading, const us_pair *pair, us_entry *entry)
{
    *entry = (us_entry){ .key = pair->name, .value = pair->value };
    if (is_deep(parameter)) {
        entry->rest = path_of(turn, parameter, reading, pair);
        return entry->rest.length > 0;
    }
    if (us_reading_of(reading, pair->name) != reading->other)
        return true;
    return (reading->members == 0 || reading->other) && !is_parameter(turn->operation, pair->name);
}

static void read_spread(const us_turn *turn, const us_parameter *parameter,
                        const us_reading *reading, us_parameter_value *read)
{
    const us_pairs *pairs = parameter->in == US_IN_COOKIE ? &turn->cookie : &turn->query;
    us_entries found = { .entry =
                             us_arena_alloc(turn->arena, sizeof(us_entry) * (pairs->count + 1)),
                         .rest = is_deep(parameter),
                         .separator = us_dialect_separator(turn->query_dialect) };
    for (unsigned i = 0; i < pairs->count; i++) {
        if (!take_entry(turn, parameter, reading, &pairs->pair[i], &found.entry[found.count]))
            continue;
        if (found.count++ == 0)
            read->first = pairs->pair[i];
    }
    read->count = found.count;
    if (found.count > 0)
        read->value = us_read_entries(turn->arena, &found, reading, &read->fault);
}

static bool is_spread(const us_parameter *parameter, const us_reading *reading)
{
    if (parameter->in != US_IN_QUERY && parameter->in != US_IN_COOKIE)
        return false;
    return is_deep(parameter) ||
           (parameter->reading && is_exploded(parameter) && is_object(reading));
}

/* ---- one text ---------------------------------------------------------------------------------------- */

/* Takes the sign of the style off the text: ".", or ";name=". False when it is not there. */
static bool take_prefix(const us_parameter *parameter, bool members, us_text *raw)
{
    us_text name = us_text_from(parameter->name);
    if (parameter->style != US_STYLE_LABEL && parameter->style != US_STYLE_MATRIX)
        return true;
    if (raw->length == 0 || raw->bytes[0] != (parameter->style == US_STYLE_LABEL ? '.' : ';'))
        return false;
    *raw = us_text_slice(*raw, 1, raw->length);
    if (parameter->style == US_STYLE_LABEL || members)
        return true;
    if (!us_text_starts(*raw, name))
        return false;
    *raw = us_text_slice(*raw, name.length, raw->length);
    if (raw->length > 0 && raw->bytes[0] != '=')
        return false;
    *raw = us_text_slice(*raw, 1, raw->length);
    return true;
}

static char separator_of(const us_parameter *parameter)
{
    char own = us_style_separator(parameter->style);
    if (parameter->style == US_STYLE_LABEL && parameter->explode)
        return '.';
    return own ? own : ',';
}

/* ";c=blue;c=black" as "blue,black", whose pieces are still encoded. */
static us_text join_matrix(us_arena *arena, us_text name, us_text raw)
{
    us_buf joined = us_buf_new(arena, raw.length + 1);
    while (raw.length > 0) {
        size_t end = us_text_find(raw, ';');
        us_text piece = us_text_slice(raw, 0, end);
        if (us_text_starts(piece, name) && piece.length > name.length &&
            piece.bytes[name.length] == '=')
            piece = us_text_slice(piece, name.length + 1, piece.length);
        us_buf_add(&joined, piece);
        us_buf_add_string(&joined, end < raw.length ? "," : "");
        raw = us_text_slice(raw, end + 1, raw.length);
    }
    return us_buf_text(&joined);
}

static bool is_delimited(enum us_style style)
{
    return style == US_STYLE_SPACE || style == US_STYLE_PIPE || style == US_STYLE_TAB;
}

static us_json *read_list(const us_turn *turn, const us_parameter *parameter,
                          const us_reading *reading, us_text raw, us_text value)
{
    bool exploded = parameter->explode, members = !(reading->types & US_ARRAY);
    us_cut cut = { .separator = separator_of(parameter),
                   .pairs = members && exploded,
                   .decoded = parameter->in == US_IN_HEADER,
                   .plus = parameter->in == US_IN_QUERY ? US_PLUS_IS_SPACE : US_PLUS_STAYS };
    if (parameter->style == US_STYLE_MATRIX && exploded && members)
        cut.separator = ';';
    else if (parameter->style == US_STYLE_MATRIX && exploded)
        raw = join_matrix(turn->arena, us_text_from(parameter->name), raw);
    /* these are often sent encoded, as a query must not hold them */
    if (is_delimited(parameter->style)) {
        cut.decoded = true;
        raw = value;
    }
    return us_read_cut(turn->arena, raw, cut, reading);
}

static bool is_of(const us_turn *turn, us_text text, unsigned types)
{
    return types & US_STRING ||
           us_json_kind(us_read_scalar(turn->arena, text, types)) != cJSON_String;
}

/* Text that spells an item, and none of the scalars that may stand for the list. */
static bool is_lone_item(const us_turn *turn, const us_reading *reading, us_text text)
{
    const us_reading *item = us_reading_at(reading, 0);
    return reading->types & US_ARRAY && !is_of(turn, text, reading->types) &&
           is_of(turn, text, item ? item->types : US_STRING);
}

/* Whether the text is a list. When a schema allows both a list and a scalar, only what could not be a scalar
 * is one: several values, a comma, or an item of another type. */
static bool is_list(const us_turn *turn, const us_parameter *parameter, const us_reading *reading,
                    us_text raw, const us_parameter_value *read)
{
    const unsigned scalars = US_BOOLEAN | US_INTEGER | US_NUMBER | US_STRING;
    if (!(reading->types & (US_ARRAY | US_OBJECT)) || is_deep(parameter))
        return false;
    if (!(reading->types & scalars) || (read->count > 1 && reading->types & US_ARRAY) ||
        is_lone_item(turn, reading, read->first.value))
        return true;
    return !is_exploded(parameter) && us_text_find(raw, separator_of(parameter)) < raw.length;
}

/* Lists that are given in several pieces: exploded ones, and header lines (RFC 9110, 5.3). */
static us_json *read_repeated(const us_turn *turn, const us_parameter *parameter,
                              const us_reading *reading)
{
    us_json *array = us_json_new_container(turn->arena, cJSON_Array);
    us_pair given;
    unsigned cursor = 0;
    while (us_parameter_next(turn, parameter, &cursor, &given)) {
        us_text rest = parameter->in == US_IN_HEADER ? given.raw : (us_text){ 0 };
        us_text item = given.value;
        do {
            size_t end = us_text_find(rest, separator_of(parameter));
            if (rest.length > 0)
                item = us_text_trim(us_text_slice(rest, 0, end));
            rest = us_text_slice(rest, end + 1, rest.length);
            /* empty items of a header do not count (RFC 9110, 5.6.1) */
            if (item.length > 0 || parameter->in != US_IN_HEADER)
                us_json_append(
                    array, us_read_item(turn->arena, item, us_reading_at(reading, array->count)),
                    US_TEXT(""));
        } while (rest.length > 0);
    }
    return array;
}

static void read_styled(const us_turn *turn, const us_parameter *parameter,
                        const us_reading *reading, us_parameter_value *read)
{
    us_text raw = read->first.raw, value = read->first.value;
    bool members = is_object(reading) && parameter->explode;
    bool prefixed = parameter->style == US_STYLE_LABEL || parameter->style == US_STYLE_MATRIX;
    if (!take_prefix(parameter, members, &raw)) {
        read->fault = parameter->style == US_STYLE_LABEL ? "must start with a '.', as in .blue"
                                                         : "must start with ';' and its name";
        return;
    }
    if (prefixed && !us_percent_decode(turn->arena, raw, US_PLUS_STAYS, &value))
        value = raw;
    if (is_list(turn, parameter, reading, raw, read))
        read->value = read_list(turn, parameter, reading, raw, value);
    else
        read->value = us_read_scalar(turn->arena, value, reading->types);
    if (!read->value)
        read->fault = us_reading_limit;
}

static void read_json(const us_turn *turn, us_parameter_value *read)
{
    us_json_error error;
    read->value = us_json_read(turn->arena, read->first.value, NULL, &error);
    if (!read->value)
        read->fault = us_arena_print(turn->arena, "must be JSON, but line %u, column %u: %s",
                                     error.line, error.column, error.message)
                          .bytes;
}

/* A whole query that is a form. */
static void read_form(const us_turn *turn, const us_parameter *parameter, us_parameter_value *read)
{
    read->value = us_form_read(turn->arena, read->first.raw, parameter->reading, turn->form_dialect,
                               &read->fault);
}

/* How often the parameter is given by its own name. */
static unsigned count_given(const us_turn *turn, const us_parameter *parameter,
                            us_parameter_value *read)
{
    us_pair given;
    unsigned count = 0;
    for (unsigned cursor = 0; us_parameter_next(turn, parameter, &cursor, &given); count++)
        if (read->count++ == 0)
            read->first = given;
    return count;
}

static void refuse_repeated(const us_parameter *parameter, bool list, us_parameter_value *read)
{
    read->repeated = true;
    read->fault = !list                                ? "value"
                  : parameter->style == US_STYLE_SPACE ? "list, its items divided by spaces"
                  : parameter->style == US_STYLE_PIPE  ? "list, its items divided by '|'"
                                                       : "list, its items divided by commas";
}

us_parameter_value us_parameter_read(const us_turn *turn, const us_parameter *parameter)
{
    us_parameter_value read = { 0 };
    row_reading room;
    const us_reading *reading = reading_of(parameter, &room);
    if (is_spread(parameter, reading))
        read_spread(turn, parameter, reading, &read);
    bool spread = read.count > 0;
    if (is_spread(parameter, reading) && !is_deep(parameter))
        return read;
    if (count_given(turn, parameter, &read) > 0 && spread) {
        read.value = NULL;
        read.repeated = true;
        read.fault = reading->types & US_ARRAY ? "value, or one list with its items in brackets"
                     : parameter->style == US_STYLE_DOTS
                         ? "value, or one object with its members behind dots"
                         : "value, or one object with its members in brackets";
    }
    if (spread)
        return read;
    bool joins = is_exploded(parameter) || parameter->in == US_IN_HEADER;
    bool list = read.count > 0 && is_list(turn, parameter, reading, read.first.raw, &read);
    if (read.count == 0 || !parameter->check)
        return read;
    if (parameter->style == US_STYLE_JSON && read.count == 1)
        read_json(turn, &read);
    else if (parameter->in == US_IN_QUERYSTRING && parameter->style == US_STYLE_FORM)
        read_form(turn, parameter, &read);
    else if (list && reading->types & US_ARRAY && joins)
        read.value = read_repeated(turn, parameter, reading);
    else if (read.count > 1)
        refuse_repeated(parameter, list, &read);
    else
        read_styled(turn, parameter, reading, &read);
    return read;
}
