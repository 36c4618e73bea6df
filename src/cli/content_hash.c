/* Four sums side by side, each a chain of multiplications, so that the processor need not wait for one
 * before it starts the next. Bytes are taken in pieces of one size, in memory as from a file. */
#include "cli/content_hash.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

#define PIECE (64u << 10)
#define LANES 4

static uint64_t mix(uint64_t sum, uint64_t word)
{
    sum = (sum ^ word) * UINT64_C(0x9E3779B97F4A7C15);
    return sum ^ sum >> 32;
}

/* At most eight bytes; the rest counts as zero. */
static uint64_t take_word(const char *bytes, size_t length)
{
    uint64_t word = 0;

    memcpy(&word, bytes, length < sizeof word ? length : sizeof word);
    return word;
}

static uint64_t add_piece(uint64_t hash, us_text piece)
{
    const size_t round = LANES * sizeof(uint64_t);
    uint64_t lane[LANES] = { hash, ~hash, hash << 1 | 1, piece.length };
    size_t at = 0;

    for (; at + round <= piece.length; at += round) {
        for (unsigned i = 0; i < LANES; i++)
            lane[i] = mix(lane[i], take_word(piece.bytes + at + i * 8, 8));
    }
    for (; at < piece.length; at += 8)
        lane[0] = mix(lane[0], take_word(piece.bytes + at, piece.length - at));
    return mix(mix(mix(lane[0], lane[1]), lane[2]), lane[3]);
}

uint64_t us_content_hash(us_text bytes)
{
    uint64_t hash = 0;

    for (; bytes.length; bytes = us_text_slice(bytes, PIECE, bytes.length))
        hash = add_piece(hash, us_text_slice(bytes, 0, PIECE));
    return hash;
}

/* A whole piece unless the file ends. False when it cannot be read. */
static bool read_piece(int file, uint64_t offset, char *bytes, size_t *length)
{
    for (*length = 0; *length < PIECE;) {
        ssize_t more = pread(file, bytes + *length, PIECE - *length, (off_t)(offset + *length));

        if (more < 0 && errno == EINTR)
            continue;
        if (more < 0)
            return false;
        if (more == 0)
            break;
        *length += (size_t)more;
    }
    return true;
}

bool us_content_hash_file(int file, uint64_t offset, uint64_t *hash)
{
    char bytes[PIECE];
    size_t length;

    for (*hash = 0;; offset += length) {
        if (!read_piece(file, offset, bytes, &length))
            return false;
        if (length == 0)
            return true;
        *hash = add_piece(*hash, (us_text){ bytes, length });
    }
}
