/* run_tests.h - runs the tests that stand in the policies. */
#ifndef SLC_RUN_TESTS_H
#define SLC_RUN_TESTS_H

#include "eval/run_watch.h"
#include "ir/ir.h"
#include "syntax/ast.h"

struct slc_test_counts {
    int run, failed;
};

/* Runs every test of the program on the evaluator. What fails becomes a finding (E052x) at the line
 * of the test that asks for it. The tree gives the tests, the IR what releases do. */
struct slc_test_counts slc_run_tests(struct slc_program *program, const struct slc_ir *ir,
                                     struct slc_test_watch watch);

#endif
