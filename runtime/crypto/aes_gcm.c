/* aes_gcm.c - AES-GCM with IV, ciphertext and tag in one value, as many libraries lay it out:
 *
 *   prefix (text) ‖ encoded( header (bytes) ‖ IV ‖ ciphertext ‖ tag )       or IV ‖ tag ‖ ciphertext
 *   prefix (text) ‖ base64url(IV) ‖ "." ‖ base64url(ciphertext ‖ tag)       encoding: dotted
 *
 * Tink: a header of 0x01 and the key's number; Cloak of Elixir: a header with the key's tag, IVs of
 * 16 bytes, the tag before the ciphertext, additional data "AES256GCM"; 47ng's cloak, which Prisma's
 * field encryption uses: dotted, after "v1.aesgcm256.<fingerprint>."; sqlalchemy-utils: the tag
 * before the ciphertext. Prefix and header are compared whole: no byte of a value is left out. */
#include "crypto/format.h"

#include "crypto/encoding.h"
#include "crypto/gcm.h"
#include "hash.h"
#include "maxima.h"

#include <stdlib.h>

/* ---- keys ---------------------------------------------------------------------------------- */

static int
add_key(const struct sl_key_material *material, struct sl_str bytes, struct sl_ring *ring,
        struct sl_err *reterr)
{
    bool hashed = sl_key_word_is(material, "derive", "sha256");
    struct sl_ring_key *key = NULL;
    if (hashed || bytes.len == 16 || bytes.len == 24 || bytes.len == 32)
        key = sl_ring_add(ring, hashed ? SL_SHA256_BYTES : bytes.len, reterr);
    else
        (void)sl_fail(reterr, SL_CONFIG, "an AES key has 16, 24 or 32 bytes, not %zu", bytes.len);
    if (key == NULL)
        return -1;
    if (hashed)
        sl_sha256(bytes, key->bytes);
    else
        memcpy(key->bytes, bytes.ptr, bytes.len);
    return 0;
}

static int
derive_one(const struct sl_key_material *material, struct sl_str secret, struct sl_ring *ring,
           struct sl_err *reterr)
{
    static const struct {
        const char *word;
        enum sl_encoding encoding;
    } encodings[] = { { "hex", SL_HEX },
                      { "base64", SL_BASE64 },
                      { "base64url", SL_BASE64URL_UNPADDED } };
    struct sl_buf bytes;
    int result = -1;
    sl_buf_init(&bytes, 4 * SL_KIB);
    for (size_t at = 0; at < sizeof encodings / sizeof encodings[0]; at++) {
        if (!sl_key_word_is(material, "encoding", encodings[at].word))
            continue;
        while (encodings[at].encoding == SL_BASE64URL_UNPADDED && secret.len > 0 &&
               secret.ptr[secret.len - 1] == '=')
            secret.len--;
        result = sl_decode(encodings[at].encoding, secret, &bytes)
                     ? add_key(material, sl_buf_str(&bytes), ring, reterr)
                     : sl_fail(reterr, SL_CONFIG, "a key is not %s", encodings[at].word);
        sl_buf_wipe(&bytes);
        sl_buf_done(&bytes);
        return result;
    }
    return add_key(material, secret, ring, reterr);
}

static int
derive(const struct sl_key_material *material, struct sl_ring *ring, struct sl_err *reterr)
{
    const struct sl_str *secret;
    for (uint32_t at = 0; (secret = sl_key_part(material, "keys", at)) != NULL; at++)
        if (derive_one(material, *secret, ring, reterr) != 0)
            return -1;
    return 0;
}

static size_t
iv_bytes(const struct sl_encryption *encryption)
{
    const char *written = sl_encryption_parameter(encryption, "iv");
    return written[0] != '\0' ? strtoul(written, NULL, 10) : SL_GCM_IV_BYTES;
}

static int
prepare(struct sl_cipher *cipher, const struct sl_table *table, const struct sl_ring *ring,
        struct sl_err *reterr)
{
    (void)table;
    cipher->iv_bytes = iv_bytes(cipher->encryption);
    cipher->tag_first =
        strcmp(sl_encryption_parameter(cipher->encryption, "order"), "iv_tag_ciphertext") == 0;
    return sl_cipher_gcm_keys(cipher, ring, cipher->iv_bytes, reterr);
}

/* ---- values ---------------------------------------------------------------------------------- */

/* The next of several words apart by spaces; false behind the last one. */
static bool
next_word(struct sl_str *words, struct sl_str *ret)
{
    while (words->len > 0 && words->ptr[0] == ' ')
        *words = sl_str_from(*words, 1);
    size_t len = 0;
    while (len < words->len && words->ptr[len] != ' ')
        len++;
    *ret = (struct sl_str) { words->ptr, len };
    *words = sl_str_from(*words, len);
    return len > 0;
}

/* Takes off the prefix, if one is declared. */
static bool
take_prefix(const struct sl_encryption *encryption, struct sl_str *text)
{
    struct sl_str prefixes = sl_str_of(sl_encryption_parameter(encryption, "prefix")), prefix;
    bool none = prefixes.len == 0;
    while (next_word(&prefixes, &prefix)) {
        if (text->len < prefix.len ||
            !sl_str_equal((struct sl_str) { text->ptr, prefix.len }, prefix))
            continue;
        *text = sl_str_from(*text, prefix.len);
        return true;
    }
    return none;
}

static bool
begins_with_hex(struct sl_str bytes, struct sl_str hex)
{
    char room[64];
    struct sl_buf decoded = { .bytes = room, .capacity = sizeof room, .max_bytes = sizeof room };
    return sl_decode(SL_HEX, hex, &decoded) && bytes.len >= decoded.len &&
           sl_str_equal((struct sl_str) { bytes.ptr, decoded.len }, sl_buf_str(&decoded));
}

static bool
take_header(const struct sl_encryption *encryption, struct sl_str *bytes)
{
    struct sl_str headers = sl_str_of(sl_encryption_parameter(encryption, "header")), header;
    bool none = headers.len == 0;
    while (next_word(&headers, &header)) {
        if (!begins_with_hex(*bytes, header))
            continue;
        *bytes = sl_str_from(*bytes, header.len / 2);
        return true;
    }
    return none;
}

/* IV.CIPHERTEXT: as if the two had been one text. */
static bool
decode_dotted(struct sl_str text, size_t iv_len, struct sl_buf *out)
{
    const char *dot = text.len > 0 ? memchr(text.ptr, '.', text.len) : NULL;
    if (dot == NULL)
        return false;
    size_t before = (size_t)(dot - text.ptr);
    struct sl_str behind = { dot + 1, text.len - before - 1 };
    enum sl_encoding encoding =
        behind.len > 0 && behind.ptr[behind.len - 1] == '=' ? SL_BASE64URL : SL_BASE64URL_UNPADDED;
    struct sl_str iv = { text.ptr, before };
    while (iv.len > 0 && iv.ptr[iv.len - 1] == '=')
        iv.len--;
    return sl_decode(SL_BASE64URL_UNPADDED, iv, out) && out->len == iv_len &&
           sl_decode(encoding, behind, out);
}

static bool
decode(const struct sl_cipher *cipher, struct sl_str text, struct sl_buf *out)
{
    const char *encoding = sl_encryption_parameter(cipher->encryption, "encoding");
    if (strcmp(encoding, "dotted") == 0)
        return decode_dotted(text, cipher->iv_bytes, out);
    if (strcmp(encoding, "hex") == 0)
        return sl_decode(SL_HEX, text, out);
    if (strcmp(encoding, "base64url") == 0)
        return sl_decode(text.len > 0 && text.len % 4 != 0 ? SL_BASE64URL_UNPADDED : SL_BASE64URL,
                         text, out);
    return sl_decode(SL_BASE64, text, out);
}

static enum sl_opening
try_key(struct sl_cipher_key *key, const void *parts, struct sl_buf *plain)
{
    const struct sl_gcm_box *box = parts;
    return sl_cipher_open_box(key->gcm, box, plain);
}

static enum sl_opening
open_value(struct sl_cipher *cipher, struct sl_str stored, struct sl_buf *plain)
{
    const struct sl_encryption *encryption = cipher->encryption;
    const char *encoding = sl_encryption_parameter(encryption, "encoding");
    bool raw = strcmp(encoding, "raw") == 0 || (encoding[0] == '\0' && cipher->raw);
    struct sl_str box = stored;
    sl_buf_clear(&cipher->decoded);
    if (!take_prefix(encryption, &box))
        return SL_NOT_ENCRYPTED;
    if (!raw) {
        if (!decode(cipher, box, &cipher->decoded))
            return sl_buf_failed(&cipher->decoded) ? SL_TOO_LARGE : SL_NOT_ENCRYPTED;
        box = sl_buf_str(&cipher->decoded);
    }
    if (!take_header(encryption, &box) || box.len < cipher->iv_bytes + SL_GCM_TAG_BYTES)
        return SL_NOT_ENCRYPTED;
    const uint8_t *iv = (const uint8_t *)box.ptr, *behind = iv + cipher->iv_bytes;
    size_t len = box.len - cipher->iv_bytes - SL_GCM_TAG_BYTES;
    const uint8_t *text = cipher->tag_first ? behind + SL_GCM_TAG_BYTES : behind;
    const struct sl_gcm_box parts = {
        .iv = iv,
        .tag = cipher->tag_first ? behind : behind + len,
        .ciphertext = { (const char *)text, len },
        .aad = sl_str_of(sl_encryption_parameter(encryption, "aad")),
    };
    return sl_cipher_try(cipher, try_key, &parts, plain);
}

/* ---- the self-test -------------------------------------------------------------------------- */

/* Made with @47ng/cloak. */
static bool
self_test(void)
{
    static const struct sl_key_part parts[] = {
        { "keys", { "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc", 43 } },
        { "encoding", { "base64url", 9 } },
    };
    static const struct sl_key_material material = { "aes_gcm", parts, 2 };
    static const struct sl_parameter parameters[] = { { "encoding", "dotted" },
                                                      { "prefix", "v1.aesgcm256.fb05bc06." } };
    static const struct sl_encryption encryption = { .format = "aes_gcm",
                                                     .parameters = parameters,
                                                     .nparameters = 2 };
    struct sl_ring ring = { .nkeys = 0 };
    struct sl_err ignored;
    return derive(&material, &ring, &ignored) == 0 &&
           sl_format_known_answer(&encryption, &ring,
                                  SL_STR("v1.aesgcm256.fb05bc06.bwMMeYZfMoPqo3f0."
                                         "B27TJOXX2pGjYMq5-FlCW7fiS-acfFIo0MWMbIh2WLed"),
                                  SL_STR("alice@example.com"));
}

const struct sl_format sl_format_aes_gcm = {
    .name = "aes_gcm",
    .derive = derive,
    .prepare = prepare,
    .open = open_value,
    .self_test = self_test,
};
