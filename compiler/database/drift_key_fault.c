/* Whether the row key tells the rows of a table apart, under whatever replica identity. */
#include "database/drift_internal.h"
#include "key_fault.h"

/* That a key column is not in the identity's index is told by the comparison of the two; whole rows are not compared
 * with an index. */
static bool
is_told_of_a_column(const struct slc_drift *drift)
{
    if (drift->declared->identity == SLC_IDENTITY_FULL || drift->found->identity == 'f')
        return false;
    for (const struct slc_column *column = drift->declared->columns; column != NULL;
         column = column->next) {
        const struct slc_found_column *found = slc_found_column_of(drift, column);
        if (column->key && (found == NULL || !found->in_identity))
            return true;
    }
    return false;
}

void
slc_check_drift_of_key_fault(const struct slc_drift *drift)
{
    struct slc_findings *findings = drift->program->findings;
    const struct slc_found_key_fault *fault = &drift->found->key_fault;
    const struct sl_key_fault *text = sl_key_fault_of(fault->letter);
    if (text == NULL || (fault->index.len == 0 && is_told_of_a_column(drift)))
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
