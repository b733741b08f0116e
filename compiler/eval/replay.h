/* replay.h - the rows of tests, and what becomes of them: to be tried again by compiled C. */
#ifndef SLC_REPLAY_H
#define SLC_REPLAY_H

#include "emit/files/outputs.h"
#include "eval/eval.h"
#include "syntax/ast.h"

struct slc_trial {
    const struct slc_test *test;
    const struct slc_ir_release *release;
    const struct sl_value *row; /* by the table's columns */
    int64_t commit_time_us;
    struct sl_str expected; /* as sl_project_rows() of runtime/abi/project_rows.h prints it */
    struct slc_trial *next;
};

struct slc_trials {
    struct sl_arena *arena;
    struct slc_trial *first, **end;
    uint32_t count;
};

void slc_trials_init(struct slc_trials *trials, struct sl_arena *arena);

/* Keeps a row; its record is worked out by the evaluator. */
void slc_trials_add(struct slc_trials *trials, const struct slc_test *test,
                    const struct slc_evaluation *evaluation);

/* A program in C that tries them all: beside what slc_emit_c() makes. */
void slc_emit_trials(const struct slc_trials *trials, struct slc_outputs *outputs);

#endif
