/* A look at a document before libxml2 sees it: it compares each attribute of an element with each other, and looks for
 * each prefix among all namespaces that are declared around it, so a few megabytes could take hours. Only tags are looked at; what is malformed is libxml2's to say. */
#define _GNU_SOURCE /* memmem */
#include <string.h>

#include "server/xml.h"

/* What begins with the one ends with the other, and holds no tags. */
static const struct {
    us_text begin, end;
} asides[] = {
    { { "<!--", 4 }, { "-->", 3 } },
    { { "<![CDATA[", 9 }, { "]]>", 3 } },
    { { "<?", 2 }, { "?>", 2 } },
};

/* The length of what stands at the beginning of the text and holds no tags; 0: a tag stands there. */
static size_t aside_of(us_text text)
{
    for (size_t i = 0; i < sizeof asides / sizeof *asides; i++) {
        if (!us_text_starts(text, asides[i].begin))
            continue;
        const char *end =
            memmem(text.bytes, text.length, asides[i].end.bytes, asides[i].end.length);
        return end ? (size_t)(end - text.bytes) + asides[i].end.length : text.length;
    }
    return 0;
}

typedef struct tag {
    size_t length;
    unsigned attributes, namespaces; /* of those, how many declare a namespace */
} tag;

static bool is_white(char byte)
{
    return byte == ' ' || byte == '\t' || byte == '\r' || byte == '\n';
}

/* The tag at the beginning of the text. */
static tag read_tag(us_text text)
{
    tag t = { .length = 1 };
    char quote = '\0';
    for (; t.length < text.length && (quote || text.bytes[t.length] != '>'); t.length++) {
        char byte = text.bytes[t.length];
        if (quote)
            quote = byte == quote ? '\0' : quote;
        else if (byte == '"' || byte == '\'')
            quote = byte;
        else if (byte == '=')
            t.attributes++;
        else if (is_white(byte))
            t.namespaces +=
                us_text_starts(us_text_slice(text, t.length + 1, text.length), US_TEXT("xmlns"));
    }
    return t;
}

static const char *fault_of(const tag *t)
{
    if (t->attributes > US_XML_ATTRIBUTES)
        return "an element has more than 100 attributes";
    return t->namespaces > US_XML_NAMESPACES ? "an element declares more than 10 namespaces" : NULL;
}

bool us_xml_is_harmless(us_text text, us_xml_error *error)
{
    us_text rest = text;
    while (rest.length > 0) {
        tag t = { .length = us_text_find(rest, '<') };
        if (t.length == 0)
            t.length = aside_of(rest);
        if (t.length == 0)
            t = read_tag(rest);
        const char *fault = fault_of(&t);
        if (fault) {
            us_text before = us_text_slice(text, 0, text.length - rest.length);
            *error =
                (us_xml_error){ us_text_of(fault), (unsigned)us_text_count(before, '\n') + 1, 1 };
            return false;
        }
        rest = us_text_slice(rest, t.length, rest.length);
    }
    return true;
}
