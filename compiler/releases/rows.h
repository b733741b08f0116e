/* rows.h - which streams' records a receiver can tell to be of one row.
 *
 * Records of two streams are of one row where both tell a unique column of it (all columns of the key, or
 * one that is unique) by the same name for its values: as it is, or as a pseudonym of one key and kind.
 * Two names count as one where somebody can translate between them: some stream, or streams that join,
 * tell one column by both. So streams join by way of others, too. Kinds carry this from table to table: a
 * row of another table that has the same unique value is one with it. What an earlier version told
 * (told/told.h) is written without its row key: it may have been any row of the table. */
#ifndef SLC_ROWS_H
#define SLC_ROWS_H

#include "syntax/ast.h"

/* Notes on every release which rows its records are of. */
void slc_collect_rows(struct slc_program *program);

/* Whether records of both can be told to be of one row. Under shared positions those of one table always
 * can, since they carry the same position. After slc_collect_rows(). */
bool slc_rows_join(const struct slc_release *a, const struct slc_release *b);

#endif
