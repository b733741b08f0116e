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

/* ---- sampler_numbers.c, sampler_dates.c, sampler_texts.c -------------------------------------- */
slt_sampler slt_same_band, slt_same_step, slt_same_nearest, slt_same_clamped, slt_same_sign,
    slt_same_magnitude;
slt_sampler slt_same_year, slt_same_quarter, slt_same_month, slt_same_week, slt_same_weekday,
    slt_same_day, slt_same_hour, slt_same_day_part, slt_same_age;
slt_sampler slt_same_minutes, slt_same_hours, slt_same_weeks, slt_same_months, slt_same_years,
    slt_same_interval;
slt_sampler slt_same_presence, slt_same_choice, slt_same_group, slt_same_count, slt_same_domain,
    slt_same_area, slt_same_sector, slt_same_phone, slt_same_network, slt_same_sum, slt_same_leaf;
slt_sampler slt_same_letters, slt_same_trimmed, slt_same_squeezed, slt_same_beginning, slt_same_end,
    slt_same_unmasked, slt_same_longer, slt_same_length, slt_same_words;

/* ---- shared ---------------------------------------------------------------------------------- */

/* The argument written `label:`, or NULL. */
const struct slc_ir_arg *slt_argument(const struct slc_ir_expr *call, const char *label);

/* Any value of the column's type. */
void slt_any_value(const struct slt_sampling *sampling, struct sl_buf *out);

#endif
