/* check --manifest. A line has a keyword, as a place, its fate, its name, where its object stands in the
 * document, and why it is not enforced:
 *
 *     pets.yaml:49:13  enforced    minLength    #/components/schemas/Pet/properties/name
 *     pets.yaml:51:13  annotation  format       #/components/schemas/Pet/properties/tag: format "nick" is …
 *
 * A document may have millions of keywords, so rows are printed as they come and not kept; how wide a place
 * can get is known from the source. */
#include "cli/manifest.h"

#include <stdio.h>
#include <string.h>

#include "base/json.h"
#include "cli/console.h"

/* The longest word that is often seen is additionalProperties. */
enum { WORD_WIDTH = 20, PLACE_WIDTH = 60, REASONS_SHOWN = 20 };

static const char *const fates[] = {
    [GEN_ENFORCED] = "enforced",
    [GEN_ANNOTATION] = "annotation",
    [GEN_ALLOWED] = "allowed",
    [GEN_REFUSED] = "refused",
};

void us_manifest_begin(us_manifest *m, const gen *g, bool json)
{
    *m = (us_manifest){ .g = g, .json = json };
    m->line = us_buf_new(&m->arena, 512);
    if (json)
        us_print(stdout, US_TEXT("{\"manifest\":["));
}

void us_manifest_free(us_manifest *m)
{
    us_arena_free(&m->arena);
}

/* ---- Counting ------------------------------------------------------------------------------------ */

static void count_reason(us_manifest *m, us_text text, us_text word)
{
    us_manifest_reason **place = &m->reason, *reason;

    while (*place && !us_text_equal((*place)->text, text))
        place = &(*place)->next;
    reason = *place;
    if (!reason) {
        reason = US_NEW(&m->arena, us_manifest_reason);
        reason->text = us_arena_copy(&m->arena, text);
        reason->word = us_arena_copy(&m->arena, word);
    } else {
        *place = reason->next; /* to the front, since it will soon come again */
    }
    if (!us_text_equal(reason->word, word))
        reason->word = US_TEXT("");
    reason->count++;
    reason->next = m->reason;
    m->reason = reason;
}

static unsigned total_of(const us_manifest *m)
{
    unsigned total = 0;

    for (int fate = GEN_ENFORCED; fate <= GEN_REFUSED; fate++)
        total += m->count[fate];
    return total;
}

static void count(us_manifest *m, const gen_occurrence *row)
{
    m->count[row->fate]++;
    if (row->reason.length > 0)
        count_reason(m, row->reason, row->member->key);
}

/* ---- A row for a person -------------------------------------------------------------------------- */

static int digits(size_t number)
{
    return snprintf(NULL, 0, "%zu", number);
}

/* How wide "path:line:column" gets at most. */
static int width_of(const gen_source *source)
{
    size_t lines = 1, column = 1, longest = 1;
    int width;

    for (size_t i = 0; i < source->text.length; i++) {
        if (source->text.bytes[i] == '\n') {
            lines++;
            column = 0;
        }
        column++;
        longest = column > longest ? column : longest;
    }
    width = (int)strlen(source->path) + 2 + digits(lines) + digits(longest);
    return width < PLACE_WIDTH ? width : PLACE_WIDTH;
}

static void pad(us_buf *line, size_t start, int width)
{
    int missing = width - (int)(line->length - start);

    us_buf_print(line, "%*s", missing > 0 ? missing : 0, "");
}

static void write_place(us_manifest *m, gen_at at)
{
    const gen_source *source = &m->g->source[at.file];
    size_t start = m->line.length;

    if (m->source != source) {
        m->source = source;
        m->width = width_of(source);
    }
    gen_write_shown(&m->line, us_text_of(source->path));
    us_buf_print(&m->line, ":%u:%u", at.line, at.column);
    pad(&m->line, start, m->width);
}

static void write_text(us_manifest *m, const gen_occurrence *row)
{
    us_buf *line = &m->line;
    size_t start;

    write_place(m, row->member->at);
    us_buf_print(line, "  %-10s  ", fates[row->fate]);
    start = line->length;
    gen_write_shown(line, row->member->key);
    pad(line, start, WORD_WIDTH);
    us_buf_add_string(line, "  #");
    gen_write_shown(line, row->object);
    if (row->reason.length > 0) {
        us_buf_add_string(line, ": ");
        gen_write_shown(line, row->reason);
    }
    us_buf_add_byte(line, '\n');
}

/* ---- A row for a machine ------------------------------------------------------------------------- */

static void write_keyword(us_buf *line, us_text key)
{
    us_json_write_text(line, ",\"keyword\":", key);
}

static void write_json(us_manifest *m, const gen_occurrence *row)
{
    us_buf *line = &m->line;
    gen_at at = row->member->at;
    bool first = total_of(m) == 1;

    us_buf_add_string(line, first ? "\n{\"file\":" : ",\n{\"file\":");
    us_json_write_string(line, us_text_of(m->g->source[at.file].path));
    us_buf_print(line, ",\"line\":%u,\"column\":%u,\"pointer\":", at.line, at.column);
    us_json_write_string(line, row->pointer);
    write_keyword(line, row->member->key);
    us_buf_print(line, ",\"fate\":\"%s\"", fates[row->fate]);
    if (row->reason.length > 0) {
        us_json_write_text(line, ",\"reason\":", row->reason);
    }
    us_buf_add_byte(line, '}');
}

void us_manifest_row(void *context, const gen_occurrence *row)
{
    us_manifest *m = (us_manifest *)context;

    count(m, row);
    m->line.length = 0;
    if (m->json)
        write_json(m, row);
    else
        write_text(m, row);
    us_print(stdout, us_buf_text(&m->line));
}

/* ---- The summary --------------------------------------------------------------------------------- */

static us_manifest_reason *take_most_frequent(us_manifest *m)
{
    us_manifest_reason **most = &m->reason, *found;

    for (us_manifest_reason **place = &m->reason; *place; place = &(*place)->next) {
        if ((*place)->count > (*most)->count)
            most = place;
    }
    found = *most;
    if (found)
        *most = found->next;
    return found;
}

static void print_reasons(us_manifest *m)
{
    us_manifest_reason *reason;
    unsigned more = 0;

    for (unsigned i = 0; i < REASONS_SHOWN && (reason = take_most_frequent(m)); i++) {
        m->line.length = 0;
        us_buf_print(&m->line, "%8u  ", reason->count);
        gen_write_shown(&m->line, reason->word);
        us_buf_add_string(&m->line, reason->word.length ? ": " : "");
        gen_write_shown(&m->line, reason->text);
        us_buf_add_byte(&m->line, '\n');
        us_print(stdout, us_buf_text(&m->line));
    }
    for (; m->reason; m->reason = m->reason->next)
        more++;
    if (more > 0)
        printf("          and %u other reason%s\n", more, more == 1 ? "" : "s");
}

static void print_summary(us_manifest *m)
{
    unsigned total = total_of(m);

    if (total == 0)
        return; /* the document was not understood as far as its keywords */
    printf("\n%u keyword%s: %u enforced, %u annotation%s", total, total == 1 ? "" : "s",
           m->count[GEN_ENFORCED], m->count[GEN_ANNOTATION],
           m->count[GEN_ANNOTATION] == 1 ? "" : "s");
    if (m->count[GEN_ALLOWED])
        printf(", %u allowed", m->count[GEN_ALLOWED]);
    if (m->count[GEN_REFUSED])
        printf(", %u refused", m->count[GEN_REFUSED]);
    putchar('\n');
    print_reasons(m);
    putchar('\n');
}

void us_manifest_end(us_manifest *m)
{
    if (!m->json) {
        print_summary(m);
        return;
    }
    printf("],\"counts\":{\"enforced\":%u,\"annotation\":%u,\"allowed\":%u,\"refused\":%u},",
           m->count[GEN_ENFORCED], m->count[GEN_ANNOTATION], m->count[GEN_ALLOWED],
           m->count[GEN_REFUSED]);
}
