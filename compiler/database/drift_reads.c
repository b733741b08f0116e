#include "database/drift_internal.h"
#include "ir/labels_needed.h"

/* NULL: it has no release, or nobody knows. */
static const struct slc_ir_table *
lowered_table(const struct slc_drift *drift)
{
    for (uint32_t at = 0; drift->ir != NULL && at < drift->ir->ntables; at++) {
        const struct slc_ir_table *table = &drift->ir->tables[at];
        if (sl_str_equal(table->schema, drift->declared->name.first.text) &&
            sl_str_equal(table->name, drift->declared->name.second.text))
            return table;
    }
    return NULL;
}

enum slc_code
slc_drift_code(const struct slc_drift *drift, const struct slc_column *column, enum slc_code error)
{
    const struct slc_ir_table *table = lowered_table(drift);
    const bool is_read =
        table == NULL || table->columns[column->number].read || table->columns[column->number].key;
    return is_read ? error : SLC_W0603;
}

static bool
release_needs_labels(const struct slc_ir_release *release, uint32_t column)
{
    for (uint32_t cell = 0; cell < release->ncells; cell++) {
        if (release->cells[cell].column == column)
            return slc_ir_needs_labels(release, cell);
    }
    return false;
}

enum slc_code
slc_drift_label_code(const struct slc_drift *drift, const struct slc_column *column)
{
    const struct slc_ir_table *table = lowered_table(drift);
    bool needed = table == NULL;
    for (uint32_t at = 0; !needed && at < drift->ir->nreleases; at++) {
        const struct slc_ir_release *release = &drift->ir->releases[at];
        needed = release->table == table && release_needs_labels(release, (uint32_t)column->number);
    }
    return needed ? SLC_E0608 : SLC_W0603;
}
