/* ir_canonical.h - the semantics of policies as text, and its hash.
 *
 * The text holds everything that decides which bytes leave, and nothing else (docs/meaning.md lists
 * both): layout, comments, documentation, the order of declarations and the names of files do not
 * change it. Version 1; the first line names version and language, and changes whenever the same
 * text comes to mean something else. */
#ifndef SLC_IR_CANONICAL_H
#define SLC_IR_CANONICAL_H

#include "buf.h"
#include "ir/ir.h"

/* Fills `canonical` and `sha256` of every release and of the whole. `releases` are ir->releases,
 * writable. */
void slc_ir_canonical(struct slc_ir *ir, struct slc_ir_release *releases);

/* One expression of the release in that form: equal texts mean the same, also in two compilations. */
void slc_ir_canonical_expr(struct sl_buf *out, const struct slc_ir_release *release,
                           const struct slc_ir_expr *expr);

/* The same as a text of its own in the arena. */
struct sl_str slc_canonical_text(struct sl_arena *arena, const struct slc_ir_release *release,
                                 const struct slc_ir_expr *expr);

#endif
