/* Names for C: made from the words of a spec, cut to a length that keeps lines short, and unique. */
#include <string.h>

#include "gen/emit.h"

/* What a name may take, so that the line which opens a table fits into OUT_COLUMNS. */
#define NAME_LONGEST 60

/* A name that is taken, and the last number that was put behind it to make others: without it, a spec
 * with a thousand equal names would take a million steps. */
typedef struct entry {
    const char *name;
    unsigned last;
} entry;

struct emit_names {
    us_arena *arena;
    emit_names *around;
    entry *entry; /* open addressing, at most half full */
    unsigned capacity, count;
    unsigned *number; /* the last that was given, in this scope and those around it; NULL: words */
};

emit_names *emit_names_new(us_arena *arena, emit_names *around)
{
    emit_names *names = US_NEW(arena, emit_names);

    names->arena = arena;
    names->around = around;
    names->number = around ? around->number : NULL;
    names->capacity = 64;
    names->entry = US_NEW_ARRAY(arena, entry, names->capacity);
    return names;
}

void emit_names_number(emit_names *names)
{
    names->number = US_NEW(names->arena, unsigned);
}

/* FNV-1a */
static unsigned hash_of(const char *name)
{
    unsigned hash = 2166136261u;

    for (; *name; name++)
        hash = (hash ^ (unsigned char)*name) * 16777619u;
    return hash;
}

static entry *entry_of(const emit_names *names, const char *name)
{
    unsigned i = hash_of(name) & (names->capacity - 1);

    while (names->entry[i].name && strcmp(names->entry[i].name, name) != 0)
        i = (i + 1) & (names->capacity - 1);
    return &names->entry[i];
}

static void grow(emit_names *names)
{
    entry *old = names->entry;
    unsigned capacity = names->capacity;

    names->capacity = capacity * 2;
    names->entry = US_NEW_ARRAY(names->arena, entry, names->capacity);
    for (unsigned i = 0; i < capacity; i++) {
        if (old[i].name)
            *entry_of(names, old[i].name) = old[i];
    }
}

/* What is added outlives whoever made it. */
static void add(emit_names *names, const char *name)
{
    if (++names->count * 2 > names->capacity)
        grow(names);
    entry_of(names, name)->name = us_arena_copy(names->arena, us_text_of(name)).bytes;
}

bool emit_take(emit_names *names, const char *name)
{
    for (const emit_names *scope = names; scope; scope = scope->around) {
        if (entry_of(scope, name)->name)
            return false;
    }
    add(names, name);
    return true;
}

static const char *number_it(emit_names *names, const char *name)
{
    if (!entry_of(names, name)->name)
        add(names, name); /* it was taken in a scope around this one */
    for (;;) {
        unsigned last = entry_of(names, name)->last + 1;
        const char *numbered = us_arena_print(names->arena, "%s_%u", name, last + 1).bytes;

        entry_of(names, name)->last = last;
        if (emit_take(names, numbered))
            return entry_of(names, numbered)->name;
    }
}

const char *emit_unique(emit_names *names, const char *name)
{
    return emit_take(names, name) ? entry_of(names, name)->name : number_it(names, name);
}

const char *emit_name(emit_names *names, const char *prefix, us_text text)
{
    size_t left = NAME_LONGEST - strlen(prefix);
    const char *words;

    if (names->number)
        return us_arena_print(names->arena, "%s%u", prefix, ++*names->number).bytes;
    words = out_identifier(names->arena, text, OUT_LOWER, (unsigned)left);
    return emit_unique(names, us_arena_print(names->arena, "%s%s", prefix, words).bytes);
}
