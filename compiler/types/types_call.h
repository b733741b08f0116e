/* types_call.h - inside the types stage: a call while its arguments are checked. */
#ifndef SLC_TYPES_CALL_H
#define SLC_TYPES_CALL_H

#include "language/function.h"
#include "types/types.h"

struct slc_typed_call {
    struct slc_typing *typing;
    struct slc_expr *expr;
    const struct slc_function *function;
    const struct slc_arg *args[SLC_MAX_PARAMETERS]; /* by parameter; NULL: not given */
    struct slc_type first;                          /* of the first positional argument */
    bool nullable, faulty;
};

/* ---- types_arguments.c: which argument is which parameter ---------------------------------- */

/* Fills `args`; reports arguments that the function does not have, lacks, or gets twice. */
void slc_match_arguments(struct slc_typed_call *call);

/* The call as it should look, with the arguments that were given but a wrong one: to paste. */
struct sl_str slc_call_usage(const struct slc_typed_call *call, struct slc_span wrong);

/* Starts a finding "'band' takes …" at a place of the call, which has no type then. */
struct slc_finding *slc_call_fault(struct slc_typed_call *call, enum slc_code code,
                                   struct slc_span at, const char *format, ...) SL_PRINTF(4, 5);

/* The same as E0202, with the call's form as help. */
void slc_call_fault_form(struct slc_typed_call *call, struct slc_span at, const char *format, ...)
    SL_PRINTF(3, 4);

/* ---- types_constants.c: arguments that are numbers or lists -------------------------------- */
void slc_check_number(struct slc_typed_call *call, const struct slc_parameter *parameter,
                      const struct slc_arg *arg);
void slc_check_count(struct slc_typed_call *call, const struct slc_parameter *parameter,
                     const struct slc_arg *arg);
void slc_check_edges(struct slc_typed_call *call, const struct slc_arg *arg);
void slc_check_quantity(struct slc_typed_call *call, const struct slc_parameter *parameter,
                        const struct slc_arg *arg, const char *unit);
/* `low:` and `high:`, checked by themselves before; either may be NULL. */
void slc_check_limits(struct slc_typed_call *call, const struct slc_arg *low,
                      const struct slc_arg *high);
void slc_check_unit(struct slc_typed_call *call, const struct slc_arg *arg);

/* `words:`: texts of which each is one word; `path:`: names with full stops between them. */
void slc_check_words(struct slc_typed_call *call, const struct slc_arg *arg);
void slc_check_path(struct slc_typed_call *call, const struct slc_arg *arg);

/* `allowed:` and `from:`: values of the first argument. */
void slc_check_literals(struct slc_typed_call *call, const struct slc_arg *arg);

/* `to:`: one text for each value of the list before it, which may be NULL. */
void slc_check_texts(struct slc_typed_call *call, const struct slc_arg *arg,
                     const struct slc_arg *values);

#endif
