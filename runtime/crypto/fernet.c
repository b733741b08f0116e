/* fernet.c - Fernet (github.com/fernet/spec): base64url of
 * 0x80, seconds in 8 bytes, IV in 16, AES-128-CBC ciphertext, HMAC-SHA-256 over all before.
 *
 * A Fernet key is 16 bytes for the MAC and 16 for AES, in base64url. MultiFernet is a list of keys.
 * A token's age is of no matter here. Packages that keep Fernet tokens in columns make the key of a
 * secret of theirs: see derive_key(). */
#include "crypto/format.h"

#include "crypto/cbc.h"
#include "crypto/derive.h"
#include "crypto/encoding.h"
#include "hash.h"
#include "mac.h"
#include "maxima.h"

#include <openssl/crypto.h>

enum {
    KEY_BYTES = 32,
    HALF_KEY_BYTES = 16,
    IV_AT = 9,
    CIPHERTEXT_AT = IV_AT + SL_CBC_BLOCK_BYTES,
    ENCRYPTED_FIELDS_ROUNDS = 100000,
};

/* ---- keys ---------------------------------------------------------------------------------- */

static int
decode_key(struct sl_str text, uint8_t ret_key[KEY_BYTES], struct sl_err *reterr)
{
    struct sl_buf bytes;
    sl_buf_init(&bytes, SL_KIB);
    bool sound = sl_decode(SL_BASE64URL, text, &bytes) && bytes.len == KEY_BYTES;
    if (sound)
        memcpy(ret_key, bytes.bytes, KEY_BYTES);
    sl_buf_wipe(&bytes);
    sl_buf_done(&bytes);
    if (sound)
        return 0;
    (void)sl_fail(reterr, SL_CONFIG, "a Fernet key is 32 bytes in base64url, 44 characters");
    return sl_remedy(reterr, "set 'derive' where the application derives its keys");
}

/* django-fernet-fields: HKDF of each of FERNET_KEYS, or of SECRET_KEY.
 * django-fernet-encrypted-fields: PBKDF2 of SECRET_KEY with SALT_KEY.
 * sqlalchemy-utils' FernetEngine: SHA-256. */
static int
derive_key(const struct sl_key_material *material, struct sl_str secret, struct sl_str salt,
           uint8_t ret_key[KEY_BYTES], struct sl_err *reterr)
{
    const struct sl_derivation fields = { "SHA256", secret,
                                          SL_STR("django-fernet-fields-hkdf-salt") };
    const struct sl_derivation encrypted_fields = { "SHA256", secret, salt };
    bool made = true;
    if (sl_key_word_is(material, "derive", "django_fernet_fields"))
        made = sl_hkdf(&fields, SL_STR("django-fernet-fields"), ret_key, KEY_BYTES);
    else if (sl_key_word_is(material, "derive", "django_fernet_encrypted_fields"))
        made = sl_pbkdf2(&encrypted_fields, ENCRYPTED_FIELDS_ROUNDS, ret_key, KEY_BYTES);
    else if (sl_key_word_is(material, "derive", "sha256"))
        sl_sha256(secret, ret_key);
    else
        return decode_key(secret, ret_key, reterr);
    return made ? 0 : sl_fail(reterr, SL_BUG, "libcrypto cannot derive a Fernet key");
}

/* Every key with every salt: a rotation of SALT_KEY is one of the key. */
static int
derive(const struct sl_key_material *material, struct sl_ring *ring, struct sl_err *reterr)
{
    bool salted = sl_key_word_is(material, "derive", "django_fernet_encrypted_fields");
    const struct sl_str *secret, *salt, none = SL_STR("");
    if (salted && sl_key_part(material, "salt", 0) == NULL)
        return sl_fail(reterr, SL_CONFIG, "'salt' is missing");
    for (uint32_t k = 0; (secret = sl_key_part(material, "keys", k)) != NULL; k++) {
        for (uint32_t s = 0; (salt = salted   ? sl_key_part(material, "salt", s)
                                     : s == 0 ? &none
                                              : NULL) != NULL;
             s++) {
            struct sl_ring_key *key = sl_ring_add(ring, KEY_BYTES, reterr);
            if (key == NULL || derive_key(material, *secret, *salt, key->bytes, reterr) != 0)
                return -1;
        }
    }
    return 0;
}

static int
prepare(struct sl_cipher *cipher, const struct sl_table *table, const struct sl_ring *ring,
        struct sl_err *reterr)
{
    (void)table;
    for (; cipher->nkeys < ring->nkeys; cipher->nkeys++) {
        const uint8_t *bytes = ring->keys[cipher->nkeys].bytes;
        struct sl_cipher_key *key = &cipher->keys[cipher->nkeys];
        key->mac = sl_mac_of_short_key(bytes, HALF_KEY_BYTES, reterr);
        key->cbc = sl_cbc_new(bytes + HALF_KEY_BYTES, HALF_KEY_BYTES, reterr);
        if (key->mac == NULL || key->cbc == NULL) {
            cipher->nkeys++; /* for the free */
            return -1;
        }
    }
    return 0;
}

/* ---- tokens --------------------------------------------------------------------------------- */

static enum sl_opening
try_key(struct sl_cipher_key *key, const void *parts, struct sl_buf *plain)
{
    const struct sl_str *token = parts;
    const char *mac_at = token->ptr + token->len - SL_MAC_BYTES;
    const struct sl_str signed_part = { token->ptr, token->len - SL_MAC_BYTES };
    const struct sl_str ciphertext = { token->ptr + CIPHERTEXT_AT,
                                       signed_part.len - CIPHERTEXT_AT };
    uint8_t mac[SL_MAC_BYTES];
    size_t len;
    if (sl_mac_of(key->mac, &signed_part, 1, mac) != 0 ||
        CRYPTO_memcmp(mac, mac_at, sizeof mac) != 0)
        return SL_NOT_AUTHENTIC;
    char *to = sl_buf_reserve(plain, ciphertext.len + 1);
    if (to == NULL)
        return SL_TOO_LARGE;
    if (!sl_cbc_open(key->cbc, (const uint8_t *)token->ptr + IV_AT, ciphertext, (uint8_t *)to,
                     &len))
        return SL_NOT_AUTHENTIC;
    sl_buf_claim(plain, len);
    return SL_OPENED;
}

static enum sl_opening
open_value(struct sl_cipher *cipher, struct sl_str stored, struct sl_buf *plain)
{
    struct sl_buf *token = &cipher->decoded;
    sl_buf_clear(token);
    if (!sl_decode(SL_BASE64URL, stored, token))
        return sl_buf_failed(token) ? SL_TOO_LARGE : SL_NOT_ENCRYPTED;
    size_t least = (size_t)CIPHERTEXT_AT + SL_CBC_BLOCK_BYTES + SL_MAC_BYTES;
    if (token->len < least || (token->len - least) % SL_CBC_BLOCK_BYTES != 0 ||
        (uint8_t)token->bytes[0] != 0x80)
        return SL_NOT_ENCRYPTED;
    const struct sl_str bytes = sl_buf_str(token);
    return sl_cipher_try(cipher, try_key, &bytes, plain);
}

/* ---- the self-test -------------------------------------------------------------------------- */

/* The specification's verify.json. */
static bool
self_test(void)
{
    static const struct sl_key_part parts[] = {
        { "keys", { "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=", 44 } },
    };
    static const struct sl_key_material material = { "fernet", parts, 1 };
    static const struct sl_encryption encryption = { .format = "fernet" };
    struct sl_ring ring = { .nkeys = 0 };
    struct sl_err ignored;
    return derive(&material, &ring, &ignored) == 0 &&
           sl_format_known_answer(
               &encryption, &ring,
               SL_STR("gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobw"
                      "Oz7JcbmrR64jVmpU4IwqDA=="),
               SL_STR("hello"));
}

const struct sl_format sl_format_fernet = {
    .name = "fernet",
    .derive = derive,
    .prepare = prepare,
    .open = open_value,
    .self_test = self_test,
};
