/* atoms.h - where a release reads a column: the innermost expressions that hold it directly. What a
 * record tells of a column, these tell: all else is made of their values. */
#ifndef SLT_ATOMS_H
#define SLT_ATOMS_H

#include "arena.h"
#include "ir/ir.h"

struct slt_atom {
    const struct slc_ir_expr *expr;
    uint64_t cells; /* bit i: reads cell i, anywhere within */
};

struct slt_atoms {
    const struct slt_atom *atoms;
    uint32_t natoms;
    uint64_t kept; /* cells that leave, or decide of the row, as they are */
};

/* Of all fields and the filter. A release of at most 64 cells. */
struct slt_atoms slt_atoms_of(struct sl_arena *arena, const struct slc_ir_release *release);

#endif
