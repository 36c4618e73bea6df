/* A nonce is the number of its challenge and a digest of that with a secret of this process. Counts may come out of
 * order, since a client has several connections: of each nonce the highest is kept, and which of those right below
 * it were there. */
#include "server/nonce.h"

#include <errno.h>
#include <pthread.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/random.h>

#include "base/buf.h"
#include "base/message_digest.h"

enum { KEPT = 1024, WINDOW = 64, NUMBER_HEX = 8, NONCE_HEX = 40 };

typedef struct kept {
    uint32_t number; /* of the challenge; 0: this place is free */
    unsigned highest;
    uint64_t seen; /* bit i: highest - i */
} kept;

struct us_nonces {
    pthread_mutex_t lock;
    uint32_t number;
    unsigned char secret[32];
    kept kept[KEPT];
};

us_nonces *us_nonces_new(void)
{
    us_nonces *nonces = calloc(1, sizeof *nonces);
    if (!nonces || pthread_mutex_init(&nonces->lock, NULL) != 0)
        us_out_of_memory();
    while (getrandom(nonces->secret, sizeof nonces->secret, 0) < 0 && errno == EINTR)
        continue;
    return nonces;
}

void us_nonces_free(us_nonces *nonces)
{
    if (!nonces)
        return;
    pthread_mutex_destroy(&nonces->lock);
    free(nonces);
}

static us_text spell(const us_nonces *nonces, us_arena *arena, uint32_t number)
{
    char hex[US_SHA256_HEX];
    us_text secret = { (const char *)nonces->secret, sizeof nonces->secret };
    us_text text = us_arena_print(arena, "%08x ", (unsigned)number);
    us_buf buf = us_buf_new(arena, 64);
    us_buf_add(&buf, text);
    us_buf_add(&buf, secret);
    us_sha256(us_buf_text(&buf), hex);
    return us_arena_print(arena, "%08x%.*s", (unsigned)number, NONCE_HEX - NUMBER_HEX, hex);
}

us_text us_nonces_make(us_nonces *nonces, us_arena *arena)
{
    uint32_t number;
    pthread_mutex_lock(&nonces->lock);
    number = ++nonces->number ? nonces->number : ++nonces->number;
    nonces->kept[number % KEPT] = (kept){ .number = number };
    pthread_mutex_unlock(&nonces->lock);
    return spell(nonces, arena, number);
}

static enum us_nonce use(kept *k, unsigned count)
{
    if (count > k->highest) {
        unsigned ahead = count - k->highest;
        k->seen = (ahead < WINDOW ? k->seen << ahead : 0) | 1;
        k->highest = count;
        return US_NONCE_FRESH;
    }
    uint64_t bit = k->highest - count < WINDOW ? UINT64_C(1) << (k->highest - count) : 0;
    if (!bit || k->seen & bit)
        return US_NONCE_USED;
    k->seen |= bit;
    return US_NONCE_FRESH;
}

/* The number at the start of a nonce; 0 when there is none. */
static uint32_t number_of(us_text nonce)
{
    uint32_t number = 0;
    for (size_t i = 0; nonce.length == NONCE_HEX && i < NUMBER_HEX; i++) {
        const us_text digits = US_TEXT("0123456789abcdef");
        size_t digit = us_text_find(digits, nonce.bytes[i]);
        if (digit == digits.length)
            return 0;
        number = number << 4 | (uint32_t)digit;
    }
    return number;
}

enum us_nonce us_nonces_use(us_nonces *nonces, us_text nonce, unsigned count)
{
    us_arena scratch = { 0 };
    uint32_t number = number_of(nonce);
    bool ours = number > 0 && us_text_equal(spell(nonces, &scratch, number), nonce);
    enum us_nonce found = US_NONCE_STALE;
    us_arena_free(&scratch);
    if (!ours)
        return US_NONCE_STALE;
    pthread_mutex_lock(&nonces->lock);
    if (nonces->kept[number % KEPT].number == number)
        found = use(&nonces->kept[number % KEPT], count);
    pthread_mutex_unlock(&nonces->lock);
    return found;
}
