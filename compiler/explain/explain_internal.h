/* explain_internal.h - between the files that answer questions; nothing else includes it. */
#ifndef SLC_EXPLAIN_INTERNAL_H
#define SLC_EXPLAIN_INTERNAL_H

#include "explain/explained.h"
#include "explain/page.h"
#include "explain/subject.h"
#include "explain/words.h"

/* ---- steps.c -------------------------------------------------------------------------------- */

/* Adds the table "steps": each part of the statement's expression from the inside out, its label, and
 * what made it so; a decision last. */
void slc_explain_steps(const struct slc_program *program, struct slc_page *page,
                       const struct slc_release *release, const struct slc_statement *statement);

/* What the IR has for a release of the tree, and for a field of it. */
const struct slc_ir_release *slc_release_in_ir(const struct slc_explained *explained,
                                               const struct slc_release *release);
const struct slc_ir_field *slc_field_in_ir(const struct slc_ir_release *release,
                                           const struct slc_statement *field);

/* A row of a table's or category's columns: name, type, label, and where it goes. The name is in full
 * where `full` is set. */
extern const char *const slc_columns_of_columns[4];
void slc_add_column_row(const struct slc_program *program, const struct slc_column *column,
                        bool full, struct slc_page *page);

/* Adds the table "apart": the lines on a column that count together at each destination. */
void slc_explain_measure(const struct slc_program *program, const struct slc_column *column,
                         struct slc_page *page);

/* ---- decisions.c ---------------------------------------------------------------------------- */

struct slc_decided_here {
    const struct slc_decision *decision;
    struct sl_str name; /* of the release, the leaf or the destination that it stands in */
    const char *before; /* of the line, where `at` begins behind it; NULL: nothing */
    struct slc_span at;
    struct slc_number_set categories; /* of what is decided about */
};

typedef void slc_decision_visit(void *context, const struct slc_decided_here *here);
void slc_visit_decisions(const struct slc_program *program, slc_decision_visit *visit,
                         void *context);

/* The cells "place" and "line" of a table of decisions. */
void slc_add_decided_here(const struct slc_program *program, const struct slc_decided_here *here,
                          struct slc_page *page);

/* ---- one a kind of subject ------------------------------------------------------------------ */
void slc_explain_field(const struct slc_explained *explained,
                       const struct slc_named_subject *subject, struct slc_page *page);
void slc_explain_column(const struct slc_explained *explained, const struct slc_column *column,
                        struct slc_page *page);
void slc_explain_table(const struct slc_explained *explained, const struct slc_table *table,
                       struct slc_page *page);
void slc_explain_release(const struct slc_explained *explained, const struct slc_release *release,
                         struct slc_page *page);
void slc_explain_category(const struct slc_explained *explained,
                          const struct slc_category *category, struct slc_page *page);
void slc_explain_key(const struct slc_explained *explained, const struct slc_key *key,
                     struct slc_page *page);
void slc_explain_role(const struct slc_explained *explained, const struct slc_role *role,
                      struct slc_page *page);
void slc_explain_destination(const struct slc_explained *explained,
                             const struct slc_destination *destination, struct slc_page *page);

#endif
