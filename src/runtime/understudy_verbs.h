/* understudy.h, 1: verbs - one for each keyword of JSON Schema; a checker is a column of them.
 *
 * Generated C includes understudy.h and nothing else, and that includes nothing: it is also what the
 * in-memory compiler sees, which has no system headers. The other parts are shapes, answers and nouns.
 * Everything generated is constant and allocates nothing. */
#ifndef UNDERSTUDY_VERBS_H
#define UNDERSTUDY_VERBS_H

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
    _Bool is_exact; /* it is a number that no double mistakes for another: this one */
    double number;
} us_value;
/* clang-format off */
#define US_STR(literal)  { US_STRING_OF(literal), 1, 0, 0 }
#define US_JSON(literal) { US_STRING_OF(literal), 0, 0, 0 }
#define US_NUM(literal, number) { US_STRING_OF(literal), 0, 1, number }
/* clang-format on */

/* The members of an `enum`, and once more those that are numbers and no double mistakes for others. */
typedef struct us_values {
    const us_value *value;
    unsigned count;
    const double *number; /* in ascending order */
    unsigned numbers;
    _Bool dense;      /* they are all integers from the first to the last */
    _Bool lacks_null; /* which the type beside them allows: a message says so */
} us_values;

/* Whether a limit belongs to what it limits. */
enum us_bound { US_NO_BOUND, US_INCLUDED, US_EXCLUDED };

/* What the schema of the items says where it speaks of nothing but numbers: an array of numbers is held against it as a
 * whole. */
typedef struct us_numbers {
    us_checker *check; /* of an item: decides whatever is not found right by what stands here */
    unsigned types;    /* 0: any */
    enum us_bound lower, upper;
    double least, most;
    double divisor;         /* multipleOf; 0: none */
    const us_values *among; /* enum; NULL: none */
} us_numbers;
/* clang-format off */
#define US_MINIMUM(limit) .lower = US_INCLUDED, .least = limit
#define US_MAXIMUM(limit) .upper = US_INCLUDED, .most = limit
#define US_EXCLUSIVE_MINIMUM(limit) .lower = US_EXCLUDED, .least = limit
#define US_EXCLUSIVE_MAXIMUM(limit) .upper = US_EXCLUDED, .most = limit
#define US_MULTIPLE_OF(number) .divisor = number
/* clang-format on */

/* What the schema of the items says where it speaks of nothing but arrays, how many items these have, and of what
 * types: an array of arrays is held against it as a whole. */
typedef struct us_lists {
    us_checker *check;   /* of an item: decides whatever is not found right by what stands here */
    unsigned item_types; /* 0: any */
    unsigned least, most;
    us_at at; /* the line of the keyword `items` */
} us_lists;
#define US_ANY_COUNT 0xFFFFFFFFu

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
    US_MORE_ITEMS,   /* of what types the items are, when it is an array */
    US_MORE_NUMBERS, /* what numbers they are */
    US_MORE_LISTS,   /* what arrays they are */
    US_MORE_EACH,    /* what checks each item */
    US_MORE_CHECK,   /* what checks the value */
    US_MORE_SAME,    /* what checks it stands elsewhere, too: as us_same_as does */
    US_MORE_REF      /* what checks it stands behind a `$ref`: as us_ref does */
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
    us_at more_at; /* of US_MORE_SAME how many lines further down it stands */
    union {
        const us_values *among;    /* US_MORE_ENUM */
        const us_value *constant;  /* US_MORE_CONST */
        unsigned item_types;       /* US_MORE_ITEMS */
        const us_lists *lists;     /* US_MORE_LISTS */
        const us_numbers *numbers; /* US_MORE_NUMBERS */
        us_checker *check;         /* US_MORE_EACH, _CHECK, _SAME and _REF */
    };
} us_member;
/* clang-format off */
#define US_KEY(literal) .key = US_STRING_OF(literal)
#define US_ENUM(values, line) .more = US_MORE_ENUM, .among = values, .more_at = line
#define US_CONST(value, line) .more = US_MORE_CONST, .constant = value, .more_at = line
#define US_ITEMS(set, line) .more = US_MORE_ITEMS, .item_types = set, .more_at = line
#define US_NUMBERS(items) .more = US_MORE_NUMBERS, .numbers = items
#define US_LISTS(items) .more = US_MORE_LISTS, .lists = items
#define US_EACH(checker) .more = US_MORE_EACH, .check = checker
#define US_CHECK(checker) .more = US_MORE_CHECK, .check = checker
#define US_SAME(checker, there, here) .more = US_MORE_SAME, .check = checker, .more_at = here - there
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

/* The same where it speaks of numbers. */
void us_number_items(us_check *ck, const us_json *value, const us_numbers *numbers);

/* And where it speaks of arrays. */
void us_list_items(us_check *ck, const us_json *value, const us_lists *lists);
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

/* What matches `schema` has to match `matching`, and what does not has to match `other`; 0: anything. An open
 * evaluation scope needs the call even where there is neither. */
void us_if(us_check *ck, const us_json *value, us_checker *schema, us_checker *matching,
           us_checker *other, us_at at);

/* The schema `false`, and as the checker of a keyword that complains itself. */
void us_false(us_check *ck, const us_json *value, us_at at);
void us_never(us_check *ck, const us_json *value);

/* Calls a checker that may call itself, directly or not (`$ref`); stops with a "limit of the mock"
 * when the instance nests deeper than the runtime allows. */
void us_ref(us_check *ck, const us_json *value, us_checker *schema);

/* Calls the checker of a schema that stands at `there` for one that stands at `here` and is the same. Every line that
 * it names is one of its own, and is named as far from `here`. Where it refers to another schema, whose lines are where
 * they are, it does so by us_ref_unmoved, which is as us_ref otherwise. */
void us_same_as(us_check *ck, const us_json *value, us_checker *schema, us_at there, us_at here);
void us_ref_unmoved(us_check *ck, const us_json *value, us_checker *schema);

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
 * A schema that has a discriminator and no oneOf or anyOf beside it, and those of its tags, contain each other: their
 * checkers begin with us_once_begin, and what has begun for a value is not begun again. */
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

/* The checker `checker` begins and, when that is true, ends. False: nothing is to be checked, because there is no
 * value, or because a discriminator led to the checker by another way. Nothing may return in between:
 *
 *     if (!us_once_begin(ck, v, check_pet))
 *         return;
 *     ...
 *     us_once_end(ck, v, check_pet); */
_Bool us_once_begin(us_check *ck, const us_json *value, us_checker *checker);
void us_once_end(us_check *ck, const us_json *value, us_checker *checker);

/* `readOnly` of a value in a request and `writeOnly` of one in a response. Clients send back what they
 * got, so this is a violation in a strict run only (us_check.strict). */
void us_read_only(us_check *ck, const us_json *value, us_at at);
void us_write_only(us_check *ck, const us_json *value, us_at at);

/* What a string holds (Validation 2020-12, 8): bytes in an encoding ("": none), of a media type that is JSON, and
 * valid by a schema. These are annotations, so they break nothing but a run that asks for it (us_check.contents):
 * of what is made, and of what was written to be answered. Pointers go on below the string behind "/#". */
void us_content_encoding(us_check *ck, const us_json *value, const char *encoding, us_at at);
void us_content_media_type(us_check *ck, const us_json *value, const char *encoding, us_at at);
void us_content_schema(us_check *ck, const us_json *value, const char *encoding, us_checker *check,
                       us_at at);

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
#define US_EVALUATION_FEW    16
#define US_EVALUATION_TABLES 8
typedef struct us_evaluation {
    const us_json *value;        /* the rest is the runtime's business */
    struct us_evaluation *outer; /* … the scope that was open before … */
    const us_json *cursor;       /* … the child that was marked last … */
    unsigned at;                 /* … and its index … */
    unsigned marks;              /* … how many children are marked … */
    unsigned *order;             /* … which, in the order of marking … */
    unsigned char *marked;       /* … and for each child, whether it is … */
    _Bool without_contains;      /* … contains evaluates nothing … */
    _Bool doubtful;              /* … an anyOf or oneOf here failed … */
    unsigned tables;             /* … and what names members: for who misspells one. */
    const us_members *table[US_EVALUATION_TABLES];
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

#endif
