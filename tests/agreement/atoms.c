#include "atoms.h"

enum { MOST_ATOMS = 512 };

struct gathering {
    struct slt_atom *atoms;
    uint32_t natoms;
    uint64_t kept;
};

static uint64_t
bit(uint32_t cell)
{
    return UINT64_C(1) << cell;
}

/* The cells that `expr` reads; notes it, and what lies within, where a column is an operand. */
static uint64_t
gather(struct gathering *gathering, const struct slc_ir_expr *expr)
{
    uint64_t cells = 0;
    bool direct = false;
    if (expr->op == SLC_IR_COLUMN)
        return bit(expr->cell);
    for (uint32_t at = 0; at < expr->noperands; at++) {
        direct = direct || expr->operands[at]->op == SLC_IR_COLUMN;
        cells |= gather(gathering, expr->operands[at]);
    }
    for (uint32_t at = 0; at < expr->nargs; at++)
        if (expr->args[at].expr != NULL) {
            direct = direct || expr->args[at].expr->op == SLC_IR_COLUMN;
            cells |= gather(gathering, expr->args[at].expr);
        }
    if (direct && gathering->natoms < MOST_ATOMS)
        gathering->atoms[gathering->natoms++] = (struct slt_atom) { expr, cells };
    return cells;
}

/* A field or the filter. */
static void
gather_whole(struct gathering *gathering, const struct slc_ir_expr *expr)
{
    uint64_t cells = gather(gathering, expr);
    if (expr->op == SLC_IR_COLUMN)
        gathering->kept |= cells;
}

struct slt_atoms
slt_atoms_of(struct sl_arena *arena, const struct slc_ir_release *release)
{
    struct gathering gathering = { .atoms = SL_NEW_ARRAY(arena, struct slt_atom, MOST_ATOMS) };
    for (uint32_t at = 0; at < release->nfields; at++)
        gather_whole(&gathering, release->fields[at].expr);
    if (release->filter != NULL)
        gather_whole(&gathering, release->filter);
    return (struct slt_atoms) { gathering.atoms, gathering.natoms, gathering.kept };
}
