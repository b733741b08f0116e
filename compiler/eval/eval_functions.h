/* eval_functions.h - the reference implementation of each function, by functions.def: a function
 * that lacks one does not link. */
#ifndef SLC_EVAL_FUNCTIONS_H
#define SLC_EVAL_FUNCTIONS_H

#include "eval/eval.h"
#include "eval/eval_value.h"

/* A call with its arguments worked out. */
struct slc_call {
    const struct slc_evaluation *evaluation;
    const struct slc_ir_expr *expr;
    const struct sl_value *values; /* of VALUE and TIME arguments, by argument number */
};

/* Only called where every value is held, unless the function is never missing. */
typedef struct sl_value slc_eval_function(const struct slc_call *call);

#define SLC_FUNCTION(name, ...) slc_eval_function slc_eval_##name;
#include "functions.def"
#undef SLC_FUNCTION

/* A call of any function: a missing argument gives missing, an unchanged one unchanged. */
struct sl_value slc_eval_call(const struct slc_evaluation *evaluation,
                              const struct slc_ir_expr *expr);

/* <0, 0, >0: numbers by value, dates as midnight UTC beside times, text by bytes. */
int slc_eval_order(struct sl_value a, struct sl_value b);

/* ---- shared by the groups of functions ----------------------------------------------------- */

/* Without white space at both ends; with A to Z as a to z. */
struct sl_str slc_trimmed(struct sl_str text);
struct sl_str slc_lowered(struct sl_arena *arena, struct sl_str text);

/* Whether it has nothing but digits, and at least one. */
bool slc_all_digits(struct sl_str text);

/* With one blank for each run of white space. */
struct sl_str slc_squeezed(struct sl_arena *arena, struct sl_str text);

/* The band of `edges` in which a number that is not NaN lies. */
struct sl_value slc_band_value(const struct slc_call *call, struct sl_value value,
                               const struct slc_ir_arg *edges);

/* The band above so many edges. */
struct sl_value slc_band_above(const struct slc_call *call, uint32_t above,
                               const struct slc_ir_arg *edges);

/* The UTC day of a date or time; false outside the years 0001-9999. */
bool slc_day_of(struct sl_value value, int64_t *ret_days);

/* A number's decimal digits, those that PostgreSQL prints, without an exponent; "NaN", "Infinity"
 * and "-Infinity" as they are. */
struct sl_str slc_digits_text(struct sl_arena *arena, struct sl_value number);

/* Whether a number as it is printed is neither NaN nor an infinity. */
bool slc_is_finite(struct sl_str digits);

#endif
