#include "names/symbols.h"

enum { FIRST_CAPACITY = 16 };

void
slc_symbols_init(struct slc_symbols *symbols, struct sl_arena *arena)
{
    *symbols = (struct slc_symbols) { .arena = arena };
    symbols->end = &symbols->first;
}

/* FNV-1a, 32 bits: short names, no adversary (policies are reviewed text). */
static uint32_t
hash_of(struct sl_str name)
{
    uint32_t hash = 2166136261U;
    for (size_t i = 0; i < name.len; i++)
        hash = (hash ^ (unsigned char)name.ptr[i]) * 16777619U;
    return hash;
}

/* The slot that holds the name, or the empty one where it belongs. */
static struct slc_symbol **
slot_of(const struct slc_symbols *symbols, struct sl_str name, uint32_t hash)
{
    uint32_t mask = symbols->capacity - 1;
    uint32_t i = hash & mask;
    while (symbols->slots[i] != NULL &&
           !(symbols->slots[i]->hash == hash && sl_str_equal(symbols->slots[i]->name, name)))
        i = (i + 1) & mask;
    return &symbols->slots[i];
}

/* Doubles the slots; the arena keeps the old ones until its end. */
static void
grow(struct slc_symbols *symbols)
{
    symbols->capacity = symbols->capacity == 0 ? FIRST_CAPACITY : symbols->capacity * 2;
    symbols->slots = SL_NEW_ARRAY(symbols->arena, struct slc_symbol *, symbols->capacity);
    for (struct slc_symbol *symbol = symbols->first; symbol != NULL; symbol = symbol->next)
        *slot_of(symbols, symbol->name, symbol->hash) = symbol;
}

struct slc_symbol *
slc_symbols_add(struct slc_symbols *symbols, struct sl_str name, struct slc_span at, void *object)
{
    if (symbols->count >= symbols->capacity / 2)
        grow(symbols);
    uint32_t hash = hash_of(name);
    struct slc_symbol **slot = slot_of(symbols, name, hash);
    if (*slot != NULL)
        return *slot;
    struct slc_symbol *symbol = SL_NEW(symbols->arena, struct slc_symbol);
    *symbol = (struct slc_symbol) { .name = name, .at = at, .object = object, .hash = hash };
    *slot = symbol;
    *symbols->end = symbol;
    symbols->end = &symbol->next;
    symbols->count++;
    return NULL;
}

struct slc_symbol *
slc_symbols_find(const struct slc_symbols *symbols, struct sl_str name)
{
    if (symbols->count == 0)
        return NULL;
    return *slot_of(symbols, name, hash_of(name));
}

struct sl_str
slc_symbol_pair(struct sl_arena *arena, struct sl_str first, struct sl_str second)
{
    char *pair = sl_arena_must(arena, first.len + 1 + second.len, 1);
    if (first.len > 0)
        memcpy(pair, first.ptr, first.len);
    pair[first.len] = '\0';
    if (second.len > 0)
        memcpy(pair + first.len + 1, second.ptr, second.len);
    return (struct sl_str) { .ptr = pair, .len = first.len + 1 + second.len };
}
