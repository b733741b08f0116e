/* explained.h - policies about which questions are answered: as the tree has them, and as the IR does. */
#ifndef SLC_EXPLAINED_H
#define SLC_EXPLAINED_H

#include "ir/ir.h"
#include "syntax/ast.h"

struct slc_explained {
    const struct slc_program *program;
    const struct slc_ir *ir;
};

#endif
