/* vault.h - memory for secrets: locked against swapping, left out of core files, wiped at the end.
 *
 * Fixed in size: keys and passwords are few and short. Where the system does not let pages be
 * locked (RLIMIT_MEMLOCK) they are kept all the same, and slp_vault_is_locked() says so. */
#ifndef SLP_VAULT_H
#define SLP_VAULT_H

#include "record/record.h"

#include <stdbool.h>
#include <stddef.h>

struct slp_vault;

/* NULL when memory is short. */
struct slp_vault *slp_vault_new(void);

/* Wipes and frees. NULL is allowed. */
void slp_vault_free(struct slp_vault *vault);

/* Copies the bytes, with a NUL behind them that does not count: a secret that is a text serves as a
 * C string. -1 when the vault is full. */
SL_MUST_USE int slp_vault_keep(struct slp_vault *vault, struct sl_str bytes, struct sl_key *ret);

/* Room for `len` bytes, aligned for anything, NULL when the vault is full. */
void *slp_vault_alloc(struct slp_vault *vault, size_t len);

bool slp_vault_is_locked(const struct slp_vault *vault);

#endif
