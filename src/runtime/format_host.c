/* hostname (RFC 1123, section 2.1) and idn-hostname (RFC 5890, section 2.3.2.3).
 *
 * The rules of IDNA2008 for a label with characters beyond ASCII, among them the contextual ones of RFC 5892
 * and those for right-to-left text of RFC 5893, are libidn2's, as for registration (RFC 5891, section 4.2).
 * It looks at no label that is ASCII, so letters, digits and hyphens are looked at here. */
#include <idn2.h>

#include "base/utf8.h"
#include "runtime/format_host.h"

/* A label in the DNS, and a name of labels and dots (RFC 1035, 2.3.4, without the root's empty label). */
enum { LABEL_MOST = 63, NAME_MOST = 253 };

static bool is_ldh_label(us_text text)
{
    if (text.length == 0 || text.length > LABEL_MOST || text.bytes[0] == '-' ||
        text.bytes[text.length - 1] == '-')
        return false;
    for (size_t i = 0; i < text.length; i++)
        if (!us_is_word(text.bytes[i]) && text.bytes[i] != '-')
            return false;
    return true;
}

bool us_is_ldh_domain(us_text text)
{
    size_t dot;

    while ((dot = us_text_find(text, '.')) < text.length) {
        if (!is_ldh_label(us_text_slice(text, 0, dot)))
            return false;
        text = us_text_slice(text, dot + 1, text.length);
    }
    return is_ldh_label(text);
}

/* The length of the label as the DNS has it, or 0 when IDNA2008 does not allow it. One of `unicode` and
 * `ascii` is given. Allocates, because the library does. */
static size_t encoded_length(const uint8_t *unicode, const uint8_t *ascii)
{
    uint8_t *encoded = NULL;
    int result = idn2_register_u8(unicode, ascii, &encoded, 0);
    size_t length = result == IDN2_OK ? strlen((const char *)encoded) : 0;

    idn2_free(encoded);
    if (result == IDN2_MALLOC)
        us_out_of_memory();
    return length;
}

/* What starts with "xn--" claims to be an A-label. Names have no case, and the library's have lower case. */
static bool is_a_label(us_text label)
{
    uint8_t lower[LABEL_MOST + 1] = { 0 };

    for (size_t i = 0; i < label.length; i++)
        lower[i] = (uint8_t)(label.bytes[i] | (us_is_letter(label.bytes[i]) ? 0x20 : 0));
    return encoded_length(NULL, lower) > 0;
}

/* The length of an ASCII label, or 0. */
static size_t ascii_length(us_text label)
{
    bool claims =
        label.length >= 4 && us_text_equal_nocase(us_text_slice(label, 0, 4), US_TEXT("xn--"));

    return is_ldh_label(label) && (!claims || is_a_label(label)) ? label.length : 0;
}

/* The same for a U-label. Each of its characters takes at least one byte in the A-label. */
static size_t unicode_length(us_text label)
{
    uint8_t copy[LABEL_MOST * 4 + 1] = { 0 };

    if (label.length > LABEL_MOST * 4 || memchr(label.bytes, 0, label.length) ||
        !us_utf8_valid(label))
        return 0;
    memcpy(copy, label.bytes, label.length);
    return encoded_length(copy, NULL);
}

static bool is_ascii(us_text text)
{
    unsigned char all = 0;

    for (size_t i = 0; i < text.length; i++)
        all |= (unsigned char)text.bytes[i];
    return all < 0x80;
}

bool us_is_hostname(us_text text)
{
    if (text.length > NAME_MOST || !us_is_ldh_domain(text))
        return false;
    for (size_t dot; text.length > 0; text = us_text_slice(text, dot + 1, text.length)) {
        dot = us_text_find(text, '.');
        if (ascii_length(us_text_slice(text, 0, dot)) == 0)
            return false;
    }
    return true;
}

/* The bytes of the dot that the text starts with, or 0. Beside the full stop there are those of East Asia
 * (RFC 3490, section 3.1). */
static size_t dot_length(us_text text, bool any_dot)
{
    if (text.bytes[0] == '.')
        return 1;
    if (any_dot &&
        (us_text_starts(text, US_TEXT("\u3002")) || us_text_starts(text, US_TEXT("\uFF0E")) ||
         us_text_starts(text, US_TEXT("\uFF61"))))
        return 3;
    return 0;
}

bool us_is_idn_domain(us_text text, bool any_dot)
{
    size_t total = 0, dot = 1;

    if (text.length > NAME_MOST * 4)
        return false;
    while (dot > 0) {
        size_t end = 0, length;
        us_text label;

        dot = 0;
        while (end < text.length &&
               !(dot = dot_length(us_text_slice(text, end, text.length), any_dot)))
            end++;
        label = us_text_slice(text, 0, end);
        length = is_ascii(label) ? ascii_length(label) : unicode_length(label);
        if (length == 0)
            return false;
        total += length + (dot > 0);
        text = us_text_slice(text, end + dot, text.length);
    }
    return total <= NAME_MOST;
}

bool us_is_idn_hostname(us_text text)
{
    return us_is_idn_domain(text, true);
}
