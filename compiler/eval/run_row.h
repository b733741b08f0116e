/* run_row.h - a test in the policies while it runs: its rows, and what a change of them does. */
#ifndef SLC_RUN_ROW_H
#define SLC_RUN_ROW_H

#include "eval/run_watch.h"

/* What a change does to the lake. */
enum slc_test_outcome { OUTCOME_RECORD, OUTCOME_DELETED, OUTCOME_ABSENT };

struct slc_test_run {
    struct slc_findings *findings;
    struct slc_test_watch watch;
    struct sl_arena *arena;
    const struct slc_test *test;
    const struct slc_ir_release *release;
    struct sl_value *now, *before; /* rows; before NULL: an insert */
    int64_t commit_time_us;
    struct slc_key_bytes *keys;
    bool again; /* a repetition: what is wrong with the test itself has been told */
    enum slc_test_outcome outcome;
    struct sl_str output; /* the record's fields, or the key of a deleted row */
};

/* Fills the rows: columns that the test does not give get canaries, others for another salt. */
void slc_test_make_rows(struct slc_test_run *run, unsigned salt);

/* As the pusher does: what leaves the filter is deleted; with `updates send changes` an update that
 * changes no released field sends nothing. */
void slc_test_work_out(struct slc_test_run *run);

struct slc_evaluation slc_test_evaluation(const struct slc_test_run *run,
                                          const struct slc_row *row);

/* Whether the filter lets a row through. */
bool slc_test_passes(const struct slc_test_run *run, const struct sl_value *columns);

/* A literal of the test as slc_eval_read() takes it. */
struct sl_str slc_given_text(const struct slc_literal *literal);

/* Reports that what the test gives is no value of the type. */
void slc_report_given(const struct slc_test_run *run, const struct slc_given *given,
                      const struct slc_ir_type *type);

#endif
