/* masked.h - releases without what tells a value under another name, or by how far it is from one that the receiver
 * does not know: for the searches that ask how closely a value is placed. */
#ifndef SLC_MASKED_H
#define SLC_MASKED_H

#include "attack/secret.h"

/* Of each release of the secret, in their order: a copy in which pseudonyms, buckets, shifted dates, and spans and shares of
 * columns that do not leave are one constant. */
const struct slc_ir_release *slc_masked_releases(struct sl_arena *arena,
                                                 const struct slc_secret *secret);

/* Whether the expression has such a part. */
bool slc_is_masked(const struct slc_secret *secret, const struct slc_ir_release *release,
                   const struct slc_ir_expr *expr);

#endif
