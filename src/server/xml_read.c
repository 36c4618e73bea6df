/* Reading XML by libxml2's events, straight into the arena: its own tree is never built, so nothing has to be freed
 * and a document cannot make it large. */
#include "server/xml.h"

#include <dlfcn.h>
#include <libxml/parser.h>
#include <string.h>

#include "base/buf.h"
#include "server/library.h"

/* ---- libxml2 ------------------------------------------------------------------------------------ */

#define XML_CALLS                                                                                  \
    XML_CALL(xmlInitParser)                                                                        \
    XML_CALL(xmlCreatePushParserCtxt)                                                              \
    XML_CALL(xmlCtxtUseOptions)                                                                    \
    XML_CALL(xmlDictSetLimit)                                                                      \
    XML_CALL(xmlParseChunk)                                                                        \
    XML_CALL(xmlStopParser)                                                                        \
    XML_CALL(xmlFreeParserCtxt)

static struct {
#define XML_CALL(name) __typeof__(name) *name;
    XML_CALLS
#undef XML_CALL
} calls;

static bool found;

bool us_xml_find(void)
{
    if (found)
        return true;
    void *library = dlopen("libxml2.so.2", RTLD_NOW | RTLD_LOCAL);
    found = library != NULL;
#define XML_CALL(name) found = found && us_library_call(library, #name, &calls.name);
    XML_CALLS
#undef XML_CALL
    if (found)
        calls.xmlInitParser();
    return found;
}

bool us_xml_is_found(void)
{
    return found;
}

/* ---- Events ------------------------------------------------------------------------------------- */

typedef struct open_element {
    us_xml_element *element;
    us_xml_element **last; /* where its next child goes */
    us_buf text;           /* begun with the first character */
} open_element;

typedef struct reader {
    us_arena *arena;
    xmlParserCtxtPtr parser;
    us_xml_element *root;
    open_element open[US_XML_DEPTH];
    unsigned depth;
    us_xml_error *error;
    bool failed;
} reader;

/* The first complaint counts; the others follow from it. */
static void fail(reader *r, us_text message, int line, int column)
{
    if (r->failed)
        return;
    r->failed = true;
    while (us_text_ends(message, US_TEXT("\n"))) /* as libxml2 ends its own */
        message.length--;
    r->error->message = us_arena_copy(r->arena, message);
    r->error->line = line > 0 ? (unsigned)line : 1;
    r->error->column = column > 0 ? (unsigned)column : 1;
    calls.xmlStopParser(r->parser);
}

static void fail_here(reader *r, const char *message)
{
    fail(r, us_text_of(message), r->parser->input->line, r->parser->input->col);
}

static us_text copy(reader *r, const xmlChar *string)
{
    return string ? us_arena_copy(r->arena, us_text_of((const char *)string)) : US_TEXT("");
}

/* libxml2 hands five pointers an attribute: name, prefix, URI, begin and end of the value. */
static us_xml_attribute *read_attributes(reader *r, const xmlChar **given, int count)
{
    us_xml_attribute *first = NULL, **last = &first;
    for (int i = 0; i < count; i++, given += 5) {
        us_text value = { (const char *)given[3], (size_t)(given[4] - given[3]) };
        *last = US_NEW(r->arena, us_xml_attribute);
        **last = (us_xml_attribute){ .name = copy(r, given[0]),
                                     .space = copy(r, given[2]),
                                     .value = us_arena_copy(r->arena, value) };
        last = &(*last)->next;
    }
    return first;
}

static void put(reader *r, us_xml_element *element)
{
    if (r->depth == 0) {
        r->root = element;
        return;
    }
    open_element *parent = &r->open[r->depth - 1];
    element->parent = parent->element;
    *parent->last = element;
    parent->last = &element->next;
}

static void begin_element(void *context, const xmlChar *name, const xmlChar *prefix,
                          const xmlChar *uri, int namespaces, const xmlChar **namespace_list,
                          int attributes, int defaulted, const xmlChar **attribute_list)
{
    reader *r = context;
    (void)prefix, (void)namespaces, (void)namespace_list, (void)defaulted;
    if (r->failed)
        return;
    if (r->depth == US_XML_DEPTH) {
        fail_here(r, "elements nest deeper than 100 levels");
        return;
    }
    us_xml_element *element = US_NEW(r->arena, us_xml_element);
    element->name = copy(r, name);
    element->space = copy(r, uri);
    element->line = (unsigned)r->parser->input->line;
    element->attribute = read_attributes(r, attribute_list, attributes);
    put(r, element);
    r->open[r->depth++] = (open_element){ .element = element, .last = &element->child };
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix,
                        const xmlChar *uri)
{
    reader *r = context;
    (void)name, (void)prefix, (void)uri;
    if (r->failed || r->depth == 0)
        return;
    open_element *ended = &r->open[--r->depth];
    ended->element->text = ended->text.arena ? us_buf_text(&ended->text) : US_TEXT("");
}

static void take_characters(void *context, const xmlChar *characters, int length)
{
    reader *r = context;
    if (r->failed || r->depth == 0)
        return;
    us_buf *text = &r->open[r->depth - 1].text;
    if (!text->arena)
        *text = us_buf_new(r->arena, (size_t)length);
    us_buf_add(text, (us_text){ (const char *)characters, (size_t)length });
}

/* Before anything that it declares is looked at. */
static void refuse_declaration(void *context, const xmlChar *name, const xmlChar *external,
                               const xmlChar *system)
{
    (void)name, (void)external, (void)system;
    fail_here(context, "a document type declaration is not taken");
}

static void take_error(void *context, xmlErrorPtr error)
{
    if (error->code == XML_ERR_NO_MEMORY) /* also what its table of names says when it is full */
        fail_here(context, "it has more different names than are taken");
    else if (error->level >= XML_ERR_ERROR)
        fail(context, us_text_of(error->message ? error->message : "it is malformed"), error->line,
             error->int2);
}

/* ---- Reading ------------------------------------------------------------------------------------ */

static xmlSAXHandler handlers(void)
{
    xmlSAXHandler sax;
    memset(&sax, 0, sizeof sax);
    sax.initialized = XML_SAX2_MAGIC;
    sax.startElementNs = begin_element;
    sax.endElementNs = end_element;
    sax.characters = take_characters;
    sax.ignorableWhitespace = take_characters;
    sax.cdataBlock = take_characters;
    sax.internalSubset = refuse_declaration;
    sax.serror = take_error;
    return sax;
}

/* In pieces, so that a parser that was stopped does not go through the rest. */
#define PIECE 65536

static void feed(reader *r, us_text text)
{
    for (size_t at = 0; at < text.length && !r->failed; at += PIECE) {
        us_text piece = us_text_slice(text, at, at + PIECE);
        calls.xmlParseChunk(r->parser, piece.bytes, (int)piece.length, 0);
    }
    if (!r->failed)
        calls.xmlParseChunk(r->parser, NULL, 0, 1);
    if (!r->failed && (!r->parser->wellFormed || !r->root))
        fail_here(r, "it is malformed");
}

us_xml_element *us_xml_read(us_arena *arena, us_text text, bool utf8, us_xml_error *error)
{
    if (!us_xml_is_harmless(text, error))
        return NULL;
    reader *r = US_NEW(arena, reader);
    xmlSAXHandler sax = handlers();
    *error = (us_xml_error){ US_TEXT("no memory is left to read it"), 1, 1 };
    r->arena = arena;
    r->error = error;
    r->parser = calls.xmlCreatePushParserCtxt(&sax, r, NULL, 0, NULL);
    if (!r->parser)
        return NULL;
    /* Entities are replaced, or "&amp;" in an attribute would come as "&#38;"; there are no others without a DTD. */
    calls.xmlCtxtUseOptions(r->parser,
                            XML_PARSE_NONET | XML_PARSE_NOENT | (utf8 ? XML_PARSE_IGNORE_ENC : 0));
    calls.xmlDictSetLimit(r->parser->dict, US_XML_NAMES);
    feed(r, text);
    calls.xmlFreeParserCtxt(r->parser);
    return r->failed ? NULL : r->root;
}
