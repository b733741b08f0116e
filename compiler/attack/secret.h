/* secret.h - what an attack is after: the values of a column, or of one place in the documents of a column, that
 * a destination may not hold as they are. */
#ifndef SLC_SECRET_H
#define SLC_SECRET_H

#include "ir/ir.h"
#include "syntax/ast.h"

/* A table with releases that tell of the secret. A secret of several columns, which are of one kind under one key
 * (joined.c), has one for each: there `table` is all of these tables side by side, with the secret in one place, and
 * the releases read that. */
struct slc_secret_part {
    const struct slc_ir_table *table;
    uint32_t column;    /* of that table: the secret */
    uint32_t offset;    /* of its other columns in the secret's table */
    uint32_t first;     /* of the secret's releases */
    uint32_t nreleases; /* of these from `first` on */
    struct slc_span at; /* where the column is declared */
};

struct slc_secret {
    const struct slc_program *program;
    const struct slc_ir *ir;
    const struct slc_ir_destination *destination;
    const struct slc_ir_table *table;
    uint32_t column; /* by the table's column number; of a place: the document */
    const struct slc_ir_leaf
        *leaf;               /* a place that is declared; NULL: it is not, or it is a column */
    struct sl_str path;      /* of a place: "a.b"; empty: it is a column */
    struct slc_ir_type type; /* of its values */
    struct slc_ir_label label;
    bool fits;   /* the destination may hold it, but it is encrypted or positions are apart */
    bool moment; /* it is no column but the time of the commit, and positions are apart */
    struct slc_span at; /* where it is declared; of a moment the destination */
    const struct slc_ir_release *const *releases; /* of the table, to the destination */
    uint32_t nreleases;
    const struct slc_secret_part *parts;
    uint32_t nparts;
};

/* All pairs, by destination, table, column and place. Lives in the IR's arena. */
struct slc_secret *slc_secrets(const struct slc_program *program, const struct slc_ir *ir,
                               const struct slc_ir_destination *destination, uint32_t *ret_count);

/* Whether the expression is the secret itself. */
bool slc_is_secret(const struct slc_secret *secret, const struct slc_ir_release *release,
                   const struct slc_ir_expr *expr);

/* Whether the destination may hold what has this label. */
bool slc_may_hold(const struct slc_ir_destination *destination, struct slc_ir_label label);

/* How many operands an expression has, and each: its parts, or the arguments that are expressions. */
uint32_t slc_operand_count(const struct slc_ir_expr *expr);
const struct slc_ir_expr *slc_operand(const struct slc_ir_expr *expr, uint32_t at);

/* Whether a call reads the secret's column, which is a document. */
bool slc_reads_document(const struct slc_secret *secret, const struct slc_ir_release *release,
                        const struct slc_ir_expr *call);

/* "a.b" of json_text(document, path: "a.b"); empty: the call has no path. */
struct sl_str slc_path_of(const struct slc_ir_expr *call);

/* Whether a call reads a document at the secret's place. */
bool slc_is_at_place(const struct slc_secret *secret, const struct slc_ir_release *release,
                     const struct slc_ir_expr *call);

/* Whether the expression reads the secret's column, or the document that it is in, or the moment that it is. */
bool slc_reads_source(const struct slc_secret *secret, const struct slc_ir_release *release,
                      const struct slc_ir_expr *expr);

/* Whether the expression reads the secret anywhere. */
bool slc_reads_secret(const struct slc_secret *secret, const struct slc_ir_release *release,
                      const struct slc_ir_expr *expr);

/* The number of a part's column in the secret's table. */
uint32_t slc_part_column(const struct slc_secret *secret, const struct slc_secret_part *part,
                         uint32_t number);

#endif
