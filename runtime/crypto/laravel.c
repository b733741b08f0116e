/* laravel.c - Laravel's encrypter (Illuminate\Encryption\Encrypter): base64 of
 * {"iv": base64, "value": base64, "mac": hex or "", "tag": base64 or ""}.
 *
 * With a CBC cipher, "mac" is HMAC-SHA-256 over the texts of "iv" and "value", one behind the other;
 * with a GCM cipher it is empty and "tag" is there. Keys have 16 or 32 bytes (APP_KEY, "base64:…").
 * encrypt() encrypts PHP's serialized form, `s:5:"hello";`; encryptString() and the model casts the
 * text itself. */
#include "crypto/format.h"

#include "crypto/cbc.h"
#include "crypto/encoding.h"
#include "crypto/gcm.h"
#include "crypto/members.h"
#include "mac.h"
#include "maxima.h"
#include "wipe.h"

#include <openssl/crypto.h>

/* ---- keys ---------------------------------------------------------------------------------- */

static int
add_key(struct sl_str key, struct sl_ring *ring, struct sl_err *reterr)
{
    struct sl_ring_key *room = NULL;
    if (key.len == 16 || key.len == 32)
        room = sl_ring_add(ring, key.len, reterr);
    else
        (void)sl_fail(reterr, SL_CONFIG, "a Laravel key has 16 or 32 bytes, not %zu", key.len);
    if (room == NULL)
        return -1;
    memcpy(room->bytes, key.ptr, key.len);
    return 0;
}

static int
derive_one(struct sl_str secret, struct sl_ring *ring, struct sl_err *reterr)
{
    static const char mark[] = "base64:";
    size_t skipped = sizeof mark - 1;
    struct sl_buf bytes;
    if (secret.len <= skipped || memcmp(secret.ptr, mark, skipped) != 0)
        return add_key(secret, ring, reterr);
    sl_buf_init(&bytes, 4 * SL_KIB);
    int result = sl_decode(SL_BASE64, sl_str_from(secret, skipped), &bytes)
                     ? add_key(sl_buf_str(&bytes), ring, reterr)
                     : sl_fail(reterr, SL_CONFIG, "what follows 'base64:' is not base64");
    sl_buf_wipe(&bytes);
    sl_buf_done(&bytes);
    return result;
}

static int
derive(const struct sl_key_material *material, struct sl_ring *ring, struct sl_err *reterr)
{
    const struct sl_str *secret;
    for (uint32_t at = 0; (secret = sl_key_part(material, "keys", at)) != NULL; at++)
        if (derive_one(*secret, ring, reterr) != 0)
            return -1;
    return 0;
}

static int
prepare(struct sl_cipher *cipher, const struct sl_table *table, const struct sl_ring *ring,
        struct sl_err *reterr)
{
    (void)table;
    if (sl_cipher_gcm_keys(cipher, ring, SL_GCM_IV_BYTES, reterr) != 0)
        return -1;
    for (uint32_t at = 0; at < ring->nkeys; at++) {
        const struct sl_ring_key *key = &ring->keys[at];
        cipher->keys[at].mac = sl_mac_of_short_key(key->bytes, key->len, reterr);
        cipher->keys[at].cbc = sl_cbc_new(key->bytes, key->len, reterr);
        if (cipher->keys[at].mac == NULL || cipher->keys[at].cbc == NULL)
            return -1;
    }
    return 0;
}

/* ---- payloads -------------------------------------------------------------------------------- */

struct payload {
    struct sl_str iv_text, value_text; /* what the MAC is over */
    struct sl_str iv, value;
    struct sl_str mac, tag; /* one of them is empty */
};

static bool
find_text(struct sl_str object, const char *name, struct sl_buf *room, struct sl_str *ret)
{
    struct sl_str value;
    return sl_member_find(object, name, SL_MEMBER_STRING, &value) &&
           sl_member_text(value, room, ret);
}

static bool
decode(enum sl_encoding encoding, struct sl_str text, struct sl_buf *room, struct sl_str *ret)
{
    size_t before = room->len;
    if (!sl_decode(encoding, text, room))
        return false;
    *ret = sl_decoded_since(room, before);
    return true;
}

/* "tag" is missing in what versions before 8.22 wrote. `room` is large enough for all. */
static bool
read_payload(struct sl_str object, struct sl_buf *room, struct payload *ret)
{
    struct sl_str mac_text, tag_text = SL_STR("");
    if (!find_text(object, "iv", room, &ret->iv_text) ||
        !find_text(object, "value", room, &ret->value_text) ||
        !find_text(object, "mac", room, &mac_text))
        return false;
    (void)find_text(object, "tag", room, &tag_text);
    if (!decode(SL_BASE64, ret->iv_text, room, &ret->iv) ||
        !decode(SL_BASE64, ret->value_text, room, &ret->value) ||
        !decode(SL_HEX, mac_text, room, &ret->mac) || !decode(SL_BASE64, tag_text, room, &ret->tag))
        return false;
    bool gcm = ret->tag.len > 0;
    return gcm ? ret->mac.len == 0 && ret->tag.len == SL_GCM_TAG_BYTES &&
                     ret->iv.len == SL_GCM_IV_BYTES
               : ret->mac.len == SL_MAC_BYTES && ret->iv.len == SL_CBC_BLOCK_BYTES;
}

static enum sl_opening
open_cbc(struct sl_cipher_key *key, const struct payload *payload, struct sl_buf *plain)
{
    const struct sl_str parts[] = { payload->iv_text, payload->value_text };
    uint8_t mac[SL_MAC_BYTES];
    size_t len = payload->value.len;
    char *to = sl_buf_reserve(plain, len + 1);
    if (to == NULL)
        return SL_TOO_LARGE;
    if (sl_mac_of(key->mac, parts, 2, mac) != 0 ||
        CRYPTO_memcmp(mac, payload->mac.ptr, sizeof mac) != 0 ||
        !sl_cbc_open(key->cbc, (const uint8_t *)payload->iv.ptr, payload->value, (uint8_t *)to,
                     &len))
        return SL_NOT_AUTHENTIC;
    sl_buf_claim(plain, len);
    return SL_OPENED;
}

static enum sl_opening
try_key(struct sl_cipher_key *key, const void *parts, struct sl_buf *plain)
{
    const struct payload *payload = parts;
    const struct sl_gcm_box box = { .iv = (const uint8_t *)payload->iv.ptr,
                                    .tag = (const uint8_t *)payload->tag.ptr,
                                    .ciphertext = payload->value };
    return payload->tag.len > 0 ? sl_cipher_open_box(key->gcm, &box, plain)
                                : open_cbc(key, payload, plain);
}

/* s:LENGTH:"TEXT"; -> TEXT, in place. LENGTH counts bytes; nothing is escaped. */
static enum sl_opening
unserialize(struct sl_buf *plain)
{
    size_t at = 2, len = 0;
    const char *text = plain->bytes;
    if (plain->len < 6 || memcmp(text, "s:", 2) != 0)
        return SL_NOT_SUPPORTED;
    for (; at < plain->len && text[at] >= '0' && text[at] <= '9' && len < plain->len; at++)
        len = len * 10 + (size_t)(text[at] - '0');
    if (at == 2 || len > plain->len || at + len + 4 != plain->len || text[at] != ':' ||
        text[at + 1] != '"' || memcmp(text + at + 2 + len, "\";", 2) != 0)
        return SL_NOT_SUPPORTED;
    memmove(plain->bytes, text + at + 2, len);
    sl_wipe(plain->bytes + len, plain->len - len);
    plain->len = len;
    return SL_OPENED;
}

static enum sl_opening
open_value(struct sl_cipher *cipher, struct sl_str stored, struct sl_buf *plain)
{
    struct sl_buf *object = &cipher->inner, *room = &cipher->decoded;
    struct sl_members members;
    struct payload payload;
    sl_buf_clear(object);
    sl_buf_clear(room);
    if (!sl_decode(SL_BASE64, stored, object))
        return sl_buf_failed(object) ? SL_TOO_LARGE : SL_NOT_ENCRYPTED;
    if (!sl_members_begin(&members, sl_buf_str(object)))
        return SL_NOT_ENCRYPTED;
    /* Twice: once without escapes, once without base64. */
    if (sl_buf_reserve(room, 2 * stored.len + SL_KIB) == NULL)
        return SL_TOO_LARGE;
    if (!read_payload(sl_buf_str(object), room, &payload))
        return SL_NOT_ENCRYPTED;
    enum sl_opening opening = sl_cipher_try(cipher, try_key, &payload, plain);
    bool serialized = sl_encryption_flag(cipher->encryption, "serialized");
    if (opening == SL_OPENED && serialized) {
        opening = unserialize(plain);
        if (opening != SL_OPENED)
            sl_buf_wipe(plain);
    }
    return opening;
}

/* ---- the self-test -------------------------------------------------------------------------- */

/* Of Laravel's own EncrypterTest. */
static bool
self_test(void)
{
    static const struct sl_key_part parts[] = { { "keys", { "bbbbbbbbbbbbbbbb", 16 } } };
    static const struct sl_key_material material = { "laravel", parts, 1 };
    static const struct sl_encryption encryption = { .format = "laravel" };
    struct sl_ring ring = { .nkeys = 0 };
    struct sl_err ignored;
    return derive(&material, &ring, &ignored) == 0 &&
           sl_format_known_answer(
               &encryption, &ring,
               SL_STR("eyJpdiI6Ilg0dFM5TVRibEFqZW54c3lQdWJoVVE9PSIsInZhbHVlIjoiRGJpa2p2ZHI3eUs0dUtR"
                      "akJneUhUUT09IiwibWFjIjoiMjBjZWYxODdhNThhOTk4MTk1NTc0YTE1MDgzODU1OWE0ZmQ4MDc5"
                      "ZjMxYThkOGM1ZmM1MzlmYzBkYTBjMWI1ZiIsInRhZyI6IiJ9"),
               SL_STR("foo"));
}

const struct sl_format sl_format_laravel = {
    .name = "laravel",
    .derive = derive,
    .prepare = prepare,
    .open = open_value,
    .self_test = self_test,
};
