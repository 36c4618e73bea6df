/* How an API says no: which member of a declared refusal tells what. */
#ifndef GEN_IR_REFUSAL_H
#define GEN_IR_REFUSAL_H

#include "gen/ir_document.h"

/* What stands in one place of a body that says no: enum us_say in understudy.h. */
enum gen_say {
    GEN_SAY_MEMBERS,
    GEN_SAY_EACH,
    GEN_SAY_ONE,
    GEN_SAY_FIELDS,
    GEN_SAY_MESSAGE,
    GEN_SAY_SENTENCE,
    GEN_SAY_TITLE,
    GEN_SAY_CODE,
    GEN_SAY_WORD,
    GEN_SAY_WORD_IN_CAPITALS,
    GEN_SAY_WORD_IN_CAMEL_CASE,
    GEN_SAY_CHOICE,
    GEN_SAY_STATUS,
    GEN_SAY_STATUS_AS_TEXT,
    GEN_SAY_TYPE,
    GEN_SAY_FIELD,
    GEN_SAY_POINTER,
    GEN_SAY_PARAMETER,
    GEN_SAY_HEADER,
    GEN_SAY_IN,
    GEN_SAY_LOCATION,
    GEN_SAY_PATH,
    GEN_SAY_ACTUAL,
    GEN_SAY_ID,
    GEN_SAY_VIOLATIONS,
    GEN_SAY_CONSTANT,
    GEN_SAYINGS
};

typedef struct gen_saying gen_saying;
struct gen_saying {
    us_text name; /* of a member */
    enum gen_say say;
    bool required;
    bool tells;             /* who reads it learns what is wrong */
    bool numbers;           /* LOCATION, PATH: steps into arrays are numbers */
    unsigned longest;       /* how many characters a text may have; 0: any number */
    us_text value;          /* CONSTANT: as JSON text */
    const gen_node *choice; /* CHOICE: the `enum` */
    gen_saying *part;       /* the members, or what stands in a list */
    gen_saying *next;
};

#endif
