/* diff_print.h - a diff for people at a terminal, for a pull request, and for programs. */
#ifndef SLC_DIFF_PRINT_H
#define SLC_DIFF_PRINT_H

#include "buf.h"
#include "diff/diff.h"

/* What was compared, as the command line names it. */
struct slc_compared {
    const char *base, *head;
    const char *told; /* the file of what was told before; NULL: none was found */
};

void slc_diff_text(const struct slc_diff *diff, bool colour, struct sl_buf *out);
void slc_diff_markdown(const struct slc_diff *diff, struct slc_compared compared,
                       struct sl_buf *out);

/* As docs/diff.schema.json describes it. */
#define SLC_DIFF_FORM "sluice diff 1"
void slc_diff_json(const struct slc_diff *diff, struct slc_compared compared, struct sl_buf *out);

/* SARIF 2.1.0: a rule for each kind of change, a result for each change. */
void slc_diff_sarif(const struct slc_diff *diff, struct sl_buf *out);

/* ---- words that all of them use ------------------------------------------------------------- */

/* "wider, and not recorded in the policies"; for programs "unrecorded". */
const char *slc_verdict_words(enum slc_verdict verdict);
const char *slc_verdict_name(enum slc_verdict verdict);

/* "two rows that looked the same, and now differ"; for programs "wider". */
const char *slc_example_words(enum slc_example_kind kind);
const char *slc_example_name(enum slc_example_kind kind);

/* "breaks consumers, and the version is not raised"; empty when it does not break. */
const char *slc_breaking_words(const struct slc_change *change);

/* Of an example's row (0, 1) the values that count: "balance 250, status \"open\"". */
void slc_add_row(struct sl_buf *out, const struct slc_diff_example *example, int row);

/* How many rows an example has: 1 or 2. */
int slc_example_rows(const struct slc_diff_example *example);

/* "3 wider (1 not recorded), 1 narrower, …" */
void slc_add_counts(struct sl_buf *out, const struct slc_diff *diff);

#endif
