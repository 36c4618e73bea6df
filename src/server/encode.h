/* A value as a body: made or written as JSON, sent as the bytes of the media type that is declared. */
#ifndef US_ENCODE_H
#define US_ENCODE_H

#include "base/json.h"
#include "runtime/understudy.h"
#include "server/media.h"
#include "server/sequence.h"

/* The media type that is sent for the declared one: itself, or, of a range, one that fits it. */
us_text us_encode_type(us_text declared);

/* How well a body of the (concrete) type says what a value is. */
enum us_encode_fit {
    US_ENCODE_JSON,  /* JSON, or YAML, of which JSON is a part */
    US_ENCODE_VALUE, /* in another spelling: XML, CSV, a form, parts; also text */
    US_ENCODE_FILE,  /* not at all: the body is a small file of the type, which opens */
    US_ENCODE_PLAIN /* nobody here knows the type: the value as text, or as JSON, stands for a body of it */
};
enum us_encode_fit us_encode_fit(const us_media_type *type);

/* The body that spells `json`, which is a JSON text, in the arena. `media` says what the elements of XML and
 * the parts of a form are like, and what names an event. Bytes NULL: the type has no spelling for the value,
 * and *why says so. Of a type whose bodies are files the value does not matter.
 *
 *   a type of JSON, or YAML                 the text itself
 *   a type of XML                           elements and attributes (encode_xml.c)
 *   text/csv, text/tab-separated-values     a line for each item, after one of names (RFC 4180)
 *   application/x-www-form-urlencoded       a field for each member, or each item of one
 *   multipart/...                           a part for each; see us_encode_boundary
 *   text/event-stream, application/jsonl …  an item after the other (encode_sequence.c)
 *   image/png and so on                     a file (encode_file.c)
 *   other types                             a string as it is, anything else as JSON */
us_text us_encode(us_arena *arena, us_text json, us_text type, const us_media *media, us_text *why);

/* The boundary with which a body of parts begins; empty: it begins with none. */
us_text us_encode_boundary(us_text body);

/* ---- one file for each spelling; `value` is what us_encode was given ---- */

us_text us_encode_xml(us_arena *arena, const us_json *value, const us_reading *reading);
us_text us_encode_table(us_arena *arena, const us_json *value, char separator);
us_text us_encode_form(us_arena *arena, const us_json *value, const us_reading *reading);
us_text us_encode_parts(us_arena *arena, const us_json *value, const us_reading *reading);

us_text us_encode_sequence(us_arena *arena, const us_json *value, enum us_sequence kind,
                           us_text event);

/* Adds one item of a sequence, with its end. An event whose data is an object with the member `event` gets the text of
 * that as its name; without that member, or where `event` is empty, it has none. */
void us_encode_item(us_buf *out, const us_json *value, enum us_sequence kind, us_text event);

/* A scalar as its bytes, anything else as JSON. */
us_text us_encode_plain(us_arena *arena, const us_json *value);

/* A file of the type, constant; bytes NULL: there is none. */
us_text us_encode_file(const us_media_type *type);

/* The text as an element or an attribute has it. */
void us_encode_xml_text(us_buf *out, us_text text);

#endif
