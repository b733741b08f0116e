/* labels.h - inside the labels stage: what its files share.
 *
 * The stage's one idea: check_labels.c first collects, over all releases, what each destination can
 * tell apart of each column (measure/measure.h), because owners' bounds hold for the sum. Then every expression gets its label from the leaves up (labels_expr.c);
 * a function lowers only where every category's owner has a row for it whose bounds are met
 * (labels_rule.c). Then each statement's label is compared with its destination
 * (labels_release.c), decisions are checked (labels_decision.c), and positions (labels_position.c).
 */
#ifndef SLC_LABELS_H
#define SLC_LABELS_H

#include "labels/label.h"
#include "language/function.h"
#include "measure/measure.h"

struct slc_labels {
    struct slc_program *program;
    const struct slc_measures *measures;
};

/* Why an owner's row did not lower: for the notes of the finding that follows. */
struct slc_obstacle {
    const struct slc_downgrade *rule; /* NULL: there is none */
    struct sl_str reason, help;       /* help: what would fit; len 0: nothing to say */
    struct slc_span elsewhere;        /* another line that takes part; source NULL: none */
};

/* ---- labels_expr.c ------------------------------------------------------------------------- */

/* Where an expression stands, and what was met on the way. */
struct slc_label_context {
    const struct slc_labels *labels;
    const struct slc_release *release;      /* its row_label is what commit_time carries */
    struct slc_obstacle obstacle;           /* the first one met; zero at the start */
    const struct slc_column *presence_kept; /* one that is read over `if missing` and whose
                                               presence no row lowers; NULL: none */
    const struct slc_expr *unruled; /* the first line that needs a row at any level and has none */
    const struct slc_expr *leaf;    /* whose presence shows, which no row lowers; NULL: none */
};

/* Notes the label on the expression and on all in it; returns it. */
struct slc_label slc_label_expr(struct slc_label_context *context, struct slc_expr *expr);

/* ---- labels_rule.c ------------------------------------------------------------------------- */

/* What an owner's rows are looked up by, and what they would be applied to. */
struct slc_lowering {
    const struct slc_function *function; /* NULL: `operator_class` alone */
    enum slc_operator operator_class;
    const struct slc_expr *line;       /* what is lowered; NULL: presence alone */
    struct slc_column *const *columns; /* that it is applied to directly */
    int ncolumns;
    bool bounded_rules_apply; /* not for a comparison without a literal */
    struct slc_span at;
};

/* What an owner's row is looked up by for a call, comparison, `is` or `is in`, over the columns that it is
 * applied to. False: no row lowers it, since it only tidies or is applied to something else than columns. */
bool slc_read_lowering(const struct slc_label_context *context, const struct slc_expr *line,
                       struct slc_lowering *ret_lowering);

/* `label` as the owners' rows let this lowering make it: unchanged unless there is a category and
 * every one of them has a row. The rows that did it are put before *ret_rules. */
struct slc_label slc_lower_label(struct slc_label_context *context, struct slc_label label,
                                 const struct slc_lowering *lowering,
                                 struct slc_lowered_by **ret_rules);

/* ---- labels_declared.c: columns, tables, owners' rows, destinations ------------------------ */
void slc_check_declared_labels(const struct slc_labels *labels);

/* ---- labels_leaf.c ------------------------------------------------------------------------- */
void slc_check_leaves(const struct slc_labels *labels, const struct slc_table *table);

/* Reports that a line reads at `at` what is of the highest level: the column, or a leaf of it. */
void slc_report_secret(const struct slc_program *program, const struct slc_column *column,
                       struct slc_span at);

/* Says which leaves make what is read of the document more than its own label. */
void slc_note_leaves(const struct slc_program *program, struct slc_finding *finding,
                     const struct slc_expr *name);

/* ---- labels_release.c, labels_field.c ------------------------------------------------------ */
void slc_check_release_labels(const struct slc_labels *labels, struct slc_release *release);

/* Reports a field whose label does not fit; `obstacle` explains a row that did not apply. */
void slc_report_field(const struct slc_label_context *context,
                      const struct slc_statement *statement);

/* Says what `if missing` tells, and which owners' rows for `present` are missing, where that is why the
 * label stays as high as it is. */
void slc_note_presence_kept(const struct slc_label_context *context, struct slc_finding *finding);

/* Reports the context's line on an encrypted column that no owner's row and no decision covers. */
void slc_report_unruled(const struct slc_label_context *context);

/* Says which owner's row did not apply, and why; nothing where none was met. */
void slc_add_obstacle(const struct slc_label_context *context, struct slc_finding *finding);

/* "data_protection_officer and finance_director": whose approval a decision about them needs. */
struct sl_str slc_owners_of(const struct slc_program *program, struct slc_number_set categories);

/* "'lake' accepts contact, financial; its owner is head_of_data" */
void slc_note_accepts(const struct slc_program *program, struct slc_finding *finding,
                      const struct slc_destination *destination, struct slc_number_set refused);

/* ---- labels_decision.c --------------------------------------------------------------------- */

/* What a recorded decision lowers. */
struct slc_decided {
    struct slc_label from;     /* the computed label */
    const struct slc_name *as; /* the level as written */
    int as_rank;
    const struct slc_decision *decision;
    const char *what;                /* for messages: "this field" */
    bool never_needless;             /* something else than the label asks for it */
    struct slc_number_set otherwise; /* categories whose owners approve where the label has none */
};

/* The label after the decision. Reports a needless one, what slc_check_decision() does, approvers that do
 * not own what is lowered or told, and the highest level. */
struct slc_label slc_decide(const struct slc_labels *labels, const struct slc_decided *decided);

/* Whether a decision itself is sound: it has a reason, and its days are right. */
void slc_check_decision(const struct slc_labels *labels, const struct slc_decision *decision);

/* Reports each of the categories whose owner has not approved; `happens`: "lowered", "told". */
void slc_check_approvers(const struct slc_labels *labels, struct slc_number_set categories,
                         const struct slc_decision *decision, const char *happens);

/* ---- labels_position.c --------------------------------------------------------------------- */
void slc_check_positions(const struct slc_labels *labels);

/* ---- labels_dictionary.c ------------------------------------------------------------------- */
void slc_check_dictionaries(const struct slc_labels *labels);

/* ---- labels_whole_rows.c, labels_shared.c --------------------------------------------------- */
void slc_check_whole_rows(const struct slc_labels *labels, const struct slc_table *table);
void slc_check_shared(const struct slc_labels *labels);

#endif
