/* cuts.h - where the values of an order are divided, as exact positions.
 *
 * A position lies between two neighbouring values: before or behind a number. Where values have a step
 * (whole numbers, numeric(p,s), dates), all positions between the same neighbours are one: `> 399` and
 * `>= 400` of whole numbers. Numbers are counted in halves of 10^-scale, so that the middle of a step is
 * exact, too; a position is twice that number, and one more behind it. */
#ifndef SLC_CUTS_H
#define SLC_CUTS_H

#include "language/decimal.h"
#include "language/type.h"

__extension__ typedef __int128 slc_wide;

enum slc_cut_kind {
    SLC_CUT_AT,    /* before `number`, or behind it */
    SLC_CUT_STEPS, /* before every multiple of `number` */
    SLC_CUT_WHOLES, /* before every multiple of `number` above 0, behind every one below: counted toward 0 */
    SLC_CUT_MIDDLES,  /* in the middle of two multiples: before it above 0, behind it below */
    SLC_CUT_EACH,     /* between all values from `low` to `high`, not before and not behind them */
    SLC_CUT_CALENDAR, /* before every beginning of a calendar unit; numbers are minutes since 1970 */
};

enum slc_calendar_unit {
    SLC_CALENDAR_DAY,
    SLC_CALENDAR_WEEK,
    SLC_CALENDAR_MONTH,
    SLC_CALENDAR_QUARTER,
    SLC_CALENDAR_YEAR,
};

/* Cuts as a policy's line makes them. */
struct slc_cut {
    enum slc_cut_kind kind;
    struct slc_decimal number;
    bool behind;
    bool within; /* STEPS: none outside `low` to `high` */
    struct slc_decimal low, high;
    enum slc_calendar_unit calendar;
    int64_t times; /* numbers are multiplied by it: minutes or months of a unit; 0 means 1 */
    struct slc_cut *next;
};

/* What the numbers of one comparison are counted in. */
struct slc_axis {
    uint32_t scale;
    slc_wide step; /* of the values, in halves of 10^-scale; 0: none */
    bool calendar; /* minutes of dates */
};

/* A cut in the numbers of an axis. */
struct slc_cutter {
    enum slc_cut_kind kind;
    slc_wide number, low, high;
    slc_wide position; /* of AT */
    bool behind, within;
    enum slc_calendar_unit calendar;
};

slc_wide slc_power_of_ten(uint32_t exponent);

/* Makes the axis at least as fine as a cut's numbers. */
void slc_axis_take_scale(struct slc_axis *axis, const struct slc_cut *cut);

/* The step of a type's values, once the scale is known: whole numbers, numeric(p,s) and dates have one. */
void slc_axis_take_type(struct slc_axis *axis, const struct slc_type *type);

/* digits * 10^-scale * times in halves of the axis; false where that does not fit. */
bool slc_axis_number(const struct slc_axis *axis, struct slc_decimal number, int64_t times,
                     slc_wide *ret);
bool slc_cutter_make(const struct slc_axis *axis, const struct slc_cut *cut,
                     struct slc_cutter *ret_cutter);

/* Before or behind a number, in its normal form: the position before the next value. */
slc_wide slc_position(const struct slc_axis *axis, slc_wide number, bool behind);

/* The nearest position of the cutter above, below the one given; false: none. */
bool slc_cut_above(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position,
                   slc_wide *ret);
bool slc_cut_below(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position,
                   slc_wide *ret);
bool slc_cuts_at(const struct slc_axis *axis, const struct slc_cutter *cutter, slc_wide position);

/* The number that a cutter writes for a position of its own: of several the lowest, or the highest. */
slc_wide slc_cut_written(const struct slc_axis *axis, const struct slc_cutter *cutter,
                         slc_wide position, bool highest);

/* STEPS, WHOLES, MIDDLES: cuts that come again without an end. */
bool slc_cut_is_regular(enum slc_cut_kind kind);

/* Towards minus infinity; `b` above 0. */
slc_wide slc_wide_floor(slc_wide a, slc_wide b);

#endif
