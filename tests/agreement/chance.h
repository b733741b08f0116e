/* chance.h - numbers by chance that are the same for the same seed, on every machine.
 *
 * What is made by chance for one thing, such as a column or a function, has a stream of its own, named
 * after it: one thing more or less moves no number of the others. */
#ifndef SLT_CHANCE_H
#define SLT_CHANCE_H

#include "str.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct slt_chance {
    uint64_t state;
};

/* SplitMix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators, 2014). */
static inline uint64_t
slt_draw(struct slt_chance *chance)
{
    uint64_t mixed = chance->state += UINT64_C(0x9e3779b97f4a7c15);
    mixed = (mixed ^ (mixed >> 30)) * UINT64_C(0xbf58476d1ce4e5b9);
    mixed = (mixed ^ (mixed >> 27)) * UINT64_C(0x94d049bb133111eb);
    return mixed ^ (mixed >> 31);
}

/* The stream of that name below `chance`, from which nothing is drawn. The name's hash is FNV-1a (Fowler,
 * Noll, Vo, Eastlake: RFC 9923). */
static inline struct slt_chance
slt_chance_of(const struct slt_chance *chance, struct sl_str name)
{
    uint64_t hash = UINT64_C(0xcbf29ce484222325);
    for (size_t at = 0; at < name.len; at++)
        hash = (hash ^ (unsigned char)name.ptr[at]) * UINT64_C(0x100000001b3);
    struct slt_chance own = { chance->state ^ hash };
    own.state = slt_draw(&own); /* streams below this one do not meet those below `chance` */
    return own;
}

/* 0 … count - 1. */
static inline uint32_t
slt_below(struct slt_chance *chance, uint32_t count)
{
    return (uint32_t)((slt_draw(chance) >> 32) * count >> 32);
}

static inline int64_t
slt_between(struct slt_chance *chance, int64_t least, int64_t most)
{
    return least + (int64_t)(slt_draw(chance) % ((uint64_t)(most - least) + 1));
}

/* True `percent` times in a hundred. */
static inline bool
slt_percent(struct slt_chance *chance, uint32_t percent)
{
    return slt_below(chance, 100) < percent;
}

#define SLT_ANY(chance, array) ((array)[slt_below((chance), sizeof(array) / sizeof((array)[0]))])

#endif
