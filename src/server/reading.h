/* Text to values, by the types that a schema allows (us_reading). */
#ifndef US_READING_H
#define US_READING_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/json.h"
#include "base/text.h"
#include "runtime/understudy.h"
#include "base/percent.h"

/* The first of null, boolean and number that `types` allows and the text spells, otherwise a string: a
 * wrong one reaches the checker as a string, and the checker says what is wrong with it. */
us_json *us_read_scalar(us_arena *arena, us_text text, unsigned types);

/* The same; a text that is JSON is read as such where an array or an object may be. `reading` may be NULL:
 * a string. */
us_json *us_read_text(us_arena *arena, us_text text, const us_reading *reading);

/* The reading of the member of that name: its own, or that of all others; NULL: a string. */
const us_reading *us_reading_of(const us_reading *object, us_text name);

/* The reading of the item at that place of a list; NULL: a string. */
const us_reading *us_reading_at(const us_reading *list, size_t place);

/* An item of a list in one text, which may be a list itself, divided as its reading says. */
us_json *us_read_item(us_arena *arena, us_text text, const us_reading *item);

/* A field of a form, or a parameter of style deepObject. */
typedef struct us_entry {
    us_text key;    /* "card" … */
    us_text rest;   /* … and "[name][0]" */
    us_text value;  /* decoded */
    us_json *made;  /* instead of the value, when it is made already */
    unsigned order; /* set by the reader */
} us_entry;

typedef struct us_entries {
    us_entry *entry; /* sorted by the reader */
    unsigned count;
    bool rest;      /* the value is what stands behind the keys, which are all the same */
    char separator; /* divides the items of a list in one text; 0: none does */
} us_entries;

/* Cuts "card[name]" into key and rest; a name that the schema has as it stands is not cut. */
void us_entry_split(us_entry *entry, us_text name, const us_reading *object);

/* Cuts the key off entry->rest, "[card][name]"; false when that is not well formed. */
bool us_entry_bracket(us_entry *entry);

/* Why a value cannot be read that nests deeper than its reading says, or than we follow brackets: our limit,
 * not the client's fault. Compare by address. */
extern const char us_reading_limit[];

/* "[a][b][]" for ".a.b[]"; empty when that is not well formed. */
us_text us_path_of_dots(us_arena *arena, us_text path);

/* The object that the entries spell: "a[b]=1" nests, "a[]=1", "a[0]=1" and "a=1&a=2" are arrays. NULL: *fault
 * says why it cannot be read, and may be us_reading_limit. */
us_json *us_read_entries(us_arena *arena, const us_entries *entries, const us_reading *reading,
                         const char **fault);

/* The value of items that stand in one text, cut at `separator`: an array, or, when the reading allows no
 * array, an object of names and values in turn, or of "name=value" where `pairs` is set. The text is
 * percent-decoded piece by piece, unless `decoded`. NULL: us_reading_limit. */
typedef struct us_cut {
    char separator;
    bool pairs, decoded;
    enum us_plus plus;
} us_cut;

/* What a style puts between items: "a b", "a|b"; 0: it says nothing of its own. */
char us_style_separator(enum us_style style);

/* The same for a list in one text, a field of a form or an item: "a,b"; 0: it does not stand in one text. */
char us_list_separator(enum us_style style);

us_json *us_read_cut(us_arena *arena, us_text text, us_cut cut, const us_reading *reading);

#endif
