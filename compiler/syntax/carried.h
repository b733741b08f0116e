/* carried.h - what reading a column, or a part of a document, carries.
 *
 * A declared leaf has a label of its own, and may be above its document. Whoever reads the document reads
 * its leaves: so does whoever reads a part of it that holds a leaf, or is held by one. */
#ifndef SLC_CARRIED_H
#define SLC_CARRIED_H

#include "syntax/ast.h"

/* Not known: a fault was reported earlier. */
bool slc_label_known(struct slc_label label);

/* The higher level, and all categories of both. */
struct slc_label slc_label_join(struct sl_arena *arena, struct slc_label a, struct slc_label b);

/* A column's or a declared leaf's own label with its written presence as a floor: what its presence alone
 * carries, too, since a written presence may only raise. */
struct slc_label slc_column_label(const struct slc_column *column);

/* What its value carries: a document's with all its leaves, a leaf's with those above and below it. */
struct slc_label slc_whole_label(struct sl_arena *arena, const struct slc_column *column);

/* What a column carries that a line is applied to. Such lines over a document tell its presence alone. */
struct slc_label slc_direct_label(struct sl_arena *arena, const struct slc_column *column);

/* What the value at a path of the document carries. */
struct slc_label slc_path_label(struct sl_arena *arena, const struct slc_column *document,
                                struct sl_str path);

/* Names with full stops between them: "a", "a.b". */
bool slc_is_path(struct sl_str text);

/* Whether one path is the other, or leads to it: "a" and "a.b", not "a" and "ab". */
bool slc_paths_meet(struct sl_str a, struct sl_str b);

/* Whether the leaf makes its document carry more than the document's own label. */
bool slc_leaf_raises(struct sl_arena *arena, const struct slc_column *leaf);

/* The path at which a json_… call reads a column, and that column in *ret_document. ptr NULL: it is no such
 * call. */
struct sl_str slc_path_read(const struct slc_expr *call, const struct slc_column **ret_document);

/* The leaf that the document's table declares at the path; NULL: none. */
struct slc_column *slc_leaf_at(const struct slc_column *document, struct sl_str path);

/* The declared leaf of which a json_has tells whether it is there; NULL: it is no such call. */
struct slc_column *slc_leaf_tested(const struct slc_expr *call);

#endif
