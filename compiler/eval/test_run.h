/* test_run.h - runs the tests that stand in the policies. */
#ifndef SLC_TEST_RUN_H
#define SLC_TEST_RUN_H

#include "ast.h"
#include "coverage.h"
#include "ir.h"
#include "trial.h"

struct slc_test_counts {
    int run, failed;
};

/* Who looks on; members may be NULL. */
struct slc_test_watch {
    struct slc_coverage *coverage; /* notes what the tests see */
    struct slc_trials *trials;     /* keeps the rows */
};

/* Runs every test of the program on the evaluator. What fails becomes a finding (E052x) at the line
 * of the test that asks for it. The tree gives the tests, the IR what releases do. */
struct slc_test_counts slc_run_tests(struct slc_program *program, const struct slc_ir *ir,
                                     struct slc_test_watch watch);

#endif
