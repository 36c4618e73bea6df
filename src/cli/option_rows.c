/* The options of every command but those that serve, one row each: what is compiled, and what is printed. */
#include "cli/option_rows.h"

#include <string.h>

static const char *const dumps[] = { "document", "api", "ir", NULL };

/* In the order of enum gen_dialect. */
static const char *const dialects[] = { "draft4",     "draft6",     "draft7",
                                        "2019-09",    "2020-12",    "openapi2.0",
                                        "openapi3.0", "openapi3.1", NULL };

enum gen_dialect us_dialect_of(const char *name)
{
    int i = 0;

    while (dialects[i + 1] && strcmp(dialects[i], name))
        i++;
    return (enum gen_dialect)i;
}

/* Also words that are none: a slip is refused, and the author may have meant it. */
const us_option us_option_allow = {
    .name = "allow",
    .value = "KEYWORD",
    .kind = US_OPTION_WORDS,
    MEMBER(allow),
    .help = "warn of this keyword where it is refused, and go on",
};

const us_option us_option_allow_remote = {
    .name = "allow-remote",
    .kind = US_OPTION_FLAG,
    MEMBER(allow_remote),
    .help = "fetch what the document refers to over http and https",
};

const us_option us_option_answers = {
    .name = "answers",
    .kind = US_OPTION_FLAG,
    MEMBER(answers),
    .help = "also make every answer that nobody wrote; takes long for\n"
            "documents of thousands of operations",
};

const us_option us_option_cache = {
    .name = "cache",
    .value = "DIR",
    .kind = US_OPTION_TEXT,
    MEMBER(cache),
    .help = "keep what was compiled in DIR for the next time\n"
            "(default: ~/.cache/understudy)",
};

const us_option us_option_no_cache = {
    .name = "no-cache",
    .kind = US_OPTION_FLAG,
    MEMBER(no_cache),
    .help = "compile anew and keep nothing",
};

const us_option us_option_cc = {
    .name = "cc",
    .value = "CC",
    .kind = US_OPTION_OPTIONAL,
    .otherwise = "cc",
    MEMBER(cc),
    .help = "compile with a C compiler at -O2 instead of in memory;\n"
            "slower to start, faster to answer",
};

const us_option us_option_build_cc = {
    .name = "cc",
    .value = "CC",
    .kind = US_OPTION_TEXT,
    MEMBER(cc),
    .help = "the C compiler (default: cc)",
};

const us_option us_option_count = {
    .name = "count",
    .value = "N",
    .kind = US_OPTION_NUMBER,
    .most = 1000000,
    MEMBER(count),
    .help = "so many random answers, each from the next seed",
};

const us_option us_option_dialect = {
    .name = "dialect",
    .value = "NAME",
    .kind = US_OPTION_CHOICE,
    .choice = dialects,
    MEMBER(dialect),
    .help = "of schemas that do not say: draft4, draft6, draft7, 2019-09,\n"
            "2020-12 (the default), openapi2.0, openapi3.0, openapi3.1",
};

const us_option us_option_dump = {
    .name = "dump",
    .value = "WHAT",
    .kind = US_OPTION_CHOICE,
    .choice = dumps,
    MEMBER(dump),
    .help = "print what was understood and stop: document, api or ir",
};

const char us_default_fixtures[] = "fixtures";

const us_option us_option_file = {
    .letter = 'o',
    .name = "output",
    .value = "FILE",
    .kind = US_OPTION_TEXT,
    MEMBER(output),
    .help = "the file to write (default: stdout)",
};

const us_option us_option_fixtures = {
    .name = "fixtures",
    .value = "DIR",
    .kind = US_OPTION_TEXT,
    MEMBER(fixtures),
    .help = "where DIR/<api>/<operationId>/<status>[.<name>].json are\n"
            "(default: fixtures)",
};

const us_option us_option_folder = {
    .letter = 'o',
    .name = "output",
    .value = "DIR",
    .kind = US_OPTION_TEXT,
    MEMBER(output),
    .help = "the folder to write into; made when it does not exist",
};

static const char *const formats[] = { "assert", "annotate", NULL };

const us_option us_option_force = {
    .name = "force",
    .kind = US_OPTION_FLAG,
    MEMBER(force),
    .help = "overwrite files that are there",
};

const us_option us_option_format = {
    .name = "format",
    .value = "HOW",
    .kind = US_OPTION_CHOICE,
    .choice = formats,
    MEMBER(format),
    .help = "assert: a value must be of its format (the default);\n"
            "annotate: formats are not enforced",
};

const us_option us_option_json = {
    .name = "json",
    .kind = US_OPTION_FLAG,
    MEMBER(json),
    .help = "print the result as JSON",
};

const us_option us_option_manifest = {
    .name = "manifest",
    .kind = US_OPTION_FLAG,
    MEMBER(manifest),
    .help = "list every keyword: enforced, annotation, allowed or refused",
};

const us_option us_option_map = {
    .name = "map",
    .value = "[URL=]PATH",
    .kind = US_OPTION_WORDS,
    MEMBER(map),
    .help = "read what the document calls URL… from this folder or file;\n"
            "without URL: let it refer to the files below this folder",
};

const us_option us_option_name = {
    .name = "name",
    .value = "NAME",
    .kind = US_OPTION_TEXT,
    MEMBER(name),
    .help = "what the fixture is called beside its status",
};

const us_option us_option_status = {
    .name = "status",
    .value = "N",
    .kind = US_OPTION_NUMBER,
    .most = 599,
    MEMBER(status),
    .help = "of the answer (default: the usual one)",
};

const us_option us_option_once = {
    .name = "once",
    .kind = US_OPTION_FLAG,
    MEMBER(once),
    .help = "show the bodies of a schema with the first answer that has it",
};

const us_option us_option_operation = {
    .name = "operation",
    .value = "ID",
    .kind = US_OPTION_TEXT,
    MEMBER(operation),
    .help = "of this operation alone, by its operationId",
};

const us_option us_option_output = {
    .letter = 'o',
    .name = "output",
    .value = "FILE",
    .kind = US_OPTION_TEXT,
    MEMBER(output),
    .help = "the executable to write",
};

const us_option us_option_postman_environment = {
    .name = "postman-environment",
    .value = "FILE",
    .kind = US_OPTION_TEXT,
    MEMBER(postman_environment),
    .help = "fill in the variables of Postman collections from this environment",
};

const us_option us_option_quiet = {
    .letter = 'q',
    .name = "quiet",
    .kind = US_OPTION_FLAG,
    MEMBER(quiet),
    .help = "print only what went wrong",
};

const us_option us_option_schema = {
    .name = "schema",
    .value = "FILE[#/pointer]",
    .kind = US_OPTION_TEXT,
    MEMBER(schema),
    .help = "a JSON Schema, or a document with a pointer to one in it",
};

const us_option us_option_seed = {
    .name = "seed",
    .value = "SEED",
    .kind = US_OPTION_TEXT,
    MEMBER(seed),
    .help = "what random answers are made from: the same, the same answers",
};
