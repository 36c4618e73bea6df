/* Private to the files that write C: what an emission knows of an API, a C file, and a schema.
 *
 *   emit_plan.c    which schema is a function, in which file        emit_names.c      names, unique
 *   emit_part.c    the files of shared schemas
 *   emit_twin.c    which schemas are the same                       emit_key.c        what is the same
 *   emit_moved.c   which are the same on other lines                emit_asked.c      what a schema asks for
 *   emit_check.c   a checker: its function and its column of verbs  emit_object.c     members of objects
 *   emit_table.c   the constants that verbs are given               emit_operation.c  what an API offers
 *   emit_members.c the tables of their names
 *   emit_common.c  what several groups of operations say
 *   emit_same.c    which checkers serve others that are the same
 *   emit_dynamic.c what dynamic references look back on
 *   emit_evaluation.c  what unevaluatedProperties and unevaluatedItems ask for
 *   emit_shape.c   what schemas ask, as tables
 *   emit_event.c   what the schema of an event is about
 *   emit_respond.c bodies, responses and their media types          emit_fixture.c    the bytes of examples
 *   emit_cue.c     when fixtures answer                     emit_template.c   fixtures with expressions
 *   emit_refusal.c what error bodies are made of
 *   emit_api.c     the API, the module, main                        emit.c            the files */
#ifndef GEN_EMIT_H
#define GEN_EMIT_H

#include "gen/gen.h"
#include "gen/lower.h"
#include "gen/out.h"

/* ---- emit_names.c ----------------------------------------------------------------------------------- */

/* A scope of names. A name is new in its scope and in those around it. */
typedef struct emit_names emit_names;

emit_names *emit_names_new(us_arena *arena, emit_names *around);

/* From now on the scope and those inside of it number their names instead of making them of words. */
void emit_names_number(emit_names *names);

/* A new name made of the prefix and the words of the text: "check_" and "Voice" give check_voice, and
 * check_voice_2 when that is taken. At most 60 bytes without the number. Of a scope that numbers: check_17. */
const char *emit_name(emit_names *names, const char *prefix, us_text text);

/* The name, or the name with a number that makes it new. */
const char *emit_unique(emit_names *names, const char *name);

/* Takes the name; false when it is taken already. */
bool emit_take(emit_names *names, const char *name);

/* ---- emit_key.c ------------------------------------------------------------------------------------- */

/* Each adds a part to a key, for gen_map_at. */
void emit_key_number(us_buf *key, unsigned number);
void emit_key_address(us_buf *key, const void *address);
void emit_key_text(us_buf *key, us_text text);
void emit_key_at(us_buf *key, gen_at at);
void emit_key_moved(us_buf *key, const gen_moved *moved);

/* ---- emit_plan.c ------------------------------------------------------------------------------------ */

typedef struct emit_group { /* operations that share a C file */
    us_text name;
    struct emit_operation *operation, **last; /* those of the group */
    unsigned operations;
    const char *file; /* "ubik_sessions.c" */
    struct emit_group *next;
} emit_group;

/* What a checker marks for a schema that asks what others have left: unevaluatedProperties and
 * unevaluatedItems. */
enum emit_marks { EMIT_MARKS_MEMBERS = 1, EMIT_MARKS_ITEMS = 2 };

typedef struct emit_checker { /* what becomes of a schema */
    gen_schema *schema;
    const emit_group *home; /* the first group that uses it */
    bool shared;            /* other groups do, too: it is in a file of shared schemas … */
    struct emit_part *part; /* … this one; NULL of one that is never called */
    bool external;          /* and it is called from another file */
    bool recursive;         /* its checker may call itself, directly or not */
    gen_schema *same; /* the first that is the same, whose checker does it (emit_same.c); or NULL */
    bool serves;      /* it is such a first */
    bool unmoved;     /* its `$ref` leads out of such a one */
    unsigned marks;   /* enum emit_marks */
    bool once;        /* discriminators lead to it by several ways */
    const char *function;             /* the name, when it has got one */
    const char *typed;                /* that of the function for where a table says the type */
    bool open, written;               /* being written; written */
    const struct emit_unit *declared; /* the last file in which it was declared */
    struct emit_shape_table *shape;   /* when some file names its shape */
    unsigned order, low;              /* for finding cycles: Tarjan's numbers */
    bool stacked;
    struct emit_checker *below; /* on Tarjan's stack */
    struct emit_checker *next;  /* in the order found */
} emit_checker;

typedef struct emit_part {   /* a C file of shared schemas */
    const gen_schema *first; /* in the order of the document */
    const char *file;        /* "ubik_schemas.c" */
    unsigned weight;
    struct emit_part *next;
} emit_part;

typedef struct emit_pattern {
    us_text text;
    unsigned number;
    struct emit_pattern *next;
} emit_pattern;

typedef struct emit_api { /* one API on its way to C */
    gen *g;
    us_arena *arena; /* for what is needed while one file is written */
    gen_api *api;
    const char *word;           /* the API's part of every name that more than one file sees */
    bool to_run;                /* nobody reads it: it may say less */
    emit_names *names;          /* of this API */
    emit_names *external;       /* of everything */
    emit_group *group, *latest; /* the latest that got an operation */
    gen_schema *named;          /* those that others refer to */
    emit_checker *checker;
    emit_part *part;
    emit_pattern *pattern;
    unsigned patterns;
    unsigned counters; /* that its fixtures need */
    unsigned *file;    /* the sources that the API refers to: indices into gen.source */
    unsigned files;
    struct emit_operation *operation;
    struct emit_scheme *scheme;
    struct emit_examples *examples;
    struct emit_common *common, **last_common; /* in the order in which a second group said them */
    gen_map commons;                           /* they, by their facts */
    struct emit_shape_table *shape, **last_shape; /* in the order in which they were first named */
    const char *external_name;                    /* of its us_api */
    const char *document; /* the name of its document; NULL: it is left out */
    const char *api_file, *example_file, *document_file; /* their names */
} emit_api;

/* Lets one schema stand for all that are the same. Before emit_plan. */
void emit_unite_twins(emit_api *a);

/* Lets the first of those that are the same on different lines serve parameters and bodies with the others. After the twins. */
void emit_unite_moved(emit_api *a);

/* `.moved = { AT(10), AT(12), AT(40) },`, when the schema is another's. */
void emit_moved(emit_api *a, out *rows, const gen_moved *moved);

/* What becomes of every schema that the operations use. */
void emit_plan(emit_api *a);

/* Where each shared schema is written, given who is external for the sake of operations. */
void emit_parts_plan(emit_api *a);

/* Whether the checker of the schema is in the file of that of `parent`. */
bool emit_is_at_hand(const gen_schema *schema, const gen_schema *parent);

/* Puts the operation into a group that takes one more: one there is, or a new one. */
void emit_join_group(emit_api *a, struct emit_operation *operation);

/* What the checker of this schema is in the end: the target of a schema that is nothing but a `$ref`, or an allOf
 * around one, to a schema that does not call itself. NULL: anything is valid. */
gen_schema *emit_resolve(gen_schema *schema);

/* Whether a keyword for the members of objects, which needs a function, is among the rules. */
bool emit_has_members(const gen_schema *schema);

/* ---- emit.c ------------------------------------------------------------------------------------------ */

typedef struct emit_unit { /* one C file */
    emit_api *a;
    const emit_group *home;           /* NULL: of no group */
    const emit_part *part;            /* it holds these shared schemas; NULL: none */
    const struct emit_common *common; /* the one that is being written; NULL: none */
    out declarations;                 /* what is defined further down or in other files */
    out body;
    struct emit_text *text; /* what is written once, by its text (emit_share.c) */
    unsigned texts, text_slots;
    gen_map known;                /* names of tables, by the facts in them */
    const char *anything;         /* the checker that allows anything, when it was needed */
    const gen_resource *resource; /* that of the function being written; NULL: outside of all */
    struct emit_resource *resources;
    struct emit_entrance *entrances;
} emit_unit;

/* Text for a file of the API. */
out emit_out(const emit_api *a);

/* "AT(57)", or "AT_FILE(1, 57)" for a line of another file. */
const char *emit_at(emit_api *a, gen_at at);

/* "voice-agent.yaml:57", for comments. */
const char *emit_place(emit_api *a, gen_at at);

/* Text for "%s": NUL-terminated, cut at a NUL inside. */
const char *emit_string(emit_api *a, us_text text);

/* ---- emit_same.c ------------------------------------------------------------------------------------- */

/* Finds which schema is served by the checker of which. The schemas on cycles are known. */
void emit_unite_same(emit_api *a);

/* Writes the call of the checker that serves the schema. */
void emit_same(emit_unit *u, out *function, const gen_schema *schema);

/* "US_SAME(check_voice, AT(10), AT(20))": the same, for a row. */
const char *emit_same_row(emit_unit *u, const gen_schema *schema);

/* ---- emit_check.c ------------------------------------------------------------------------------------ */

/* The name of the schema's checker, after writing or declaring it; NULL when anything is valid. `place`
 * says in a comment where the schema stands: "Body of PATCH /v1/agent/{agent_id}". */
const char *emit_check(emit_unit *u, gen_schema *schema, const char *place);

/* The same, but never NULL. */
const char *emit_check_always(emit_unit *u, gen_schema *schema, const char *place);
/* The same for a member, where nobody but the schema `false` says on which line it is refused. */
const char *emit_check_member(emit_unit *u, gen_schema *schema, const char *place);

/* The function of exactly this schema, whatever it checks. */
const char *emit_function(emit_unit *u, gen_schema *schema, const char *place);

/* A checker of everything but the type, for a schema that one group uses, which is not on a cycle. */
const char *emit_check_typed(emit_unit *u, gen_schema *schema, const char *place);

/* The same, only declared: it has to be written later. */
const char *emit_mention(emit_unit *u, gen_schema *schema);

/* A function while it is written. What it needs is written to the file before it. */
typedef struct emit_scope {
    emit_unit *u;
    out *o;
    const char *value; /* the C expression that is checked: "v", "w.value" */
    const char *name;  /* a short name for what it needs: "language" */
    const char *place; /* for comments */
    struct emit_slots *slots;
    bool typed; /* the value is a member whose type stands in the table */
} emit_scope;

/* The verbs of a schema, a line a rule. */
void emit_rules(emit_scope *scope, const gen_schema *schema);

/* For comments: where the schema stands that the rule leads to. */
const char *emit_rule_place(emit_scope *scope, const gen_rule *rule);

/* A number as an argument of a verb. */
const char *emit_unsigned(emit_scope *scope, unsigned number);

/* The call of the schema's checker; nothing when anything is valid. */
void emit_call(emit_scope *scope, gen_schema *schema, const char *place);

/* Whether the rule asks for something. */
bool emit_rule_says(const gen_rule *rule);

/* Whether emit_rules writes a line for the schema, which has no members; `typed`: besides its type. */
bool emit_says(const gen_schema *schema, bool typed);

/* The rule about the type of a schema that resolves to nothing else, or NULL. */
const gen_rule *emit_mere_type(gen_schema *schema);

/* The rule about the type, when it asks for something; or NULL. */
const gen_rule *emit_type_rule(const gen_schema *schema);

/* ---- emit_apply.c ------------------------------------------------------------------------------------ */

/* Writes the lines of a rule that needs more than its verb and one argument; false when it is none. */
bool emit_apply(emit_scope *scope, const gen_rule *rule, const gen_schema *parent);

/* ---- emit_dynamic.c ------------------------------------------------------------------------------------- */

/* Whether who calls the schema's checker from the function being written enters a resource for which
 * dynamic references look back. */
bool emit_enters(const emit_unit *u, const gen_schema *schema);

/* "&resource_tree": the anchors of the schema's resource, for us_enter. */
const char *emit_resource(emit_unit *u, const gen_schema *schema);

/* A checker that enters the schema's resource and calls `function`, for tables. */
const char *emit_entrance(emit_unit *u, const gen_schema *schema, const char *function);

/* `$dynamicRef` and `$recursiveRef`. */
void emit_dynamic_reference(emit_scope *scope, const gen_rule *rule);

/* ---- emit_evaluation.c -------------------------------------------------------------------------------- */

/* Finds what each checker has to mark. */
void emit_evaluation_plan(emit_api *a);

/* Whether the keyword applies its schemas to the value itself, not to something in it. */
bool emit_is_in_place(enum gen_keyword keyword);

/* Whether the function of the schema opens a scope, which one with unevaluatedProperties or unevaluatedItems
 * does unless what is left may be anything. */
bool emit_has_scope(const gen_schema *schema);

/* The scope around the rules; nothing for a schema that has none. */
void emit_evaluation_declare(emit_scope *scope, const gen_schema *schema);
void emit_evaluation_begin(emit_scope *scope, const gen_schema *schema);
void emit_evaluation_end(emit_scope *scope, const gen_schema *schema);

/* ---- emit_once.c -------------------------------------------------------------------------------------- */

/* Finds the checkers that discriminators lead to by several ways. */
void emit_once_plan(emit_api *a);

/* What the function of such a schema begins and ends with; nothing for another. */
void emit_once_begin(emit_scope *scope, const gen_schema *schema);
void emit_once_end(emit_scope *scope, const gen_schema *schema);

/* ---- emit_numbers.c ---------------------------------------------------------------------------------- */

/* Writes the table of the numbers in the enum of that name, and the fields that tell of it; nothing if it has none. */
void emit_enum_numbers(emit_unit *u, out *fields, const char *name, const gen_node *members);

/* What the schema of items says of numbers, as a table for us_number_items; NULL when it says nothing of them, or more
 * than a table can. `check` checks an item; NULL: nothing does. */
const char *emit_numbers(emit_scope *scope, gen_schema *items, const char *check);

/* ---- emit_lists.c ------------------------------------------------------------------------------------ */

/* What the schema of the rule `items` says of arrays, as a table for us_list_items; NULL as above. */
const char *emit_lists(emit_scope *scope, const gen_rule *items, const char *check);

/* ---- emit_table.c ------------------------------------------------------------------------------------ */

/* Each writes the constant to the file (unless it is there) and returns what the verb is given. */
const char *emit_enum_table(emit_scope *scope, const gen_rule *rule);
const char *emit_constant(emit_scope *scope, const gen_rule *rule);
const char *emit_branches(emit_scope *scope, const gen_rule *rule);

/* For comments: where the branch of that number stands, from 1 on. */
const char *emit_branch_place(emit_scope *scope, const gen_rule *rule, unsigned number);

/* "3 / * ^[a-z]+$ * /": the number of the pattern in the API. */
const char *emit_pattern_number(emit_api *a, us_text text);

/* What US_STR and US_JSON are given, and which of them: a string as itself, anything else as JSON text. */
us_text emit_value_text(emit_unit *u, const gen_node *node);
const char *emit_value_macro(const gen_node *node); /* "US_STR(" */

/* "US_STRING | US_NULL" */
const char *emit_types(us_arena *arena, unsigned types);

/* ---- emit_operation.c, emit_parameter.c, emit_respond.c, emit_fixture.c ---------------------------------- */

typedef struct emit_operation { /* an operation and its name outside of its file */
    const gen_operation *operation;
    const emit_group *group;
    const char *external;
    struct emit_operation *next, *next_in_group;
} emit_operation;

typedef struct emit_scheme {
    const gen_scheme *scheme;
    const char *external;
    const emit_unit *declared;
    struct emit_scheme *next;
} emit_scheme;

typedef struct emit_examples { /* of one media type */
    const gen_operation *operation;
    const gen_media *media;
    const char *external;
    struct emit_examples *same; /* the first that say the same, which stand for these; or NULL */
    const emit_unit *declared;  /* the last file in which they were declared */
    unsigned count;
    struct emit_examples *next;
} emit_examples;

/* The groups, and names for what several files see. */
void emit_operations_plan(emit_api *a);
void emit_examples_plan(emit_api *a);

/* An operation with everything that belongs to it. */
void emit_operation_tables(emit_unit *u, const emit_operation *operation);

/* Each writes a table, counts its rows, and returns its name. Parameters are those of `owner` ("GET /pets"),
 * after which `words` names the table. */
const char *emit_parameters(emit_unit *u, const gen_parameter *list, us_text words,
                            const char *owner, unsigned *count);
/* Adds all that a row depends on, or a list, whose rows are counted. */
void emit_parameter_facts(us_buf *facts, const gen_parameter *p);
void emit_parameters_facts(us_buf *facts, const gen_parameter *list, unsigned *count);

const char *emit_responses(emit_unit *u, const gen_operation *o, unsigned *count);
void emit_responses_facts(us_buf *facts, const gen_operation *o, unsigned *count);

/* The name of the us_body; NULL when the operation takes none. */
const char *emit_body(emit_unit *u, const gen_operation *o);
void emit_body_facts(us_buf *facts, const gen_operation *o);

/* The name of the table of what a response may hold, whose rows are counted. */
const char *emit_medias(emit_unit *u, const gen_operation *o, const gen_response *r,
                        unsigned *count);
void emit_medias_facts(us_buf *facts, const gen_media *media);

/* Adds what examples are told apart by. */
void emit_examples_facts(us_buf *facts, const gen_example *example);

/* The schema of the items of a body that is a stream. */
gen_schema *emit_stream_item(const gen_media *media);

/* ---- emit_common.c -------------------------------------------------------------------------------------- */

/* What operations have, as tables. */
enum emit_said { EMIT_PARAMETERS, EMIT_BODY, EMIT_RESPONSES, EMIT_MEDIAS };

typedef struct emit_common { /* a table of several groups */
    enum emit_said said;
    const gen_operation *operation; /* the first that has it */
    const gen_response *response;   /* of EMIT_MEDIAS: of its own */
    const char *external;
    const emit_unit *declared; /* the last file in which it was declared */
    struct emit_common *next;
} emit_common;

/* Finds what more than one group says. After names are unique. */
void emit_common_plan(emit_api *a);

/* The name of the common table with these facts, after declaring it; NULL: there is none, or it is being written. */
const char *emit_common_name(emit_unit *u, us_text facts);

/* Writes it. */
void emit_common_write(emit_unit *u, emit_common *common);

/* The name of the common table, while that is written and the prefix is its own; or a new one. */
const char *emit_table_name(emit_unit *u, const char *prefix, us_text words);

/* ---- emit_shape.c --------------------------------------------------------------------------------------- */

typedef struct emit_shape_table { /* one that more than one file can name */
    gen_schema *schema;
    const char *external;
    const emit_unit *declared; /* the last file in which it was declared */
    struct emit_shape_table *next;
} emit_shape_table;

/* The member of the schema that is no rule but tells what values are like: "example", "examples", "default", or
 * "format", which may be one that nobody enforces. NULL: there is none, or it is ignored beside a `$ref`. */
const gen_node *emit_hint(const gen_schema *schema, us_text word);

/* The name of the schema's table, after writing or declaring it; NULL when anything is valid. */
const char *emit_shape(emit_unit *u, gen_schema *schema);

/* The same for the schema of a body, which is in no other's table. */
const char *emit_body_shape(emit_unit *u, gen_schema *schema);

/* The table itself, and what it needs. */
void emit_shape_write(emit_unit *u, const emit_shape_table *table);

/* ---- emit_share.c --------------------------------------------------------------------------------------- */

/* The name under which the file has that text already; without one it is `name` from now on. `type` keeps
 * apart what may be of equal text: "const us_media". Both texts live as long as the file is written. */
const char *emit_share(emit_unit *u, const char *type, us_text text, const char *name);

/* `static type name[] = {`, the rows (an `out` with one level), and the end; or nothing when the file has
 * an equal table. Returns the name of the table. */
const char *emit_table(emit_unit *u, const char *type, const char *name, const out *rows);

/* The same for one structure, without the brackets. */
const char *emit_record(emit_unit *u, const char *type, const char *name, const out *fields);

/* The name of the table that holds these facts (emit_key.c), in this file or for all, or NULL; and the name it has from
 * now on. The facts live as long as the file is written. */
const char *emit_known(emit_unit *u, const us_buf *facts);
const char *emit_keep(emit_unit *u, const us_buf *facts, const char *name);

/* `.name = US_STRING_OF("text"),` */
void emit_field_text(out *o, const char *field, us_text text);

/* `.media = name,` and `.medias = count,`; nothing for an empty list. */
void emit_list(out *o, const char *field, const char *name, unsigned count);

/* `.least = 100,` and `.most = 300,`; nothing where nobody waits. */
void emit_delay(out *o, unsigned least, unsigned most);

/* "PATCH /v1/agent/{agent_id}", for comments. */
const char *emit_route(emit_api *a, const gen_operation *o);

/* "200", "2xx", "default" */
const char *emit_status(emit_api *a, unsigned status);

/* Two texts that name something together. */
us_text emit_words(emit_api *a, us_text first, const char *second);

/* What a parameter's text may be read as: the types its schema allows, in the bits of gen_type. */
unsigned emit_allowed_types(const gen_schema *schema);

/* Whether the schema says or implies anything of types. */
bool emit_names_types(const gen_schema *schema);

const char *emit_style(enum gen_style style);

/* The schema of the items, wherever it stands; NULL when they may be anything. */
gen_schema *emit_items_of(const gen_schema *schema);

/* The schemas of its first items, in `prefixItems` wherever that stands; NULL: there are none. */
const gen_property *emit_prefix_of(const gen_schema *schema);

/* ---- emit_template.c ------------------------------------------------------------------------------------ */

/* Writes the table of the segments of a fixture and counts its rows; NULL when there are none. */
const char *emit_segments(emit_unit *u, const gen_segment *segment, us_text words, unsigned *count);

/* Whether its answers are counted. */
bool emit_counts(const gen_segment *segment);

/* ---- emit_cue.c ----------------------------------------------------------------------------------------- */

/* Writes the table of what the fixtures of an operation ask for and counts its rows; NULL when there are none. */
const char *emit_cues(emit_unit *u, const gen_operation *o, unsigned *count);

/* ---- emit_refusal.c ------------------------------------------------------------------------------------- */

/* Writes what a refusal is made of; the name of its us_saying. */
const char *emit_refusal(emit_unit *u, const gen_saying *saying, us_text words);

/* ---- emit_server.c -------------------------------------------------------------------------------------- */

/* Writes a us_servers, and returns its name; or only its fields. */
const char *emit_servers(emit_unit *u, const gen_servers *servers, us_text words);
void emit_servers_fields(emit_unit *u, out *fields, const gen_servers *servers, us_text words);

/* ---- emit_deprecated.c ---------------------------------------------------------------------------------- */

/* Writes a table of us_deprecated and counts its rows; nothing for an empty list. */
const char *emit_deprecated(emit_unit *u, const gen_deprecated *deprecated, us_text words,
                            unsigned *count);

/* ---- emit_event.c --------------------------------------------------------------------------------------- */

/* Whether the schema of an item of text/event-stream is for the data of an event: it names members, but not `data`, and
 * some that are no field of an event. */
bool emit_is_event_data(const gen_schema *schema);

/* ---- emit_expression.c ---------------------------------------------------------------------------------- */

/* The fields of one us_expression. */
void emit_expression(out *o, const gen_expression *piece);

/* Writes a table of us_expression and counts its rows; nothing for an empty text. */
const char *emit_pieces(emit_unit *u, const gen_expression *pieces, us_text words, unsigned *count);

/* ---- emit_callback.c ------------------------------------------------------------------------------------ */

/* Writes a table of us_callback and counts its rows. */
const char *emit_callbacks(emit_unit *u, const gen_callback *callback, us_text words,
                           unsigned *count);

/* ---- emit_link.c ---------------------------------------------------------------------------------------- */

/* Writes a table of us_link and counts its rows. */
const char *emit_links(emit_unit *u, const gen_link *link, us_text words, unsigned *count);

/* ---- emit_paging.c -------------------------------------------------------------------------------------- */

/* The name of the us_paging; NULL when the operation does not page. */
const char *emit_paging(emit_unit *u, const gen_operation *o);

/* ---- emit_reading.c ------------------------------------------------------------------------------------- */

/* Each writes a us_reading and returns `&name`; NULL when the row itself says enough. */
const char *emit_parameter_reading(emit_unit *u, us_text words, const gen_parameter *p);
const char *emit_media_reading(emit_unit *u, const gen_media *media, const char *place);

/* ---- emit_xml.c --------------------------------------------------------------------------------- */

/* The line of a reading that leads to what the schema's `xml` says; none when that is nothing. */
void emit_xml(emit_unit *u, out *rows, us_text words, const gen_schema *schema, unsigned types);

/* The line with the name of the root element, when the schema is a component. */
void emit_xml_root(out *rows, gen_node *schema);

/* The bytes of all the examples. */
void emit_fixtures(emit_unit *u);

/* ---- emit_api.c -------------------------------------------------------------------------------------- */

void emit_api_tables(emit_unit *u);
void emit_module(out *o, emit_api *const *api, unsigned apis);
void emit_main(out *o);

#endif
