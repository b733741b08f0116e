/* permission.h - whether owners' rows let a line tell of a secret: LANGUAGE, "Labels", read anew. */
#ifndef SLC_PERMISSION_H
#define SLC_PERMISSION_H

#include "attack/teller.h"

/* What a line is applied to. */
struct slc_applied {
    const struct slc_secret *secret;
    const struct slc_ir_release *release;
    struct slc_ir_label label; /* of all operands */
    uint32_t presence;         /* the highest written presence among them */
    bool direct, if_missing, encrypted, with_literal;
    bool place; /* one operand is a place of a document that is not declared */
};

/* A column, also tidied or over `if missing`, a literal, or the time of the commit: what rows speak of. */
void slc_apply(struct slc_applied *applied, const struct slc_ir_expr *expr);

/* An encrypted column's bands, limits and parts need a row at any level. */
bool slc_needs_row(const struct slc_teller *teller, const struct slc_applied *applied);

/* Whether no row is needed, or every category's owner has one that lowers far enough; the strictest are noted on the
 * teller. */
bool slc_is_permitted(struct slc_teller *teller, const struct slc_applied *applied);

/* Whether rows let it be told that there is a value. */
bool slc_presence_is_let(const struct slc_applied *applied);

#endif
