/* The compiler, pass by pass: one section a file, in the order they run.
 *
 *   spec.yaml -load-> document -resolve-> -openapi-> API -lower-> IR -judge-> IR -emit-> C
 *
 * Every noun lives in the compiler's one arena and carries its position. A pass that finds faults
 * records them with gen_error and goes on; the driver (compile.c) stops after the pass that failed.
 * Nothing here prints, exits, opens a socket, or reads a file that it was not given. */
#ifndef GEN_H
#define GEN_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/nearest.h"
#include "base/text.h"
#include "gen/ir.h"
#include "gen/map.h"

/* ---- diagnose.c: what is wrong, where, and how it looks --------------------------------------- */

/* A file of the spec, whole in memory. */
typedef struct gen_source {
    const char *path; /* as the user wrote it; what diagnostics show */
    us_text name;     /* the last part of the path; what violations show */
    us_text text;
    struct gen_mark *mark; /* places of it to start counting lines from (position.c) */
    unsigned marks;
    us_text uri;            /* what relative references in it start from; empty: made of the path */
    gen_resource *resource; /* the document as a whole, while it is being resolved */
    bool divided;           /* a reference in it leads to another file */
    bool secret;            /* no diagnostic shows a line of it */
} gen_source;

/* Who reads the other files that a document refers to. `load` gets an absolute URI without a fragment and
 * fills in what the file is called in messages and its bytes; both need to live only until the next call. On
 * false *text says why not ("it lies outside ..."). Called from one thread. */
typedef struct gen_loader {
    bool (*load)(void *context, us_text uri, us_text *path, us_text *text);
    void *context;
} gen_loader;

enum gen_severity { GEN_ERROR, GEN_WARNING };

typedef struct gen_diagnostic {
    enum gen_severity severity;
    gen_at at;
    us_text message;
    struct gen_diagnostic *next;
} gen_diagnostic;

/* The most errors that are kept; a run stops after the pass that reached it. Warnings have their own
 * bound, so that they cannot push an error out. */
#define GEN_ERRORS   20
#define GEN_WARNINGS 100

typedef struct gen_allowance {
    us_text word;
    bool used; /* the word would have been refused */
    struct gen_allowance *next;
} gen_allowance;

typedef struct gen {
    us_arena arena;
    gen_source *source; /* gen_at.file is an index here */
    unsigned sources;
    gen_diagnostic *first, **last;
    unsigned errors, warnings; /* all of them, kept or not */
    enum gen_dialect dialect;  /* of schemas that do not say one; 2020-12 unless it is set */
    gen_loader loader;         /* without one nothing but the given sources is read */
    gen_resource *resource;    /* all that resolve found, the latest first */
    gen_allowance *allow;      /* keywords whose refusal is a warning */
    gen_lapse *lapse;          /* what was allowed in the document that is lowered */
    const struct gen_node *environment; /* variables for Postman collections, or NULL */
    bool manifest;                      /* whether the passes keep what became of every keyword */
    struct gen_notes *notes;            /* what they keep */
    struct gen_said *said;              /* words that lower has warned of */
    const gen_node *within; /* the schema whose allOf the schema that is lowered is a part of */
    bool with_documents;    /* what is emitted holds the documents, too */
    const char *alone;      /* of files outside this folder warnings are not kept, … */
    unsigned elsewhere;     /* … but counted; NULL: all are kept */
    bool formats_annotate;  /* no `format` is asserted, as the caller chose */
    gen_map patterns;       /* for lower: what it thinks of each … */
    gen_map heirs;          /* … and who inherits from whom */
} gen;

/* From now on a refusal of that keyword is a warning. */
void gen_allow(gen *g, const char *keyword);

/* Whether the refusal of a word is allowed, which is remembered as a use of the allowance. */
bool gen_is_allowed(gen *g, us_text word);

gen *gen_new(void);
void gen_free(gen *g);

/* Adds a source and returns its index. The path and the text are copied. */
unsigned gen_add_source(gen *g, const char *path, us_text text);

/* The same for a text that lives in g->arena: it is not copied. */
unsigned gen_take_source(gen *g, const char *path, us_text text);

void gen_error(gen *g, gen_at at, const char *format, ...) __attribute__((format(printf, 3, 4)));
void gen_warning(gen *g, gen_at at, const char *format, ...) __attribute__((format(printf, 3, 4)));

/* Writes `path:line:col: error: message`, the source line, and a caret below it. A place with line 0
 * is the file as a whole: `path: error: message`. Bytes of a document never reach the reader raw. */
void gen_write_diagnostic(const gen *g, const gen_diagnostic *diagnostic, us_buf *out);

/* Writes all that was collected, in order, and a closing line when some were dropped. */
void gen_write_diagnostics(const gen *g, us_buf *out);

/* ---- show.c: text of a document on a terminal --------------------------------------------------- */

/* `text` in a form that is safe in a message: what a terminal would obey or hide (controls, bidirectional
 * marks, broken UTF-8) is spelled out as <U+001B>, and a long text is cut with an ellipsis. Use it for
 * every name or value of a document that goes into a message. Lives in the arena. */
const char *gen_show(gen *g, us_text text);

/* Writes one code point so; returns the terminal columns it takes. */
unsigned gen_show_point(us_buf *out, uint32_t point);

/* Takes one code point from the front of a text that is not empty; a broken byte counts as U+FFFD. */
uint32_t gen_take_point(us_text *text);

/* Writes all of a text so. */
void gen_write_shown(us_buf *out, us_text text);

/* ` (did you mean "schemas"?)`, or an empty string when nothing is near: the tail of a message. */
const char *gen_nearest_hint(gen *g, const us_nearest *nearest);

/* ---- position.c: offsets to lines and columns --------------------------------------------------- */

/* A reader's place in a source. Lines end with LF, CR LF or CR; a byte order mark is not counted. */
typedef struct gen_cursor {
    us_text text;
    size_t offset; /* in bytes */
    size_t point;  /* in code points */
    gen_at at;
} gen_cursor;

gen_cursor gen_cursor_new(const gen *g, unsigned file);

/* Moves to that byte (to that code point) and says where it is. Cheap when it moves forward. */
gen_at gen_cursor_to_byte(gen_cursor *cursor, size_t offset);
gen_at gen_cursor_to_point(gen_cursor *cursor, size_t point);

/* Prepares a source for the two calls below, so that the end of a huge file is found as fast as its
 * start; gen_add_source does it. */
void gen_mark_source(us_arena *arena, gen_source *source);

/* A line of a source without its line end. Empty when there is no such line. */
us_text gen_source_line(const gen_source *source, unsigned line);

/* What stands around a place in its line: at most `reach` code points to each side. *before says how many
 * of them stand before the place. */
us_text gen_source_around(const gen_source *source, gen_at at, unsigned reach, unsigned *before);

/* ---- openapi_20_schema.c ------------------------------------------------------------------------- */

/* What divides the items of a list that is itself an item, by its `collectionFormat` or NULL. */
enum gen_style gen_inner_style(const gen_node *format);

/* ---- load_yaml.c, load_json.c: bytes to a document -------------------------------------------- */

/* The root of the document in source `file`, or NULL after errors. JSON when the path ends with ".json"
 * or the text starts with '{' or '[' (after white space), and otherwise YAML. */
gen_node *gen_load(gen *g, unsigned file);
gen_node *gen_load_json(gen *g, unsigned file);
gen_node *gen_load_yaml(gen *g, unsigned file);

/* ---- postman*.c: a collection of Postman as a document ------------------------------------------- */

/* Whether the document is one, of format 2.0 or 2.1. */
bool gen_is_postman(const gen_node *root);

/* Whether the document is an environment of Postman, or its globals: what gen.environment may be. */
bool gen_is_postman_environment(const gen_node *root);

/* The OpenAPI document that the collection amounts to. */
gen_node *gen_postman(gen *g, const gen_node *collection);

/* ---- document.c: asking a document ------------------------------------------------------------ */

/* The member called `key`, or NULL; `node` may be NULL or no object. */
gen_member *gen_find_member(const gen_node *node, us_text key);

/* The same; here, so that the length of a constant name is known where it is asked for. */
static inline gen_member *gen_get_member(const gen_node *node, const char *key)
{
    return gen_find_member(node, us_text_of(key));
}

/* Its value, or NULL. */
static inline gen_node *gen_get(const gen_node *node, const char *key)
{
    gen_member *member = gen_get_member(node, key);

    return member ? member->value : NULL;
}

/* Prepares a big object for these calls, so that its last member is found as fast as its first. To be
 * called when its members are complete; without it they are found one by one. */
void gen_index_members(us_arena *arena, gen_node *object);

const char *gen_kind_name(enum gen_kind kind); /* "a string", "an object" … */

/* Of a string member; otherwise empty. */
us_text gen_get_text(const gen_node *node, const char *key);

/* Whether there is such a member and it is true. */
bool gen_is_true(const gen_node *node, const char *key);

void gen_write_json(us_buf *out, const gen_node *node); /* the value as compact JSON text */

/* Where an OpenAPI document keeps schemas by name, or NULL. */
gen_node *gen_named_schemas(const gen_node *root);

/* ---- dialect.c: what the dialects disagree about ---------------------------------------------- */

const char *gen_dialect_name(enum gen_dialect dialect); /* "OpenAPI 3.0" */

/* What stands beside a `$ref` is ignored: up to draft 7, and in OpenAPI up to 3.0. */
bool gen_ref_stands_alone(enum gen_dialect dialect);

/* `exclusiveMaximum: true` belongs to the maximum beside it. */
bool gen_has_boolean_bounds(enum gen_dialect dialect);

/* ---- resolve*.c: schema resources and references ---------------------------------------------------- */

/* Finds which resource and dialect every schema is of (node->resource), and what every `$ref` leads to
 * (node->target; `$dynamicRef` and `$recursiveRef`: node->dynamic_target), in the document and in those that
 * g->loader reads for it, each a source of its own. An unknown target and a `$ref` loop without an end are
 * errors at the reference. The root is an OpenAPI document when it has a member `openapi` or `swagger`, and
 * otherwise a schema. What is data (examples, defaults, enum members, x- fields) holds no references. */
void gen_resolve(gen *g, gen_node *root);

/* The same for a schema that stands anywhere in the document `root`, and for what it refers to. */
void gen_resolve_schema(gen *g, gen_node *root, gen_node *schema);

/* What a JSON pointer (RFC 6901; "" is the root) leads to, or NULL. */
gen_node *gen_find(gen *g, gen_node *root, us_text pointer);

/* The node itself, or what its `$ref` leads to. */
gen_node *gen_follow(gen_node *node);

/* The name that a reference gives to a schema: the last part of its pointer, or of its file without the ending. */
us_text gen_name_of_reference(us_text reference);

/* ---- bundle*.c: one document of several files --------------------------------------------------- */

/* The document with all in it that it refers to in other files, among its components, and references that lead there;
 * the root itself where it refers to none. After gen_resolve, without errors. It shares nodes with the document, is
 * good for gen_write_json alone, and lives in the arena. */
gen_node *gen_bundle(gen *g, gen_node *root);

/* ---- openapi_*.c: a document to the API model --------------------------------------------------- */

/* The model, or NULL after errors. */
gen_api *gen_openapi(gen *g, gen_node *root);

/* All operations, those that the server asks behind the others: `o` is the one before; NULL: the first. */
gen_operation *gen_each_operation(const gen_api *api, const gen_operation *o);

/* ---- cast.c: fixtures join the model ----------------------------------------------------------- */

/* Reads `folder`/<api>/<operationId>/<status>[.<name>].json for every operation, and the .yaml beside it; a folder
 * or file that matches nothing is a warning. `folder` may be missing: then only the document's examples are used.
 * Reads only below `folder`, by listing it, so no name in a document can lead elsewhere. */
void gen_cast(gen *g, gen_api *api, const char *folder);

/* ---- paging*.c: lists that come in pages ------------------------------------------------------------ */

/* Finds the operations whose answers are pages, by the names and types of their parameters and of the members of
 * their answers (docs/pagination.md). */
void gen_find_paging(gen *g, gen_api *api);

/* "by page token: ?pageToken= from /nextPageToken, the list is /data", for a person. */
us_text gen_show_paging(gen *g, const gen_paging *paging);

/* ---- lower.c: schemas to IR -------------------------------------------------------------------- */

/* Gives every schema that the model uses its IR (gen_media.schema …). Keywords that are not known and
 * could change what is valid are errors. */
void gen_lower(gen *g, gen_api *api);

/* Whether the word is a keyword of some dialect, or obeyed like one. *nearest: the one most like it, or
 * empty. */
bool gen_is_keyword(us_text word, us_text *nearest);

/* ---- manifest.c: what became of every keyword --------------------------------------------------- */

/* Keeps what became of a keyword, if the manifest is wanted. What was said first stands. */
void gen_note(gen *g, const gen_member *member, enum gen_fate fate, us_text reason);

/* Hears of every keyword, in the order of the document. The row and its texts live as long as the call. */
typedef void gen_manifest_row(void *context, const gen_occurrence *row);

/* Lists the members of every object that the document and what it refers to are made of: those of schemas
 * and those of OpenAPI's own objects, each once; the names that a document gives to its parts (paths,
 * media types, members of `properties`) are none. After gen_lower, in a run with g->manifest. */
void gen_list_manifest(gen *g, gen_node *root, gen_manifest_row *row, void *context);

/* ---- judge.c: sense ----------------------------------------------------------------------------- */

/* Duplicate routes and operationIds, path parameters that do not match their template, contradictory
 * bounds, security schemes that do not exist … */
void gen_judge(gen *g, gen_api *api);

/* ---- judge_documents.c: several documents on one port ----------------------------------------------- */

/* Puts all of the API below a path, such as "/billing". */
void gen_put_below(gen *g, gen_api *api, us_text prefix);

/* What stands before the operation's path for a client of its first server. It answers without that, too. */
us_text gen_base_of(const gen_api *api, const gen_operation *operation);

/* Warns of every operation that is never reached, because an earlier document has its route. */
void gen_judge_documents(gen *g, gen_api *const *api, unsigned apis);

/* ---- emit_*.c: IR to C --------------------------------------------------------------------------- */

typedef struct gen_file { /* a product, in memory */
    us_text name;         /* "voice_agent.c" */
    us_text text;
    struct gen_file *next;
} gen_file;

/* The C of all the APIs together: for each API its checkers, operations and fixtures, and one file
 * with the module. Every name in it is unique. With `standalone`, also a main.c. */
gen_file *gen_emit(gen *g, gen_api *const *api, unsigned apis, bool standalone);

/* The same C, for a compiler that works beside this: each file is handed over as soon as it is complete, and
 * what only people want is left out. There are no comments, names are numbers, and the files are few and
 * large, so that what they share is said once. A file lives as long as the call, and its `next` says
 * nothing. */
typedef void gen_take_file(void *context, const gen_file *file);
void gen_emit_to_run(gen *g, gen_api *const *api, unsigned apis, gen_take_file *take,
                     void *context);

/* A module that holds one checker and no API: `const us_module us_the_module` with an API whose single
 * operation "validate" has the schema as its body. For `understudy validate`. */
gen_api *gen_schema_api(gen *g, gen_node *schema);

/* ---- dump_*.c: what was understood ---------------------------------------------------------------- */

void gen_dump_document(us_buf *out, const gen_node *root);
void gen_dump_api(us_buf *out, const gen_api *api);
void gen_dump_ir(us_buf *out, const gen_api *api);

/* ---- compile.c: the driver -------------------------------------------------------------------------- */

typedef struct gen_options {
    const char *fixtures; /* folder, or NULL for none */
    gen_manifest_row
        *manifest; /* hears of every keyword, also of a document that is refused for one */
    void *manifest_context;
} gen_options;

/* Runs the passes over one source until one fails. NULL after errors. */
gen_api *gen_compile(gen *g, unsigned file, const gen_options *options);

#endif
