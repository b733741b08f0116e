/* Formats against values that others published or that their own libraries made, and what becomes of
 * such values when they are altered. */
#include "crypto/decoder.h"
#include "crypto/format.h"
#include "maxima.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { MOST_PARTS = 4 };

/* `parts` and `parameters` are pairs of name and value, NULL-ended. */
struct vector {
    const char *what, *format;
    const char *parts[2 * MOST_PARTS + 1];
    const char *parameters[2 * MOST_PARTS + 1];
    const char *stored, *plain;
};

#define RAILS_GUIDE_KEYS                                                                           \
    "deterministic_key", "uhtk2DYS80OweAPnMLtrV2FhYIXaceAy", "salt",                               \
        "g7Q66StqUQDQk9SJ81sWbYZXgiRogBwS"
#define ZEROS "0000000000000000000000000000000000000000000000000000000000000000"

static const struct vector vectors[] = {
    { "the Rails guide, SHA-256",
      "rails",
      { RAILS_GUIDE_KEYS },
      { NULL },
      "{\"p\":\"8BAc8dGXqxksThLNmKmbWG8=\",\"h\":{\"iv\":\"NgqthINGlvoN+fhP\",\"at\":"
      "\"1uVTEDmQmPfpi1ULT9Nznw==\"}}",
      "tolkien@email.com" },
    { "Rails' own test of deterministic ciphertexts, SHA-1",
      "rails",
      { "primary_key", "another key", "deterministic_key", "test deterministic key", "salt",
        "testing key derivation salt" },
      { NULL },
      "{\"p\":\"DIohhw==\",\"h\":{\"iv\":\"wEPaDcJP3VNIxaiz\",\"at\":\"X7+2xvvcu1k1if6Dy28Esw==\"}"
      "}",
      "Dune" },
    { "Fernet's specification, behind another key",
      "fernet",
      { "keys", "AAECAwQFBgcICQoLDA0ODw8ODQwLCgkIBwYFBAMCAQA=", "keys",
        "cw_0x689RpI-jtRR7oE8h_eQsKImvJapLeSbXpwF4e4=" },
      { NULL },
      "gAAAAAAdwJ6wAAECAwQFBgcICQoLDA0ODy021cpGVWKZ_eEwCGM4BLLF_5CV9dOPmrhuVUPgJobwOz7JcbmrR64jVmpU"
      "4IwqDA==",
      "hello" },
    { "Laravel's EncrypterTest",
      "laravel",
      { "keys", "bbbbbbbbbbbbbbbb" },
      { NULL },
      "eyJpdiI6Ilg0dFM5TVRibEFqZW54c3lQdWJoVVE9PSIsInZhbHVlIjoiRGJpa2p2ZHI3eUs0dUtRakJneUhUUT09Iiwi"
      "bW"
      "FjIjoiMjBjZWYxODdhNThhOTk4MTk1NTc0YTE1MDgzODU1OWE0ZmQ4MDc5ZjMxYThkOGM1ZmM1MzlmYzBkYTBjMWI1Zi"
      "Is"
      "InRhZyI6IiJ9",
      "foo" },
    { "Lockbox, an attribute's key",
      "lockbox",
      { "keys", ZEROS },
      { "attribute", "email_ciphertext" },
      "AAECAwQFBgcICQoLHa1UQip/pS+E3S+H9+6tLcpHzr+KOGalX7syhrCSO7es",
      "alice@example.com" },
    { "Lockbox, padded",
      "lockbox",
      { "keys", ZEROS },
      { "attribute", "email_ciphertext", "padding", "yes" },
      "AAECAwQFBgcICQoLHa1UQip/pS+E3S+H9+6tLcqq5Z3n9l7xlWZT/1UDe0pJEbAGeYH/upLFNsrr5ju+",
      "alice@example.com" },
    { "Lockbox's layout as AES-GCM, with additional data",
      "aes_gcm",
      { "keys", "2ff9b36c1d3995add4ec8462e18e0d49d22c9ba72926b42fd33304b1a9553651", "encoding",
        "hex" },
      { "aad", "42" },
      "AAECAwQFBgcICQoLHa1UQip/pS+E3S+H9+6tLcoHLSwl0V+iD5zmF0qQNmhd",
      "alice@example.com" },
    { "@47ng/cloak",
      "aes_gcm",
      { "keys", "BwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwcHBwc", "encoding", "base64url" },
      { "encoding", "dotted", "prefix", "v1.aesgcm256.00000000. v1.aesgcm256.fb05bc06." },
      "v1.aesgcm256.fb05bc06.bwMMeYZfMoPqo3f0.B27TJOXX2pGjYMq5-FlCW7fiS-acfFIo0MWMbIh2WLed",
      "alice@example.com" },
};

enum { NVECTORS = sizeof vectors / sizeof vectors[0] };

/* ---- opening -------------------------------------------------------------------------------- */

static const struct sl_table users = { .schema = "public", .name = "users" };

struct opener {
    struct sl_key_part parts[MOST_PARTS];
    struct sl_parameter parameters[MOST_PARTS];
    struct sl_encryption encryption;
    struct sl_cipher *cipher;
    struct sl_buf plain;
};

static void
open_opener(struct opener *opener, const struct vector *vector)
{
    struct sl_err err;
    struct sl_ring ring = { .nkeys = 0 };
    struct sl_key_material material = { .format = vector->format, .parts = opener->parts };
    *opener = (struct opener) { .encryption = { .format = vector->format,
                                                .parameters = opener->parameters } };
    for (; vector->parts[2 * material.nparts] != NULL; material.nparts++)
        opener->parts[material.nparts] =
            (struct sl_key_part) { vector->parts[2 * material.nparts],
                                   sl_str_of(vector->parts[2 * material.nparts + 1]) };
    uint32_t *n = &opener->encryption.nparameters;
    for (; vector->parameters[2 * *n] != NULL; (*n)++)
        opener->parameters[*n] =
            (struct sl_parameter) { vector->parameters[2 * *n], vector->parameters[2 * *n + 1] };
    const struct sl_format *format = sl_format_named(vector->format);
    assert_non_null(format);
    assert_int_equal(format->derive(&material, &ring, &err), 0);
    opener->cipher = sl_cipher_new(&users, &opener->encryption, &ring, &err);
    assert_non_null(opener->cipher);
    sl_buf_init(&opener->plain, SL_MAX_PLAINTEXT_BYTES);
}

static void
close_opener(struct opener *opener)
{
    sl_cipher_free(opener->cipher);
    sl_buf_done(&opener->plain);
}

static enum sl_opening
open_bytes(struct opener *opener, struct sl_str stored)
{
    /* Memory of just this size, so that a sanitizer sees what is read beyond it. */
    char *copy = malloc(stored.len > 0 ? stored.len : 1);
    assert_non_null(copy);
    if (stored.len > 0)
        memcpy(copy, stored.ptr, stored.len);
    sl_buf_wipe(&opener->plain);
    enum sl_opening opening = opener->cipher->format->open(
        opener->cipher, (struct sl_str) { copy, stored.len }, &opener->plain);
    free(copy);
    return opening;
}

static void
test_known_answers(void **state)
{
    (void)state;
    for (size_t at = 0; at < NVECTORS; at++) {
        struct opener opener;
        open_opener(&opener, &vectors[at]);
        for (int round = 0; round < 3; round++) {
            enum sl_opening opening = open_bytes(&opener, sl_str_of(vectors[at].stored));
            if (opening != SL_OPENED)
                fail_msg("%s: %s", vectors[at].what, sl_opening_name(opening));
            assert_true(sl_str_is(sl_buf_str(&opener.plain), vectors[at].plain));
        }
        close_opener(&opener);
    }
}

static void
test_self_tests(void **state)
{
    struct sl_err err;
    (void)state;
    if (sl_formats_self_test(&err) != 0)
        fail_msg("%s", err.text);
}

/* ---- altered values ------------------------------------------------------------------------- */

/* Nothing, or, where what was altered says nothing (a hint, a letter's case in hex), the same. */
static void
assert_harmless(struct opener *opener, const struct vector *vector, struct sl_str altered)
{
    enum sl_opening opening = open_bytes(opener, altered);
    if (opening != SL_OPENED)
        assert_int_equal(opener->plain.len, 0);
    else if (altered.len > 0)
        assert_true(sl_str_is(sl_buf_str(&opener->plain), vector->plain));
    /* And no trace of it where the plaintext would have been. */
    if (opening != SL_OPENED && opener->plain.capacity >= strlen(vector->plain))
        assert_null(memmem(opener->plain.bytes, opener->plain.capacity, vector->plain,
                           strlen(vector->plain)));
}

static void
test_flipped_bits(void **state)
{
    (void)state;
    for (size_t at = 0; at < NVECTORS; at++) {
        struct opener opener;
        struct sl_str stored = sl_str_of(vectors[at].stored);
        char altered[1024];
        assert_true(stored.len <= sizeof altered);
        open_opener(&opener, &vectors[at]);
        memcpy(altered, stored.ptr, stored.len);
        for (size_t byte = 0; byte < stored.len; byte++) {
            for (int bit = 0; bit < 8; bit++) {
                altered[byte] = (char)(stored.ptr[byte] ^ (1 << bit));
                assert_harmless(&opener, &vectors[at], (struct sl_str) { altered, stored.len });
            }
            altered[byte] = stored.ptr[byte];
        }
        assert_int_equal(open_bytes(&opener, stored), SL_OPENED);
        close_opener(&opener);
    }
}

static void
test_cut_and_grown(void **state)
{
    (void)state;
    for (size_t at = 0; at < NVECTORS; at++) {
        struct opener opener;
        struct sl_str stored = sl_str_of(vectors[at].stored);
        char grown[1024];
        open_opener(&opener, &vectors[at]);
        for (size_t len = 0; len < stored.len; len++) {
            assert_harmless(&opener, &vectors[at], (struct sl_str) { stored.ptr, len });
            assert_harmless(&opener, &vectors[at], sl_str_from(stored, stored.len - len));
        }
        memcpy(grown, stored.ptr, stored.len);
        for (int byte = 0; byte < 256; byte++) {
            grown[stored.len] = (char)byte;
            assert_harmless(&opener, &vectors[at], (struct sl_str) { grown, stored.len + 1 });
        }
        close_opener(&opener);
    }
}

/* A part of one value in another's place: every two bytes exchanged. */
static void
test_swapped(void **state)
{
    (void)state;
    for (size_t at = 0; at < NVECTORS; at++) {
        struct opener opener;
        struct sl_str stored = sl_str_of(vectors[at].stored);
        char swapped[1024];
        open_opener(&opener, &vectors[at]);
        for (size_t distance = 1; distance < 40 && distance < stored.len; distance++)
            for (size_t byte = 0; byte + distance < stored.len; byte++) {
                memcpy(swapped, stored.ptr, stored.len);
                swapped[byte] = stored.ptr[byte + distance];
                swapped[byte + distance] = stored.ptr[byte];
                assert_harmless(&opener, &vectors[at], (struct sl_str) { swapped, stored.len });
            }
        close_opener(&opener);
    }
}

/* ---- reasons -------------------------------------------------------------------------------- */

static void
assert_opening(const char *format, const char *stored, enum sl_opening wanted)
{
    for (size_t at = 0; at < NVECTORS; at++) {
        struct opener opener;
        if (strcmp(vectors[at].format, format) != 0)
            continue;
        open_opener(&opener, &vectors[at]);
        enum sl_opening opening = open_bytes(&opener, sl_str_of(stored));
        if (opening != wanted)
            fail_msg("%s: %s is %s", vectors[at].what, stored, sl_opening_name(opening));
        close_opener(&opener);
    }
}

static void
test_leftovers(void **state)
{
    (void)state;
    assert_opening("rails", "ann@example.com", SL_NOT_ENCRYPTED);
    assert_opening("rails", "", SL_NOT_ENCRYPTED);
    assert_opening("rails", "{}", SL_NOT_ENCRYPTED);
    assert_opening("rails", "{\"p\":\"\"}", SL_NOT_ENCRYPTED);
    assert_opening("rails", "\xcc\x80 packed", SL_NOT_SUPPORTED);
    assert_opening("fernet", "ann@example.com", SL_NOT_ENCRYPTED);
    assert_opening("laravel", "ann@example.com", SL_NOT_ENCRYPTED);
    assert_opening("laravel", "e30=", SL_NOT_ENCRYPTED);
    assert_opening("aes_gcm", "ann@example.com", SL_NOT_ENCRYPTED);
    assert_opening("aes_gcm", "", SL_NOT_ENCRYPTED);
}

static void
test_another_key(void **state)
{
    struct vector vector = vectors[0];
    struct opener opener;
    (void)state;
    vector.parts[1] = "uhtk2DYS80OweAPnMLtrV2FhYIXaceAz";
    open_opener(&opener, &vector);
    assert_int_equal(open_bytes(&opener, sl_str_of(vector.stored)), SL_NOT_AUTHENTIC);
    close_opener(&opener);
}

static void
assert_no_keys(const char *format, const char *option, const char *value)
{
    const struct sl_key_part parts[] = { { option, sl_str_of(value) } };
    const struct sl_key_material material = { format, parts, 1 };
    struct sl_ring ring = { .nkeys = 0 };
    struct sl_err err = { .class = SL_OK };
    assert_int_equal(sl_format_named(format)->derive(&material, &ring, &err), -1);
    assert_int_equal(err.class, SL_CONFIG);
    assert_null(strstr(err.text, value));
    assert_null(strstr(err.remedy, value));
}

static void
test_bad_keys(void **state)
{
    (void)state;
    assert_no_keys("rails", "primary_key", "a secret that has no salt");
    assert_no_keys("fernet", "keys", "not a Fernet key");
    assert_no_keys("laravel", "keys", "a key of the wrong length");
    assert_no_keys("laravel", "keys", "base64:?!");
    assert_no_keys("lockbox", "keys", "00ff");
    assert_no_keys("aes_gcm", "keys", "short");
}

int
main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_known_answers), cmocka_unit_test(test_self_tests),
        cmocka_unit_test(test_flipped_bits),  cmocka_unit_test(test_cut_and_grown),
        cmocka_unit_test(test_swapped),       cmocka_unit_test(test_leftovers),
        cmocka_unit_test(test_another_key),   cmocka_unit_test(test_bad_keys),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
