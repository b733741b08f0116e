/* explain_internal.h - between the files that answer questions; nothing else includes it. */
#ifndef SLC_EXPLAIN_INTERNAL_H
#define SLC_EXPLAIN_INTERNAL_H

#include "explain.h"

/* ---- words.c: pieces of the policy as texts, in the arena ----------------------------------- */

/* "customers.policy:24"; the file's name as reports have it, never a path of a machine. */
struct sl_str slc_place_text(const struct slc_program *program, struct slc_span at);

/* The policy's own text on one line: line breaks, and the space around them, are one space. */
struct sl_str slc_policy_text(const struct slc_program *program, struct slc_span at);

/* "Data Protection Officer": what the role says it is, else its name. */
struct sl_str slc_role_words(const struct slc_role *role);

/* "may become internal by present, shared.policy:31, Data Protection Officer for contact" */
struct sl_str slc_rule_words(const struct slc_program *program, const struct slc_downgrade *rule);

/* "\"because…\", approved by Finance Director, until 2027-01-31" */
struct sl_str slc_decision_words(const struct slc_program *program,
                                 const struct slc_decision *decision);

/* Every rule below and on the expression, and the decision: who allowed it. Empty: nothing had to. */
struct sl_str slc_allowed_by(const struct slc_program *program,
                             const struct slc_statement *statement);

/* "collections.customers", "lake.customers" */
struct sl_str slc_full_name(const struct slc_program *program, const struct slc_qname *name);

/* "numeric(12,2)?" */
struct sl_str slc_said_type(const struct slc_program *program, const struct slc_type *type);

/* Whether the statement's expression reads the column. */
bool slc_reads_column(struct slc_expr *expr, const struct slc_column *column);

/* ---- steps.c -------------------------------------------------------------------------------- */

/* Adds the table "steps": each part of the statement's expression from the inside out, its label, and
 * what made it so; a decision last. */
void slc_explain_steps(const struct slc_program *program, struct slc_page *page,
                       const struct slc_release *release, const struct slc_statement *statement);

/* ---- count.c -------------------------------------------------------------------------------- */

/* How many results a receiver can tell apart, missing among them where it can be. */
struct slc_variety_count {
    bool known;
    uint64_t count; /* at most this many; UINT64_MAX: that or more */
};
struct slc_variety_count slc_count_variety(struct sl_arena *arena,
                                           const struct slc_ir_release *release,
                                           const struct slc_ir_expr *expr);

/* "8", or "not counted" */
struct sl_str slc_variety_words(struct sl_arena *arena, struct slc_variety_count count);

/* What the IR has for a release of the tree, and for a field of it. */
const struct slc_ir_release *slc_release_in_ir(const struct slc_explained *explained,
                                               const struct slc_release *release);
const struct slc_ir_field *slc_field_in_ir(const struct slc_ir_release *release,
                                           const struct slc_statement *field);

/* ---- one a kind of subject ------------------------------------------------------------------ */
void slc_explain_field(const struct slc_explained *explained, const struct slc_subject *subject,
                       struct slc_page *page);
void slc_explain_column(const struct slc_explained *explained, const struct slc_column *column,
                        struct slc_page *page);
void slc_explain_table(const struct slc_explained *explained, const struct slc_table *table,
                       struct slc_page *page);
void slc_explain_release(const struct slc_explained *explained, const struct slc_release *release,
                         struct slc_page *page);
void slc_explain_destination(const struct slc_explained *explained,
                             const struct slc_destination *destination, struct slc_page *page);

#endif
