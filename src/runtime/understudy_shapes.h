/* understudy.h, 2: shapes - what a schema asks, as data, for who makes instances of it. */
#ifndef UNDERSTUDY_SHAPES_H
#define UNDERSTUDY_SHAPES_H

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
    US_ASKS_CONTENT_ENCODING,       /* text: "base64" */
    US_ASKS_CONTENT_MEDIA_TYPE,     /* -: it is JSON */
    US_ASKS_CONTENT_SCHEMA,         /* shape */
    US_ASKS_DISCRIMINATOR, /* name: of the member that holds the tag; US_ASKS_TAGS follows */
    US_ASKS_TAGS,          /* property, count: by their tags, not by the names of members */
    /* What says nothing of what is valid, but much of what is likely: */
    US_ASKS_EXAMPLE, /* value, count: `example` and `examples` */
    US_ASKS_DEFAULT, /* value, count (1) */
    US_ASKS_LIKE,    /* text: the name of a member whose random texts are like these */
    /* What the document says of made instances alone (x-understudy-…): */
    US_ASKS_VALUE,      /* value, count: one of them */
    US_ASKS_ITEM_COUNT, /* count: of an array */
    US_ASKS_PRESENT,    /* count: 1: as a member it is there, 0: it is not */
    US_ASKS_NEVER       /* -: the schema false */
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

#endif
