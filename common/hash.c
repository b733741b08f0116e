#include "hash.h"

#include <openssl/evp.h>
#include <stdlib.h>

void
sl_sha256(struct sl_str bytes, uint8_t ret_digest[SL_SHA256_BYTES])
{
    if (EVP_Digest(bytes.ptr, bytes.len, ret_digest, NULL, EVP_sha256(), NULL) != 1)
        abort();
}

void
sl_hex(const uint8_t *bytes, size_t len, char *ret_hex)
{
    static const char digits[] = "0123456789abcdef";
    for (size_t at = 0; at < len; at++) {
        ret_hex[2 * at] = digits[bytes[at] >> 4];
        ret_hex[2 * at + 1] = digits[bytes[at] & 15];
    }
    ret_hex[2 * len] = '\0';
}

void
sl_sha256_hex(struct sl_str bytes, char ret_hex[SL_SHA256_HEX_CHARS + 1])
{
    uint8_t digest[SL_SHA256_BYTES];
    sl_sha256(bytes, digest);
    sl_hex(digest, sizeof digest, ret_hex);
}
