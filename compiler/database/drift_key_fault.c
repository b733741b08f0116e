/* Whether the row key tells the rows of a table apart, under whatever replica identity. */
#include "database/drift_internal.h"
#include "key_fault.h"

/* That a key column is in no index of the database's is told by the comparison of the keys. */
static bool
has_every_key_column(const struct slc_drift *drift)
{
    for (const struct slc_column *column = drift->declared->columns; column != NULL;
         column = column->next) {
        const struct slc_found_column *found = slc_found_column_of(drift, column);
        if (column->key && (found == NULL || !found->in_identity))
            return false;
    }
    return true;
}

void
slc_check_drift_of_key_fault(const struct slc_drift *drift)
{
    struct slc_findings *findings = drift->program->findings;
    const struct slc_found_key_fault *fault = &drift->found->key_fault;
    const struct sl_key_fault *text = sl_key_fault_of(fault->letter);
    if (text == NULL || (fault->index.len == 0 && !has_every_key_column(drift)))
        return;
    struct slc_finding *finding =
        slc_find(findings, SLC_E0618, drift->declared->name.at,
                 "the row key does not tell the rows of %.*s apart", SL_FMT(fault->name));
    slc_note(findings, finding, "the database has %s%s%.*s%s", text->found,
             fault->index.len > 0 ? " (" : "", SL_FMT(fault->index),
             fault->index.len > 0 ? ")" : "");
    slc_help(findings, finding, "%s", text->cure);
    if (fault->heal.len > 0)
        slc_help(findings, finding, "in the database: %.*s", SL_FMT(fault->heal));
}
