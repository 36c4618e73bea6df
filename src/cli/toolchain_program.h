/* What the files toolchain_*.c share. */
#ifndef US_TOOLCHAIN_PROGRAM_H
#define US_TOOLCHAIN_PROGRAM_H

#include <pthread.h>

#include "base/arena.h"
#include "cli/toolchain.h"

struct us_program {
    const us_module *module;
    void *memory; /* of libtcc: what was mapped, [0, size) */
    size_t size;
    us_import *import; /* the places in it that hold addresses of ours */
    unsigned imports;
    void *library; /* of a C compiler: what dlopen returned */
};

/* ---- toolchain_image.c ---- */

/* A number to stand for the symbol 0, plus 1 for the symbol 1 and so on, until us_image_finish. */
uint64_t us_image_placeholder(void);

/* Memory to write an image into, at an address of its own; NULL when there is none. */
void *us_image_map(size_t size);

/* Lists the places of program->memory that hold placeholders, fills them in, and makes the memory
 * executable and constant. */
bool us_image_finish(us_program *program, uint64_t placeholder) __attribute__((warn_unused_result));

/* The address of a symbol that generated code may name, or NULL (toolchain_tcc.c). */
const void *us_image_symbol(unsigned symbol);

/* ---- toolchain_queue.c ---- */

typedef struct us_piece { /* a text with everything that it includes */
    us_text text;         /* NUL-terminated */
    us_arena arena;       /* that it is in */
    struct us_piece *next;
} us_piece;

/* Between one thread that puts and one that takes. */
typedef struct us_queue {
    pthread_mutex_t lock;
    pthread_cond_t changed;
    us_piece *first, **last;
    size_t waiting; /* bytes */
    bool ended;
} us_queue;

void us_queue_open(us_queue *queue);
void us_queue_close(us_queue *queue); /* when it is empty, and nobody waits */

/* Waits until little enough is waiting; the piece is the queue's then. */
void us_queue_put(us_queue *queue, us_piece *piece);

/* Nothing will be put any more. */
void us_queue_end(us_queue *queue);

/* The oldest piece, which is the caller's then; NULL at the end. */
us_piece *us_queue_take(us_queue *queue);

us_piece *us_piece_new(void);
void us_piece_free(us_piece *piece);

#endif
