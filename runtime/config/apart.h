/* apart.h - secrets that the cloud gives: asked for in a process of its own that ends with the response.
 *
 * Neither the supervisor, which stays, nor the children that see rows ever hold the cloud's credentials. */
#ifndef SLP_APART_H
#define SLP_APART_H

#include "buf.h"
#include "config/vault.h"
#include "err.h"
#include "record/record.h"

/* In that process: appends the secret, at most SLP_MAX_SECRET_BYTES. */
typedef int slp_apart_fn(const void *context, struct sl_buf *ret_secret, struct sl_err *reterr);

/* `action` names it in errors: "kms:Decrypt". Waits for it, up to a minute, or until a signal to stop waits
 * (process/signals.h). The secret goes into the vault, with a NUL behind it that does not count. -1 and *reterr:
 * RETRY for what may heal, CONFIG for what an operator must change. */
struct slp_apart {
    slp_apart_fn *get;
    const void *context;
    const char *action;
};
SL_MUST_USE int slp_secret_from_apart(const struct slp_apart *apart, struct slp_vault *vault,
                                      struct sl_key *ret, struct sl_err *reterr);

#endif
