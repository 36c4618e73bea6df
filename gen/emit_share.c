/* What a C file says twice is written once: a table or a function whose text equals that of an earlier one
 * of the file is not written, and the earlier name stands for both. As the text has the lines of the spec
 * in it, a violation still names the right one: so equal schemas share a function where the document is one
 * line, and what is referred to from many places (the same responses, the same requirements) is always one
 * table. What most operations have is not even written to see that it is known: its facts are compared.
 * What several files would say: emit_common.c. */
#include <string.h>

#include "base/hash.h"

#include "gen/emit.h"

struct emit_text {
    const char *type;
    us_text text;
    const char *name;
    uint32_t hash;
};

static bool is_same(const struct emit_text *a, const struct emit_text *b)
{
    return a->hash == b->hash && strcmp(a->type, b->type) == 0 && us_text_equal(a->text, b->text);
}

/* Where the text stands in the table, or has its place. */
static struct emit_text *find_text(const emit_unit *u, const struct emit_text *wanted)
{
    unsigned at = wanted->hash & (u->text_slots - 1);

    while (u->text[at].name && !is_same(&u->text[at], wanted))
        at = (at + 1) & (u->text_slots - 1);
    return &u->text[at];
}

/* At most half of the slots are taken. */
static void make_room(emit_unit *u)
{
    struct emit_text *old = u->text;
    unsigned slots = u->text_slots;

    if (u->texts * 2 < slots)
        return;
    u->text_slots = slots ? slots * 2 : 64;
    u->text = US_NEW_ARRAY(u->a->arena, struct emit_text, u->text_slots);
    for (unsigned i = 0; i < slots; i++) {
        if (old[i].name)
            *find_text(u, &old[i]) = old[i];
    }
}

const char *emit_share(emit_unit *u, const char *type, us_text text, const char *name)
{
    const struct emit_text wanted = { type, text, name, us_hash(text.bytes, text.length) };
    struct emit_text *slot;

    make_room(u);
    slot = find_text(u, &wanted);
    if (!slot->name) {
        *slot = wanted;
        u->texts++;
    }
    return slot->name;
}

const char *emit_known(emit_unit *u, const us_buf *facts)
{
    const char *known = gen_map_find(&u->known, us_buf_text(facts));

    return known ? known : emit_common_name(u, us_buf_text(facts));
}

const char *emit_keep(emit_unit *u, const us_buf *facts, const char *name)
{
    *gen_map_at(&u->known, u->a->arena, us_buf_text(facts)) = (void *)name;
    return name;
}

static const char *write_once(emit_unit *u, const char *type, const char *brackets,
                              const char *name, const out *rows)
{
    bool common = u->common && name == u->common->external;
    const char *known = common ? name : emit_share(u, type, us_buf_text(&rows->buf), name);

    if (known != name)
        return known;
    out_gap(&u->body);
    out_line(&u->body, "%s%s%s%s%s = {", common ? "" : "static ", type,
             type[strlen(type) - 1] == '*' ? "" : " ", name, brackets);
    out_append(&u->body, rows);
    out_line(&u->body, "};");
    out_gap(&u->body);
    return name;
}

const char *emit_table(emit_unit *u, const char *type, const char *name, const out *rows)
{
    return write_once(u, type, "[]", name, rows);
}

const char *emit_record(emit_unit *u, const char *type, const char *name, const out *fields)
{
    return write_once(u, type, "", name, fields);
}
