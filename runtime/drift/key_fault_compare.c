#include "drift/key_fault_compare.h"

#include "key_fault.h"

/* That a key column is not in the identity's index is told by the comparison of the two. */
static bool
has_every_key_column(const struct slp_found_table *found, const struct sl_table *declared)
{
    for (uint32_t i = 0; i < declared->ncolumns; i++) {
        const struct sl_column *column = &declared->columns[i];
        if ((column->flags & SL_COLUMN_KEY) != 0 &&
            slp_found_key_named(found, column->name) == NULL)
            return false;
    }
    return true;
}

void
slp_key_fault_compare(const struct slp_found_table *found, const struct sl_table *declared,
                      struct slp_drift *drift)
{
    const struct slp_found_key_fault *fault = &found->key_fault;
    const struct sl_key_fault *text = sl_key_fault_of(fault->letter);
    if (text == NULL || (fault->index.len == 0 && !has_every_key_column(found, declared)))
        return;
    slp_drift_add(
        drift, SLP_DRIFT_KEY, declared, SL_STR(""),
        (struct slp_difference_text) {
            .policy = SL_STR("a row key that one row has at a time"),
            .database =
                sl_arena_format(drift->arena, "of %.*s.%.*s %s%s%.*s%s", SL_FMT(fault->schema),
                                SL_FMT(fault->name), text->found, fault->index.len > 0 ? " (" : "",
                                SL_FMT(fault->index), fault->index.len > 0 ? ")" : ""),
            .remedy = sl_arena_format(drift->arena, "%s%s%.*s", text->cure,
                                      fault->heal.len > 0 ? ": " : "", SL_FMT(fault->heal)),
        });
}
