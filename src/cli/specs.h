/* The specs of a command line, read and understood: the compiler's front half for the commands. */
#ifndef US_SPECS_H
#define US_SPECS_H

#include "cli/options.h"
#include "gen/gen.h"

typedef struct us_specs {
    gen *g;
    struct us_loader *loader;
    gen_manifest_row *manifest; /* set it after us_specs_open to hear of every keyword */
    void *manifest_context;
    us_text *prefix; /* of each operand; may be empty */
    gen_api **api;   /* one for each operand, in order; NULL for a spec with errors */
    unsigned apis;
} us_specs;

/* Reads the files. Anything but US_EXIT_FINE: a message was printed. Free with us_specs_free in every
 * case. */
enum us_exit us_specs_open(us_specs *specs, const us_settings *settings);

/* Compiles what was opened. US_EXIT_BROKEN: there are errors; nothing was printed. */
enum us_exit us_specs_compile(us_specs *specs, const us_settings *settings);

/* Cuts "/billing=billing.yaml" in two: a path to put the document below, and the document. What is a file as it
 * stands is one. False, after a message: it is no path. */
bool us_specs_cut(us_arena *arena, const char *operand, const char **path, us_text *prefix);

/* Gives the compiler the variables for Postman collections; `path` may be NULL. US_EXIT_BROKEN: there are errors, and
 * nothing was printed. */
enum us_exit us_specs_environment(gen *g, const char *path);

/* Tells the compiler what the options say about keywords. */
void us_specs_tell(gen *g, const us_settings *settings);

/* After compiling: US_EXIT_USAGE, with a message, when --allow names what is no keyword and was not refused
 * anywhere; that is a slip. Otherwise `code`. */
enum us_exit us_specs_judge_allowed(const gen *g, enum us_exit code);

/* Both, with the diagnostics printed on stderr. */
enum us_exit us_specs_read(us_specs *specs, const us_settings *settings);

void us_specs_print_diagnostics(const us_specs *specs);
void us_specs_free(us_specs *specs);

/* Prints what --dump asks for on stdout. */
enum us_exit us_specs_dump(const us_settings *settings);

#endif
