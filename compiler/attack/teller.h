/* teller.h - a line that tells of a secret, and what owners' rows say of such lines. */
#ifndef SLC_TELLER_H
#define SLC_TELLER_H

#include "attack/secret.h"
#include "language/function.h"

/* A call, comparison, `is`, `is in` or `is missing` over a secret, or a whole field that was decided. */
struct slc_teller {
    const struct slc_ir_release *release;
    const struct slc_ir_field *field; /* NULL: in the filter */
    const struct slc_ir_expr *expr;
    const struct slc_function
        *function; /* as owners' rows name it; NULL: an operator, or decided */
    enum slc_operator operator_class;
    bool decided;   /* a decision covers it */
    bool permitted; /* it is decided, needs no row, or every category's owner has one */
    bool ruled;     /* it needs rows */
    /* Of several rows that would do, the widest leave is taken: where that is overstepped, all are. */
    const struct slc_downgrade
        *least_row; /* of `at least`, and as a number: 0 where nothing is asked */
    double least;
    const struct slc_bound *least_bound; /* NULL: not written */
    const struct slc_downgrade
        *most_row; /* of `at most`, and as a number: SLC_NO_MOST where nothing is */
    double most;
};

#define SLC_NO_MOST 1e18

/* Notes on a teller with its expression what rows name it by: a group that gives a value back as it is counts as
 * one_of; `same` with a literal as membership. */
void slc_name_teller(struct slc_teller *teller);

/* A row's bound, NULL where it is not written; what it asks for: a group's classes hold two values in any case. */
const struct slc_bound *slc_row_bound(const struct slc_downgrade *row, bool at_least);
double slc_row_least(const struct slc_downgrade *row);
double slc_row_most(const struct slc_downgrade *row);

/* Numbers with a unit of time are days and parts of a day: a month counts 28 days, a year 365. */
bool slc_bound_is_time(const struct slc_bound *bound);

/* The bound as it is written; what holds without one. */
struct sl_str slc_bound_text(const struct slc_downgrade *row, bool at_least);

#endif
