/* attack.h - tries to break what the policies promise: `sluice attack`.
 *
 * For each destination and each column that it may not hold as it is, rows are made that differ in that
 * column alone, and the reference (eval/eval.h) says what the destination receives of each, over all of its
 * releases together. What can be told apart there is held against the owners' rows (`may become … by`)
 * and the decisions, as they are written. Then rows are inserted, updated and deleted, in one transaction with
 * rows of other tables: whether a record leaves, and beside which others, tells something, too. docs/attack.md
 * says what is searched for.
 *
 * Nothing here uses what checks labels (labels/) or measures lines (measure/), nor what they note in the
 * tree or the IR beside the labels that policies declare: a fault there must not be repeated here. */
#ifndef SLC_ATTACK_H
#define SLC_ATTACK_H

#include "err.h"
#include "ir/ir.h"
#include "syntax/ast.h"

struct slc_attack_limits {
    int64_t seconds; /* after which no trial begins */
    uint32_t rounds; /* how often each pair is tried, each time with other rows */
    uint64_t seed;   /* what the trials and their order depend on */
    const struct slc_ir_destination *destination; /* this one alone; NULL: all */
};

struct slc_attack_counts {
    uint32_t pairs;   /* of a destination and a column that it may not hold */
    uint32_t reached; /* of which so many were tried */
    uint32_t decided; /* of which so many have no other rows to try */
    uint32_t flows;   /* of a destination and a table, tried with histories */
    uint32_t flows_reached;
    bool timed_out;
};

/* Records what is found in the program's findings, each with the rows that show it. The program needs names,
 * types and releases; it may be one that labels refuse. -1 and *reterr when memory is short. */
SL_MUST_USE int slc_attack(const struct slc_program *program, const struct slc_ir *ir,
                           const struct slc_attack_limits *limits,
                           struct slc_attack_counts *ret_counts, struct sl_err *reterr);

#endif
