/* direct_column.h - what a function or operator is applied to directly. */
#ifndef SLC_DIRECT_COLUMN_H
#define SLC_DIRECT_COLUMN_H

#include "syntax/ast_expr.h"

/* The column that an expression counts as when a function is applied to it directly: a column, or
 * tidying functions and `if missing` around one. A declared leaf of a document is a column of its own, any
 * other leaf counts as its document. NULL: it is something else.
 * *ret_if_missing: an `if missing` was met on the way. */
struct slc_column *slc_direct_column(const struct slc_expr *expr, bool *ret_if_missing);

/* A leaf of a jsonb column that its table does not declare: json_text and the like, perhaps tidied. */
bool slc_is_json_leaf(const struct slc_expr *expr);

#endif
