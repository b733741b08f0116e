#include "crypto/cbc.h"

#include "plural.h"
#include "wipe.h"

#include <limits.h>
#include <openssl/evp.h>

static EVP_CIPHER_CTX *
context_of(struct sl_cbc *cbc)
{
    return (EVP_CIPHER_CTX *)cbc;
}

/* Padding is ours: libcrypto's would keep the last block of plaintext in the context. */
static bool
key_context(EVP_CIPHER_CTX *context, const EVP_CIPHER *cipher, const uint8_t *key)
{
    return EVP_DecryptInit_ex2(context, cipher, key, NULL, NULL) == 1 &&
           EVP_CIPHER_CTX_set_padding(context, 0) == 1;
}

struct sl_cbc *
sl_cbc_new(const uint8_t *key, size_t len, struct sl_err *reterr)
{
    if (len != 16 && len != 32) {
        (void)sl_fail(reterr, SL_CONFIG, "a key of %zu byte%s: AES-CBC takes 16 or 32 here", len,
                      sl_plural(len));
        return NULL;
    }
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, len == 16 ? "AES-128-CBC" : "AES-256-CBC", NULL);
    EVP_CIPHER_CTX *context = cipher != NULL ? EVP_CIPHER_CTX_new() : NULL;
    if (context != NULL && !key_context(context, cipher, key)) {
        EVP_CIPHER_CTX_free(context);
        context = NULL;
    }
    EVP_CIPHER_free(cipher);
    if (context == NULL)
        (void)sl_fail(reterr, SL_BUG, "libcrypto offers no AES-CBC");
    return (struct sl_cbc *)context;
}

void
sl_cbc_free(struct sl_cbc *cbc)
{
    EVP_CIPHER_CTX_free(context_of(cbc));
}

/* All bytes are looked at whatever they are; behind a MAC that is a habit, not a need. */
static bool
padding_of(const uint8_t *plain, size_t len, size_t *ret_len)
{
    uint8_t padding = plain[len - 1], wrong = 0;
    if (padding == 0 || padding > SL_CBC_BLOCK_BYTES)
        return false;
    for (size_t at = len - padding; at < len; at++)
        wrong |= (uint8_t)(plain[at] ^ padding);
    *ret_len = len - padding;
    return wrong == 0;
}

bool
sl_cbc_open(struct sl_cbc *cbc, const uint8_t iv[SL_CBC_BLOCK_BYTES], struct sl_str ciphertext,
            uint8_t *to, size_t *ret_len)
{
    EVP_CIPHER_CTX *context = context_of(cbc);
    int written = 0, rest = 0;
    uint8_t none[SL_CBC_BLOCK_BYTES];
    if (ciphertext.len == 0 || ciphertext.len % SL_CBC_BLOCK_BYTES != 0 || ciphertext.len > INT_MAX)
        return false;
    if (EVP_DecryptInit_ex2(context, NULL, NULL, iv, NULL) == 1 &&
        EVP_CIPHER_CTX_set_padding(context, 0) == 1 &&
        EVP_DecryptUpdate(context, to, &written, (const uint8_t *)ciphertext.ptr,
                          (int)ciphertext.len) == 1 &&
        EVP_DecryptFinal_ex(context, none, &rest) == 1 && (size_t)written == ciphertext.len &&
        padding_of(to, ciphertext.len, ret_len))
        return true;
    sl_wipe(to, ciphertext.len);
    return false;
}
