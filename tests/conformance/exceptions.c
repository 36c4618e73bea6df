/* Known deviations from the public suite: reading the list, and looking a test up in it. */
#include "exceptions.h"

#include <stdio.h>

#include "suite/suite.h"

static void check_entry(const char *path, const us_json *entry)
{
    const us_json *drafts = suite_member(entry, "drafts");

    if (!drafts || us_json_kind(drafts) != cJSON_Array || drafts->count == 0)
        suite_stop(path, "an entry without \"drafts\"");
    if (!suite_text(entry, "file").length || !suite_text(entry, "reason").length)
        suite_stop(path, "an entry without a \"file\" or a \"reason\"");
    if (suite_member(entry, "test") && !suite_member(entry, "case"))
        suite_stop(path, "a \"test\" without a \"case\"");
}

exceptions exceptions_read(us_arena *arena, const char *path)
{
    exceptions e = { .path = path, .list = suite_read(arena, path) };

    for (const us_json *entry = us_json_first(e.list); entry; entry = us_json_next(entry))
        check_entry(path, entry);
    e.met = US_NEW_ARRAY(arena, bool, e.list->count + 1);
    return e;
}

static bool holds(const us_json *list, us_text text)
{
    for (const us_json *item = us_json_first(list); item; item = us_json_next(item))
        if (us_text_equal(us_json_string(item), text))
            return true;
    return false;
}

/* Whether the entry says that of the member, or nothing. */
static bool agrees(const us_json *entry, const char *member, us_text text)
{
    return !suite_member(entry, member) || us_text_equal(suite_text(entry, member), text);
}

static bool is_meant(const us_json *entry, const exceptions_name *name)
{
    return agrees(entry, "file", name->file) && agrees(entry, "case", name->group) &&
           agrees(entry, "test", name->test) && holds(suite_member(entry, "drafts"), name->draft);
}

bool exceptions_find(exceptions *e, const exceptions_name *name)
{
    const us_json *entry = us_json_first(e->list);

    for (unsigned i = 0; entry; i++, entry = us_json_next(entry)) {
        if (is_meant(entry, name))
            return e->met[i] = true;
    }
    return false;
}

/* Whether the entry is about files of that draft, required or optional. */
static bool concerns(const us_json *entry, us_text draft, bool optional)
{
    return us_text_starts(suite_text(entry, "file"), US_TEXT("optional/")) == optional &&
           holds(suite_member(entry, "drafts"), draft);
}

us_text exceptions_explain(const exceptions *e, us_arena *arena, us_text draft, bool optional)
{
    us_buf out = us_buf_new(arena, 256);
    us_text last = { 0 };

    for (const us_json *entry = us_json_first(e->list); entry; entry = us_json_next(entry)) {
        us_text file = suite_text(entry, "file"), reason = suite_text(entry, "reason");
        us_text line = us_arena_print(arena, "- %.*s: %.*s.\n", (int)file.length, file.bytes,
                                      (int)reason.length, reason.bytes);

        if (concerns(entry, draft, optional) && !us_text_equal(line, last))
            us_buf_add(&out, last = line);
    }
    return us_buf_text(&out);
}

unsigned exceptions_print_unmet(const exceptions *e, us_text draft, bool optional)
{
    const us_json *entry = us_json_first(e->list);
    unsigned count = 0;

    for (unsigned i = 0; entry; i++, entry = us_json_next(entry)) {
        us_text file = suite_text(entry, "file"), group = suite_text(entry, "case");
        us_text test = suite_text(entry, "test");

        if (e->met[i] || !concerns(entry, draft, optional))
            continue;
        printf("%s: there is no such test: %.*s/%.*s: %.*s: %.*s\n", e->path, (int)draft.length,
               draft.bytes, (int)file.length, file.bytes, (int)group.length, group.bytes,
               (int)test.length, test.bytes);
        count++;
    }
    return count;
}
