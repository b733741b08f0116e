#include "mac.h"

#include "plural.h"

#include <openssl/core_names.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <string.h>

/* struct sl_mac is libcrypto's context itself: it is never defined. */
static EVP_MAC_CTX *
context_of(struct sl_mac *mac)
{
    return (EVP_MAC_CTX *)mac;
}

/* Any length of key: the self-test's known answers have short ones. */
static struct sl_mac *
keyed(const uint8_t *key, size_t len)
{
    char digest[] = "SHA256";
    const OSSL_PARAM params[] = {
        OSSL_PARAM_construct_utf8_string(OSSL_MAC_PARAM_DIGEST, digest, 0),
        OSSL_PARAM_construct_end(),
    };
    EVP_MAC *hmac = EVP_MAC_fetch(NULL, "HMAC", NULL);
    EVP_MAC_CTX *context = hmac != NULL ? EVP_MAC_CTX_new(hmac) : NULL;
    EVP_MAC_free(hmac); /* the context holds a reference of its own */
    if (context != NULL && EVP_MAC_init(context, key, len, params) != 1) {
        EVP_MAC_CTX_free(context);
        context = NULL;
    }
    return (struct sl_mac *)context;
}

struct sl_mac *
sl_mac_new(const uint8_t *key, size_t len, struct sl_err *reterr)
{
    if (len < SL_MAC_KEY_MIN_BYTES) {
        sl_fail(reterr, SL_CONFIG, "a key of %zu byte%s is too short: pseudonyms need %d", len,
                sl_plural(len), SL_MAC_KEY_MIN_BYTES);
        return NULL;
    }
    return sl_mac_of_short_key(key, len, reterr);
}

struct sl_mac *
sl_mac_of_short_key(const uint8_t *key, size_t len, struct sl_err *reterr)
{
    struct sl_mac *mac = keyed(key, len);
    if (mac == NULL)
        sl_fail(reterr, SL_BUG, "libcrypto offers no HMAC-SHA-256");
    return mac;
}

void
sl_mac_free(struct sl_mac *mac)
{
    EVP_MAC_CTX_free(context_of(mac));
}

int
sl_mac_of(struct sl_mac *mac, const struct sl_str *parts, size_t nparts,
          uint8_t ret_mac[SL_MAC_BYTES])
{
    size_t len = 0;
    if (EVP_MAC_init(context_of(mac), NULL, 0, NULL) != 1)
        return -1;
    for (size_t at = 0; at < nparts; at++)
        if (EVP_MAC_update(context_of(mac), (const unsigned char *)parts[at].ptr, parts[at].len) !=
            1)
            return -1;
    if (EVP_MAC_final(context_of(mac), ret_mac, &len, SL_MAC_BYTES) != 1 || len != SL_MAC_BYTES)
        return -1;
    return 0;
}

/* RFC 4231, test case 2: key "Jefe", data "what do ya want for nothing?". */
static const uint8_t known_answer[SL_MAC_BYTES] = {
    0x5b, 0xdc, 0xc1, 0x46, 0xbf, 0x60, 0x75, 0x4e, 0x6a, 0x04, 0x24, 0x26, 0x08, 0x95, 0x75, 0xc7,
    0x5a, 0x00, 0x3f, 0x08, 0x9d, 0x27, 0x39, 0x83, 0x9d, 0xec, 0x58, 0xb9, 0x64, 0xec, 0x38, 0x43,
};

int
sl_mac_self_test(struct sl_err *reterr)
{
    const struct sl_str parts[] = { SL_STR("what do ya want "), SL_STR("for nothing?") };
    struct sl_mac *mac = keyed((const uint8_t *)"Jefe", 4);
    bool right = mac != NULL;
    /* The second round is the one that old versions of libcrypto get wrong. */
    for (int round = 0; round < 2 && right; round++) {
        uint8_t answer[SL_MAC_BYTES];
        right = sl_mac_of(mac, parts, 2, answer) == 0 &&
                memcmp(answer, known_answer, sizeof answer) == 0;
    }
    sl_mac_free(mac);
    if (right)
        return 0;
    sl_fail(reterr, SL_BUG, "libcrypto gives wrong HMAC-SHA-256 results");
    return sl_remedy(reterr, "install OpenSSL 3.0.3 or newer");
}
