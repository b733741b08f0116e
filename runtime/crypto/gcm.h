/* gcm.h - AES-GCM (NIST SP 800-38D) over libcrypto, one context for each key, used again with a
 * new IV for each value, which costs a third of a new context. */
#ifndef SL_GCM_H
#define SL_GCM_H

#include "attributes.h"
#include "err.h"
#include "str.h"

#include <stdint.h>

enum { SL_GCM_IV_BYTES = 12, SL_GCM_TAG_BYTES = 16 };

struct sl_gcm;

/* A key of 16, 24 or 32 bytes, IVs of `iv_len` bytes. NULL and *reterr (CONFIG, or BUG when
 * libcrypto has no AES-GCM). */
struct sl_gcm *sl_gcm_new(const uint8_t *key, size_t len, size_t iv_len, struct sl_err *reterr);

/* libcrypto wipes the key. NULL is allowed. */
void sl_gcm_free(struct sl_gcm *gcm);

/* One encrypted value. The lengths of `iv` and `tag` are the caller's to have checked. */
struct sl_gcm_box {
    const uint8_t *iv, *tag;
    struct sl_str ciphertext;
    struct sl_str aad; /* additional data, authenticated with it */
};

/* Decrypts into `to`, as long as the ciphertext. False, and `to` wiped, when the tag does not
 * fit. */
SL_MUST_USE bool sl_gcm_open(struct sl_gcm *gcm, const struct sl_gcm_box *box, uint8_t *to);

#endif
