/* coverage.h - which cases of derivations and filters the tests in policies have seen.
 *
 * A derivation is covered by tests that expect its field: once with a value, once where a column
 * that it reads is missing, when one may be, and each arm of its `choose`. A filter is covered by a test whose row it lets through, and one whose row it rejects. */
#ifndef SLC_COVERAGE_H
#define SLC_COVERAGE_H

#include "eval/eval.h"
#include "syntax/ast.h"

struct slc_coverage;

struct slc_coverage *slc_coverage_new(struct sl_arena *arena, const struct slc_ir *ir);

/* A test that expects `field` of the row, whose record is sent. */
void slc_coverage_field(struct slc_coverage *coverage, const struct slc_evaluation *evaluation,
                        const struct slc_ir_field *field);

/* A test whose row the release's filter lets through, or rejects. */
void slc_coverage_filter(struct slc_coverage *coverage, const struct slc_ir_release *release,
                         bool passes);

struct slc_coverage_counts {
    int cases, seen;
};

/* What no test has seen becomes a finding (W0526) at its line. */
struct slc_coverage_counts slc_coverage_report(const struct slc_coverage *coverage,
                                               const struct slc_program *program);

#endif
