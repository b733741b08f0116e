#include "sink/partition.h"

#include "hash.h"
#include "siphash.h"

#include <openssl/evp.h>
#include <stdlib.h>

enum { MD5_BYTES = 16 };

struct slp_partitioner {
    EVP_MD *md5;     /* NULL where there is none */
    EVP_MD_CTX *ctx; /* used again for each key */
};

struct slp_partitioner *
slp_partitioner_new(void)
{
    struct slp_partitioner *partitioner = calloc(1, sizeof *partitioner);
    if (partitioner == NULL)
        return NULL;
    partitioner->md5 = EVP_MD_fetch(NULL, "MD5", NULL);
    partitioner->ctx = EVP_MD_CTX_new();
    if (partitioner->ctx != NULL)
        return partitioner;
    slp_partitioner_free(partitioner);
    return NULL;
}

void
slp_partitioner_free(struct slp_partitioner *partitioner)
{
    if (partitioner == NULL)
        return;
    EVP_MD_CTX_free(partitioner->ctx);
    EVP_MD_free(partitioner->md5);
    free(partitioner);
}

bool
slp_partitioner_knows_shards(const struct slp_partitioner *partitioner)
{
    return partitioner->md5 != NULL;
}

/* ---- keys ---------------------------------------------------------------------------------- */

/* The end of a JSON string's text; `at` is behind its opening quote. `end` when an escape comes. */
static const char *
skip_text(const char *at, const char *end)
{
    while (at < end && *at != '"' && *at != '\\')
        at++;
    return at < end && *at == '"' ? at : end;
}

/* Takes `"name":value` and a comma behind it off *members; false when it is not of that form.
 * *ret: the value without quotes. */
static bool
take_member(struct sl_str *members, struct sl_str *ret)
{
    const char *at = members->ptr, *end = at + members->len;
    const char *name_end = *at == '"' ? skip_text(at + 1, end) : end;
    if (end - name_end < 3 || name_end[1] != ':')
        return false;
    const char *value = name_end + 2, *value_end;
    if (*value == '"') {
        value_end = skip_text(++value, end);
        if (value_end == end)
            return false;
        at = value_end + 1;
    } else {
        value_end = memchr(value, ',', (size_t)(end - value));
        value_end = value_end != NULL ? value_end : end;
        at = value_end;
    }
    *ret = (struct sl_str) { .ptr = value, .len = (size_t)(value_end - value) };
    if (at < end && *at++ != ',')
        return false;
    *members = (struct sl_str) { .ptr = at, .len = (size_t)(end - at) };
    return true;
}

/* The values joined; 0 when the hash has to stand for them. */
static size_t
join(struct sl_str members, char ret[SLP_PARTITION_MAX_BYTES])
{
    struct sl_str value;
    size_t len = 0;
    while (members.len > 0) {
        if (!take_member(&members, &value) || value.len + 1 > SLP_PARTITION_MAX_BYTES - len)
            return 0;
        if (len > 0)
            ret[len++] = ',';
        if (value.len > 0)
            memcpy(ret + len, value.ptr, value.len);
        len += value.len;
    }
    return len;
}

size_t
slp_partition_key(struct sl_str members, const char *stream, char ret[SLP_PARTITION_MAX_BYTES])
{
    char hex[SL_SHA256_HEX_CHARS + 1];
    if (members.len == 0) { /* a stream has at most 63 characters (LANGUAGE: names) */
        size_t stream_len = strlen(stream);
        stream_len = stream_len < SLP_PARTITION_MAX_BYTES ? stream_len : SLP_PARTITION_MAX_BYTES;
        memcpy(ret, stream, stream_len);
        return stream_len;
    }
    size_t len = join(members, ret);
    if (len > 0)
        return len;
    sl_sha256_hex(members, hex);
    memcpy(ret, hex, SL_SHA256_HEX_CHARS);
    return SL_SHA256_HEX_CHARS;
}

/* ---- places -------------------------------------------------------------------------------- */

uint64_t
slp_partition_place(struct slp_partitioner *partitioner, struct sl_str key)
{
    static const uint8_t no_key[SL_SIPHASH_KEY_BYTES] = { 0 };
    uint8_t digest[MD5_BYTES];
    uint64_t place = 0;
    if (partitioner->md5 == NULL)
        return sl_siphash(no_key, key);
    if (EVP_DigestInit_ex2(partitioner->ctx, partitioner->md5, NULL) != 1 ||
        EVP_DigestUpdate(partitioner->ctx, key.ptr, key.len) != 1 ||
        EVP_DigestFinal_ex(partitioner->ctx, digest, NULL) != 1)
        abort();
    for (size_t at = 0; at < sizeof place; at++)
        place = place << 8 | digest[at];
    return place;
}

void
slp_partition_bucket_start(uint32_t bucket, char ret[SLP_PARTITION_DECIMAL_BYTES])
{
    /* bucket * 2^120 in decimal, digit by digit: no integer of C is wide enough everywhere. */
    uint8_t digits[SLP_PARTITION_DECIMAL_BYTES] = { 0 }; /* the lowest first */
    size_t count = 0;
    for (; count == 0 || bucket > 0; bucket /= 10)
        digits[count++] = (uint8_t)(bucket % 10);
    for (unsigned doubling = 0; doubling < 120; doubling++) {
        unsigned carry = 0;
        for (size_t at = 0; at < count; at++) {
            unsigned twice = 2U * digits[at] + carry;
            digits[at] = (uint8_t)(twice % 10);
            carry = twice / 10;
        }
        if (carry > 0)
            digits[count++] = (uint8_t)carry;
    }
    for (size_t at = 0; at < count; at++)
        ret[at] = (char)('0' + digits[count - 1 - at]);
    ret[count] = '\0';
}
