/* The lines of an expected reply, one function a kind of line. */
#include "wire_expect.h"

#include <ctype.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/json.h"

typedef struct verdict {
    us_arena *arena;
    const char *root;
    us_text fields, body; /* of the reply */
    const us_json *json;  /* the body, once it was read */
    us_buf *complaints;
    unsigned count;
    unsigned line; /* of the expectation at hand */
} verdict;

static void complain(verdict *v, const char *format, ...) __attribute__((format(printf, 2, 3)));

static void complain(verdict *v, const char *format, ...)
{
    va_list arguments;
    us_buf_print(v->complaints, "%u: ", v->line);
    va_start(arguments, format);
    us_buf_vprint(v->complaints, format, arguments);
    va_end(arguments);
    us_buf_add_byte(v->complaints, '\n');
    v->count++;
}

static bool contains(us_text text, us_text part)
{
    for (size_t i = 0; i + part.length <= text.length; i++)
        if (part.length == 0 || memcmp(text.bytes + i, part.bytes, part.length) == 0)
            return true;
    return false;
}

us_text wire_read_file(us_arena *arena, const char *path)
{
    FILE *file = fopen(path, "rb");
    if (!file)
        return (us_text){ NULL, 0 };
    us_buf out = us_buf_new(arena, 4096);
    char piece[4096];
    for (size_t got; (got = fread(piece, 1, sizeof piece, file)) > 0;)
        us_buf_add(&out, (us_text){ piece, got });
    fclose(file);
    return us_buf_text(&out);
}

/* ---- Fields ----------------------------------------------------------------------------------- */

static bool value_fits(us_text value, us_text wanted)
{
    if (us_text_equal(wanted, US_TEXT("*")))
        return true;
    if (us_text_starts(wanted, US_TEXT("~ ")))
        return contains(value, us_text_slice(wanted, 2, wanted.length));
    return us_text_equal(value, wanted);
}

/* Looks for a field of that name whose value fits; *seen says whether there is one of that name. */
static bool find_field(const verdict *v, us_text name, us_text wanted, us_text *seen)
{
    us_text rest = v->fields, line;
    *seen = (us_text){ NULL, 0 };
    while (wire_next_line(&rest, &line)) {
        size_t colon = us_text_find(line, ':');
        us_text value = us_text_trim(us_text_slice(line, colon + 1, line.length));
        if (!us_text_equal_nocase(us_text_slice(line, 0, colon), name))
            continue;
        *seen = value;
        if (value_fits(value, wanted))
            return true;
    }
    return false;
}

static void check_field(verdict *v, us_text line)
{
    us_text seen;
    bool absent = us_text_starts(line, US_TEXT("!"));
    us_text rest = us_text_slice(line, absent ? 1 : 0, line.length);
    size_t colon = us_text_find(rest, ':');
    us_text name = us_text_trim(us_text_slice(rest, 0, colon));
    us_text wanted = us_text_trim(us_text_slice(rest, colon + 1, rest.length));
    bool found = find_field(v, name, absent ? US_TEXT("*") : wanted, &seen);
    if (absent && found)
        complain(v, "there is a field %.*s: %.*s", (int)name.length, name.bytes, (int)seen.length,
                 seen.bytes);
    else if (!absent && !found)
        complain(v, "%.*s; it is \"%.*s\"", (int)line.length, line.bytes,
                 seen.bytes ? (int)seen.length : 8, seen.bytes ? seen.bytes : "(absent)");
}

/* ---- Bodies ----------------------------------------------------------------------------------- */

static void check_file(verdict *v, us_text name)
{
    us_text path = us_arena_print(v->arena, "%s/%.*s", v->root, (int)name.length, name.bytes);
    us_text wanted = wire_read_file(v->arena, path.bytes);
    if (!wanted.bytes)
        complain(v, "%s cannot be read", path.bytes);
    else if (!us_text_equal(wanted, v->body))
        complain(v, "the body is not %.*s but\n%.*s", (int)name.length, name.bytes,
                 (int)v->body.length, v->body.bytes);
}

static const us_json *step_into(verdict *v, const us_json *value, us_text token)
{
    if (us_json_kind(value) == cJSON_Object)
        return us_json_member(value, token);
    if (us_json_kind(value) != cJSON_Array || token.length == 0 || !isdigit(token.bytes[0]))
        return NULL;
    unsigned long left = strtoul(us_arena_copy(v->arena, token).bytes, NULL, 10);
    const us_json *item = us_json_first(value);
    for (; item && left > 0; left--)
        item = us_json_next(item);
    return item;
}

/* Undoes ~1 and ~0 (RFC 6901, 4). */
static us_text unescape_token(us_arena *arena, us_text token)
{
    us_buf out = us_buf_new(arena, token.length);
    for (size_t i = 0; i < token.length; i++) {
        bool escape = token.bytes[i] == '~' && i + 1 < token.length;
        us_buf_add_byte(&out, !escape ? token.bytes[i] : token.bytes[++i] == '1' ? '/' : '~');
    }
    return us_buf_text(&out);
}

static const us_json *find_value(verdict *v, us_text pointer)
{
    us_json_error error;
    if (!v->json)
        v->json = us_json_read(v->arena, v->body, NULL, &error);
    const us_json *value = v->json;
    while (value && pointer.length > 1) {
        pointer = us_text_slice(pointer, 1, pointer.length);
        us_text token = us_text_slice(pointer, 0, us_text_find(pointer, '/'));
        pointer = us_text_slice(pointer, token.length, pointer.length);
        value = step_into(v, value, unescape_token(v->arena, token));
    }
    return value;
}

static us_text show(verdict *v, const us_json *value)
{
    us_buf out = us_buf_new(v->arena, 64);
    if (value)
        us_json_write(&out, value);
    else
        us_buf_add_string(&out, "(absent)");
    return us_buf_text(&out);
}

static bool equals(verdict *v, const us_json *value, us_text wanted)
{
    us_json_error error;
    const us_json *json = us_json_read(v->arena, wanted, NULL, &error);
    if (!json)
        complain(v, "what is expected is no JSON: %s", error.message);
    return json && value && us_json_equal(json, value);
}

static bool value_is(verdict *v, const us_json *value, us_text check)
{
    us_text rest = us_text_trim(us_text_slice(check, us_text_find(check, ' '), check.length));
    if (us_text_starts(check, US_TEXT("= ")))
        return equals(v, value, rest);
    if (us_text_starts(check, US_TEXT("~ ")))
        return value && us_json_kind(value) == cJSON_String &&
               contains(us_json_string(value), rest);
    if (us_text_starts(check, US_TEXT("count ")))
        return value && value->count == strtoul(us_arena_copy(v->arena, rest).bytes, NULL, 10);
    if (us_text_equal(check, US_TEXT("absent")))
        return !value;
    complain(v, "after a pointer comes =, ~, count or absent");
    return false;
}

static void check_value(verdict *v, us_text line)
{
    us_text pointer = us_text_slice(line, 0, us_text_find(line, ' '));
    us_text check = us_text_trim(us_text_slice(line, pointer.length, line.length));
    const us_json *value = find_value(v, pointer);
    us_text shown = show(v, value);
    if (!value_is(v, value, check))
        complain(v, "%.*s; it is %.*s", (int)line.length, line.bytes, (int)shown.length,
                 shown.bytes);
}

/* `| text` lines are one check together. */
static bool collect_exact(us_buf *exact, bool *any, us_text line)
{
    if (!us_text_starts(line, US_TEXT("|")))
        return false;
    if (*any)
        us_buf_add_byte(exact, '\n');
    us_buf_add(exact, us_text_slice(line, 2, line.length));
    *any = true;
    return true;
}

static void check_line(verdict *v, us_text line)
{
    us_text after = us_text_slice(line, us_text_find(line, ' ') + 1, line.length);
    if (us_text_starts(line, US_TEXT("/")))
        check_value(v, line);
    else if (us_text_starts(line, US_TEXT("= ")))
        check_file(v, after);
    else if (us_text_starts(line, US_TEXT("~ ")) && !contains(v->body, after))
        complain(v, "the body does not contain %.*s", (int)after.length, after.bytes);
    else if (us_text_starts(line, US_TEXT("!~ ")) && contains(v->body, after))
        complain(v, "the body contains %.*s", (int)after.length, after.bytes);
    else if (us_text_equal(line, US_TEXT("empty")) && v->body.length > 0)
        complain(v, "the body is not empty");
    else if (!us_text_starts(line, US_TEXT("~ ")) && !us_text_starts(line, US_TEXT("!~ ")) &&
             !us_text_equal(line, US_TEXT("empty")))
        complain(v, "a check that is none: %.*s", (int)line.length, line.bytes);
}

static void check_body(verdict *v, us_text checks)
{
    us_text line;
    us_buf exact = us_buf_new(v->arena, 256);
    bool any = false;
    for (; wire_next_line(&checks, &line); v->line++)
        if (!collect_exact(&exact, &any, line) && line.length > 0 && line.bytes[0] != '#')
            check_line(v, line);
    if (any && !us_text_equal(us_buf_text(&exact), v->body))
        complain(v, "the body is\n%.*s", (int)v->body.length, v->body.bytes);
}

/* ---- The reply -------------------------------------------------------------------------------- */

static us_text cut_status(us_text *reply)
{
    us_text line;
    return wire_next_line(reply, &line) ? us_text_slice(line, 9, 12) : US_TEXT("");
}

/* Cuts the head off: the fields stay in v->fields, what follows in v->body. */
static void cut_head(verdict *v, us_text reply)
{
    us_text line, rest = reply;
    while (wire_next_line(&rest, &line) && line.length > 0)
        ;
    v->fields = us_text_slice(reply, 0, reply.length - rest.length);
    v->body = rest;
}

unsigned wire_compare(us_arena *arena, const wire_case *wire, us_text reply, const char *root,
                      us_buf *complaints)
{
    verdict v = { .arena = arena, .root = root, .complaints = complaints };
    us_text status = cut_status(&reply);
    us_text fields = wire->fields, line;
    cut_head(&v, reply);

    v.line = wire->fields_line - 1;
    if (!us_text_equal(status, wire->status))
        complain(&v, "the status is %.*s, with the body\n%.*s", (int)status.length, status.bytes,
                 (int)v.body.length, v.body.bytes);
    for (v.line = wire->fields_line; wire_next_line(&fields, &line); v.line++)
        if (line.length > 0)
            check_field(&v, line);
    v.line = wire->checks_line;
    check_body(&v, wire->checks);
    return v.count;
}
