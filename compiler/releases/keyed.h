/* keyed.h - calls that make codes with a key, and which columns their codes join.
 *
 * A code is made of a key, the destination, the kind of what it stands for, and the value: two columns
 * have one code for one value only where their kinds are the same. A kind is what `identifies` says;
 * without that word a column is a kind of its own, so that nothing joins by accident. */
#ifndef SLC_KEYED_H
#define SLC_KEYED_H

#include "syntax/ast.h"

enum slc_keyed_form {
    SLC_KEYED_CODE,   /* pseudonym, pseudonym_uuid: one code for each value */
    SLC_KEYED_BUCKET, /* bucket_of */
    SLC_KEYED_MATCH,  /* match_code, of several columns together */
    SLC_KEYED_SHIFT,  /* shift_days: no code leaves; the column is that of `per:` */
};

/* A call with `using:`. */
struct slc_keyed {
    enum slc_keyed_form form;
    const struct slc_key *key;
    const struct slc_arg *first, *using; /* the first of its columns, and the key's */
};

/* Fills *ret_keyed for a call that makes something with a key; false for any other expression. */
bool slc_keyed_call(const struct slc_expr *expr, struct slc_keyed *ret_keyed);

/* The columns that it makes codes of, one after the other: NULL at the end. Start with `first`. */
const struct slc_arg *slc_keyed_next(const struct slc_keyed *keyed, const struct slc_arg *arg);

/* "customer", or without `identifies` "collections.customers.note": as in the keyed code. Names with
 * other than plain characters stand in backquotes there. */
struct sl_str slc_column_kind(struct sl_arena *arena, const struct slc_column *column);

/* The kinds of all its columns with U+001F between them. */
struct sl_str slc_keyed_kind(struct sl_arena *arena, const struct slc_keyed *keyed);

/* ---- columns that count as one ------------------------------------------------------------- */

/* A destination that receives codes of a column; columns whose codes are equal there are one set. */
struct slc_coded {
    const struct slc_column *column;
    const struct slc_destination *destination;
    struct slc_coded *set;  /* towards the one that stands for the set; itself: it is that one */
    struct slc_coded *next; /* of the column, in another destination */
};

/* Notes on every column where codes of it leave. */
void slc_collect_coded(struct slc_program *program);

/* The column that stands, at a destination, for all whose codes are equal there: of one kind, under one
 * key. What is told of one of them tells what the codes of the others mean. A column without codes
 * stands for itself. After slc_collect_coded(). */
const struct slc_column *slc_column_counted_as(const struct slc_destination *destination,
                                               const struct slc_column *column);

#endif
