/* disclosed.h - inside the labels stage: what is disclosed of columns, as lists.
 *
 * The expressions of all releases are collected into them (disclosure.h); then they are compared with
 * owners' bounds (disclosure_bound.h). */
#ifndef SLC_DISCLOSED_H
#define SLC_DISCLOSED_H

#include "language/decimal.h"
#include "syntax/ast.h"

enum slc_disclosed_kind {
    SLC_DISCLOSES_NOTHING,
    SLC_DISCLOSES_EDGE,      /* a cut point of a band: number */
    SLC_DISCLOSES_THRESHOLD, /* a cut point of a comparison: number; also counted */
    SLC_DISCLOSES_GRID,      /* cut points at every multiple of number */
    SLC_DISCLOSES_MIDDLES,   /* cut points in the middle between two multiples of number */
    SLC_DISCLOSES_CALENDAR,  /* cut points that no bound holds for; text: the function's name */
    SLC_DISCLOSES_DATE,      /* a cut point at a date: text; counted */
    SLC_DISCLOSES_LISTED,    /* a listed value: text; counted */
    SLC_DISCLOSES_AMOUNT,    /* characters or prefix bits: number; counted */
    SLC_DISCLOSES_BUCKETS,   /* number of buckets */
};

/* What cut points are counted in. Those of one column in two measures together narrow it down further
 * than the distances within each. */
enum slc_measure {
    SLC_MEASURES_VALUE,
    SLC_MEASURES_AGE,     /* years of age */
    SLC_MEASURES_MINUTES, /* of an interval; in minutes and in months, which do not convert */
    SLC_MEASURES_MONTHS,
    SLC_MEASURES_SHARE,  /* percent of another column */
    SLC_MEASURES_LENGTH, /* characters */
    SLC_MEASURES_WORDS,
    SLC_MEASURES_KILOMETRES,
};

struct slc_disclosed {
    enum slc_disclosed_kind kind;
    enum slc_measure measure;
    struct slc_decimal number;
    struct sl_str text;
    struct slc_span at;
    struct slc_disclosed *next;
};

struct slc_disclosures {
    struct slc_program *program;
    int ncolumns;
    struct slc_disclosed **of; /* by destination, then column: lists, latest first */
};

/* Whose releases are being collected. */
struct slc_collector {
    struct slc_disclosures *disclosures;
    const struct slc_destination *destination;
};

/* The list of a column in a destination. */
struct slc_disclosed **slc_disclosed_list(const struct slc_disclosures *disclosures,
                                          const struct slc_destination *destination,
                                          const struct slc_column *column);

/* The first of a kind; NULL when the list has none. */
const struct slc_disclosed *slc_disclosed_first(const struct slc_disclosed *list,
                                                enum slc_disclosed_kind kind);

/* Adds to the column's list: something at a place; the number of a literal (NOTHING when it is none,
 * which types reported); each of the listed literals. */
struct slc_disclosed *slc_disclose(const struct slc_collector *collector,
                                   const struct slc_column *column, enum slc_disclosed_kind kind,
                                   struct slc_span at);
struct slc_disclosed *slc_disclose_number(const struct slc_collector *collector,
                                          const struct slc_column *column,
                                          enum slc_disclosed_kind kind,
                                          const struct slc_literal *literal);
void slc_disclose_listed(const struct slc_collector *collector, const struct slc_column *column,
                         const struct slc_literal *literals);

/* disclosure_call.c: adds what a call tells of the columns that it is applied to. */
void slc_disclose_call(const struct slc_collector *collector, const struct slc_expr *call);

#endif
