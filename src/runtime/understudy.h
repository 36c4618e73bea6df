/* understudy.h - everything that generated code may use.
 *
 * Generated C includes this header and nothing else, and this header includes nothing: it is also
 * what the in-memory compiler sees, which has no system headers. Four parts:
 *
 *   1. verbs   one for each keyword of JSON Schema; a checker is a column of them
 *   2. shapes  what a schema asks, as data, for who makes instances of it
 *   3. nouns   the tables that describe an API: operations, parameters, bodies, responses
 *   4. module  what one compilation hands to the server
 *
 * Everything generated is constant and allocates nothing. */
#ifndef UNDERSTUDY_H
#define UNDERSTUDY_H

/* ---- 1. Verbs ------------------------------------------------------------------------------- */

/* A value of the instance. NULL means absent. */
typedef struct us_json us_json;

/* One run of a checker: collects the violations. */
typedef struct us_check us_check;

/* Checks a value against one schema. */
typedef void us_checker(us_check *ck, const us_json *value);

/* Where a keyword stands: the line of the spec. AT_FILE is for a line of one of the other files
 * that the spec refers to (its index in us_api.file). */
typedef unsigned us_at;
#define AT(line)            ((us_at)(line))
#define AT_FILE(file, line) ((us_at)(((unsigned)(file) << 22) | (unsigned)(line)))

/* The same schema stands in the document twice, and has one checker: what that says of the lines `from` to `to`
 * is said of those from `at` on. All 0: it says of its own. */
typedef struct us_moved {
    us_at from, to, at;
} us_moved;

/* Text with its length; may hold NUL bytes. */
typedef struct us_string {
    const char *bytes;
    unsigned length;
} us_string;
/* clang-format off */
#define US_STRING_OF(literal) { "" literal, (unsigned)sizeof(literal) - 1 }
/* clang-format on */

/* The types of JSON Schema, as a set. */
enum us_types {
    US_NULL = 1,
    US_BOOLEAN = 2,
    US_INTEGER = 4, /* a number without fraction, however it is spelled: 1.0 is one */
    US_NUMBER = 8,  /* any number */
    US_STRING = 16,
    US_ARRAY = 32,
    US_OBJECT = 64
};

/* A constant: a string, or any other value as JSON text. */
typedef struct us_value {
    us_string text;
    _Bool is_string;
} us_value;
/* clang-format off */
#define US_STR(literal)  { US_STRING_OF(literal), 1 }
#define US_JSON(literal) { US_STRING_OF(literal), 0 }
/* clang-format on */

/* The members of an `enum`. */
typedef struct us_values {
    const us_value *value;
    unsigned count;
} us_values;

/* Which way the message goes that the instance is part of. */
enum us_direction {
    US_EITHER, /* neither is known: readOnly and writeOnly say nothing */
    US_REQUEST,
    US_RESPONSE
};

/* What a table says of a value besides its types. */
enum us_more {
    US_NO_MORE,
    US_MORE_ENUM,
    US_MORE_CONST,
    US_MORE_ITEMS, /* of what types the items are, when it is an array */
    US_MORE_EACH,  /* what checks each item */
    US_MORE_CHECK, /* what checks the value */
    US_MORE_REF    /* what checks it stands behind a `$ref`: as us_ref does */
};

/* A member that the schema names (in `properties` or `required`), and what its schema says of its value as
 * far as a table can, which is checked without a call of generated code. */
typedef struct us_member {
    us_string key;
    us_at required; /* the line that says so; 0: it may be left out */
    enum us_direction
        excused;    /* where it may be left out all the same, for it is readOnly or writeOnly */
    unsigned types; /* what its value may be; 0: anything, as far as the table goes */
    us_at at;       /* the line that says so */
    enum us_more more;
    us_at more_at;
    union {
        const us_values *among;   /* US_MORE_ENUM */
        const us_value *constant; /* US_MORE_CONST */
        unsigned item_types;      /* US_MORE_ITEMS */
        us_checker *check;        /* US_MORE_EACH, _CHECK and _REF */
    };
} us_member;
/* clang-format off */
#define US_KEY(literal) .key = US_STRING_OF(literal)
#define US_ENUM(values, line) .more = US_MORE_ENUM, .among = values, .more_at = line
#define US_CONST(value, line) .more = US_MORE_CONST, .constant = value, .more_at = line
#define US_ITEMS(set, line) .more = US_MORE_ITEMS, .item_types = set, .more_at = line
#define US_EACH(checker) .more = US_MORE_EACH, .check = checker
#define US_CHECK(checker) .more = US_MORE_CHECK, .check = checker
#define US_REF(checker) .more = US_MORE_REF, .check = checker
/* clang-format on */

/* The members that a schema names: those of `properties` first, then those that stand in `required`
 * alone. */
typedef struct us_members {
    unsigned types; /* what the value itself may be; 0: that is the business of a verb */
    us_at types_at;
    const us_member *member;
    unsigned count;
    unsigned required; /* how many of them are */
    unsigned extra;    /* how many at the end stand in `required` alone */
    us_at closed;      /* the line that refuses every other member; 0: none does, or a verb … */
    us_checker *other; /* … and what checks every other one; NULL: nothing, or a verb … */
    unsigned other_types; /* … or of what types it is, where that is all; 0: any */
    us_at other_at;       /* the line that says so */
    const unsigned *slot; /* of many members, where to find each by the hash of its name: its number
                           * plus 1, or 0 (open addressing; us_hash in base/hash.h) */
    unsigned slots;       /* a power of 2, at least twice the count; 0: there are none */
    unsigned shift;       /* the hash without so many of its low bits says where to look first */
    /* For a strict run, which refuses members that nobody names: */
    us_at at;   /* the line of what names these */
    _Bool open; /* the schema says itself that any other member may be there */
    const unsigned
        *pattern; /* patterns whose members are not checked: indices into us_api.pattern */
    unsigned patterns;
} us_members;

/* A walk over the members of an object. */
typedef struct us_walk {
    const us_json *value; /* the member that it has come to */
    unsigned which;       /* its number in the table, or the table's count */
    /* The rest is the runtime's own. */
    _Bool taken;    /* a pattern of patternProperties matched the name */
    unsigned found; /* required members so far */
    us_check *ck;
    const us_json *object, *next;
    const us_members *members;
} us_walk;

/* Each verb ignores an absent value and a value of a type that its keyword does not concern, as
 * JSON Schema asks; so an optional or nullable member needs no `if`. Each records a violation, with
 * the line `at`, when the keyword is broken, and returns nothing: a checker always runs to its end
 * and finds every violation. */

void us_type(us_check *ck, const us_json *value, unsigned types, us_at at);
void us_enum(us_check *ck, const us_json *value, const us_values *members, us_at at);
void us_const(us_check *ck, const us_json *value, const us_value *constant, us_at at);

/* Numbers are compared by their exact decimal value, not as doubles; a limit is the decimal number
 * that a person reads in the generated code (its shortest spelling). */
void us_minimum(us_check *ck, const us_json *value, double limit, us_at at);
void us_maximum(us_check *ck, const us_json *value, double limit, us_at at);
void us_exclusive_minimum(us_check *ck, const us_json *value, double limit, us_at at);
void us_exclusive_maximum(us_check *ck, const us_json *value, double limit, us_at at);
void us_multiple_of(us_check *ck, const us_json *value, double divisor, us_at at);

/* The same for what no double holds: the limit as a JSON number in text ("9223372036854775807"). */
void us_minimum_exact(us_check *ck, const us_json *value, const char *limit, us_at at);
void us_maximum_exact(us_check *ck, const us_json *value, const char *limit, us_at at);
void us_exclusive_minimum_exact(us_check *ck, const us_json *value, const char *limit, us_at at);
void us_exclusive_maximum_exact(us_check *ck, const us_json *value, const char *limit, us_at at);
void us_multiple_of_exact(us_check *ck, const us_json *value, const char *divisor, us_at at);

/* Lengths count code points. */
void us_min_length(us_check *ck, const us_json *value, unsigned limit, us_at at);
void us_max_length(us_check *ck, const us_json *value, unsigned limit, us_at at);

/* The keyword `pattern`; the argument is an index into us_api.pattern. */
void us_matches(us_check *ck, const us_json *value, unsigned pattern, us_at at);

/* A format is a predicate over strings, numbers or both; `formats.def` lists them all. */
typedef struct us_format_rule us_format_rule;
void us_format(us_check *ck, const us_json *value, const us_format_rule *format, us_at at);
extern const us_format_rule us_format_date_time, us_format_date, us_format_time, us_format_duration,
    us_format_email, us_format_idn_email, us_format_hostname, us_format_idn_hostname,
    us_format_ipv4, us_format_ipv6, us_format_uri, us_format_uri_reference, us_format_iri,
    us_format_iri_reference, us_format_uuid, us_format_uri_template, us_format_json_pointer,
    us_format_relative_json_pointer, us_format_regex, us_format_int8, us_format_int16,
    us_format_int32, us_format_int64, us_format_uint8, us_format_uint16, us_format_uint32,
    us_format_uint64, us_format_double_int, us_format_float, us_format_double, us_format_decimal,
    us_format_decimal128, us_format_byte, us_format_base64url, us_format_char,
    us_format_date_time_local, us_format_time_local, us_format_http_date, us_format_media_range,
    us_format_sf_boolean, us_format_sf_integer, us_format_sf_decimal, us_format_sf_string,
    us_format_sf_token, us_format_sf_binary;

void us_items(us_check *ck, const us_json *value, us_checker *item, us_at at);

/* The same where the schema of the items says nothing but their types; `at` is its line. */
void us_item_types(us_check *ck, const us_json *value, unsigned types, us_at at);
void us_min_items(us_check *ck, const us_json *value, unsigned limit, us_at at);
void us_max_items(us_check *ck, const us_json *value, unsigned limit, us_at at);
void us_unique_items(us_check *ck, const us_json *value, us_at at);

/* Item i by item[i] (NULL: anything), as far as the array goes: `prefixItems`, and a list under the
 * `items` of the drafts before 2020-12. */
void us_prefix_items(us_check *ck, const us_json *value, us_checker *const *item, unsigned items,
                     us_at at);

/* Every item but the first `prefix`: `items` beside `prefixItems`, and `additionalItems`. The checker
 * us_never refuses each as an item too many. */
void us_items_after(us_check *ck, const us_json *value, unsigned prefix, us_checker *item,
                    us_at at);
void us_additional_items(us_check *ck, const us_json *value, unsigned prefix, us_checker *item,
                         us_at at);

/* How many items match the schema of `contains`: at least one, or what minContains says in its place
 * (then us_contains is not called); and at most what maxContains says. An open evaluation scope needs
 * one of them called even where no number can be wrong (minContains 0). */
void us_contains(us_check *ck, const us_json *value, us_checker *schema, us_at at);
void us_min_contains(us_check *ck, const us_json *value, us_checker *schema, unsigned limit,
                     us_at at);
void us_max_contains(us_check *ck, const us_json *value, us_checker *schema, unsigned limit,
                     us_at at);

/* What a table says of the members of an object: what they are called, which are required, and what their
 * values have to be. The cost is that of the instance. */
void us_object(us_check *ck, const us_json *value, const us_members *members);

/* The same, of a table with slots. */
void us_large_object(us_check *ck, const us_json *value, const us_members *members);

/* Where members are also checked that the table does not name, this is done member after member:
 *
 *     us_walk_begin(&w, ck, v, &members);
 *     while (us_walk_next(&w)) {
 *         us_pattern_properties(&w, 3, check_extension, AT(60));
 *         us_additional_properties(&w, check_other, AT(70));
 *     }
 *     us_required(&w);
 *
 * A value that is absent or no object has no members, and nothing is required of it. `members` is 0 when
 * the schema names none. */
void us_walk_begin(us_walk *w, us_check *ck, const us_json *object, const us_members *members);

/* Goes to the next member and checks its value as the table says; false when there is none. */
_Bool us_walk_next(us_walk *w);

/* Checks the member when its name matches the pattern, which is an index into us_api.pattern. */
void us_pattern_properties(us_walk *w, unsigned pattern, us_checker *check, us_at at);

/* Checks the member unless `properties` names it or a pattern took it. The checker us_never refuses it
 * by its name. */
void us_additional_properties(us_walk *w, us_checker *check, us_at at);

/* After the walk: every member that is required was there. */
void us_required(us_walk *w);

/* Where the members that a schema names are not checked: for a strict run, which refuses what nobody names. */
void us_names(us_check *ck, const us_json *value, const us_members *members);

void us_min_properties(us_check *ck, const us_json *value, unsigned limit, us_at at);
void us_max_properties(us_check *ck, const us_json *value, unsigned limit, us_at at);

/* Checks the name of every member, as a string; a violation points at the member. */
void us_property_names(us_check *ck, const us_json *value, us_checker *name, us_at at);

/* What else an object needs that has the member `key`: other members, or to match a schema. Both also
 * serve `dependencies` of the drafts before 2019-09. */
typedef struct us_dependency {
    us_string key;
    const us_string *name; /* the members that it requires */
    unsigned names;
} us_dependency;
typedef struct us_dependent_schema {
    us_string key;
    us_checker *check;
} us_dependent_schema;
void us_dependent_required(us_check *ck, const us_json *value, const us_dependency *dependency,
                           unsigned dependencies, us_at at);
void us_dependent_schemas(us_check *ck, const us_json *value, const us_dependent_schema *dependent,
                          unsigned dependents, us_at at);

void us_all_of(us_check *ck, const us_json *value, us_checker *const *branch, unsigned branches,
               us_at at);
void us_any_of(us_check *ck, const us_json *value, us_checker *const *branch, unsigned branches,
               us_at at);
void us_one_of(us_check *ck, const us_json *value, us_checker *const *branch, unsigned branches,
               us_at at);
void us_not(us_check *ck, const us_json *value, us_checker *schema, us_at at);

/* Whether the value matches; records nothing:
 *
 *     if (us_if(ck, v, check_if))
 *         check_then(ck, v);
 *     else
 *         check_else(ck, v);
 *
 * An open evaluation scope needs the call even where there is neither `then` nor `else`. */
_Bool us_if(us_check *ck, const us_json *value, us_checker *schema);

/* The schema `false`, where it stands by itself. */
void us_never(us_check *ck, const us_json *value);

/* Calls a checker that may call itself, directly or not (`$ref`); stops with a "limit of the mock"
 * when the instance nests deeper than the runtime allows. */
void us_ref(us_check *ck, const us_json *value, us_checker *schema);

/* A resource (a schema with an `$id`, or a document) that has dynamic anchors, for which the calls that
 * are under way are searched. A checker in another resource is entered through us_enter; so is the root
 * schema of a document, by the checker that stands for it. `$recursiveAnchor` is the anchor "". */
typedef struct us_dynamic_anchor {
    const char *name;
    us_checker *check;
} us_dynamic_anchor;
typedef struct us_resource {
    const us_dynamic_anchor *anchor;
    unsigned anchors;
} us_resource;
void us_enter(us_check *ck, const us_json *value, us_checker *schema, const us_resource *resource);

/* The checker at this anchor in the resource that was entered first of those that have the anchor, or
 * `otherwise` (Core 2020-12, 8.2.3.2). Limits depth as us_ref does. */
void us_dynamic_ref(us_check *ck, const us_json *value, const char *anchor, us_checker *otherwise);

/* What OpenAPI's discriminator says: the member `property` holds the name of the schema to check. Names
 * are found in `tag`, where the compiler lists the values of `mapping` and the names that schemas have
 * of themselves. A missing tag and one that is not in the list are the violation, unless there is an
 * `otherwise` (defaultMapping of OpenAPI 3.2). A value that is no object has no tag: it is checked
 * against `branch` as anyOf or oneOf would, or accepted where there is none.
 *
 * Where the schemas of the tags contain, by allOf, the schema that has the discriminator, the verb is
 * reached a second time with the same value and does nothing then. */
typedef struct us_tag {
    us_string value;
    us_checker *check;
} us_tag;
typedef struct us_tags {
    us_string property;
    const us_tag *tag;
    unsigned tags;
    us_checker *otherwise;     /* NULL: there is none */
    us_checker *const *branch; /* of the oneOf or anyOf that the discriminator stands beside */
    unsigned branches;
    _Bool one_of; /* … and it is oneOf */
} us_tags;
void us_discriminator(us_check *ck, const us_json *value, const us_tags *tags, us_at at);

/* `readOnly` of a value in a request and `writeOnly` of one in a response. Clients send back what they
 * got, so this is a violation in a strict run only (us_check.strict). */
void us_read_only(us_check *ck, const us_json *value, us_at at);
void us_write_only(us_check *ck, const us_json *value, us_at at);

/* `unevaluatedProperties` and `unevaluatedItems` (Core 2020-12, 11). A checker that has one of them
 * opens a scope first and ends with the verb, which closes it:
 *
 *     us_evaluation scope;
 *
 *     us_evaluation_begin(ck, v, &scope);
 *     ...
 *     us_unevaluated_properties(ck, v, &scope, us_never, AT(20));
 *
 * Between the two every verb that is applied to this very value, in this checker or in one that it
 * calls, marks the children that it evaluates. Nothing may return in between. A checker that has both
 * keywords opens one scope and ends with both verbs. What a scope knows, and what its verb evaluates,
 * is handed to the scope around it when that is for the same value. */
#define US_EVALUATION_FEW 16
typedef struct us_evaluation {
    const us_json *value;        /* the rest is the runtime's business */
    struct us_evaluation *outer; /* … the scope that was open before … */
    const us_json *cursor;       /* … the child that was marked last … */
    unsigned at;                 /* … and its index … */
    unsigned marks;              /* … how many children are marked … */
    unsigned *order;             /* … which, in the order of marking … */
    unsigned char *marked;       /* … and for each child, whether it is … */
    _Bool without_contains;      /* … contains evaluates nothing … */
    _Bool doubtful;              /* … and an anyOf or oneOf here failed. */
    unsigned order_few[US_EVALUATION_FEW];
    unsigned char marked_few[US_EVALUATION_FEW];
} us_evaluation;
void us_evaluation_begin(us_check *ck, const us_json *value, us_evaluation *scope);

/* The same in 2019-09, where `contains` evaluates nothing. */
void us_evaluation_begin_2019_09(us_check *ck, const us_json *value, us_evaluation *scope);
void us_unevaluated_properties(us_check *ck, const us_json *value, us_evaluation *scope,
                               us_checker *schema, us_at at);
void us_unevaluated_items(us_check *ck, const us_json *value, us_evaluation *scope,
                          us_checker *schema, us_at at);

/* ---- 2. Shapes ------------------------------------------------------------------------------ */

/* What a schema asks, as data: a checker can refuse a value, but it cannot make one. A shape is a list of
 * rules, one a keyword, in the order written; the last one is US_ASKS(NOTHING_MORE). NULL is the shape of
 * anything. What there is in a rule beside its keyword stands behind each. */
enum us_asks {
    US_ASKS_NOTHING_MORE,
    US_ASKS_TYPE,                   /* types */
    US_ASKS_ENUM,                   /* value, count */
    US_ASKS_CONST,                  /* value, count (1) */
    US_ASKS_MULTIPLE_OF,            /* text, as are all numbers: as the document spells them */
    US_ASKS_MAXIMUM,                /* text */
    US_ASKS_EXCLUSIVE_MAXIMUM,      /* text */
    US_ASKS_MINIMUM,                /* text */
    US_ASKS_EXCLUSIVE_MINIMUM,      /* text */
    US_ASKS_MAX_LENGTH,             /* count */
    US_ASKS_MIN_LENGTH,             /* count */
    US_ASKS_PATTERN,                /* count: an index into us_api.pattern */
    US_ASKS_FORMAT,                 /* text: its name, whether or not it is enforced */
    US_ASKS_MAX_ITEMS,              /* count */
    US_ASKS_MIN_ITEMS,              /* count */
    US_ASKS_UNIQUE_ITEMS,           /* - */
    US_ASKS_MAX_PROPERTIES,         /* count */
    US_ASKS_MIN_PROPERTIES,         /* count */
    US_ASKS_REQUIRED,               /* name, count */
    US_ASKS_MAX_CONTAINS,           /* shape, count: how many items */
    US_ASKS_MIN_CONTAINS,           /* shape, count: how many items */
    US_ASKS_DEPENDENT_REQUIRED,     /* dependency, count */
    US_ASKS_ALL_OF,                 /* branch, count */
    US_ASKS_ANY_OF,                 /* branch, count */
    US_ASKS_ONE_OF,                 /* branch, count */
    US_ASKS_NOT,                    /* shape */
    US_ASKS_IF,                     /* shape */
    US_ASKS_THEN,                   /* shape */
    US_ASKS_ELSE,                   /* shape */
    US_ASKS_DEPENDENT_SCHEMAS,      /* property, count */
    US_ASKS_PREFIX_ITEMS,           /* branch, count */
    US_ASKS_ITEMS,                  /* shape, count: the items before it that others ask of */
    US_ASKS_ADDITIONAL_ITEMS,       /* shape, count: the same */
    US_ASKS_CONTAINS,               /* shape */
    US_ASKS_PROPERTIES,             /* property, count */
    US_ASKS_PATTERN_PROPERTIES,     /* property, count */
    US_ASKS_ADDITIONAL_PROPERTIES,  /* shape */
    US_ASKS_PROPERTY_NAMES,         /* shape */
    US_ASKS_UNEVALUATED_ITEMS,      /* shape */
    US_ASKS_UNEVALUATED_PROPERTIES, /* shape */
    US_ASKS_REF,                    /* shape */
    US_ASKS_DYNAMIC_REF,            /* shape: where it leads unless the way says otherwise */
    US_ASKS_RECURSIVE_REF,          /* shape: the same */
    US_ASKS_READ_ONLY,              /* - */
    US_ASKS_WRITE_ONLY,             /* - */
    US_ASKS_DISCRIMINATOR, /* name: of the member that holds the tag; US_ASKS_TAGS follows */
    US_ASKS_TAGS,          /* property, count: by their tags, not by the names of members */
    /* What says nothing of what is valid, but much of what is likely: */
    US_ASKS_EXAMPLE, /* value, count: `example` and `examples` */
    US_ASKS_DEFAULT, /* value, count (1) */
    US_ASKS_LIKE,    /* text: the name of a member whose random texts are like these */
    US_ASKS_NEVER    /* -: the schema false */
};

typedef struct us_rule us_rule;

/* A member, or a tag, and the shape that belongs to it. */
typedef struct us_property {
    us_string name;
    unsigned pattern;     /* in US_ASKS_PATTERN_PROPERTIES, in place of a name */
    unsigned types;       /* of which its value may be, where that is all there is to say; else 0 */
    const us_rule *shape; /* … and otherwise this */
} us_property;

struct us_rule {
    enum us_asks asks;
    union {
        unsigned count;
        unsigned types;
    };
    union {
        const char *text;
        const us_string *name;
        const us_value *value;
        const us_dependency *dependency;
        const us_property *property;
        const us_rule *shape;
        const us_rule *const *branch;
    };
};
/* clang-format off */
#define US_ASKS(keyword) .asks = US_ASKS_##keyword
/* clang-format on */

/* The shape of the schema false. */
extern const us_rule us_shape_never[2];

/* ---- 3. Nouns ------------------------------------------------------------------------------- */

/* Where a parameter is found. */
enum us_in { US_IN_PATH, US_IN_QUERY, US_IN_HEADER, US_IN_COOKIE, US_IN_QUERYSTRING };

/* How arrays and objects are spelled (OpenAPI 3.1, 4.8.12.3), or that the text is JSON (`content`). */
enum us_style {
    US_STYLE_SIMPLE,
    US_STYLE_FORM,
    US_STYLE_LABEL,
    US_STYLE_MATRIX,
    US_STYLE_SPACE,
    US_STYLE_PIPE,
    US_STYLE_DEEP,
    US_STYLE_TAB, /* tsv of OpenAPI 2.0 */
    US_STYLE_JSON,
    US_STYLE_DOTS /* a.x=1&a.y=2: no style of OpenAPI, but one that clients write */
};

/* How a value stands in XML, where that is not an element with the member's name (OpenAPI 3.2, 4.26). */
enum us_xml_node {
    US_XML_ELEMENT, /* of a list: one around its items */
    US_XML_ATTRIBUTE,
    US_XML_TEXT, /* the characters of the element around it */
    US_XML_NONE  /* of a list: its items, beside the other members */
};
typedef struct us_xml {
    us_string name;   /* empty: the member's, or that of the list around it */
    us_string space;  /* the URI of its namespace; empty: any */
    us_string prefix; /* to write it with; who reads does not mind */
    enum us_xml_node node;
} us_xml;

/* How text becomes a value: the types that a schema allows it to be, and the same for what is inside. */
typedef struct us_reading us_reading;
struct us_reading {
    us_string name;          /* of a member; of the root of XML */
    unsigned types;          /* of the value itself */
    const us_reading *item;  /* of an array; NULL: strings … */
    const us_reading *place; /* … but for its first items, each of which has its own */
    unsigned places;
    const us_reading *member; /* of an object: those that the schema names … */
    unsigned members;
    const us_reading *other; /* … and the rest; NULL: strings */
    enum us_style
        style; /* of a field in a form, and of a list in a list: how its items are divided, unless … */
    _Bool explode;     /* … each comes by itself */
    _Bool unknown;     /* what is inside is not written down: the schema nests too deeply */
    const us_xml *xml; /* NULL: an element of its name; of a list its items */
    const struct us_encoding *encoding; /* of a field: what its part is like; NULL: as it wants */
};

typedef struct us_parameter {
    us_string name;
    enum us_in in;
    enum us_style style;
    _Bool explode;
    us_at required;            /* the line that says so; 0: it may be left out */
    unsigned types;            /* what the text may be read as: the types its schema allows */
    unsigned item_types;       /* the same for the items of an array */
    const us_reading *reading; /* the same for what holds objects or lists of lists; else NULL */
    _Bool allow_empty;         /* an empty value is fine, whatever the schema says */
    _Bool deprecated;
    us_checker *check; /* NULL: anything */
    us_moved moved;    /* of the checker's lines */
    us_at at;
} us_parameter;

/* What a part of a form has to be like (OpenAPI 3.1, 4.8.15). */
typedef struct us_encoding {
    us_string type; /* media types and ranges, with commas between; empty: any */
    const us_parameter *header;
    unsigned headers;
    us_at at;
} us_encoding;

/* What a runtime expression stands for (OpenAPI 3.1, 4.8.20.4). */
enum us_source {
    US_SOURCE_TEXT, /* no expression: what stands between expressions */
    US_SOURCE_URL,
    US_SOURCE_METHOD,
    US_SOURCE_STATUS,
    US_SOURCE_REQUEST_PATH,
    US_SOURCE_REQUEST_QUERY,
    US_SOURCE_REQUEST_HEADER,
    US_SOURCE_REQUEST_BODY,
    US_SOURCE_RESPONSE_HEADER,
    US_SOURCE_RESPONSE_BODY,
    US_SOURCE_REQUEST_COOKIE, /* from here on words of our own, for fixtures */
    US_SOURCE_NOW,
    US_SOURCE_UUID,
    US_SOURCE_COUNTER
};

/* A piece of a text that is put together while a request is answered. */
typedef struct us_expression {
    enum us_source source;
    us_string text; /* itself; the name of a parameter or header; a JSON pointer into a body */
} us_expression;

/* A fixture with expressions is a list of segments, which are written one after the other. A comma at the front of a
 * text falls away where nothing stands before it in its list or object. */
enum us_segment_kind {
    US_SEGMENT_TEXT,  /* the text */
    US_SEGMENT_VALUE, /* the text and a value; neither where an expression by itself has none */
    US_SEGMENT_PLAIN, /* what the expressions are as text */
    US_SEGMENT_MERGE, /* the text, which opens an object; the expression's members are laid over it, or … */
    US_SEGMENT_MEMBER, /* … a member of it: text and value, if that is laid over, in place of so many segments */
    US_SEGMENT_REST /* what else is laid over, and the text */
};

typedef struct us_segment {
    enum us_segment_kind kind;
    us_string text;
    const us_expression *expression;
    unsigned expressions;
    unsigned types; /* of a value: what the answer's schema wants there; 0: anything */
    us_string key;  /* of a member */
    unsigned skip;
    _Bool inside; /* … the segments are an object, over whose members those of the value are laid */
    const us_string *name; /* of the rest: the members that are taken … */
    unsigned names;
    _Bool open; /* … or all but these */
} us_segment;

/* An answer to give, or a body to show: the bytes of a fixture file or of an example. */
typedef struct us_example {
    us_string name;   /* what `Prefer: example=` calls it; empty for the unnamed one */
    us_string bytes;  /* the body, byte for byte, or … */
    _Bool value;      /* … JSON: of a type that is none, which spells the value when it is sent */
    us_string source; /* "fixtures/ubik/updateAgentSession/200.json" or "ubik.yaml:120:9" */
    _Bool fixture;
    unsigned cue; /* the number of its us_cue in the operation, counted from 1; 0: it has none */
    const us_segment *segment; /* of a fixture with expressions: what the body is written of */
    unsigned segments;
    _Bool counts;     /* … which count its answers … */
    unsigned counter; /* … by this one of the API's counters */
} us_example;

enum us_test { US_IS_EQUAL, US_IS_MATCHED, US_IS_PRESENT, US_IS_ABSENT };

/* What a part of the request has to be like for a fixture to answer. */
typedef struct us_condition {
    us_expression part; /* of the request */
    enum us_test test;
    us_value value;   /* US_IS_EQUAL: to this */
    unsigned pattern; /* US_IS_MATCHED: an index into us_api.pattern */
} us_condition;

/* Calls by their number, counted from 1. */
typedef struct us_range {
    unsigned from, to; /* to 0: all that follow */
} us_range;

/* A field that a fixture adds to its answer. */
typedef struct us_extra {
    us_string name, value;
    const us_expression
        *expression; /* in place of the value; without one of them there is no field */
    unsigned expressions;
} us_extra;

/* What the .yaml beside a fixture says: when it answers, and how. */
typedef struct us_cue {
    us_string name; /* "404.missing" */
    unsigned status;
    unsigned
        media; /* its number among those of the response, counted from 1; 0: no body of its own … */
    unsigned example; /* … and the number among its examples */
    _Bool guarded;    /* it answers only when all of this is so: */
    const us_condition *condition;
    unsigned conditions;
    const us_range *call; /* none: any call */
    unsigned calls;
    unsigned round;       /* after so many calls they are counted anew; 0: never */
    unsigned counter;     /* which of the API's counts them */
    unsigned least, most; /* how many milliseconds the answer waits, by chance between them */
    const us_extra *extra;
    unsigned extras;
} us_cue;

/* What stands in one place of a body that says no. A text says it in words, a list has an entry for each
 * violation. */
enum us_say {
    US_SAY_MEMBERS,  /* an object: its parts */
    US_SAY_EACH,     /* a list: its part for each violation */
    US_SAY_ONE,      /* a list: its part, once */
    US_SAY_FIELDS,   /* an object: for each field that is wrong, by its name, the part */
    US_SAY_MESSAGE,  /* "must be at least 1, but is 0"; above the lists: what is wrong in all */
    US_SAY_SENTENCE, /* "in the body at /size: must be at least 1, but is 0" */
    US_SAY_TITLE,    /* "Unprocessable Content" */
    US_SAY_CODE,     /* "minimum" */
    US_SAY_WORD,     /* "invalid_request" */
    US_SAY_WORD_IN_CAPITALS,   /* "INVALID_ARGUMENT" */
    US_SAY_WORD_IN_CAMEL_CASE, /* "InvalidArgument" */
    US_SAY_CHOICE,             /* the most fitting of the words that the document lists */
    US_SAY_STATUS,             /* 422 */
    US_SAY_STATUS_AS_TEXT,     /* "422" */
    US_SAY_TYPE,               /* "/__understudy/problems/contract-broken" */
    US_SAY_FIELD,              /* "size.width", or the name of the parameter */
    US_SAY_POINTER,            /* "/size/width", of the body only */
    US_SAY_PARAMETER,          /* "limit", of parameters in path and query only */
    US_SAY_HEADER,             /* "Api-Version", of headers only */
    US_SAY_IN,                 /* "body", "query" … */
    US_SAY_LOCATION,           /* ["body", "size", "width"] */
    US_SAY_PATH,               /* ["size", "width"] */
    US_SAY_ACTUAL,             /* the value that is wrong */
    US_SAY_ID,                 /* a UUID, the same for the same fault */
    US_SAY_VIOLATIONS,         /* all of them, as in our own problem documents */
    US_SAY_CONSTANT            /* the value */
};

typedef struct us_saying us_saying;
struct us_saying {
    us_string name; /* of a member */
    enum us_say say;
    _Bool required;
    _Bool numbers;    /* in a list of steps those into arrays are numbers */
    unsigned longest; /* how many characters a text may have; 0: any number */
    us_string value;  /* of a constant, as JSON */
    const us_string *choice;
    unsigned choices;
    const us_saying *part;
    unsigned parts;
};

/* What is deprecated in a body: a member, or what stands in a list, or something further inside. */
typedef struct us_deprecated us_deprecated;
struct us_deprecated {
    us_string name; /* of a member … */
    _Bool items;    /* … or it is every item */
    us_at itself;   /* the line that says so; 0: only what is inside */
    const us_deprecated *inside;
    unsigned insides;
};

/* One media type of a request body or a response. */
typedef struct us_media us_media;
struct us_media {
    us_string type;            /* "application/json" */
    us_checker *check;         /* NULL: anything */
    us_moved moved;            /* of the checker's lines */
    const us_reading *reading; /* of a body that is no JSON: how it becomes a value; else NULL */
    const us_rule *shape;      /* of a response: what an answer is made by; NULL: anything */
    const us_example *example;
    unsigned examples;
    const us_deprecated *deprecated; /* of a request */
    unsigned deprecateds;
    const us_saying *refusal; /* of a response that says no: how; NULL: that is not known */
    const us_media *item;     /* of a response that is a stream: one of its items, as JSON */
    us_string closing;        /* … and the data of the event that ends it; may be empty */
    us_at at;
};

typedef struct us_body {
    _Bool required;
    const us_media *media;
    unsigned medias;
    us_at at;
} us_body;

/* A header that a response declares. */
typedef struct us_header {
    us_string name;
    us_string
        value; /* its example, default, const or first enum member; may be empty. Of Set-Cookie a
                      * line for each field */
    const us_rule *shape; /* what a value is made by; NULL: anything */
    us_checker *check;    /* NULL: anything */
    enum us_style style;
    _Bool explode;
    _Bool required;
    us_at at;
} us_header;

/* Where one can go from an answer, and what is sent along. */
typedef struct us_given {
    us_string name;
    enum us_in in;
    _Bool explode;
    const us_expression *piece;
    unsigned pieces;
} us_given;
typedef struct us_link {
    us_string name;
    us_string method, path; /* of the operation that it leads to */
    us_string server;       /* the URL of another server; empty: it is this one */
    const us_given *given;
    unsigned givens;
} us_link;

typedef struct us_response {
    unsigned status; /* 200; 2 for 2XX; 0 for default */
    const us_media *media;
    unsigned medias;
    const us_header *header;
    unsigned headers;
    const us_parameter *parameter; /* headers that the answer of another server is held against */
    unsigned parameters;
    const us_link *link;
    unsigned links;
    us_at at;
} us_response;

enum us_scheme_kind {
    US_API_KEY_HEADER,
    US_API_KEY_QUERY,
    US_API_KEY_COOKIE,
    US_HTTP_BASIC,
    US_HTTP_BEARER, /* also oauth2 and openIdConnect: their token travels as a bearer token */
    US_HTTP_DIGEST,
    US_HTTP_OTHER, /* a scheme of which we only know the name */
    US_CERTIFICATE /* mutualTLS: the client's, of the connection */
};

typedef struct us_scheme {
    us_string name; /* as `components.securitySchemes` calls it */
    enum us_scheme_kind kind;
    us_string parameter; /* of an apiKey: the header, query parameter or cookie; of US_HTTP_OTHER:
                            the name of the scheme */
    us_at at;
} us_scheme;

/* What credentials must be good for (OAuth 2; since OpenAPI 3.1 the roles of any scheme). */
typedef struct us_scopes {
    const us_string *scope;
    unsigned scopes;
} us_scopes;

/* One security requirement: all of its schemes are needed. None: anonymous is welcome. */
typedef struct us_requirement {
    const us_scheme *const *scheme;
    unsigned schemes;
    us_at at;
    const us_scopes *wanted; /* of each scheme, all of them; NULL: none of any */
} us_requirement;

/* How a request says which page of a list it wants. */
enum us_paging_by {
    US_PAGING_TOKEN,  /* by a word that the page before told */
    US_PAGING_ID,     /* by the id of the last item of the page before */
    US_PAGING_NUMBER, /* by the number of the page */
    US_PAGING_OFFSET  /* by how many items come before it */
};

/* What a place of a page says about it and about those around it. */
enum us_page_says {
    US_PAGE_NEXT_TOKEN,
    US_PAGE_NEXT_URL,
    US_PAGE_NEXT_NUMBER,
    US_PAGE_NEXT_OFFSET,
    US_PAGE_PREVIOUS_TOKEN,
    US_PAGE_PREVIOUS_URL,
    US_PAGE_PREVIOUS_NUMBER,
    US_PAGE_FIRST_URL,
    US_PAGE_LAST_URL,
    US_PAGE_SELF_URL,
    US_PAGE_FIRST_ID,
    US_PAGE_LAST_ID,
    US_PAGE_HAS_NEXT,
    US_PAGE_HAS_PREVIOUS,
    US_PAGE_IS_FIRST,
    US_PAGE_IS_LAST,
    US_PAGE_TOTAL,  /* items of all pages */
    US_PAGE_PAGES,  /* how many pages */
    US_PAGE_NUMBER, /* of this page */
    US_PAGE_OFFSET,
    US_PAGE_SIZE, /* how many items a page can have … */
    US_PAGE_COUNT /* … and how many this one has */
};
typedef struct us_page_mark {
    enum us_page_says says;
    us_string place;  /* a JSON pointer into the body; or the name of a header, without a '/' */
    us_string inside; /* of an object there the member that says it; empty: the place does */
    _Bool required, nullable;
} us_page_mark;

/* A list that comes in pages. */
typedef struct us_paging {
    enum us_paging_by by;
    us_string where;  /* the query parameter that says which page */
    us_string before; /* by id: the one for the page before; may be empty */
    us_string size;   /* the one that says how many items a page has; may be empty */
    unsigned first;   /* the number of the first page, or the offset of the first item */
    us_string list;   /* a JSON pointer to the items in the body */
    const us_page_mark *mark;
    unsigned marks;
    const us_string *identity; /* the members of an item that tell it from others, the best first */
    unsigned identities;
    const us_string *known; /* tokens that the document or a fixture shows */
    unsigned knowns;
} us_paging;
/* A variable in the url of a server. */
typedef struct us_variable {
    us_string name;
    const us_string *value; /* those that it may have; NULL: any text */
    unsigned values;
} us_variable;

typedef struct us_server {
    us_string url; /* "https://{region}.example.com/v1" */
    const us_variable *variable;
    unsigned variables;
    us_at at;
} us_server;

/* Where an API is, or an operation. */
typedef struct us_servers {
    const us_server *server;
    unsigned servers;
    const us_string *base; /* the paths of their urls that are not "/", with the API's prefix */
    unsigned bases;
} us_servers;

/* A request that the stand-in makes: after an answer, or when it is told to. */
typedef struct us_callback {
    us_string name;
    const us_expression *piece; /* of its URL; none: it is told when it is made */
    unsigned pieces;
    const struct us_operation *operation; /* that of who is called */
} us_callback;

typedef struct us_operation {
    us_string id;     /* operationId, or made of method and path */
    us_string method; /* "PATCH" */
    us_string path;   /* "/v1/agent/{agent_id}" */
    const us_parameter *parameter;
    unsigned parameters;
    const us_body *body;               /* NULL: none is declared */
    const us_requirement *requirement; /* any one of them is enough */
    unsigned requirements;             /* 0: no security */
    const us_response *response;
    unsigned responses;
    const us_servers *servers; /* NULL: those of the API */
    const us_cue
        *cue; /* of its fixtures, in the order in which they are asked whether they answer */
    unsigned cues;
    _Bool deprecated;
    const us_paging *paging; /* NULL: it does not page */
    const us_callback *callback;
    unsigned callbacks;
    us_at at;
} us_operation;

/* ---- 4. Module ------------------------------------------------------------------------------ */

/* A keyword that the author of the mock allowed although it is not enforced. */
typedef struct us_lapse {
    us_string keyword;
    unsigned count;
    us_at at; /* the first one */
} us_lapse;

typedef struct us_api {
    us_string name;        /* "voice-agent": the file's name without its ending */
    us_string title;       /* info.title */
    const us_string *file; /* [0]: the spec, as violations name it; then what it refers to */
    unsigned files;
    us_string prefix; /* before all of its paths ("/billing"); may be empty */
    us_servers servers;
    const us_string *pattern; /* the regular expressions, as us_matches numbers them */
    unsigned patterns;
    const us_operation *const *operation;
    unsigned operations;
    const us_lapse *lapse; /* what the server says at its start that it does not enforce */
    unsigned lapses;
    const us_string *document; /* as JSON; NULL: it is not part of this */
    unsigned counters;         /* how many the fixtures need */
    const us_callback *webhook;
    unsigned webhooks;
} us_api;

/* The generated `us_module_apis` and its count are what a compilation exports. */
typedef struct us_module {
    const us_api *const *api;
    unsigned apis;
} us_module;

extern const us_module us_the_module;

/* The main of a standalone server: reads the command line, listens, returns the exit code. */
int us_stand_in(int argc, char **argv, const us_module *module);

#endif
