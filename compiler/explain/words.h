/* words.h - pieces of a policy as texts for people, in the program's arena. */
#ifndef SLC_WORDS_H
#define SLC_WORDS_H

#include "syntax/ast.h"

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

/* "the declared leaf doc.unit, club.policy:23", with its decision where it has one. */
struct sl_str slc_leaf_words(const struct slc_program *program, const struct slc_column *leaf);

/* Every rule below and on the expression, the decisions at declared leaves that it reads, and its own: who allowed it. Empty: nothing had to. */
struct sl_str slc_allowed_by(const struct slc_program *program,
                             const struct slc_statement *statement);

/* "customer"; of several columns together "customer with collections.customers.note" */
struct sl_str slc_kind_words(const struct slc_program *program, struct sl_str kind);

/* "collections.customers", "lake.customers" */
struct sl_str slc_full_name(const struct slc_program *program, const struct slc_qname *name);

/* "numeric(12,2)?" */
struct sl_str slc_said_type(const struct slc_program *program, const struct slc_type *type);

/* reads.c: whether the statement's expression reads the column; a declared leaf, also as a part of its
 * document. */
bool slc_reads_column(struct slc_expr *expr, const struct slc_column *column);

#endif
