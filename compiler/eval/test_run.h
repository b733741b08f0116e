/* test_run.h - runs the tests that stand in the policies. */
#ifndef SLC_TEST_RUN_H
#define SLC_TEST_RUN_H

#include "ast.h"
#include "coverage.h"
#include "ir.h"

struct slc_test_counts {
    int run, failed;
};

/* Runs every test of the program on the evaluator. What fails becomes a finding (E052x) at the line
 * of the test that asks for it. The tree gives the tests, the IR what releases do. What the tests
 * see is noted in `coverage`, where it is not NULL. */
struct slc_test_counts slc_run_tests(struct slc_program *program, const struct slc_ir *ir,
                                     struct slc_coverage *coverage);

#endif
