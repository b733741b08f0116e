/* format.h - the formats in which applications encrypt columns, behind one contract.
 *
 * One file a format (rails.c, fernet.c, …), listed in common/formats.def. Two steps at the start:
 * derive() makes ring keys of what the configuration gives, once for each key and format, since
 * that may cost many milliseconds; prepare() makes one column's contexts of them. Then open() once
 * a value, which allocates nothing but room that grows.
 *
 * open() is total: any bytes give an outcome. Keys are tried in order, the last one that fitted
 * first. Nothing of a value that was not authenticated is left in `plain`; MACs are compared in
 * constant time. Over libcrypto's EVP alone; algorithms are fetched once, contexts used again. */
#ifndef SL_FORMAT_H
#define SL_FORMAT_H

#include "abi/projection.h"
#include "attributes.h"
#include "buf.h"
#include "err.h"
#include "str.h"

#include <stdint.h>

/* ---- keys ---------------------------------------------------------------------------------- */

/* What the configuration says of a key for one format: SECRETS in order, WORDs as their text. */
struct sl_key_part {
    const char *option; /* of formats.def */
    struct sl_str bytes;
};

struct sl_key_material {
    const char *format;
    const struct sl_key_part *parts;
    uint32_t nparts;
};

/* The `index`-th part of that option; NULL when there are fewer. */
const struct sl_str *sl_key_part(const struct sl_key_material *material, const char *option,
                                 uint32_t index);
/* Whether the WORD option says so. */
bool sl_key_word_is(const struct sl_key_material *material, const char *option, const char *word);

/* Rings are made in memory that is the caller's: locked, and wiped at the end (vault.h). */
enum { SL_RING_KEYS = 16, SL_RING_KEY_BYTES = 64 };

struct sl_ring {
    bool direct; /* lockbox: columns' own keys, not masters of which those are made */
    uint32_t nkeys;
    struct sl_ring_key {
        size_t len;
        uint8_t bytes[SL_RING_KEY_BYTES];
    } keys[SL_RING_KEYS];
};

/* The next key of a ring, to be filled; NULL and *reterr (CONFIG) when it is full or `len` is none
 * that a key can have. */
struct sl_ring_key *sl_ring_add(struct sl_ring *ring, size_t len, struct sl_err *reterr);

/* ---- values -------------------------------------------------------------------------------- */

/* What came of a value. The reasons why there is no plaintext are counted by these names. */
enum sl_opening {
#define SL_OPENING(id, name, meaning) SL_##id,
#include "crypto/openings.def"
#undef SL_OPENING
    SL_OPENINGS
};
const char *sl_opening_name(enum sl_opening opening);

struct sl_gcm;
struct sl_cbc;
struct sl_mac;

/* Contexts of one key; a format uses those it needs. */
struct sl_cipher_key {
    struct sl_gcm *gcm;
    struct sl_cbc *cbc;
    struct sl_mac *mac;
};

/* One column's way of being encrypted. */
struct sl_cipher {
    const struct sl_format *format;
    const struct sl_encryption *encryption;
    bool raw;             /* the value at hand is bytes (a bytea), not text */
    size_t iv_bytes;      /* aes_gcm */
    bool tag_first;       /* aes_gcm: before the ciphertext */
    uint32_t nkeys, last; /* the key that fitted last */
    struct sl_cipher_key keys[SL_RING_KEYS];
    struct sl_buf decoded, inner; /* scratch for ciphertext, without its encoding */
};

struct sl_format {
    const char *name;
    /* Key material -> keys. CONFIG and *reterr, never with anything of a key in it. */
    int (*derive)(const struct sl_key_material *material, struct sl_ring *ring,
                  struct sl_err *reterr);
    /* Keys -> the column's contexts. */
    int (*prepare)(struct sl_cipher *cipher, const struct sl_table *table,
                   const struct sl_ring *ring, struct sl_err *reterr);
    /* Appends the plaintext to `plain`, which is empty: all of it or nothing. */
    enum sl_opening (*open)(struct sl_cipher *cipher, struct sl_str stored, struct sl_buf *plain);
    /* Known answers of the format's own library. False: libcrypto or this build is broken. */
    bool (*self_test)(void);
};

extern const struct sl_format sl_format_rails, sl_format_fernet, sl_format_laravel,
    sl_format_lockbox, sl_format_aes_gcm;

/* NULL when there is none. */
const struct sl_format *sl_format_named(const char *name);

/* Every format against its known answers, each with a fault put in as well. BUG and *reterr. */
SL_MUST_USE int sl_formats_self_test(struct sl_err *reterr);

/* A column's parameter as the policy writes it ("yes", "12", "base64"); "" when it does not. */
const char *sl_encryption_parameter(const struct sl_encryption *encryption, const char *name);
bool sl_encryption_flag(const struct sl_encryption *encryption, const char *name);

/* NULL and *reterr on failure; ends with sl_cipher_free(), which wipes. NULL is allowed there. */
struct sl_cipher *sl_cipher_new(const struct sl_table *table,
                                const struct sl_encryption *encryption, const struct sl_ring *ring,
                                struct sl_err *reterr);
void sl_cipher_free(struct sl_cipher *cipher);

/* For self-tests: whether a fresh cipher opens `stored` as `answer`, twice over, and nothing that is
 * one bit off. */
bool sl_format_known_answer(const struct sl_encryption *encryption, const struct sl_ring *ring,
                            struct sl_str stored, struct sl_str answer);

/* For formats: a GCM context for each key of the ring, for IVs of `iv_len` bytes. */
SL_MUST_USE int sl_cipher_gcm_keys(struct sl_cipher *cipher, const struct sl_ring *ring,
                                   size_t iv_len, struct sl_err *reterr);

/* For formats: appends the plaintext of an AES-GCM value, or nothing. */
struct sl_gcm_box;
enum sl_opening sl_cipher_open_box(struct sl_gcm *gcm, const struct sl_gcm_box *box,
                                   struct sl_buf *plain);

/* For formats: tries the ring's keys, the last one that fitted first, until `try` says other than
 * NOT_AUTHENTIC. */
typedef enum sl_opening sl_try_key_fn(struct sl_cipher_key *key, const void *parts,
                                      struct sl_buf *plain);
enum sl_opening sl_cipher_try(struct sl_cipher *cipher, sl_try_key_fn *try, const void *parts,
                              struct sl_buf *plain);

#endif
