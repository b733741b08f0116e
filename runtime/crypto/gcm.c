#include "crypto/gcm.h"

#include "plural.h"
#include "wipe.h"

#include <limits.h>
#include <openssl/evp.h>

/* struct sl_gcm is libcrypto's context itself: it is never defined. */
static EVP_CIPHER_CTX *
context_of(struct sl_gcm *gcm)
{
    return (EVP_CIPHER_CTX *)gcm;
}

static const char *
algorithm_for(size_t key_len)
{
    return key_len == 16 ? "AES-128-GCM" : key_len == 24 ? "AES-192-GCM" : "AES-256-GCM";
}

/* The key schedule and the IV's length stay when only the IV is set anew. */
static bool
key_context(EVP_CIPHER_CTX *context, const EVP_CIPHER *cipher, const uint8_t *key, size_t iv_len)
{
    return EVP_DecryptInit_ex2(context, cipher, NULL, NULL, NULL) == 1 &&
           EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, (int)iv_len, NULL) == 1 &&
           EVP_DecryptInit_ex2(context, NULL, key, NULL, NULL) == 1;
}

struct sl_gcm *
sl_gcm_new(const uint8_t *key, size_t len, size_t iv_len, struct sl_err *reterr)
{
    if (len != 16 && len != 24 && len != 32) {
        (void)sl_fail(reterr, SL_CONFIG, "a key of %zu byte%s: AES takes 16, 24 or 32", len,
                      sl_plural(len));
        return NULL;
    }
    EVP_CIPHER *cipher = EVP_CIPHER_fetch(NULL, algorithm_for(len), NULL);
    EVP_CIPHER_CTX *context = cipher != NULL ? EVP_CIPHER_CTX_new() : NULL;
    if (context != NULL && !key_context(context, cipher, key, iv_len)) {
        EVP_CIPHER_CTX_free(context);
        context = NULL;
    }
    EVP_CIPHER_free(cipher); /* the context holds a reference of its own */
    if (context == NULL)
        (void)sl_fail(reterr, SL_BUG, "libcrypto offers no %s", algorithm_for(len));
    return (struct sl_gcm *)context;
}

void
sl_gcm_free(struct sl_gcm *gcm)
{
    EVP_CIPHER_CTX_free(context_of(gcm));
}

/* libcrypto counts in int and takes no part of no bytes. */
static bool
update(EVP_CIPHER_CTX *context, uint8_t *to, struct sl_str part)
{
    int written;
    return part.len == 0 || (part.len <= INT_MAX &&
                             EVP_DecryptUpdate(context, to, &written, (const uint8_t *)part.ptr,
                                               (int)part.len) == 1);
}

bool
sl_gcm_open(struct sl_gcm *gcm, const struct sl_gcm_box *box, uint8_t *to)
{
    EVP_CIPHER_CTX *context = context_of(gcm);
    uint8_t expected[SL_GCM_TAG_BYTES], none[16];
    int written;
    memcpy(expected, box->tag, sizeof expected); /* libcrypto's interface is not const */
    if (EVP_DecryptInit_ex2(context, NULL, NULL, box->iv, NULL) == 1 &&
        update(context, NULL, box->aad) && update(context, to, box->ciphertext) &&
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, sizeof expected, expected) == 1 &&
        EVP_DecryptFinal_ex(context, none, &written) == 1)
        return true;
    sl_wipe(to, box->ciphertext.len);
    return false;
}
