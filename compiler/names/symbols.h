/* symbols.h - names and what they are declared as: a hash map that remembers its order.
 *
 * Used wherever a name is looked up, so that every stage stays linear in the size of its input. */
#ifndef SLC_SYMBOLS_H
#define SLC_SYMBOLS_H

#include "arena.h"
#include "source/source.h"

struct slc_symbol {
    struct sl_str name;
    struct slc_span at; /* of the declaration; source NULL: built in */
    void *object;       /* what it names; the map never looks at it */
    uint32_t hash;
    struct slc_symbol *next; /* in the order in which they were added */
};

struct slc_symbols {
    struct sl_arena *arena;
    struct slc_symbol *first, **end;
    struct slc_symbol **slots; /* open addressing; `capacity` is a power of two or 0 */
    uint32_t count, capacity;
};

/* Everything lives in the arena. Names are not copied: they must live as long. */
void slc_symbols_init(struct slc_symbols *symbols, struct sl_arena *arena);

/* Adds a name. NULL when it is new; otherwise nothing is added and the earlier one returned. */
struct slc_symbol *slc_symbols_add(struct slc_symbols *symbols, struct sl_str name,
                                   struct slc_span at, void *object);

/* NULL when there is none. */
struct slc_symbol *slc_symbols_find(const struct slc_symbols *symbols, struct sl_str name);

/* Two names as one key: `schema.table`. Held apart by a byte that no name contains. */
struct sl_str slc_symbol_pair(struct sl_arena *arena, struct sl_str first, struct sl_str second);

#endif
