/* mac.h - HMAC-SHA-256 (RFC 2104, FIPS 198-1) over libcrypto, one context for each key.
 *
 * The context is keyed once and started again for each value, which costs a quarter of a one-shot
 * HMAC(). libcrypto before 3.0.3 gave wrong results for that (openssl issue 17811): hence the
 * self-test, to be run before the first key is used. */
#ifndef SL_MAC_H
#define SL_MAC_H

#include "attributes.h"
#include "err.h"
#include "str.h"

#include <stdint.h>

enum { SL_MAC_BYTES = 32, SL_MAC_KEY_MIN_BYTES = 32 };

struct sl_mac;

/* Keys the context; the bytes are not needed afterwards. NULL and *reterr for a key that is too
 * short (CONFIG), or when libcrypto cannot (BUG). */
struct sl_mac *sl_mac_new(const uint8_t *key, size_t len, struct sl_err *reterr);

/* The same for a format that has shorter keys. */
struct sl_mac *sl_mac_of_short_key(const uint8_t *key, size_t len, struct sl_err *reterr);

/* libcrypto wipes the key. NULL is allowed. */
void sl_mac_free(struct sl_mac *mac);

/* The MAC over the parts, one behind the other. -1 when libcrypto fails. */
SL_MUST_USE int sl_mac_of(struct sl_mac *mac, const struct sl_str *parts, size_t nparts,
                          uint8_t ret_mac[SL_MAC_BYTES]);

/* Compares with the known answers of RFC 4231, twice over one context. -1 and *reterr (BUG). */
SL_MUST_USE int sl_mac_self_test(struct sl_err *reterr);

#endif
