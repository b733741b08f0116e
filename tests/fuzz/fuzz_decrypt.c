/* fuzz_decrypt.c - a value of an encrypted column, with keys that the fuzzer's corpus was made with.
 *
 * The first byte chooses the format and its parameters, the rest is the value. Whatever it is, there
 * is an outcome, and plaintext with one outcome alone; then the plaintext is read as a type. */
#include "crypto/decoder.h"
#include "maxima.h"

#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static const struct sl_key_part laravel_keys[] = { { "keys", { "bbbbbbbbbbbbbbbb", 16 } } };
static const struct sl_key_part fernet_keys[] = {
    { "keys", { "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=", 44 } },
};
static const struct sl_key_part lockbox_keys[] = { { "keys", { ZEROS, 64 } } };
static const struct sl_key_part hex_keys[] = {
    { "keys", { "2ff9b36c1d3995add4ec8462e18e0d49d22c9ba72926b42fd33304b1a9553651", 64 } },
    { "encoding", { "hex", 3 } },
};

static const struct sl_parameter padded[] = { { "attribute", "email_ciphertext" },
                                              { "padding", "yes" } };
static const struct sl_parameter packed[] = { { "packed", "integer" } };
static const struct sl_parameter serialized[] = { { "serialized", "yes" } };
static const struct sl_parameter dotted[] = { { "encoding", "dotted" }, { "prefix", "v1. v2." } };
static const struct sl_parameter headed[] = {
    { "encoding", "hex" }, { "header", "01ff 02" }, { "iv", "16" }, { "order", "iv_tag_ciphertext" }
};
static const struct sl_parameter bound[] = { { "aad", "42" } };

/* The derived key of the Rails guide's deterministic example: deriving would take the fuzzer's time. */
static const struct sl_ring rails_ring = {
    .nkeys = 1,
    .keys = { { .len = 32,
                .bytes = { 0xfd, 0x3c, 0x1d, 0xb7, 0xf9, 0x46, 0xac, 0x97, 0xef, 0x4d, 0x48,
                           0xd7, 0x91, 0x41, 0x65, 0x5a, 0x7e, 0xfc, 0x42, 0xf6, 0x01, 0xf2,
                           0x85, 0x26, 0x29, 0x03, 0x1f, 0xd4, 0x79, 0x33, 0x4b, 0x8c } } },
};

#define COUNT(list) (sizeof(list) / sizeof *(list))
#define CASE(format, keys, parameters)                                                             \
    {                                                                                              \
        { format, keys, COUNT(keys) },                                                             \
        {                                                                                          \
            0, "k", format, parameters, COUNT(parameters), false                                   \
        }                                                                                          \
    }

static const struct {
    struct sl_key_material material;
    struct sl_encryption encryption;
} cases[] = {
    { { "rails", NULL, 0 }, { 0, "k", "rails", NULL, 0, false } },
    { { "fernet", fernet_keys, 1 }, { 0, "k", "fernet", NULL, 0, false } },
    { { "laravel", laravel_keys, 1 }, { 0, "k", "laravel", NULL, 0, true } },
    CASE("laravel", laravel_keys, serialized),
    CASE("lockbox", lockbox_keys, padded),
    CASE("lockbox", lockbox_keys, packed),
    CASE("aes_gcm", hex_keys, bound),
    CASE("aes_gcm", hex_keys, dotted),
    CASE("aes_gcm", hex_keys, headed),
};

enum { NCASES = sizeof cases / sizeof *cases };

static const struct sl_column text = { "x", "text", 25, SL_TEXT, 0, NULL };
static const struct sl_table table = {
    .schema = "public", .name = "users", .columns = &text, .ncolumns = 1
};

static struct sl_decoder *
decoder_of(size_t choice)
{
    static struct sl_decoder *decoders[NCASES];
    struct sl_err err;
    if (decoders[choice] != NULL)
        return decoders[choice];
    struct sl_ring ring = rails_ring;
    if (cases[choice].material.parts != NULL) {
        ring = (struct sl_ring) { .nkeys = 0 };
        if (sl_format_named(cases[choice].material.format)
                ->derive(&cases[choice].material, &ring, &err) != 0)
            abort();
    }
    decoders[choice] =
        sl_decoder_new(&table, &cases[choice].encryption, &ring, SL_DECODER_WINDOW, &err);
    if (decoders[choice] == NULL)
        abort();
    return decoders[choice];
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct sl_buf plain;
    struct sl_value value;
    if (size < 1)
        return 0;
    const struct sl_value stored = { .state = SL_VALUE,
                                     .kind = (data[0] & 0x80) != 0 ? SL_BYTES : SL_TEXT,
                                     .text = { (const char *)data + 1, size - 1 } };
    sl_buf_init(&plain, SL_MAX_PLAINTEXT_BYTES);
    enum sl_opening opening =
        sl_decoder_open(decoder_of((data[0] & 0x7f) % NCASES), &stored, &plain, &value);
    if ((opening == SL_OPENED) != (value.state == SL_VALUE) ||
        (opening != SL_OPENED && plain.len != 0))
        abort();
    for (size_t at = 0; opening != SL_OPENED && at < plain.capacity; at++)
        if (plain.bytes[at] != 0)
            abort();
    sl_buf_wipe(&plain);
    sl_buf_done(&plain);
    return 0;
}
