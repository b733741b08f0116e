/* rails.c - Active Record Encryption (Rails 7.0 on; activerecord/lib/active_record/encryption/).
 *
 * A value is {"p": ciphertext, "h": {"iv": …, "at": tag, …}}, base64 inside; AES-256-GCM without
 * additional data. Further headers: "c" true, the plaintext is a zlib stream; "e", its encoding when
 * that is not UTF-8; "k", the data key under which it is encrypted, itself a message of this form
 * (envelope); "i", a hint at the key, which is not needed: the tag tells which key fits. Others may
 * stand there. The tag is not over the headers.
 *
 * Keys are PBKDF2-HMAC over the configured secret, 65,536 rounds, with SHA-256 or, before Rails 7.1
 * and wherever that is configured, SHA-1. Both are tried: Rails itself has mixed them in one column
 * (rails issue 42922). Deterministic encryption differs in key and IV alone. */
#include "crypto/format.h"

#include "crypto/derive.h"
#include "crypto/encoding.h"
#include "crypto/gcm.h"
#include "crypto/inflate.h"
#include "crypto/members.h"
#include "maxima.h"
#include "utf8.h"
#include "wipe.h"

enum { KEY_BYTES = 32, ROUNDS = 1 << 16 };

/* ---- keys ---------------------------------------------------------------------------------- */

static int
derive_one(const struct sl_derivation *from, struct sl_ring *ring, struct sl_err *reterr)
{
    struct sl_ring_key *key = sl_ring_add(ring, KEY_BYTES, reterr);
    if (key == NULL)
        return -1;
    return sl_pbkdf2(from, ROUNDS, key->bytes, KEY_BYTES)
               ? 0
               : sl_fail(reterr, SL_BUG, "libcrypto offers no PBKDF2 with %s", from->digest);
}

static int
derive_all(const struct sl_key_material *material, const char *option, struct sl_str salt,
           struct sl_ring *ring, struct sl_err *reterr)
{
    const struct sl_str *secret;
    for (uint32_t at = 0; (secret = sl_key_part(material, option, at)) != NULL; at++) {
        const struct sl_derivation sha256 = { "SHA256", *secret, salt };
        const struct sl_derivation sha1 = { "SHA1", *secret, salt };
        if (derive_one(&sha256, ring, reterr) != 0 || derive_one(&sha1, ring, reterr) != 0)
            return -1;
    }
    return 0;
}

static int
derive(const struct sl_key_material *material, struct sl_ring *ring, struct sl_err *reterr)
{
    const struct sl_str *salt = sl_key_part(material, "salt", 0);
    if (salt == NULL || derive_all(material, "primary_key", *salt, ring, reterr) != 0 ||
        derive_all(material, "deterministic_key", *salt, ring, reterr) != 0)
        return salt == NULL ? sl_fail(reterr, SL_CONFIG, "'salt' is missing") : -1;
    return ring->nkeys > 0 ? 0
                           : sl_fail(reterr, SL_CONFIG,
                                     "neither 'primary_key' nor 'deterministic_key' is given");
}

static int
prepare(struct sl_cipher *cipher, const struct sl_table *table, const struct sl_ring *ring,
        struct sl_err *reterr)
{
    (void)table;
    return sl_cipher_gcm_keys(cipher, ring, SL_GCM_IV_BYTES, reterr);
}

/* ---- a message ------------------------------------------------------------------------------ */

struct message {
    struct sl_str ciphertext, iv, tag;
    struct sl_str data_key; /* "k" as it stands; len 0: none */
    struct sl_str encoding; /* "e"; len 0: UTF-8 */
    bool compressed;
};

static bool
decode_member(struct sl_str object, const char *name, struct sl_buf *room, struct sl_str *ret)
{
    struct sl_str value;
    if (!sl_member_find(object, name, SL_MEMBER_STRING, &value))
        return false;
    size_t before = room->len;
    if (!sl_decode(SL_BASE64, value, room))
        return false;
    *ret = sl_decoded_since(room, before);
    return true;
}

/* `object` is JSON already. What is decoded goes to `room`, which is large enough for all of it. */
static bool
read_message(struct sl_str object, struct sl_buf *room, struct message *ret)
{
    struct sl_str headers, compressed;
    *ret = (struct message) { .compressed = false };
    if (!sl_member_find(object, "h", SL_MEMBER_OBJECT, &headers) ||
        !decode_member(object, "p", room, &ret->ciphertext) ||
        !decode_member(headers, "iv", room, &ret->iv) ||
        !decode_member(headers, "at", room, &ret->tag))
        return false;
    (void)sl_member_find(headers, "k", SL_MEMBER_OBJECT, &ret->data_key);
    (void)sl_member_find(headers, "e", SL_MEMBER_STRING, &ret->encoding);
    ret->compressed =
        sl_member_find(headers, "c", SL_MEMBER_OTHER, &compressed) && sl_str_is(compressed, "true");
    return ret->iv.len == SL_GCM_IV_BYTES && ret->tag.len == SL_GCM_TAG_BYTES;
}

static enum sl_opening
decrypt(struct sl_gcm *gcm, const struct message *message, struct sl_buf *plain)
{
    const struct sl_gcm_box box = { .iv = (const uint8_t *)message->iv.ptr,
                                    .tag = (const uint8_t *)message->tag.ptr,
                                    .ciphertext = message->ciphertext };
    return sl_cipher_open_box(gcm, &box, plain);
}

static enum sl_opening
try_key(struct sl_cipher_key *key, const void *parts, struct sl_buf *plain)
{
    return decrypt(key->gcm, parts, plain);
}

/* The data key is opened with the ring's keys, the message with the data key. */
static enum sl_opening
open_envelope(struct sl_cipher *cipher, const struct message *message, struct sl_buf *plain)
{
    struct message inner;
    struct sl_err ignored;
    struct sl_buf data_key;
    if (!read_message(message->data_key, &cipher->decoded, &inner))
        return SL_NOT_ENCRYPTED;
    if (inner.compressed || inner.data_key.len > 0)
        return SL_NOT_SUPPORTED;
    sl_buf_init(&data_key, SL_KIB);
    enum sl_opening opening = sl_cipher_try(cipher, try_key, &inner, &data_key);
    if (opening == SL_OPENED) {
        struct sl_gcm *gcm = data_key.len == KEY_BYTES
                                 ? sl_gcm_new((const uint8_t *)data_key.bytes, data_key.len,
                                              SL_GCM_IV_BYTES, &ignored)
                                 : NULL;
        opening = gcm != NULL ? decrypt(gcm, message, plain) : SL_NOT_SUPPORTED;
        sl_gcm_free(gcm);
    }
    sl_buf_wipe(&data_key);
    sl_buf_done(&data_key);
    return opening;
}

/* `plain` holds the stream: what it holds takes its place. */
static enum sl_opening
expand(struct sl_buf *plain)
{
    struct sl_buf stream = *plain;
    sl_buf_init(plain, stream.max_bytes);
    enum sl_inflated inflated = sl_inflate(sl_buf_str(&stream), plain);
    sl_buf_wipe(&stream);
    sl_buf_done(&stream);
    return inflated == SL_INFLATED            ? SL_OPENED
           : inflated == SL_INFLATE_TOO_LARGE ? SL_TOO_LARGE
                                              : SL_NOT_SUPPORTED;
}

/* Encodings of which valid UTF-8 is UTF-8; that it is valid, the column's type asks. */
static bool
is_utf8(struct sl_str encoding)
{
    return encoding.len == 0 || sl_str_is(encoding, "UTF-8") || sl_str_is(encoding, "US-ASCII") ||
           sl_str_is(encoding, "ASCII-8BIT");
}

static enum sl_opening
open_value(struct sl_cipher *cipher, struct sl_str stored, struct sl_buf *plain)
{
    struct sl_members members;
    struct message message;
    /* How the messages of Active Support's MessagePack serializer begin. */
    if (stored.len > 2 && memcmp(stored.ptr, "\xcc\x80", 2) == 0)
        return SL_NOT_SUPPORTED;
    sl_buf_clear(&cipher->decoded);
    if (!sl_members_begin(&members, stored))
        return SL_NOT_ENCRYPTED;
    /* Room for all, so that what was decoded stays where it is. */
    if (sl_buf_reserve(&cipher->decoded, stored.len + 1) == NULL)
        return SL_TOO_LARGE;
    if (!read_message(stored, &cipher->decoded, &message))
        return SL_NOT_ENCRYPTED;
    if (!is_utf8(message.encoding))
        return SL_NOT_SUPPORTED;
    enum sl_opening opening = message.data_key.len > 0
                                  ? open_envelope(cipher, &message, plain)
                                  : sl_cipher_try(cipher, try_key, &message, plain);
    if (opening == SL_OPENED && message.compressed)
        opening = expand(plain);
    /* No MAC is over the headers: without its "c" a stream would be taken for the text. */
    if (opening == SL_OPENED && !sl_utf8_is_valid(sl_buf_str(plain))) {
        sl_buf_wipe(plain);
        opening = SL_NOT_OF_TYPE;
    }
    return opening;
}

/* ---- the self-test -------------------------------------------------------------------------- */

/* RFC 7914 §11 and RFC 6070 §2, of one round each: all of them take 25 ms and more. */
static bool
derives_keys(void)
{
    static const uint8_t sha256[] = { 0x55, 0xac, 0x04, 0x6e, 0x56, 0xe3, 0x08, 0x9f };
    static const uint8_t sha1[] = { 0x0c, 0x60, 0xc8, 0x0f, 0x96, 0x1f, 0x0e, 0x71 };
    const struct sl_derivation with_sha256 = { "SHA256", SL_STR("passwd"), SL_STR("salt") };
    const struct sl_derivation with_sha1 = { "SHA1", SL_STR("password"), SL_STR("salt") };
    uint8_t key[KEY_BYTES];
    return sl_pbkdf2(&with_sha256, 1, key, sizeof key) && memcmp(key, sha256, sizeof sha256) == 0 &&
           sl_pbkdf2(&with_sha1, 1, key, sizeof key) && memcmp(key, sha1, sizeof sha1) == 0;
}

/* The deterministic example of the Rails guide "Active Record Encryption", with its derived key. */
static bool
self_test(void)
{
    static const struct sl_ring ring = {
        .nkeys = 1,
        .keys = { { .len = KEY_BYTES,
                    .bytes = { 0xfd, 0x3c, 0x1d, 0xb7, 0xf9, 0x46, 0xac, 0x97, 0xef, 0x4d, 0x48,
                               0xd7, 0x91, 0x41, 0x65, 0x5a, 0x7e, 0xfc, 0x42, 0xf6, 0x01, 0xf2,
                               0x85, 0x26, 0x29, 0x03, 0x1f, 0xd4, 0x79, 0x33, 0x4b, 0x8c } } },
    };
    static const char stored[] = "{\"p\":\"8BAc8dGXqxksThLNmKmbWG8=\",\"h\":{\"iv\":"
                                 "\"NgqthINGlvoN+fhP\",\"at\":\"1uVTEDmQmPfpi1ULT9Nznw==\"}}";
    static const struct sl_encryption encryption = { .format = "rails" };
    return derives_keys() &&
           sl_format_known_answer(&encryption, &ring, SL_STR(stored), SL_STR("tolkien@email.com"));
}

const struct sl_format sl_format_rails = {
    .name = "rails",
    .derive = derive,
    .prepare = prepare,
    .open = open_value,
    .self_test = self_test,
};
