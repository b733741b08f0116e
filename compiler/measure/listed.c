/* listed.c - listed values beside cuts: what lists name is taken out of its cell, and is one itself.
 *
 * A list shows its values together; a cut between them shows each alone, which neither does by itself. */
#include "measure/facts.h"
#include "measure/view.h"
#include "measure/words.h"

/* A number that a list names. */
struct listed {
    const struct slc_literal *literal;
    slc_wide value;
    const struct slc_measured *line;
};

struct list {
    struct listed *values;
    size_t count;
};

static size_t
most_values(const struct slc_subject *subject)
{
    size_t count = 1;
    for (const struct slc_measured *line = subject->lines; line != NULL; line = line->next)
        for (const struct slc_fact *fact = line->facts; fact != NULL; fact = fact->next)
            count++;
    return count;
}

/* A view of values is of numbers, or of dates. */
static struct list
list_of(const struct slc_view *view)
{
    struct list list = {
        .values =
            SL_NEW_ARRAY(view->measures->program->arena, struct listed, most_values(view->subject)),
    };
    const struct slc_measured *line = view->subject->lines;
    for (; line != NULL; line = line->next)
        for (const struct slc_fact *fact = line->absent ? NULL : line->facts; fact != NULL;
             fact = fact->next) {
            struct slc_decimal number = { 0, 0 };
            struct listed *listed = &list.values[list.count];
            if (!slc_is_first_hole(view->subject, line, fact))
                continue;
            (void)slc_literal_number(fact->value, &number);
            (void)slc_axis_number(&view->axis, number, 1, &listed->value);
            listed->literal = fact->value;
            listed->line = line;
            list.count++;
        }
    return list;
}

/* ---- what tells two of them apart ------------------------------------------------------------ */

/* What an entry sees of a value: magnitude no sign. */
static slc_wide
seen(const struct slc_entry *entry, const struct listed *listed)
{
    return entry->mirrored && listed->value < 0 ? -listed->value : listed->value;
}

/* Whether an entry cuts between two numbers, whichever is the lower. */
static bool
cuts_between(const struct slc_view *view, const struct slc_entry *entry, const struct listed *a,
             const struct listed *b)
{
    slc_wide x = seen(entry, a) * 2, y = seen(entry, b) * 2;
    return slc_entry_cuts_between(view, entry, x + 1, y) ||
           slc_entry_cuts_between(view, entry, y + 1, x);
}

/* Whether some entry does, of those that may show so narrow a cell; NULL: of all. */
static bool
are_cut_apart(const struct slc_view *view, const struct listed *a, const struct listed *b,
              const struct slc_cell *cell)
{
    for (size_t at = 0; at < view->nentries; at++)
        if (cuts_between(view, &view->entries[at], a, b) &&
            (cell == NULL || slc_entry_allows(view, &view->entries[at], cell)))
            return true;
    return false;
}

/* ---- one value's cell ------------------------------------------------------------------------ */

/* The listed values that look like this one to all lines, as a cell. */
static struct slc_cell
cell_of(const struct slc_view *view, const struct list *list, const struct listed *value)
{
    slc_wide low = value->value, high = value->value, step = view->axis.step;
    size_t count = 0;
    for (size_t at = 0; at < list->count; at++) {
        const struct listed *other = &list->values[at];
        if (slc_lists_tell_apart(view->subject, value->literal, other->literal) ||
            are_cut_apart(view, value, other, NULL))
            continue;
        low = other->value < low ? other->value : low;
        high = other->value > high ? other->value : high;
        count++;
    }
    return (struct slc_cell) { .low = low * 2,
                               .high = high * 2 + 1,
                               .width = high - low + step,
                               .single = count == 1,
                               .value = value->value };
}

/* No entry that cuts between them may show so narrow a cell. */
static void
refuse_between(const struct slc_view *view, const struct slc_cell *cell, const struct listed *value,
               const struct listed *other)
{
    struct sl_arena *arena = view->measures->program->arena;
    const struct slc_shown shown = {
        .axis = view->axis,
        .scale = view->scale,
        .low = value->value,
        .high = value->value,
        .other = value->value,
        .first = slc_wide_floor(cell->low, 2),
        .last = slc_wide_floor(cell->high, 2),
        .single = cell->single,
    };
    for (size_t at = 0; at < view->nentries; at++) {
        const struct slc_entry *entry = &view->entries[at];
        if (cuts_between(view, entry, value, other))
            slc_refuse(
                entry->line, slc_shown_text(arena, &shown, entry->line, value->line),
                SL_STR("cut so that the listed values stay together, or list them in one line "
                       "each"),
                value->line);
    }
}

void
slc_judge_listed(const struct slc_view *view)
{
    if (view->scale != SLC_SCALE_VALUE)
        return;
    struct list list = list_of(view);
    for (size_t at = 0; at < list.count; at++) {
        const struct listed *value = &list.values[at];
        struct slc_cell cell = cell_of(view, &list, value);
        slc_judge_cell_of(view, value->value);
        for (size_t i = 0; i < list.count; i++)
            if (!slc_lists_tell_apart(view->subject, value->literal, list.values[i].literal) &&
                !are_cut_apart(view, value, &list.values[i], &cell))
                refuse_between(view, &cell, value, &list.values[i]);
    }
}
