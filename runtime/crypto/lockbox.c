/* lockbox.c - Lockbox of Ruby (github.com/ankane/lockbox) with AES-GCM, its default.
 *
 * A value is 12 bytes of nonce, ciphertext and tag; in base64, or as they are in a bytea. An
 * attribute's key is HKDF-SHA384(master key, salt: table, info: 32 bytes 0xB4 and the attribute),
 * the attribute being the column's name for Active Record ("email_ciphertext"). An empty text stays
 * what it is, unencrypted, unless it is padded. Padding is ISO/IEC 7816-4 to blocks of 16 bytes. */
#include "crypto/format.h"

#include "crypto/derive.h"
#include "crypto/encoding.h"
#include "crypto/gcm.h"
#include "maxima.h"
#include "wipe.h"

#include <inttypes.h>
#include <stdio.h>

enum { KEY_BYTES = 32, BLOCK_BYTES = 16, PACKED_BYTES = 8, INFO_BYTES = 32, NAME_BYTES = 128 };

/* ---- keys ---------------------------------------------------------------------------------- */

static int
derive_one(struct sl_str secret, struct sl_ring *ring, struct sl_err *reterr)
{
    struct sl_ring_key *key = NULL;
    struct sl_buf bytes;
    sl_buf_init(&bytes, 4 * SL_KIB);
    if (!sl_decode(SL_HEX, secret, &bytes) || bytes.len != KEY_BYTES)
        (void)sl_fail(reterr, SL_CONFIG, "a Lockbox key is 32 bytes in hex, 64 digits");
    else
        key = sl_ring_add(ring, KEY_BYTES, reterr);
    if (key != NULL)
        memcpy(key->bytes, bytes.bytes, KEY_BYTES);
    sl_buf_wipe(&bytes);
    sl_buf_done(&bytes);
    return key != NULL ? 0 : -1;
}

/* Masters' keys are made for each column, in prepare(). */
static int
derive(const struct sl_key_material *material, struct sl_ring *ring, struct sl_err *reterr)
{
    const struct sl_str *secret;
    for (uint32_t at = 0; (secret = sl_key_part(material, "keys", at)) != NULL; at++)
        if (derive_one(*secret, ring, reterr) != 0)
            return -1;
    ring->direct = sl_key_word_is(material, "derive", "none");
    return 0;
}

static bool
attribute_key(const struct sl_ring_key *master, const char *table, const char *attribute,
              struct sl_ring_key *ret)
{
    char info[INFO_BYTES + NAME_BYTES];
    size_t len = strlen(attribute);
    if (len > NAME_BYTES)
        return false;
    memset(info, 0xb4, INFO_BYTES);
    memcpy(info + INFO_BYTES, attribute, len);
    ret->len = KEY_BYTES;
    const struct sl_derivation from = { .digest = "SHA384",
                                        .secret = { (const char *)master->bytes, master->len },
                                        .salt = sl_str_of(table) };
    return sl_hkdf(&from, (struct sl_str) { info, INFO_BYTES + len }, ret->bytes, KEY_BYTES);
}

static const char *
or_else(const char *text, const char *other)
{
    return text[0] != '\0' ? text : other;
}

static int
prepare(struct sl_cipher *cipher, const struct sl_table *table, const struct sl_ring *ring,
        struct sl_err *reterr)
{
    const struct sl_encryption *encryption = cipher->encryption;
    const char *column = table->ncolumns > 0 ? table->columns[encryption->column].name : "";
    const char *salt = or_else(sl_encryption_parameter(encryption, "table"), table->name);
    const char *attribute = or_else(sl_encryption_parameter(encryption, "attribute"), column);
    struct sl_ring own = *ring;
    bool made = true;
    for (uint32_t at = 0; at < ring->nkeys && !ring->direct; at++)
        made = made && attribute_key(&ring->keys[at], salt, attribute, &own.keys[at]);
    int result = made ? sl_cipher_gcm_keys(cipher, &own, SL_GCM_IV_BYTES, reterr)
                      : sl_fail(reterr, SL_BUG, "libcrypto offers no HKDF with SHA-384");
    sl_wipe(&own, sizeof own);
    return result;
}

/* ---- values ---------------------------------------------------------------------------------- */

static enum sl_opening
try_key(struct sl_cipher_key *key, const void *parts, struct sl_buf *plain)
{
    const struct sl_str *stored = parts;
    const uint8_t *bytes = (const uint8_t *)stored->ptr;
    size_t len = stored->len - SL_GCM_IV_BYTES - SL_GCM_TAG_BYTES;
    const struct sl_gcm_box box = { .iv = bytes,
                                    .tag = bytes + SL_GCM_IV_BYTES + len,
                                    .ciphertext = { stored->ptr + SL_GCM_IV_BYTES, len } };
    return sl_cipher_open_box(key->gcm, &box, plain);
}

static bool
take_off_padding(struct sl_buf *plain)
{
    size_t len = plain->len;
    if (len == 0 || len % BLOCK_BYTES != 0)
        return false;
    while (len > plain->len - BLOCK_BYTES && plain->bytes[len - 1] == '\0')
        len--;
    if (len == plain->len - BLOCK_BYTES || (uint8_t)plain->bytes[len - 1] != 0x80)
        return false;
    plain->len = len - 1;
    return true;
}

/* Eight bytes, big-endian -> the text of the number. */
static bool
unpack(struct sl_buf *plain, bool integer)
{
    uint64_t bits = 0;
    double number;
    if (plain->len != PACKED_BYTES)
        return false;
    for (size_t at = 0; at < PACKED_BYTES; at++)
        bits = bits << 8 | (uint8_t)plain->bytes[at];
    memcpy(&number, &bits, sizeof number);
    sl_buf_wipe(plain);
    if (integer)
        sl_buf_printf(plain, "%" PRId64, (int64_t)bits);
    else
        sl_buf_printf(plain, "%.17g", number);
    return !sl_buf_failed(plain);
}

static enum sl_opening
open_value(struct sl_cipher *cipher, struct sl_str stored, struct sl_buf *plain)
{
    const struct sl_encryption *encryption = cipher->encryption;
    bool padding = sl_encryption_flag(encryption, "padding");
    const char *packed = sl_encryption_parameter(encryption, "packed");
    struct sl_str box = stored;
    if (stored.len == 0 && !padding)
        return SL_OPENED;
    sl_buf_clear(&cipher->decoded);
    if (!cipher->raw) {
        if (!sl_decode(SL_BASE64, stored, &cipher->decoded))
            return sl_buf_failed(&cipher->decoded) ? SL_TOO_LARGE : SL_NOT_ENCRYPTED;
        box = sl_buf_str(&cipher->decoded);
    }
    if (box.len < SL_GCM_IV_BYTES + SL_GCM_TAG_BYTES)
        return SL_NOT_ENCRYPTED;
    enum sl_opening opening = sl_cipher_try(cipher, try_key, &box, plain);
    if (opening == SL_OPENED && ((padding && !take_off_padding(plain)) ||
                                 (packed[0] != '\0' && !unpack(plain, packed[0] == 'i')))) {
        sl_buf_wipe(plain);
        opening = SL_NOT_SUPPORTED;
    }
    return opening;
}

/* ---- the self-test -------------------------------------------------------------------------- */

/* Made with Lockbox 0.6.4: its own test's master key, table users, attribute email_ciphertext. */
static bool
self_test(void)
{
    static const struct sl_key_part parts[] = {
        { "keys", { "0000000000000000000000000000000000000000000000000000000000000000", 64 } },
    };
    static const struct sl_key_material material = { "lockbox", parts, 1 };
    static const struct sl_parameter parameters[] = { { "attribute", "email_ciphertext" } };
    static const struct sl_encryption encryption = { .format = "lockbox",
                                                     .parameters = parameters,
                                                     .nparameters = 1 };
    struct sl_ring ring = { .nkeys = 0 };
    struct sl_err ignored;
    return derive(&material, &ring, &ignored) == 0 &&
           sl_format_known_answer(
               &encryption, &ring,
               SL_STR("AAECAwQFBgcICQoLHa1UQip/pS+E3S+H9+6tLcpHzr+KOGalX7syhrCSO7es"),
               SL_STR("alice@example.com"));
}

const struct sl_format sl_format_lockbox = {
    .name = "lockbox",
    .derive = derive,
    .prepare = prepare,
    .open = open_value,
    .self_test = self_test,
};
