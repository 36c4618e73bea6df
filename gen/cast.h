/* What cast.c needs of the file system and of the OpenAPI readers, and the files that read fixtures. */
#ifndef GEN_CAST_H
#define GEN_CAST_H

#include "gen/openapi.h"

/* ---- folder.c: a folder that is listed and read without following symbolic links ---------------- */

typedef struct gen_folder {
    us_text path;  /* for messages */
    us_text *name; /* what is in it, sorted by bytes, without names that start with '.' */
    size_t names;
    int descriptor;
} gen_folder;

/* Opens `name` in `parent`, or anywhere when that is NULL (only then may it be a symbolic link). NULL, or
 * why not; only after NULL is there something to close. */
const char *gen_folder_open(us_arena *arena, const gen_folder *parent, us_text name, us_text path,
                            gen_folder *folder);
void gen_folder_close(gen_folder *folder);

/* The bytes of a plain file of at most 16 MiB. NULL, or why not. */
const char *gen_folder_read(us_arena *arena, const gen_folder *folder, us_text name,
                            us_text *bytes);

/* ---- cast_name.c: what a file's name says ------------------------------------------------------------ */

/* What a fixture is by the ending of its file. */
enum cast_ending {
    CAST_JSON,
    CAST_TEXT,
    CAST_XML,
    CAST_BYTES,
    CAST_EVENTS,
    CAST_LINES,
    CAST_CUE, /* .yaml: what is to be said of the fixture beside it */
    CAST_ENDINGS
};

typedef struct cast_name {
    us_text stem; /* "404.missing" */
    us_text name; /* "missing"; may be empty */
    unsigned status;
    enum cast_ending ending;
} cast_name;

/* 200.json, 404.missing.json; false for any other name. */
bool cast_read_name(us_text file, cast_name *name);

/* Whether a fixture's file could end so. */
bool cast_has_ending(us_text file);

/* For a message: "; its ending is one of .json, ..." */
extern const char cast_endings[];

static inline bool cast_is_json(enum cast_ending ending)
{
    return ending == CAST_JSON;
}

static inline bool cast_is_cue(enum cast_ending ending)
{
    return ending == CAST_CUE;
}

/* The media type that a fixture with that ending is of: one that is called so before a range; or NULL. */
gen_media *cast_media(gen_media *media, enum cast_ending ending);
const char *cast_media_name(enum cast_ending ending); /* "JSON" */

/* The ending that a fixture of the media type has: ".json". */
const char *cast_ending_of(us_text media_type);

/* ---- cast_cue.c: the .yaml beside a fixture --------------------------------------------------------- */

/* Reads source `at.file`, and puts what it says into the list of the operation, in its place. What is wrong with
 * it is an error at its line. */
gen_cue *cast_cue(gen *g, gen_operation *operation, const cast_name *name, gen_at at,
                  const gen_example *example);

/* ---- cast_calls.c: which calls ------------------------------------------------------------------------ */

/* The value of `sequence`. */
void cast_sequence(gen *g, const gen_node *value, gen_cue *cue);

/* ---- cast_when.c: conditions ------------------------------------------------------------- */

/* The value of `when`. */
void cast_when(gen *g, const gen_operation *operation, const gen_node *value, gen_cue *cue);

/* ---- cast_template.c: fixtures with expressions ------------------------------------------------------- */

/* Cuts the example into segments, if it holds expressions; they are held against the contract. */
void cast_template(gen *g, const gen_operation *operation, const gen_media *media,
                   enum cast_ending ending, gen_example *example);

/* "200, 4XX, default": what the operation can be answered with (cast.c). */
const char *cast_statuses(gen *g, const gen_operation *operation);

/* The pieces of a text with expressions, which the contract has; otherwise there are errors at `at`. */
gen_expression *cast_read_template(gen *g, const gen_operation *operation, us_text text, gen_at at);

/* Whether a header frames, types or packs the message, which is the stand-in's own business. */
bool cast_is_reserved(us_text name);

/* Sets an error: the member is not known. */
void cast_unknown(gen *g, gen_at at, const char *what, us_text word, const char *const *known);

#endif
