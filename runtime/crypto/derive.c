#include "crypto/derive.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/params.h>

/* libcrypto's parameters are not const; it does not write to these. A part of no bytes has a
 * pointer all the same: without one libcrypto takes it for none. */
static OSSL_PARAM
octets(const char *name, struct sl_str bytes)
{
    static char empty[1];
    return OSSL_PARAM_construct_octet_string(
        name, bytes.len > 0 ? (void *)(uintptr_t)bytes.ptr : empty, bytes.len);
}

static OSSL_PARAM
text(const char *name, const char *value)
{
    return OSSL_PARAM_construct_utf8_string(name, (char *)(uintptr_t)value, 0);
}

static bool
derive(const char *algorithm, const OSSL_PARAM *params, uint8_t *ret_key, size_t len)
{
    EVP_KDF *kdf = EVP_KDF_fetch(NULL, algorithm, NULL);
    EVP_KDF_CTX *context = kdf != NULL ? EVP_KDF_CTX_new(kdf) : NULL;
    EVP_KDF_free(kdf);
    bool made = context != NULL && EVP_KDF_derive(context, ret_key, len, params) == 1;
    EVP_KDF_CTX_free(context);
    return made;
}

/* pkcs5 = 1 takes off the lower limits of SP 800-132: the formats' salts and iterations are what
 * they are. */
bool
sl_pbkdf2(const struct sl_derivation *from, uint32_t iterations, uint8_t *ret_key, size_t len)
{
    int lenient = 1;
    unsigned rounds = iterations;
    const OSSL_PARAM params[] = {
        text(OSSL_KDF_PARAM_DIGEST, from->digest),
        octets(OSSL_KDF_PARAM_PASSWORD, from->secret),
        octets(OSSL_KDF_PARAM_SALT, from->salt),
        OSSL_PARAM_construct_uint(OSSL_KDF_PARAM_ITER, &rounds),
        OSSL_PARAM_construct_int(OSSL_KDF_PARAM_PKCS5, &lenient),
        OSSL_PARAM_construct_end(),
    };
    return derive("PBKDF2", params, ret_key, len);
}

bool
sl_hkdf(const struct sl_derivation *from, struct sl_str info, uint8_t *ret_key, size_t len)
{
    const OSSL_PARAM params[] = {
        text(OSSL_KDF_PARAM_DIGEST, from->digest),
        octets(OSSL_KDF_PARAM_KEY, from->secret),
        octets(OSSL_KDF_PARAM_SALT, from->salt),
        octets(OSSL_KDF_PARAM_INFO, info),
        OSSL_PARAM_construct_end(),
    };
    return derive("HKDF", params, ret_key, len);
}
