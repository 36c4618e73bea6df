/* Who reads the files that a document refers to, and which of them may be read. A document is foreign input:
 * it reaches the files below its own folder and below those that the user named with --map, symbolic links
 * followed, and the network only with --allow-remote. */
#ifndef US_LOADER_H
#define US_LOADER_H

#include "cli/options.h"
#include "gen/gen.h"

typedef struct us_loader us_loader;

/* Becomes g->loader and lives in g->arena; free with us_loader_free all the same. NULL after a message about
 * a --map that cannot be. */
us_loader *us_loader_new(gen *g, const us_settings *settings);
void us_loader_free(us_loader *loader);

/* The user named this source: gives it its URI, and what stands below its folder may be read. */
void us_loader_name(us_loader *loader, unsigned source);

/* ---- loader_file.c ----------------------------------------------------------------------------------- */

/* Reads a regular file of at most US_LOADER_MOST bytes; `path` has no symbolic links. False: *text says why
 * not. */
bool us_loader_read(us_arena *arena, const char *path, us_text *text);

/* ---- loader_remote.c --------------------------------------------------------------------------------- */

/* Whether the text is a URL of http or https. */
bool us_loader_is_url(us_text text);

/* Fetches an http or https URL, bounded in size and time. False: *text says why not. */
bool us_loader_fetch(us_arena *arena, us_text url, us_text *text);

/* The most bytes of a file that a document refers to. */
#define US_LOADER_MOST (64u << 20)

#endif
