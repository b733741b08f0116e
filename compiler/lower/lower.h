/* lower.h - between the files of the lowering stage: lower.c (declarations), lower_table.c,
 * lower_release.c, lower_reads.c, lower_expr.c, lower_risk.c. Nothing else includes it. */
#ifndef SLC_LOWER_H
#define SLC_LOWER_H

#include "ir/ir.h"
#include "syntax/ast.h"

/* The IR while it is made, with its arrays still writable. */
struct slc_to_ir {
    struct sl_arena *arena;
    const struct slc_program *program;
    struct slc_ir *ir;
    struct slc_ir_role *roles;
    struct slc_ir_category *categories;
    struct slc_ir_key *keys;
    struct slc_ir_destination *destinations;
    struct slc_ir_table *tables;
    struct slc_ir_rule *rules;
    const struct slc_downgrade **downgrades; /* rules[i] is made of downgrades[i] */
    uint32_t nrules;
};

/* What an expression reads and who lowered it, gathered while it is lowered. */
struct slc_reading {
    bool *cells; /* by cell */
    const struct slc_ir_rule **rules;
    uint32_t nrules;
};

/* One release while it is lowered. */
struct slc_release_to_ir {
    struct slc_to_ir *all;
    const struct slc_ir_table *table;
    const struct slc_ir_destination *destination;
    struct slc_ir_cell *cells;
    uint32_t ncells;
    uint32_t *cell_of; /* column number -> cell */
    const struct slc_ir_key **keys;
    uint32_t nkeys;
    struct slc_reading reading;           /* of the expression being lowered */
    const struct slc_expr *tests_missing; /* the operand of the `is missing` at hand */
};

/* Marks in `columns`, by number, those that the expression reads. NULL is allowed. */
void slc_collect_reads(struct slc_expr *expr, bool *columns);

/* Fills cells and key slots from all of the release's expressions. */
void slc_lower_reads(struct slc_release_to_ir *to, const struct slc_release *release);

/* Around lowering an expression: begins `to->reading` anew; the cells noted in it, rising. */
void slc_begin_reading(struct slc_release_to_ir *to);
const uint32_t *slc_cells_read(struct slc_release_to_ir *to, uint32_t *ret_count);

const struct slc_ir_expr *slc_lower_expr(struct slc_release_to_ir *to, const struct slc_expr *expr);

/* Fills tables: those with a release, sorted, each column marked that a release reads. */
void slc_lower_tables(struct slc_to_ir *to);
/* What became of a table of the tree; NULL when no release is of it. */
struct slc_ir_table *slc_lowered_table(const struct slc_to_ir *from, const struct slc_table *table);

void slc_lower_release(struct slc_to_ir *to, const struct slc_release *release,
                       struct slc_ir_release *ret_release);

/* Risk checks; the releases must have their places. */
void slc_lower_risks(struct slc_to_ir *to);

/* Parts of declarations that releases have, too. */
struct slc_ir_place slc_lower_place(struct slc_span at);
/* The same with the first line alone. */
struct slc_ir_place slc_lower_place_line(struct slc_span at);
struct slc_ir_date slc_lower_date(struct slc_date date);
struct slc_ir_label slc_lowered_label(struct slc_label label);
struct slc_ir_type slc_lower_type(struct sl_arena *arena, const struct slc_type *type);
struct slc_ir_literal slc_lower_literal(const struct slc_literal *literal);
/* NULL for an empty name. */
const struct slc_ir_role *slc_lower_role(const struct slc_to_ir *from, struct sl_str name);

/* Whether a value with this label may stand in a field of the destination as it is. */
bool slc_ir_fits(const struct slc_ir_destination *destination, struct slc_ir_label label);

#endif
