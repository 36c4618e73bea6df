/* Within a file of C, schemas deep inside of others that are the same on different lines: the checker of the second
 * is a call of the first's, with the two places.
 *
 * Only of schemas that refer to no other: then each line that is named while the first's checker runs is one of its
 * own, and how far the second is from it is all that has to be known. What is the whole schema of a row is led to
 * another's checker by the row (emit_moved.c). */
#include "gen/emit.h"

typedef struct model { /* the first of those that are the same */
    const char *function;
    gen_at at;
} model;

/* Whether all of the document begins in its first line, as that of the largest does: then there is nothing to find. */
static bool is_one_line(const gen_node *root)
{
    const gen_member *last = root->member;

    while (last && last->next)
        last = last->next;
    return last && last->value->at.line == root->at.line;
}

us_text emit_same_key(emit_unit *u, const gen_schema *schema, bool typed)
{
    emit_asked *asked = &u->asked;

    if (emit_is_its_own(schema) || schema->never || is_one_line(u->a->api->root))
        return US_TEXT("");
    (void)emit_asked_key(asked, schema);
    if (asked->large || asked->refers || asked->scattered || asked->rules < EMIT_RULES_TO_SHARE)
        return US_TEXT("");
    emit_key_number(&asked->key, typed);
    return us_arena_copy(u->a->arena, us_buf_text(&asked->key));
}

bool emit_same(emit_unit *u, out *function, const gen_schema *schema, us_text key)
{
    const model *first = key.length > 0 ? gen_map_find(&u->same, key) : NULL;

    if (!first || first->at.line == schema->at.line)
        return false; /* of one line are those that are told apart by nothing: emit_share.c */
    out_call(function, "us_same_as",
             (const char *[]){ "ck", "v", first->function, emit_at(u->a, first->at),
                               emit_at(u->a, schema->at) },
             5);
    return true;
}

void emit_keep_same(emit_unit *u, const gen_schema *schema, us_text key, const char *function)
{
    model *kept;

    if (key.length == 0 || gen_map_find(&u->same, key))
        return;
    kept = US_NEW(u->a->arena, model);
    *kept = (model){ function, schema->at };
    *gen_map_at(&u->same, u->a->arena, key) = kept;
}
