/* plaintext.h - a plaintext as a value of its column's type.
 *
 * Applications write numbers and dates in their own ways: what PostgreSQL takes as input for the type
 * is read here too, as far as it is one text for one value: white space around it, a sign, leading
 * zeros, a missing digit before or behind the point; booleans in all their words; dates in ISO
 * form. */
#ifndef SL_PLAINTEXT_H
#define SL_PLAINTEXT_H

#include "abi/projection.h"
#include "attributes.h"
#include "buf.h"

/* *ret_value borrows from `plain`, whose bytes may be changed. False when it is not of the type;
 * text is valid UTF-8 without NUL. */
SL_MUST_USE bool sl_plaintext_read(const struct sl_column *column, struct sl_buf *plain,
                                   struct sl_value *ret_value);

#endif
