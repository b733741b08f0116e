#include "crypto/format.h"

#include "crypto/cbc.h"
#include "crypto/gcm.h"
#include "mac.h"
#include "maxima.h"
#include "plural.h"

#include <stdlib.h>

static const struct sl_format *const formats[] = {
#define SL_FORMAT(name, help) &sl_format_##name,
#include "formats.def"
};

enum { NFORMATS = sizeof formats / sizeof formats[0] };

const struct sl_format *
sl_format_named(const char *name)
{
    for (size_t at = 0; at < NFORMATS; at++)
        if (strcmp(formats[at]->name, name) == 0)
            return formats[at];
    return NULL;
}

int
sl_formats_self_test(struct sl_err *reterr)
{
    for (size_t at = 0; at < NFORMATS; at++) {
        if (formats[at]->self_test())
            continue;
        (void)sl_fail(reterr, SL_BUG, "the decryption of '%s' values gives wrong results",
                      formats[at]->name);
        return sl_remedy(reterr, "install another build of OpenSSL 3, and report this");
    }
    return 0;
}

const char *
sl_opening_name(enum sl_opening opening)
{
    static const char *const names[] = {
#define SL_OPENING(id, name, meaning) [SL_##id] = name,
#include "crypto/openings.def"
#undef SL_OPENING
    };
    return names[opening];
}

/* ---- keys ---------------------------------------------------------------------------------- */

const struct sl_str *
sl_key_part(const struct sl_key_material *material, const char *option, uint32_t index)
{
    for (uint32_t at = 0; at < material->nparts; at++)
        if (strcmp(material->parts[at].option, option) == 0 && index-- == 0)
            return &material->parts[at].bytes;
    return NULL;
}

bool
sl_key_word_is(const struct sl_key_material *material, const char *option, const char *word)
{
    const struct sl_str *part = sl_key_part(material, option, 0);
    return part != NULL && sl_str_is(*part, word);
}

struct sl_ring_key *
sl_ring_add(struct sl_ring *ring, size_t len, struct sl_err *reterr)
{
    if (ring->nkeys == SL_RING_KEYS) {
        (void)sl_fail(reterr, SL_CONFIG, "more than %d keys to decrypt one column with",
                      SL_RING_KEYS);
        (void)sl_remedy(reterr, "leave out the keys that no value is encrypted with any more");
        return NULL;
    }
    if (len == 0 || len > SL_RING_KEY_BYTES) {
        (void)sl_fail(reterr, SL_CONFIG, "a key of %zu byte%s", len, sl_plural(len));
        return NULL;
    }
    struct sl_ring_key *key = &ring->keys[ring->nkeys++];
    key->len = len;
    return key;
}

/* ---- a column's cipher --------------------------------------------------------------------- */

const char *
sl_encryption_parameter(const struct sl_encryption *encryption, const char *name)
{
    for (uint32_t at = 0; at < encryption->nparameters; at++)
        if (strcmp(encryption->parameters[at].name, name) == 0)
            return encryption->parameters[at].value;
    return "";
}

bool
sl_encryption_flag(const struct sl_encryption *encryption, const char *name)
{
    return strcmp(sl_encryption_parameter(encryption, name), "yes") == 0;
}

struct sl_cipher *
sl_cipher_new(const struct sl_table *table, const struct sl_encryption *encryption,
              const struct sl_ring *ring, struct sl_err *reterr)
{
    struct sl_cipher *cipher = calloc(1, sizeof *cipher);
    if (cipher == NULL) {
        (void)sl_fail(reterr, SL_RETRY, "out of memory");
        return NULL;
    }
    cipher->encryption = encryption;
    cipher->format = sl_format_named(encryption->format);
    sl_buf_init(&cipher->decoded, SL_MAX_CIPHERTEXT_BYTES);
    sl_buf_init(&cipher->inner, SL_MAX_CIPHERTEXT_BYTES);
    int made = cipher->format != NULL
                   ? cipher->format->prepare(cipher, table, ring, reterr)
                   : sl_fail(reterr, SL_BUG, "there is no format '%s'", encryption->format);
    if (made == 0)
        return cipher;
    sl_cipher_free(cipher);
    return NULL;
}

void
sl_cipher_free(struct sl_cipher *cipher)
{
    if (cipher == NULL)
        return;
    for (uint32_t at = 0; at < SL_RING_KEYS; at++) {
        sl_gcm_free(cipher->keys[at].gcm);
        sl_cbc_free(cipher->keys[at].cbc);
        sl_mac_free(cipher->keys[at].mac);
    }
    sl_buf_done(&cipher->decoded);
    sl_buf_done(&cipher->inner);
    free(cipher);
}

int
sl_cipher_gcm_keys(struct sl_cipher *cipher, const struct sl_ring *ring, size_t iv_len,
                   struct sl_err *reterr)
{
    for (; cipher->nkeys < ring->nkeys; cipher->nkeys++) {
        const struct sl_ring_key *key = &ring->keys[cipher->nkeys];
        struct sl_gcm *gcm = sl_gcm_new(key->bytes, key->len, iv_len, reterr);
        if (gcm == NULL)
            return -1;
        cipher->keys[cipher->nkeys].gcm = gcm;
    }
    return 0;
}

enum sl_opening
sl_cipher_open_box(struct sl_gcm *gcm, const struct sl_gcm_box *box, struct sl_buf *plain)
{
    char *to = sl_buf_reserve(plain, box->ciphertext.len + 1);
    if (to == NULL)
        return SL_TOO_LARGE;
    if (!sl_gcm_open(gcm, box, (uint8_t *)to))
        return SL_NOT_AUTHENTIC;
    sl_buf_claim(plain, box->ciphertext.len);
    return SL_OPENED;
}

enum sl_opening
sl_cipher_try(struct sl_cipher *cipher, sl_try_key_fn *try, const void *parts, struct sl_buf *plain)
{
    enum sl_opening opening = SL_NOT_AUTHENTIC;
    for (uint32_t turn = 0; turn < cipher->nkeys && opening == SL_NOT_AUTHENTIC; turn++) {
        uint32_t at = (cipher->last + turn) % cipher->nkeys;
        opening = try(&cipher->keys[at], parts, plain);
        if (opening == SL_OPENED)
            cipher->last = at;
    }
    return opening;
}

/* ---- known answers -------------------------------------------------------------------------- */

static bool
opens_as(struct sl_cipher *cipher, struct sl_str stored, struct sl_str answer)
{
    struct sl_buf plain;
    sl_buf_init(&plain, SL_KIB);
    bool right = cipher->format->open(cipher, stored, &plain) == SL_OPENED &&
                 sl_str_equal(sl_buf_str(&plain), answer);
    sl_buf_done(&plain);
    return right;
}

/* The byte in the middle is a digit of ciphertext, IV, tag or MAC in every format's answer. */
bool
sl_format_known_answer(const struct sl_encryption *encryption, const struct sl_ring *ring,
                       struct sl_str stored, struct sl_str answer)
{
    static const struct sl_table table = { .schema = "public", .name = "users" };
    struct sl_err ignored;
    char altered[SL_KIB];
    struct sl_cipher *cipher = sl_cipher_new(&table, encryption, ring, &ignored);
    if (cipher == NULL || stored.len > sizeof altered || stored.len < 8) {
        sl_cipher_free(cipher);
        return false;
    }
    memcpy(altered, stored.ptr, stored.len);
    char *digit = &altered[stored.len / 2];
    *digit = *digit == 'A' ? 'B' : 'A';
    /* The contexts are used again, also behind a value that they have refused. */
    bool right = true;
    for (int round = 0; right && round < 3; round++)
        right = opens_as(cipher, stored, answer) &&
                (round == 0 || !opens_as(cipher, (struct sl_str) { altered, stored.len }, answer));
    sl_cipher_free(cipher);
    return right;
}
