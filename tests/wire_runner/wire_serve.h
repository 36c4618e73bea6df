/* What a wire test is asked of: a module compiled from documents. */
#ifndef WIRE_SERVE_H
#define WIRE_SERVE_H

#include "base/arena.h"
#include "cli/options.h"
#include "server/service.h"

typedef struct wire_stage {
    struct gen *g;
    struct us_program *program;
    us_service *service;
} wire_stage;

/* Reads the words of a file, one a line, as options of `serve`; without a file there are none. False: the
 * reason was printed on stderr. */
bool wire_settings_read(us_arena *arena, const char *path, us_settings *settings);

/* Compiles all documents of the folder `specs`, with `fixtures`, in memory. False: the reasons were
 * printed on stderr. Close in every case. */
bool wire_stage_open(wire_stage *stage, us_arena *arena, const char *specs, const char *fixtures,
                     const us_settings *settings);
void wire_stage_close(wire_stage *stage);

#endif
