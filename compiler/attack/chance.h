/* chance.h - numbers that depend on a seed alone: SplitMix64 (Steele, Lea, Flood, "Fast splittable pseudorandom
 * number generators", 2014). */
#ifndef SLC_CHANCE_H
#define SLC_CHANCE_H

#include <stdint.h>

struct slc_chance {
    uint64_t state;
};

static inline uint64_t
slc_chance_next(struct slc_chance *chance)
{
    uint64_t z = (chance->state += UINT64_C(0x9e3779b97f4a7c15));
    z = (z ^ (z >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    z = (z ^ (z >> 27)) * UINT64_C(0x94d049bb133111eb);
    return z ^ (z >> 31);
}

/* One of 0 .. below - 1; `below` is not 0. */
static inline uint64_t
slc_chance_below(struct slc_chance *chance, uint64_t below)
{
    return slc_chance_next(chance) % below;
}

#endif
