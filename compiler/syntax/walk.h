/* walk.h - looking through the tree: expressions within expressions, arguments of a call, statements
 * of a release. */
#ifndef SLC_WALK_H
#define SLC_WALK_H

#include "syntax/ast.h"

typedef void slc_visit(void *context, struct slc_expr *expr);

/* Visits the expression and all in it, each before what it is made of, in source order. NULL is
 * allowed and visits nothing. */
void slc_walk(struct slc_expr *expr, slc_visit *visit, void *context);

/* The literal that an argument consists of, labelled or not; NULL when it is something else. */
const struct slc_literal *slc_arg_literal(const struct slc_arg *arg);

/* The argument of a call written with this label (`edges`); NULL: none. */
const struct slc_arg *slc_arg_labelled(const struct slc_expr *call, const char *label);

/* Whether the expression is the name of an encrypted column. */
bool slc_is_encrypted(const struct slc_expr *expr);

/* The first statement of a kind; NULL when there is none. */
const struct slc_statement *slc_release_line(const struct slc_release *release,
                                             enum slc_statement_kind kind);

/* Whether it gives the record a field: a row key, `keep`, `derive`, `disclose`. */
bool slc_makes_a_field(const struct slc_statement *statement);

/* A name as policies write it: in backquotes where it was declared so. */
struct sl_str slc_name_written(struct sl_arena *arena, const struct slc_name *name);

#endif
