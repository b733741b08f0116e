/* eval_keyed.c - keyed codes, as docs/functions.md has them under "Keys". */
#include "eval/eval_functions.h"

#include <openssl/hmac.h>

static struct sl_str
without_trailing_zeros(struct sl_str digits)
{
    if (memchr(digits.ptr, '.', digits.len) == NULL)
        return digits;
    while (digits.ptr[digits.len - 1] == '0')
        digits.len--;
    digits.len -= digits.ptr[digits.len - 1] == '.';
    return digits;
}

/* As in released JSON, without the quotes. */
static struct sl_str
time_text(struct sl_arena *arena, struct sl_value value)
{
    struct sl_buf json;
    sl_buf_init(&json, 100);
    slc_eval_json(&json, value);
    struct sl_str text = sl_arena_copy(arena, sl_buf_str(&json));
    sl_buf_done(&json);
    return (struct sl_str) { text.ptr + 1, text.len - 2 };
}

/* The bytes that stand for a value: equal values of an integer type give equal bytes. */
static struct sl_str
canonical_bytes(struct sl_arena *arena, struct sl_value value)
{
    if (value.kind == SL_INTEGER)
        return slc_digits_text(arena, value);
    if (value.kind == SL_NUMERIC)
        return without_trailing_zeros(value.text);
    if (value.kind == SL_TIMESTAMP || value.kind == SL_TIMESTAMPTZ)
        return time_text(arena, value);
    return value.text;
}

/* Times outside the years 0001-9999 have none. */
static bool
has_json_form(struct sl_value value)
{
    int64_t day;
    bool time = value.kind == SL_TIMESTAMP || value.kind == SL_TIMESTAMPTZ;
    return !time || slc_day_of(value, &day);
}

static void
add_part(struct sl_buf *message, struct sl_str part)
{
    sl_buf_add_str(message, part);
    sl_buf_add_byte(message, '\0');
}

/* HMAC of tag and value under the key of the call's `using:`. */
static void
mac_of(const struct slc_call *call, struct sl_str tag, struct sl_str value,
       unsigned char ret_mac[EVP_MAX_MD_SIZE])
{
    const struct slc_ir_release *release = call->evaluation->release;
    uint32_t at = 0;
    while (call->expr->args[at].kind != SLC_PARAMETER_KEY)
        at++;
    uint32_t slot = call->expr->args[at].key;
    struct sl_str key = call->evaluation->keys[slot].bytes;
    struct sl_buf message;
    sl_buf_init(&message, SIZE_MAX / 2);
    add_part(&message, SL_STR("sluice/2"));
    add_part(&message, release->keys[slot].key->name);
    add_part(&message, release->destination_name);
    add_part(&message, release->keys[slot].kind);
    add_part(&message, tag);
    sl_buf_add_str(&message, value);
    HMAC(EVP_sha256(), key.ptr, (int)key.len, (const unsigned char *)message.bytes, message.len,
         ret_mac, NULL);
    sl_buf_done(&message);
}

/* The same of the first value; false where it has none. */
static bool
mac_of_first(const struct slc_call *call, unsigned char ret_mac[EVP_MAX_MD_SIZE])
{
    enum slc_type_id type = call->expr->args[0].expr->type.id;
    if (!has_json_form(call->values[0]))
        return false;
    mac_of(call, sl_str_of(slc_type_info(type)->pseudonym_tag),
           canonical_bytes(call->evaluation->arena, call->values[0]), ret_mac);
    return true;
}

static uint64_t
number_of(const unsigned char *mac)
{
    uint64_t number = 0;
    for (int at = 0; at < 8; at++)
        number = number * 256 + mac[at];
    return number;
}

static struct sl_value
hex_value(const struct slc_call *call, const unsigned char *mac)
{
    char hex[33];
    sl_hex(mac, 16, hex);
    return slc_text_value(sl_arena_copy(call->evaluation->arena, sl_str_of(hex)));
}

struct sl_value
slc_eval_pseudonym(const struct slc_call *call)
{
    unsigned char mac[EVP_MAX_MD_SIZE];
    return mac_of_first(call, mac) ? hex_value(call, mac) : slc_missing_value(SL_TEXT);
}

struct sl_value
slc_eval_pseudonym_uuid(const struct slc_call *call)
{
    unsigned char mac[EVP_MAX_MD_SIZE];
    char hex[33];
    if (!mac_of_first(call, mac))
        return slc_missing_value(SL_UUID);
    mac[6] = (unsigned char)(0x80 + mac[6] % 16);
    mac[8] = (unsigned char)(0x80 + mac[8] % 64);
    sl_hex(mac, 16, hex);
    struct sl_value uuid =
        slc_text_value(sl_arena_format(call->evaluation->arena, "%.8s-%.4s-%.4s-%.4s-%.12s", hex,
                                       hex + 8, hex + 12, hex + 16, hex + 20));
    uuid.kind = SL_UUID;
    return uuid;
}

struct sl_value
slc_eval_bucket_of(const struct slc_call *call)
{
    unsigned char mac[EVP_MAX_MD_SIZE];
    if (!mac_of_first(call, mac))
        return slc_missing_value(SL_INTEGER);
    uint64_t buckets = (uint64_t)call->expr->args[2].literals[0].digits;
    return (struct sl_value) { .state = SL_VALUE,
                               .kind = SL_INTEGER,
                               .integer = (int64_t)(number_of(mac) % buckets) };
}

struct sl_value
slc_eval_match_code(const struct slc_call *call)
{
    struct sl_arena *arena = call->evaluation->arena;
    unsigned char mac[EVP_MAX_MD_SIZE];
    struct sl_str all = { "", 0 };
    for (uint32_t at = 0; call->expr->args[at].kind == SLC_PARAMETER_VALUE; at++) {
        if (!has_json_form(call->values[at]))
            return slc_missing_value(SL_TEXT);
        struct sl_str part = slc_trimmed(canonical_bytes(arena, call->values[at]));
        part = slc_lowered(arena, slc_squeezed(arena, part));
        all = sl_arena_format(arena, "%.*s%s%.*s", SL_FMT(all), at > 0 ? "\x1f" : "", SL_FMT(part));
    }
    mac_of(call, SL_STR("match"), all, mac);
    return hex_value(call, mac);
}

struct sl_value
slc_eval_shift_days(const struct slc_call *call)
{
    unsigned char mac[EVP_MAX_MD_SIZE];
    struct sl_value date = call->values[0], per = call->values[2];
    int64_t within = call->expr->args[3].literals[0].digits, day;
    if (!slc_day_of(date, &day) || !has_json_form(per))
        return slc_missing_value(date.kind);
    mac_of(call, SL_STR("shift"), canonical_bytes(call->evaluation->arena, per), mac);
    int64_t days = (int64_t)(number_of(mac) % (uint64_t)(2 * within + 1)) - within;
    date.integer += date.kind == SL_DATE ? days : days * INT64_C(86400000000);
    return slc_day_of(date, &day) ? date : slc_missing_value(date.kind);
}

struct slc_key_bytes
slc_test_key(struct sl_arena *arena, struct sl_str name)
{
    uint8_t digest[SL_SHA256_BYTES];
    sl_sha256(sl_arena_format(arena, "sluice test key %.*s", SL_FMT(name)), digest);
    return (struct slc_key_bytes) { sl_arena_copy(
        arena, (struct sl_str) { (const char *)digest, sizeof digest }) };
}

struct slc_key_bytes *
slc_test_keys(struct sl_arena *arena, const struct slc_ir_release *release)
{
    struct slc_key_bytes *keys = SL_NEW_ARRAY(arena, struct slc_key_bytes, release->nkeys + 1);
    for (uint32_t at = 0; at < release->nkeys; at++)
        keys[at] = slc_test_key(arena, release->keys[at].key->name);
    return keys;
}
