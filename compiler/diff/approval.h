/* approval.h - who allowed a change.
 *
 * A change is recorded when the policies of the base would have let it through, by their labels,
 * clearances and owners' rules, or when a decision with approvers stands at the line. What the change
 * itself grants (a lower or new label, a looser rule, a higher clearance) records nothing: a change cannot
 * approve itself. */
#ifndef SLC_APPROVAL_H
#define SLC_APPROVAL_H

#include "diff/change.h"

enum slc_grant_kind {
    SLC_GRANT_RULE,
    SLC_GRANT_COLUMN,
    SLC_GRANT_TABLE,
    SLC_GRANT_DESTINATION,
    SLC_GRANT_LEVELS,       /* their order; it has no name */
    SLC_GRANT_FROM_WITHHELD /* a column that could only be withheld: no decision covers that either */
};

/* Notes what the head's own change grants. `why`: what is said of a line that leans on it. */
void slc_approval_note_grant(struct slc_diff *diff, enum slc_grant_kind kind, struct sl_str name,
                             struct sl_str why);

/* The names under which grants are noted: "shared.policy:31", "schema.table.column". */
struct sl_str slc_rule_name(struct slc_diff *diff, const struct slc_ir_place *place);
struct sl_str slc_column_name(struct slc_diff *diff, const struct slc_ir_table *table,
                              const struct slc_ir_column *column);

/* The decision at a line in the two versions; NULL: none. */
struct slc_decision_pair {
    const struct slc_ir_decision *base, *head;
};

/* Fills `recorded` and `approval` of what a decision of the head lets through. A decision is its whole text
 * and what it covers: where the base has one at the same line, the head's has to be taken later. */
void slc_approve_by_decision(struct slc_diff *diff, struct slc_change *change,
                             struct slc_decision_pair decisions);

/* Fills `recorded` and `approval` of a wider field (`before`: the base's; NULL: it has none), or of rows
 * that a filter lets through. */
void slc_approval_of_field(struct slc_diff *diff, struct slc_change *change,
                           const struct slc_ir_release *release, const struct slc_ir_field *before,
                           const struct slc_ir_field *field);
void slc_approval_of_rows(struct slc_diff *diff, struct slc_change *change,
                          const struct slc_ir_release *release, struct slc_decision_pair decisions);

#endif
