/* encryption.h - what the language knows of encrypted columns: formats (common/formats.def), their
 * parameters, and the functions that may read such a column (encrypted.def). */
#ifndef SLC_ENCRYPTION_H
#define SLC_ENCRYPTION_H

#include "language/function.h"
#include "syntax/ast.h"

enum slc_encrypted_use {
    SLC_ENCRYPTED_NEVER,
    SLC_ENCRYPTED_FREELY,
    SLC_ENCRYPTED_WHERE_SAID, /* by an owner's row with a `from`, or a decision */
};

enum slc_encrypted_use slc_encrypted_use(const struct slc_function *function);

/* Whether the expression is the name of an encrypted column. */
bool slc_is_encrypted(const struct slc_expr *expr);

/* Reports a format or parameter that does not exist (E0109), and a plaintext of a type that is not
 * read (E0212). */
void slc_check_encryption(const struct slc_program *program, const struct slc_column *column);

/* A parameter's value as generated code has it: "yes", "12", "base64". */
struct sl_str slc_encryption_value(const struct slc_arg *parameter);

#endif
