/* lower_state.h - what lowering has made so far; between the files of this stage. */
#ifndef SLC_LOWER_STATE_H
#define SLC_LOWER_STATE_H

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
    const struct slc_release *release;
    const struct slc_ir_table *table;
    const struct slc_ir_destination *destination;
    struct slc_ir_cell *cells;
    uint32_t ncells;
    uint32_t *cell_of; /* column number -> cell */
    struct slc_ir_key_use *keys;
    uint32_t nkeys;
    bool *leaves;                         /* of the table, by number: whether it reads the leaf */
    struct slc_reading reading;           /* of the expression being lowered */
    const struct slc_expr *tests_missing; /* the operand of the `is missing` at hand */
};

#endif
