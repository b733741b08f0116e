/* replay.h - the rows of the tests in policies, and the record that each gives: for compiled C to replay. */
#ifndef SLC_REPLAY_H
#define SLC_REPLAY_H

#include "emit/files/outputs.h"
#include "eval/eval.h"
#include "syntax/ast.h"

struct slc_replay_row {
    const struct slc_test *test;
    const struct slc_ir_release *release;
    const struct sl_value *columns; /* by the table's columns */
    int64_t commit_time_us;
    struct sl_str expected; /* as sl_project_rows() of runtime/abi/project_rows.h prints it */
    struct slc_replay_row *next;
};

struct slc_replay {
    struct sl_arena *arena;
    struct slc_replay_row *first, **end;
    uint32_t count;
};

void slc_replay_init(struct slc_replay *replay, struct sl_arena *arena);

/* Keeps a row, and the record that the evaluator makes of it. */
void slc_replay_add(struct slc_replay *replay, const struct slc_test *test,
                    const struct slc_evaluation *evaluation);

/* The main program that replays them: a file of C beside those of slc_emit_c(). It prints a record for
 * each row. */
void slc_replay_emit(const struct slc_replay *replay, struct slc_outputs *outputs);

#endif
