/* derive.h - keys made of keys: PBKDF2 (RFC 8018 §5.2), HKDF (RFC 5869), over libcrypto. At
 * the start alone: some take tens of milliseconds. */
#ifndef SL_DERIVE_H
#define SL_DERIVE_H

#include "attributes.h"
#include "str.h"

#include <stdint.h>

/* What a key is made of. */
struct sl_derivation {
    const char *digest; /* libcrypto's name: "SHA1", "SHA256", "SHA384" */
    struct sl_str secret, salt;
};

/* False when libcrypto cannot. */
SL_MUST_USE bool sl_pbkdf2(const struct sl_derivation *from, uint32_t iterations, uint8_t *ret_key,
                           size_t len);
SL_MUST_USE bool sl_hkdf(const struct sl_derivation *from, struct sl_str info, uint8_t *ret_key,
                         size_t len);

#endif
