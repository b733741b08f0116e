/* promise.h - what tells of a secret, and which owners' rows let it. Read off the policies as LANGUAGE says it
 * ("Labels"), without the code that checks them. */
#ifndef SLC_PROMISE_H
#define SLC_PROMISE_H

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
    const struct slc_downgrade *least_row; /* `at least`: the smallest that some row asks for */
    const struct slc_bound *least;         /* NULL: none */
    const struct slc_downgrade *most_row;  /* `at most`: the largest */
    const struct slc_bound *most;          /* NULL: none */
};

struct slc_promise {
    const struct slc_secret *secret;
    struct slc_teller *tellers;
    uint32_t ntellers;
    const struct slc_downgrade
        *present_row; /* an owner's row for presence that applies; NULL: none */
};

struct slc_promise slc_promise_of(struct sl_arena *arena, const struct slc_secret *secret);

/* A bound's number; -1 when it is none. In days and parts of a day where it has a unit of time: a month counts 28
 * days, a year 365. */
double slc_bound_number(const struct slc_bound *bound);
bool slc_bound_is_time(const struct slc_bound *bound);

#endif
