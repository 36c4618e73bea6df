/* A module as an image: bytes that run at one address, which is drawn by lot when they are compiled, and
 * a list of the places in them that want the address of a verb.
 *
 * The verbs stand elsewhere in every process. So libtcc is told a number in place of each address, a
 * number nobody can foresee and that therefore stands nowhere by chance or malice, and where it is found
 * afterwards is a place to fill. Code and data within the image need no such list, since the image comes
 * back at its own address or not at all: then a kept module is mapped from its file as it is, and only
 * what is used is read. */
#include "cli/toolchain_program.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <time.h>

/* Below where the system puts programs and libraries, and above what it keeps free; a terabyte is 2^40. */
#define LOWEST_BASE    (UINT64_C(16) << 40)
#define BASES          (UINT64_C(1) << 29)
#define BASE_ALIGNMENT (UINT64_C(1) << 16)

#define SYMBOL_BITS 16

static uint64_t draw(void)
{
    uint64_t number = 0;
    struct timespec now = { 0, 0 };

    if (getrandom(&number, sizeof number, GRND_NONBLOCK) == (ssize_t)sizeof number)
        return number;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (uint64_t)now.tv_nsec * UINT64_C(0x9E3779B97F4A7C15) ^ (uint64_t)(uintptr_t)&now;
}

uint64_t us_image_placeholder(void)
{
    return (draw() | UINT64_C(1) << 63) >> SYMBOL_BITS << SYMBOL_BITS;
}

void *us_image_map(size_t size)
{
    uint64_t base = LOWEST_BASE + draw() % BASES * BASE_ALIGNMENT;
    void *memory = mmap((void *)(uintptr_t)base, size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    return memory == MAP_FAILED ? NULL : memory;
}

/* Puts the addresses in. */
static void fill(us_program *program)
{
    for (unsigned i = 0; i < program->imports; i++) {
        const void *address = us_image_symbol(program->import[i].symbol);

        memcpy((char *)program->memory + program->import[i].offset, &address, sizeof address);
    }
}

/* Takes the right to write away. */
static bool close_image(us_program *program)
{
    fill(program);
    return mprotect(program->memory, program->size, PROT_READ | PROT_EXEC) == 0;
}

static bool add_import(us_program *program, size_t offset, unsigned symbol)
{
    if ((program->imports & (program->imports + 1)) == 0) { /* the list is full: 0, 1, 3, 7 … */
        size_t room = ((size_t)program->imports + 1) * 2;
        us_import *grown = realloc(program->import, room * sizeof *grown);

        if (!grown)
            return false;
        program->import = grown;
    }
    program->import[program->imports++] = (us_import){ (uint32_t)offset, symbol };
    return true;
}

bool us_image_finish(us_program *program, uint64_t placeholder)
{
    const char *bytes = program->memory;
    uint64_t word;

    for (size_t at = 0; at + sizeof word <= program->size; at++) {
        memcpy(&word, bytes + at, sizeof word);
        if ((word ^ placeholder) >> SYMBOL_BITS)
            continue;
        if (!add_import(program, at, (unsigned)(word ^ placeholder)))
            return false;
    }
    return close_image(program);
}

/* ---- Kept and brought back ------------------------------------------------------------------------- */

bool us_program_freeze(const us_program *program, us_frozen *frozen)
{
    if (!program->memory)
        return false;
    *frozen = (us_frozen){
        .base = (uintptr_t)program->memory,
        .size = program->size,
        .module = (uint64_t)((const char *)program->module - (const char *)program->memory),
        .import = program->import,
        .imports = program->imports,
    };
    return true;
}

static bool is_sound(const us_frozen *frozen)
{
    if (frozen->module > frozen->size || frozen->size - frozen->module < sizeof(us_module))
        return false;
    for (unsigned i = 0; i < frozen->imports; i++) {
        if (!us_image_symbol(frozen->import[i].symbol) || frozen->size < sizeof(void *) ||
            frozen->import[i].offset > frozen->size - sizeof(void *))
            return false;
    }
    return true;
}

/* False when something else stands at that address. */
static bool map_back(us_program *program, const us_frozen *frozen, int file, uint64_t offset)
{
    void *wanted = (void *)(uintptr_t)frozen->base;
    void *memory = mmap(wanted, frozen->size, PROT_READ | PROT_WRITE,
                        MAP_PRIVATE | MAP_FIXED_NOREPLACE, file, (off_t)offset);

    if (memory == MAP_FAILED)
        return false;
    program->memory = memory;
    program->size = frozen->size;
    program->module = (const us_module *)(const void *)((const char *)memory + frozen->module);
    return memory == wanted;
}

us_program *us_program_thaw(const us_frozen *frozen, int file, uint64_t offset)
{
    us_program *program = is_sound(frozen) ? calloc(1, sizeof *program) : NULL;

    if (!program)
        return NULL;
    program->import = malloc((frozen->imports + 1) * sizeof *program->import);
    if (program->import) {
        memcpy(program->import, frozen->import, frozen->imports * sizeof *program->import);
        program->imports = frozen->imports;
    }
    if (!program->import || !map_back(program, frozen, file, offset) || !close_image(program)) {
        us_program_free(program);
        return NULL;
    }
    return program;
}
