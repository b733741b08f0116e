#include "siphash.h"

#include <endian.h>

struct lanes {
    uint64_t v0, v1, v2, v3;
};

static uint64_t
rotate(uint64_t word, unsigned bits)
{
    return word << bits | word >> (64 - bits);
}

static uint64_t
read_word(const void *bytes)
{
    uint64_t little;
    memcpy(&little, bytes, sizeof little);
    return le64toh(little);
}

/* SipRound, as many times as asked. */
static inline void
mix(struct lanes *v, int rounds)
{
    while (rounds-- > 0) {
        v->v0 += v->v1;
        v->v1 = rotate(v->v1, 13) ^ v->v0;
        v->v0 = rotate(v->v0, 32);
        v->v2 += v->v3;
        v->v3 = rotate(v->v3, 16) ^ v->v2;
        v->v0 += v->v3;
        v->v3 = rotate(v->v3, 21) ^ v->v0;
        v->v2 += v->v1;
        v->v1 = rotate(v->v1, 17) ^ v->v2;
        v->v2 = rotate(v->v2, 32);
    }
}

static inline void
absorb(struct lanes *v, uint64_t word)
{
    v->v3 ^= word;
    mix(v, 2);
    v->v0 ^= word;
}

uint64_t
sl_siphash(const uint8_t key[SL_SIPHASH_KEY_BYTES], struct sl_str bytes)
{
    uint64_t k0 = read_word(key), k1 = read_word(key + 8);
    struct lanes v = { k0 ^ 0x736f6d6570736575, k1 ^ 0x646f72616e646f6d, k0 ^ 0x6c7967656e657261,
                       k1 ^ 0x7465646279746573 };
    size_t whole = bytes.len & ~(size_t)7;
    for (size_t at = 0; at < whole; at += 8)
        absorb(&v, read_word(bytes.ptr + at));
    /* The last word: what is left, and the length in its top byte. */
    uint64_t last = (uint64_t)bytes.len << 56;
    for (size_t at = whole; at < bytes.len; at++)
        last |= (uint64_t)(uint8_t)bytes.ptr[at] << (8 * (at - whole));
    absorb(&v, last);
    v.v2 ^= 0xff;
    mix(&v, 4);
    return v.v0 ^ v.v1 ^ v.v2 ^ v.v3;
}
