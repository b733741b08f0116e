/* secret.h - bytes that a configuration refers to: {"file": PATH}, {"env": NAME} or
 * {"credential": NAME}. */
#ifndef SLP_SECRET_H
#define SLP_SECRET_H

#include "config/vault.h"
#include "err.h"
#include "record/record.h"

/* Reads the file into the vault: a regular file, not readable by everyone, not writable by others
 * than its owner, of 1 to SLP_MAX_SECRET_BYTES bytes. CONFIG and *reterr otherwise: never with
 * anything out of it. */
SL_MUST_USE int slp_secret_read_file(const char *path, struct slp_vault *vault, struct sl_key *ret,
                                     struct sl_err *reterr);

/* Copies the variable's text into the vault; two options may name the same variable. */
SL_MUST_USE int slp_secret_read_env(const char *name, struct slp_vault *vault, struct sl_key *ret,
                                    struct sl_err *reterr);

/* Reads a credential of the systemd service (systemd.exec(5): LoadCredential=,
 * SetCredentialEncrypted=): a file of that name in $CREDENTIALS_DIRECTORY. Like a file
 * otherwise. */
SL_MUST_USE int slp_secret_read_credential(const char *name, struct slp_vault *vault,
                                           struct sl_key *ret, struct sl_err *reterr);

/* The secret as a C string, which lives in the vault: for secrets that are texts. */
const char *slp_secret_text(const struct sl_key *secret);

/* A password ends before a final line break. */
void slp_secret_trim(struct sl_key *secret);

#endif
