/* flow.h - what one destination receives of one table: its releases, and rows that are made up for them. */
#ifndef SLC_FLOW_H
#define SLC_FLOW_H

#include "attack/chance.h"
#include "attack/matching.h"
#include "attack/secret.h"
#include "eval/eval.h"

struct slc_flow {
    const struct slc_program *program;
    const struct slc_ir *ir;
    const struct slc_ir_destination *destination;
    const struct slc_ir_table *table;
    const struct slc_ir_release *const *releases;
    const struct slc_key_bytes *const *keys; /* of each release, as tests have them */
    uint32_t nreleases;
};

struct slc_flows {
    struct slc_flow *each; /* by destination and table */
    uint32_t count;
    struct slc_matching matching; /* which of their records are meant to be matched */
};

/* All of them. Lives in the IR's arena. */
struct slc_flows slc_flows_of(const struct slc_program *program, const struct slc_ir *ir);

/* The flow of another table to the same destination, the next one; NULL: there is none. */
const struct slc_flow *slc_flow_beside(const struct slc_flows *flows, const struct slc_flow *flow);

/* The flow as if it were all that the attack is after: its first column, with the table's releases. */
struct slc_secret slc_flow_secret(const struct slc_flow *flow);

/* The flow with those releases alone that are kept (by release). */
struct slc_flow slc_flow_with(struct sl_arena *arena, const struct slc_flow *flow,
                              const bool *kept);

/* A row by chance, with values at which the policies change what they tell. */
struct sl_value *slc_flow_row(struct sl_arena *arena, const struct slc_flow *flow,
                              struct slc_chance *chance);

/* Whether the release lets the row through, changed at that moment. */
bool slc_flow_passes(struct sl_arena *arena, const struct slc_flow *flow, uint32_t release,
                     const struct slc_row *row);

/* A row by chance that every release lets through; NULL where none was found. */
struct sl_value *slc_flow_passing_row(struct sl_arena *arena, const struct slc_flow *flow,
                                      struct slc_chance *chance);

#endif
