/* derive.h - keys made of keys: PBKDF2 (RFC 8018 §5.2), HKDF (RFC 5869), over libcrypto. At
 * the start alone: some take tens of milliseconds. */
#ifndef SL_DERIVE_H
#define SL_DERIVE_H

#include "attributes.h"
#include "str.h"

#include <stdint.h>

/* `digest` is libcrypto's name: "SHA1", "SHA256", "SHA384". False when libcrypto cannot. */
SL_MUST_USE bool sl_pbkdf2(const char *digest, struct sl_str secret, struct sl_str salt,
                           uint32_t iterations, uint8_t *ret_key, size_t len);
SL_MUST_USE bool sl_hkdf(const char *digest, struct sl_str secret, struct sl_str salt,
                         struct sl_str info, uint8_t *ret_key, size_t len);

#endif
