/* The tables of docs/conformance.md. */
#include "table.h"

#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "cli/console.h"
#include "suite/suite.h"

#define END_MARK "<!-- end -->\n"

static void print_row(us_buf *out, const table_row *row)
{
    us_buf_print(out, "| %.*s | %u | %u | %u |\n", (int)row->file.length, row->file.bytes,
                 row->passed, row->failed, row->listed);
}

static table_row sum_of(const table_row *rows)
{
    table_row sum = { .file = US_TEXT("**all**") };

    for (; rows; rows = rows->next) {
        sum.passed += rows->passed;
        sum.failed += rows->failed;
        sum.listed += rows->listed;
    }
    return sum;
}

us_text table_print(us_arena *arena, us_text draft, const char *set, const table_row *rows,
                    us_text reasons)
{
    us_buf out = us_buf_new(arena, 4096);
    table_row sum = sum_of(rows);

    us_buf_print(&out, "<!-- %.*s %s -->\n\n", (int)draft.length, draft.bytes, set);
    us_buf_print(&out, "### %.*s, %s: %u of %u pass\n\n", (int)draft.length, draft.bytes, set,
                 sum.passed, sum.passed + sum.failed + sum.listed);
    us_buf_add_string(&out, "| file | passed | failed | listed |\n|---|--:|--:|--:|\n");
    for (; rows; rows = rows->next)
        print_row(&out, rows);
    print_row(&out, &sum);
    if (reasons.length)
        us_buf_print(&out, "\nListed:\n\n%.*s", (int)reasons.length, reasons.bytes);
    us_buf_add_string(&out, "\n" END_MARK);
    return us_buf_text(&out);
}

static us_text read_document(us_arena *arena, const char *path)
{
    us_text text;

    if (!us_read_file(arena, path, &text))
        exit(3);
    return us_arena_copy(arena, text);
}

/* The block of the document that starts with the same line; empty when there is none. */
static us_text find_block(us_arena *arena, us_text document, us_text block)
{
    us_text mark = us_text_slice(block, 0, us_text_find(block, '\n') + 1);
    const char *start = strstr(document.bytes, us_arena_copy(arena, mark).bytes);
    const char *end = start ? strstr(start, END_MARK) : NULL;

    return end ? (us_text){ start, (size_t)(end - start) + strlen(END_MARK) } : (us_text){ 0 };
}

/* What the package says of the suite's version: "<commit> (<version>)". Empty when it says nothing. */
static us_text version_of(us_arena *arena, const char *suite)
{
    const char *path = us_arena_print(arena, "%s/submodule_status", suite).bytes;
    us_text text = { 0 };

    if (access(path, R_OK) != 0 || !us_read_file(arena, path, &text))
        return (us_text){ 0 };
    text = us_text_slice(text, us_text_find(text, '(') + 1, text.length);
    return us_text_slice(text, 0, us_text_find(text, ')'));
}

bool table_is_about(us_arena *arena, const char *document, const char *suite)
{
    us_text text = read_document(arena, document), version = version_of(arena, suite);

    if (strstr(text.bytes, us_arena_copy(arena, version).bytes))
        return true;
    printf("%s is about another version of the suite than %.*s, and is not compared\n", document,
           (int)version.length, version.bytes);
    return false;
}

bool table_compare(us_arena *arena, const char *document, us_text block)
{
    us_text there = find_block(arena, read_document(arena, document), block);

    if (us_text_equal(there, block))
        return true;
    printf("%s is not true any more (the target bless_conformance rewrites it); it has to say\n"
           "%.*s",
           document, (int)block.length, block.bytes);
    return false;
}

void table_bless(us_arena *arena, const char *document, us_text block)
{
    us_text text = read_document(arena, document), there = find_block(arena, text, block);
    us_buf out = us_buf_new(arena, text.length + block.length);
    size_t from = there.length ? (size_t)(there.bytes - text.bytes) : text.length;
    bool changed;

    us_buf_add(&out, us_text_slice(text, 0, from));
    if (!there.length)
        us_buf_add_string(&out, "\n");
    us_buf_add(&out, block);
    us_buf_add(&out, us_text_slice(text, from + there.length, text.length));
    if (!us_write_file(document, us_buf_text(&out), &changed))
        exit(3);
}
