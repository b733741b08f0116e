/* cases.h - whether a view tells what an expression tells, by trying rows.
 *
 * Where a few values of each column stand for all (domain.h), trying all combinations is a proof:
 * two rows that look the same in the view and differ in the expression exist among them, or nowhere.
 * Elsewhere rows that make the difference can still be found, but not finding any proves nothing. */
#ifndef SLC_CASES_H
#define SLC_CASES_H

#include "diff/view.h"

/* An expression of one version, held against the view of the other, over the rows that its release
 * and its counterpart in the other version (NULL: it has none) both let through. */
struct slc_target {
    enum slc_side side;
    const struct slc_ir_release *release, *counterpart;
    const struct slc_ir_expr *expr;
};

/* Two rows, by what differs between them; texts as slc_shown_value() writes them. */
struct slc_witness_value {
    struct sl_str column, one, other;
};

struct slc_witness {
    struct slc_witness_value *values;
    uint32_t nvalues;
    struct sl_str one, other;       /* the target on the two rows */
    const struct sl_value *rows[2]; /* the rows themselves, by pair->columns */
};

/* A copy without its rows, which lives longer than the pair it was found in. */
const struct slc_witness *slc_witness_copy(struct sl_arena *arena,
                                           const struct slc_witness *witness);

/* Whether the target is proved to follow from the other version's view, over all rows. */
bool slc_follows_by_cases(struct slc_pair *pair, struct slc_target target);

/* Whether both expressions are proved to have the same value on every row. */
bool slc_same_by_cases(struct slc_pair *pair, const struct slc_ir_release *base,
                       const struct slc_ir_expr *base_expr, const struct slc_ir_release *head,
                       const struct slc_ir_expr *head_expr);

/* Two rows that look the same in the other version's view, and on which the target differs. NULL
 * when none was found. */
const struct slc_witness *slc_find_witness(struct slc_pair *pair, struct slc_target target);

/* Whether the other version shows an atom for every row that counts, and beside the same row: a
 * stream under another key cannot be put beside the target's, whatever it tells. */
bool slc_atom_is_seen(const struct slc_pair *pair, const struct slc_atom *atom,
                      struct slc_target target);

/* ---- filters: which rows leave ------------------------------------------------------------- */

enum slc_implied { SLC_IMPLIED, SLC_NOT_IMPLIED, SLC_NOT_KNOWN };

/* Whether every row that `from` (of `side`) lets through passes `to` (of the other version). For
 * NOT_IMPLIED *ret_row has a row that does not: `one` is its value of each column that counts. */
enum slc_implied slc_filter_implies(struct slc_pair *pair, enum slc_side side,
                                    const struct slc_ir_release *from,
                                    const struct slc_ir_release *to,
                                    const struct slc_witness **ret_row);

#endif
