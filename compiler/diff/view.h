/* view.h - what a destination receives of one table, in the two versions that are compared.
 *
 * A destination's view of a row is all fields of all releases of its table to that destination, and
 * whether the row is released at all. One version tells no more than the other when every two rows
 * that look the same in the other's view look the same in its own: its fields can be worked out from
 * the other's. Views are joint, since two harmless fields can tell together what neither tells; but
 * nothing is taken to be known of a row by a stream that cannot be joined with its own. */
#ifndef SLC_RECEIVER_VIEW_H
#define SLC_RECEIVER_VIEW_H

#include "eval/eval.h"

enum slc_side { SLC_BASE, SLC_HEAD, SLC_NSIDES };

static inline enum slc_side
slc_other_side(enum slc_side side)
{
    return side == SLC_BASE ? SLC_HEAD : SLC_BASE;
}

/* Something that a view tells: a field, or what follows from one at sight. */
struct slc_atom {
    const struct slc_ir_release *release;
    const struct slc_ir_expr *expr;
    struct sl_str text; /* canonical */
};

struct slc_receiver_view {
    const struct slc_ir *ir;
    const struct slc_ir_release **releases;
    uint32_t nreleases;
    const struct slc_key_bytes **keys; /* of each release: those of tests */
    struct slc_atom *atoms;
    uint32_t natoms;
};

/* A column of either version; columns are the same where their names are. */
struct slc_pair_column {
    struct sl_str name;
    const struct slc_ir_column *column[SLC_NSIDES]; /* NULL: this version has none */
    int number[SLC_NSIDES];
    bool comparable; /* one kind of value in both versions */
};

struct slc_pair {
    struct sl_arena *arena;
    struct slc_receiver_view views[SLC_NSIDES];
    struct slc_pair_column *columns;
    uint32_t ncolumns;
    struct sl_arena *scratch;         /* results of slc_pair_eval(), until the next row */
    struct sl_value *row[SLC_NSIDES]; /* the row that is tried, as each version's table has it */
};

/* The views of `table` (schema and name) that releases to `destination` give, in both versions; one
 * of the two may have none. Its memory is its own, until slc_pair_done(): trying rows takes much.
 * `arena` only says so when there is none. */
struct slc_pair *slc_pair_new(struct sl_arena *arena, const struct slc_ir *base,
                              const struct slc_ir *head, const struct slc_ir_table *table,
                              struct sl_str destination);

void slc_pair_done(struct slc_pair *pair);

/* The column's number in pair->columns for a cell of a release. */
uint32_t slc_pair_cell(const struct slc_pair *pair, const struct slc_ir_release *release,
                       uint32_t cell);

/* Sets columns[i] for every column that the expression reads. */
void slc_pair_reads(const struct slc_pair *pair, const struct slc_ir_release *release,
                    const struct slc_ir_expr *expr, bool *columns);

/* The same in an array of its own, by pair->columns. */
bool *slc_pair_reads_of(const struct slc_pair *pair, const struct slc_ir_release *release,
                        const struct slc_ir_expr *expr);

/* Whether each of these columns has one kind of value in both versions. */
bool slc_pair_comparable(const struct slc_pair *pair, const bool *columns);

/* Takes a row, whose values stand by pair->columns, to be tried. */
void slc_pair_set_row(struct slc_pair *pair, const struct sl_value *row);

/* An expression of one version on the row that is tried; the value lives until the next. */
struct sl_value slc_pair_eval(const struct slc_pair *pair, enum slc_side side,
                              const struct slc_ir_release *release, const struct slc_ir_expr *expr);

/* Whether the release lets the row through. */
bool slc_pair_passes(const struct slc_pair *pair, enum slc_side side,
                     const struct slc_ir_release *release);

/* A value as findings show it: JSON, or the word missing. */
struct sl_str slc_shown_value(struct sl_arena *arena, struct sl_value value);

#endif
