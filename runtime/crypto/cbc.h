/* cbc.h - AES-CBC (NIST SP 800-38A) with the padding of RFC 5652 §6.3, over libcrypto. It proves
 * nothing of the ciphertext: the formats check a MAC first. */
#ifndef SL_CBC_H
#define SL_CBC_H

#include "attributes.h"
#include "err.h"
#include "str.h"

#include <stdint.h>

enum { SL_CBC_BLOCK_BYTES = 16 };

struct sl_cbc;

/* A key of 16 or 32 bytes. NULL and *reterr (CONFIG, or BUG). */
struct sl_cbc *sl_cbc_new(const uint8_t *key, size_t len, struct sl_err *reterr);
void sl_cbc_free(struct sl_cbc *cbc);

/* Decrypts into `to`, as long as the ciphertext; *ret_len is without the padding. False, and `to`
 * wiped, when the length is not whole blocks, at least one, or the padding is none. */
SL_MUST_USE bool sl_cbc_open(struct sl_cbc *cbc, const uint8_t iv[SL_CBC_BLOCK_BYTES],
                             struct sl_str ciphertext, uint8_t *to, size_t *ret_len);

#endif
