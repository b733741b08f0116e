/* encryption.h - what the language knows of encrypted columns: formats and their parameters
 * (common/formats.def), the types that a plaintext can have, and the functions that may read such a
 * column (encrypted.def). */
#ifndef SLC_ENCRYPTION_H
#define SLC_ENCRYPTION_H

#include "language/function.h"

/* ---- functions ----------------------------------------------------------------------------- */

enum slc_encrypted_use {
    SLC_ENCRYPTED_NEVER,
    SLC_ENCRYPTED_FREELY,
    SLC_ENCRYPTED_WHERE_SAID, /* by an owner's row with a `from`, or a decision */
};

enum slc_encrypted_use slc_encrypted_use(const struct slc_function *function);

/* ---- formats ------------------------------------------------------------------------------- */

extern const char *const slc_encryption_formats[];
extern const size_t slc_nencryption_formats;

bool slc_is_encryption_format(struct sl_str name);

enum slc_encryption_parameter_kind {
    SLC_ENCRYPTION_FLAG,   /* yes or no */
    SLC_ENCRYPTION_WORD,   /* a name */
    SLC_ENCRYPTION_NUMBER, /* a whole number */
    SLC_ENCRYPTION_TEXT,   /* a string */
};

struct slc_encryption_parameter {
    const char *format, *name;
    enum slc_encryption_parameter_kind kind;
    const char *limits; /* of a WORD "this|that", of a NUMBER "8|16" */
};

extern const struct slc_encryption_parameter slc_encryption_parameters[];
extern const size_t slc_nencryption_parameters;

/* NULL when the format has none of that name. */
const struct slc_encryption_parameter *slc_encryption_parameter_named(struct sl_str format,
                                                                      struct sl_str name);

/* Whether the word or the digits keep to a WORD's or NUMBER's limits; other kinds have none. */
bool slc_encryption_parameter_takes(const struct slc_encryption_parameter *parameter,
                                    struct sl_str text);

/* ---- the plaintext ------------------------------------------------------------------------- */

/* Whether a plaintext can be read as a value of the type. */
bool slc_is_plaintext_type(const struct slc_type *type);

#endif
