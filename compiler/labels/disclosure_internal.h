/* disclosure_internal.h - how exposures are held: shared by disclosure.c, which collects them, and
 * disclosure_bound.c, which compares them with bounds. */
#ifndef SLC_DISCLOSURE_INTERNAL_H
#define SLC_DISCLOSURE_INTERNAL_H

#include "labels/disclosure.h"

enum contribution_kind {
    CONTRIBUTES_NOTHING,
    CONTRIBUTES_EDGE,      /* a cut point of a band: number */
    CONTRIBUTES_THRESHOLD, /* a cut point of a comparison: number; also counted */
    CONTRIBUTES_GRID,      /* cut points at every multiple of number */
    CONTRIBUTES_MIDDLES,   /* cut points in the middle between two multiples of number */
    CONTRIBUTES_CALENDAR,  /* cut points that no bound holds for; text: the function's name */
    CONTRIBUTES_DATE,      /* a cut point at a date: text; counted */
    CONTRIBUTES_LISTED,    /* a listed value: text; counted */
    CONTRIBUTES_AMOUNT,    /* characters or prefix bits: number; counted */
    CONTRIBUTES_BUCKETS,   /* number of buckets */
};

/* What cut points are counted in. Those of one column in two measures together narrow it down further
 * than the distances within each. */
enum measure {
    MEASURES_VALUE,
    MEASURES_AGE,     /* years of age */
    MEASURES_MINUTES, /* of an interval; in minutes and in months, which do not convert */
    MEASURES_MONTHS,
    MEASURES_SHARE,  /* percent of another column */
    MEASURES_LENGTH, /* characters */
    MEASURES_WORDS,
    MEASURES_KILOMETRES,
};

struct contribution {
    enum contribution_kind kind;
    enum measure measure;
    struct slc_decimal number;
    struct sl_str text;
    struct slc_span at;
    struct contribution *next;
};

struct slc_exposures {
    struct slc_program *program;
    int ncolumns;
    struct contribution **of; /* by destination, then column: lists, latest first */
};

static inline struct contribution **
exposure_of(const struct slc_exposures *exposures, const struct slc_destination *destination,
            const struct slc_column *column)
{
    size_t row = (size_t)destination->number * (size_t)exposures->ncolumns;
    return &exposures->of[row + (size_t)(column->table->first_column + column->number)];
}

#endif
