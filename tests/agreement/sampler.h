/* sampler.h - other values that a function cannot tell from a given one.
 *
 * Written from what the documentation of each function says a receiver learns ("the month; not the
 * day"), without asking any implementation: a function that tells more than it says is found by the
 * pairs that these make. */
#ifndef SLT_SAMPLER_H
#define SLT_SAMPLER_H

#include "buf.h"
#include "chance.h"
#include "ir/ir.h"

/* A column's value, for which another is looked for. */
struct slt_sampling {
    struct slt_chance *chance;
    const struct slc_ir_expr *call; /* the function's, with the column as its first argument */
    const struct slc_ir_type *type; /* of the column */
    struct sl_value value;          /* held */
    struct sl_str text;             /* as PostgreSQL prints it */
};

/* Appends another value, as PostgreSQL prints it, for which the function gives the same. False, with
 * anything appended, when there is none or none is known for this one. */
typedef bool slt_sampler(const struct slt_sampling *sampling, struct sl_buf *out);

/* NULL for a function that tells every value from every other (a pseudonym), and for one of two
 * columns. */
slt_sampler *slt_sampler_of(enum slc_function_id function);

/* Each stands below the sampler that it names, in the file of its group (sampler_numbers.c and so on); a
 * function that lacks one does not link. */
#define SLC_FUNCTION(name, ...) extern slt_sampler *const slt_sampler_##name;
#include "functions.def"
#undef SLC_FUNCTION

/* ---- shared ---------------------------------------------------------------------------------- */

/* The argument written `label:`, or NULL. */
const struct slc_ir_arg *slt_argument(const struct slc_ir_expr *call, const char *label);

/* Any value of the column's type. */
void slt_any_value(const struct slt_sampling *sampling, struct sl_buf *out);

#endif
