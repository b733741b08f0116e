/* types.h - inside the types stage: what its files share.
 *
 * Expressions are typed from the leaves up; the type is noted on each. A fault gives
 * SLC_TYPE_NONE, over which everything stays silent.
 *
 * A value that may be missing is not guessed at: conditions and comparisons take it only behind
 * `if missing`, or where the line has tested it. So conditions narrow: to the right of
 * `x is not missing and`, of `x is missing or`, and in the arms of `choose` that such a test
 * guards, x is held. Narrowing needs no order of evaluation: `no and missing` is no, `yes or
 * missing` is yes, and an arm that is not chosen does not count. */
#ifndef SLC_TYPES_H
#define SLC_TYPES_H

#include "syntax/ast.h"

struct slc_typing {
    struct slc_program *program;
    uint32_t *held; /* by column number: how many enclosing conditions say that it is held */
};

/* ---- types_expr.c -------------------------------------------------------------------------- */

/* Types the expression and all in it, and returns its type. */
struct slc_type slc_type_expr(struct slc_typing *typing, struct slc_expr *expr);

/* The same for a place where a value is used: an opaque column is reported there. */
struct slc_type slc_type_value(struct slc_typing *typing, struct slc_expr *expr);

/* The same for a place that takes yes or no and nothing else. */
void slc_type_condition(struct slc_typing *typing, struct slc_expr *expr);

/* ---- types_report.c ------------------------------------------------------------------------ */

/* Where the type of an expression was declared: its column's line, or nowhere. */
struct slc_span slc_type_place(const struct slc_expr *expr);

/* "text", "numeric": for messages. */
const char *slc_type_words(struct slc_type type);

/* Reports a value that may be missing where `what` ("this comparison") cannot say what then; the
 * help shows the line with `if missing`. */
void slc_report_missing(struct slc_typing *typing, const struct slc_expr *expr, const char *what);

/* ---- types_call.c -------------------------------------------------------------------------- */
struct slc_type slc_type_call(struct slc_typing *typing, struct slc_expr *expr);

/* ---- types_condition.c --------------------------------------------------------------------- */
struct slc_type slc_type_operator(struct slc_typing *typing, struct slc_expr *expr);

/* Enters (by 1) or leaves (by -1) a region where the condition is known to be `truth`. */
void slc_type_assume(struct slc_typing *typing, const struct slc_expr *condition, bool truth,
                     int by);

/* ---- types_choose.c ------------------------------------------------------------------------ */
struct slc_type slc_type_choose(struct slc_typing *typing, struct slc_expr *expr);
struct slc_type slc_type_if_missing(struct slc_typing *typing, struct slc_expr *expr);

#endif
