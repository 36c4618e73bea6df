/* An entry: a head, the places to fill in the image, the inputs, what the compiler said, and from a
 * multiple of 64 KiB on the image, which is mapped from there. */
#include "cli/cache.h"

#include <string.h>
#include <unistd.h>

#include "cli/cache_file.h"
#include "cli/cache_folder.h"
#include "cli/cache_input.h"
#include "cli/console.h"
#include "cli/content_hash.h"

#define IMAGE_ALIGNMENT 65536u

/* As the machine has it: an entry never leaves the machine. */
typedef struct entry_head {
    char form[16];
    uint64_t hash; /* of everything behind it */
    uint64_t length;
    uint64_t key;
    uint64_t base, size, module;
    uint64_t image; /* where in the file it starts */
    uint64_t imports, input_bytes, message_bytes;
} entry_head;

enum { HASHED_FROM = offsetof(entry_head, length) };

static const char form[16] = "understudy one\n";

/* ---- Opening --------------------------------------------------------------------------------------- */

void us_cache_open(us_cache *cache, const us_command *command, const us_settings *settings)
{
    *cache = (us_cache){ 0 };
    clock_gettime(CLOCK_REALTIME, &cache->opened);
    cache->folder = us_cache_folder(&cache->arena, settings);
    if (settings->cc || !cache->folder || !us_cache_key(command, settings, &cache->key))
        return; /* a C compiler's module is a shared object: of that only the parts are kept */
    cache->path =
        us_arena_print(&cache->arena, "%s/%016jx.module", cache->folder, (uintmax_t)cache->key)
            .bytes;
}

void us_cache_close(us_cache *cache)
{
    us_arena_free(&cache->arena);
}

/* ---- Taking ---------------------------------------------------------------------------------------- */

/* What stands between the head and the image. */
static uint64_t middle_length(const entry_head *head)
{
    return head->imports * sizeof(us_import) + head->input_bytes + head->message_bytes;
}

/* Whether it is whole, and of this form. What the head says of lengths is in bounds then. */
static bool read_head(const us_cache *cache, int file, uint64_t length, entry_head *head)
{
    if (!us_cache_file_read(file, head, sizeof *head, 0))
        return false;
    if (memcmp(head->form, form, sizeof form) != 0 || head->key != cache->key ||
        head->length != length || head->image > head->length || head->image % IMAGE_ALIGNMENT ||
        head->size != head->length - head->image)
        return false;
    return head->imports <= head->image / sizeof(us_import) && head->input_bytes <= head->image &&
           head->message_bytes <= head->image && sizeof *head + middle_length(head) <= head->image;
}

static us_program *thaw(int file, const entry_head *head, const char *middle)
{
    const us_frozen frozen = {
        .base = head->base,
        .size = head->size,
        .module = head->module,
        .import = (const us_import *)(const void *)middle,
        .imports = (unsigned)head->imports,
    };

    return us_program_thaw(&frozen, file, head->image);
}

static us_program *take_from(us_cache *cache, int file, uint64_t length)
{
    entry_head head;
    uint64_t hash, imports;
    us_text inputs, messages;
    us_program *program;
    char *middle;

    if (!read_head(cache, file, length, &head))
        return NULL;
    middle = us_arena_alloc(&cache->arena, middle_length(&head));
    if (!us_cache_file_read(file, middle, middle_length(&head), sizeof head))
        return NULL;
    imports = head.imports * sizeof(us_import);
    inputs = (us_text){ middle + imports, head.input_bytes };
    messages = (us_text){ middle + imports + head.input_bytes, head.message_bytes };
    if (!us_content_hash_file(file, HASHED_FROM, &hash) || hash != head.hash ||
        !us_inputs_unchanged(inputs))
        return NULL;
    program = thaw(file, &head, middle);
    cache->inputs = inputs;
    if (program)
        us_print(stderr, messages);
    return program;
}

us_program *us_cache_take(us_cache *cache)
{
    us_program *program = NULL;
    uint64_t length;
    int file = cache->path ? us_cache_file_open(cache->path, &length) : -1;

    if (file < 0)
        return NULL;
    program = take_from(cache, file, length);
    if (program)
        us_cache_file_touch(cache->path);
    close(file);
    return program;
}

/* ---- Keeping --------------------------------------------------------------------------------------- */

typedef struct draft {
    entry_head *head;
    us_text middle;
} draft;

/* The hash is taken of what the file says, so the head is written last. */
static bool write_entry(void *context, int file)
{
    const draft *d = context;
    entry_head *head = d->head;
    const void *image = (const void *)(uintptr_t)head->base;

    head->image =
        (sizeof *head + d->middle.length + IMAGE_ALIGNMENT - 1) / IMAGE_ALIGNMENT * IMAGE_ALIGNMENT;
    head->length = head->image + head->size;
    return us_cache_file_write(file, head, sizeof *head, 0) &&
           us_cache_file_write(file, d->middle.bytes, d->middle.length, sizeof *head) &&
           us_cache_file_write(file, image, head->size, head->image) &&
           us_content_hash_file(file, HASHED_FROM, &head->hash) &&
           us_cache_file_write(file, head, sizeof *head, 0);
}

void us_cache_keep(us_cache *cache, const us_specs *specs, const us_settings *settings,
                   const us_program *program)
{
    entry_head head = { .key = cache->key };
    us_buf middle = us_buf_new(&cache->arena, 4096);
    us_frozen frozen;

    if (!cache->path || !us_program_freeze(program, &frozen))
        return;
    memcpy(head.form, form, sizeof form);
    head.base = frozen.base;
    head.size = frozen.size;
    head.module = frozen.module;
    head.imports = frozen.imports;
    us_buf_add(&middle,
               (us_text){ (const char *)frozen.import, frozen.imports * sizeof *frozen.import });
    if (!us_inputs_write(&middle, specs, settings->fixtures, cache->opened))
        return;
    head.input_bytes = middle.length - frozen.imports * sizeof *frozen.import;
    gen_write_diagnostics(specs->g, &middle);
    head.message_bytes = middle.length - head.input_bytes - frozen.imports * sizeof(us_import);
    us_cache_sweep(cache->folder);
    (void)us_cache_file_make(cache->folder, cache->path, write_entry,
                             &(draft){ &head, us_buf_text(&middle) });
}
