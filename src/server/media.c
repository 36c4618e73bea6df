/* Reading and comparing media types; names and the values of parameters are compared without case. */
#include "server/media.h"

#include "base/ascii.h"
#include "server/list.h"

bool us_media_parse(us_text text, us_media_type *media)
{
    size_t end = us_text_find(text, ';');
    us_text essence = us_text_trim(us_text_slice(text, 0, end));
    size_t slash = us_text_find(essence, '/');

    media->type = us_text_slice(essence, 0, slash);
    media->subtype = us_text_slice(essence, slash + 1, essence.length);
    if (us_text_equal(essence, US_TEXT("*"))) /* as Java's HttpURLConnection writes it */
        media->subtype = essence;
    media->parameters = us_text_slice(text, end + 1, text.length);
    return media->type.length > 0 && media->subtype.length > 0 &&
           us_text_find(media->subtype, '/') == media->subtype.length;
}

static bool is_star(us_text text)
{
    return text.length == 1 && text.bytes[0] == '*';
}

/* "+json" of "*+json", which no standard knows, but documents say; an empty text of any other subtype. */
static us_text open_suffix(us_text subtype)
{
    return us_text_starts(subtype, US_TEXT("*+")) ? us_text_slice(subtype, 1, subtype.length)
                                                  : US_TEXT("");
}

static bool ends_with(us_text text, us_text end)
{
    size_t tail = text.length > end.length ? text.length - end.length : 0;
    return us_text_equal_nocase(us_text_slice(text, tail, text.length), end);
}

bool us_media_is_range(const us_media_type *media)
{
    return is_star(media->type) || is_star(media->subtype) ||
           open_suffix(media->subtype).length > 0;
}

/* What says how the type is sent, or wished for, and not what it is. */
static bool is_of_transport(us_text name)
{
    return us_text_equal_nocase(name, US_TEXT("q")) ||
           us_text_equal_nocase(name, US_TEXT("charset")) ||
           us_text_equal_nocase(name, US_TEXT("boundary"));
}

static us_text unquoted(us_text value)
{
    bool quoted = value.length >= 2 && value.bytes[0] == '"';
    return quoted ? us_text_slice(value, 1, value.length - 1) : value;
}

/* False: the type has a parameter of the range with another value. *any: it has one with the same. */
static bool has_parameters(const us_media_type *range, const us_media_type *type, bool *any)
{
    us_text rest = range->parameters, item, name, value;
    *any = false;
    while (us_list_next(&rest, ";", &item)) {
        us_list_pair(item, &name, &value);
        us_text own = us_media_parameter(type, name);
        if (!own.bytes || is_of_transport(name))
            continue;
        if (!us_text_equal_nocase(unquoted(own), unquoted(value)))
            return false;
        *any = true;
    }
    return true;
}

static bool is_same(const us_media_type *a, const us_media_type *b)
{
    return us_text_equal_nocase(a->type, b->type) && us_text_equal_nocase(a->subtype, b->subtype);
}

unsigned us_media_fit(const us_media_type *range, const us_media_type *type)
{
    bool more;
    if (is_star(range->type))
        return is_star(range->subtype) ? 1 : 0;
    if (!us_text_equal_nocase(range->type, type->type))
        return 0;
    if (is_star(range->subtype))
        return 2;
    us_text suffix = open_suffix(range->subtype);
    if (suffix.length > 0)
        return ends_with(type->subtype, suffix) ? 2 : 0;
    if (!is_same(range, type) || !has_parameters(range, type, &more))
        return 0;
    return more ? 4 : 3;
}

us_text us_media_parameter(const us_media_type *media, us_text name)
{
    us_text rest = media->parameters;
    us_text item;
    while (us_list_next(&rest, ";", &item)) {
        us_text key, value;
        us_list_pair(item, &key, &value);
        if (us_text_equal_nocase(key, name))
            return value;
    }
    return (us_text){ NULL, 0 };
}

/* Whether the subtype is the format, or has it as a suffix. */
static bool is_format(const us_media_type *media, us_text format, us_text suffix)
{
    if (ends_with(media->subtype, suffix))
        return true;
    return us_text_equal_nocase(media->subtype, format) &&
           (us_text_equal_nocase(media->type, US_TEXT("application")) ||
            us_text_equal_nocase(media->type, US_TEXT("text")));
}

bool us_media_is_json(const us_media_type *media)
{
    return is_format(media, US_TEXT("json"), US_TEXT("+json"));
}

bool us_media_is_xml(const us_media_type *media)
{
    return is_format(media, US_TEXT("xml"), US_TEXT("+xml"));
}

bool us_media_is_text(const us_media_type *media)
{
    return us_text_equal_nocase(media->type, US_TEXT("text")) && !us_media_is_json(media) &&
           !us_media_is_xml(media);
}

/* "0.5" is 500, and so is ".5", which Java's HttpURLConnection writes. A weight that is none counts as 1, as if it
 * were not there. */
static unsigned read_weight(us_text text)
{
    bool bare = us_text_starts(text, US_TEXT("."));
    if (text.length <= bare || text.length > 5 || us_text_find(US_TEXT("01."), text.bytes[0]) == 3)
        return 1000;
    unsigned weight = text.bytes[0] == '1' ? 1000 : 0;
    unsigned unit = 100;
    for (size_t i = bare ? 1 : 2; i < text.length; i++, unit /= 10) {
        if (!us_is_digit(text.bytes[i]))
            return 1000;
        weight += (unsigned)(text.bytes[i] - '0') * unit;
    }
    return weight > 1000 ? 1000 : weight;
}

unsigned us_media_weight(const us_media_type *media)
{
    return read_weight(us_media_parameter(media, US_TEXT("q")));
}

unsigned us_media_quality(us_text accept, const us_media_type *type, unsigned *fit)
{
    unsigned quality = 0;
    us_text item;
    *fit = 0;
    while (us_list_next(&accept, ",", &item)) {
        us_media_type range;
        unsigned fits = us_media_parse(item, &range) ? us_media_fit(&range, type) : 0;
        if (fits == 0 || fits < *fit)
            continue;
        unsigned weight = us_media_weight(&range);
        if (fits > *fit || weight > quality)
            quality = weight;
        *fit = fits;
    }
    return quality;
}

bool us_media_accepts_kin(us_text accept, const us_media_type *type)
{
    bool json = us_media_is_json(type);
    us_text item;
    while (us_list_next(&accept, ",", &item)) {
        us_media_type range;
        if (us_media_parse(item, &range) && us_media_weight(&range) > 0 &&
            (is_same(&range, type) || (json && us_media_is_json(&range))))
            return true;
    }
    return false;
}
