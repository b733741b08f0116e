/* hash.h - SHA-256 (FIPS 180-4) over libcrypto, and lower-case hex. */
#ifndef SL_HASH_H
#define SL_HASH_H

#include "str.h"

#include <stdint.h>

enum { SL_SHA256_BYTES = 32, SL_SHA256_HEX_CHARS = 64 };

/* Ends the program (abort) when libcrypto cannot hash: nothing can go on then. */
void sl_sha256(struct sl_str bytes, uint8_t ret_digest[SL_SHA256_BYTES]);

/* `ret_hex` has room for 2 * len characters and a NUL. */
void sl_hex(const uint8_t *bytes, size_t len, char *ret_hex);

/* Both in one. */
void sl_sha256_hex(struct sl_str bytes, char ret_hex[SL_SHA256_HEX_CHARS + 1]);

#endif
