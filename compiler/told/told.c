#include "told/told.h"

static int
compare(const struct slc_told_entry *a, const struct slc_told_entry *b)
{
    int order = sl_str_compare(a->destination, b->destination);
    if (order == 0)
        order = sl_str_compare(a->table, b->table);
    if (order == 0)
        order = sl_str_compare(a->column, b->column);
    if (order == 0)
        order = sl_str_compare(a->line, b->line);
    return order != 0 ? order : (int)a->decided - (int)b->decided;
}

/* Where the entry stands, or would stand. */
static uint32_t
place_of(const struct slc_told *told, const struct slc_told_entry *entry)
{
    uint32_t low = 0, high = told->count;
    while (low < high) {
        uint32_t middle = low + (high - low) / 2;
        if (compare(&told->entries[middle], entry) < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return low;
}

void
slc_told_init(struct slc_told *told, struct sl_arena *arena)
{
    *told = (struct slc_told) { .arena = arena };
}

bool
slc_told_has(const struct slc_told *told, const struct slc_told_entry *entry)
{
    uint32_t at = place_of(told, entry);
    return at < told->count && compare(&told->entries[at], entry) == 0;
}

static void
grow(struct slc_told *told)
{
    uint32_t room = told->room > 0 ? 2 * told->room : 64;
    struct slc_told_entry *entries = SL_NEW_ARRAY(told->arena, struct slc_told_entry, room);
    if (told->count > 0)
        memcpy(entries, told->entries, told->count * sizeof *entries);
    told->entries = entries;
    told->room = room;
}

void
slc_told_add(struct slc_told *told, const struct slc_told_entry *entry)
{
    if (slc_told_has(told, entry))
        return;
    if (told->count == told->room)
        grow(told);
    uint32_t at = place_of(told, entry);
    memmove(&told->entries[at + 1], &told->entries[at], (told->count - at) * sizeof *told->entries);
    told->entries[at] = *entry;
    told->count++;
}

void
slc_told_add_all(struct slc_told *told, const struct slc_told *more)
{
    for (uint32_t i = 0; i < more->count; i++)
        slc_told_add(told, &more->entries[i]);
}
