/* pseudonym.c - keyed codes: pseudonym, pseudonym_uuid, bucket_of, match_code. */
#include "abi/functions.h"

#include "functions/keyed.h"
#include "functions/parts.h"
#include "hash.h"
#include "record/ascii.h"

enum { PSEUDONYM_BYTES = 16 };

/* The keyed code of a value; false where there is none. */
static bool
mac_of_value(struct sl_record *out, const struct sl_value *value, uint32_t key,
             uint8_t ret_mac[SL_MAC_BYTES])
{
    char room[SL_TIMESTAMP_CHARS];
    struct sl_str tag = { NULL, 0 }, form = { NULL, 0 };
    return sl_keyed_form(value, room, &tag, &form) && sl_keyed_mac(out, key, tag, form, ret_mac);
}

static struct sl_open
hex_of(struct sl_record *out, const uint8_t mac[SL_MAC_BYTES])
{
    char *hex = sl_record_scratch(out, (size_t)2 * PSEUDONYM_BYTES + 1);
    if (hex == NULL)
        return sl_missing();
    sl_hex(mac, PSEUDONYM_BYTES, hex);
    return sl_text_of(hex, (size_t)2 * PSEUDONYM_BYTES);
}

struct sl_open
sl_pseudonym(struct sl_record *out, struct sl_sealed x, uint32_t key)
{
    uint8_t mac[SL_MAC_BYTES];
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return mac_of_value(out, &x.value, key, mac) ? hex_of(out, mac) : sl_missing();
}

/* RFC 9562, section 5.8: the version is 8, and the variant 10 in binary. */
struct sl_open
sl_pseudonym_uuid(struct sl_record *out, struct sl_sealed x, uint32_t key)
{
    static const size_t hyphens_before[] = { 4, 6, 8, 10, PSEUDONYM_BYTES };
    uint8_t mac[SL_MAC_BYTES];
    char hex[2 * PSEUDONYM_BYTES + 1];
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    char *text = sl_record_scratch(out, sizeof hex + 4);
    if (text == NULL || !mac_of_value(out, &x.value, key, mac))
        return sl_missing();
    mac[6] = (uint8_t)((mac[6] & 0x0f) | 0x80);
    mac[8] = (uint8_t)((mac[8] & 0x3f) | 0x80);
    sl_hex(mac, PSEUDONYM_BYTES, hex);
    char *to = text;
    size_t from = 0;
    for (size_t at = 0; at < sizeof hyphens_before / sizeof *hyphens_before; at++) {
        to = sl_print_bytes(to, hex + 2 * from, 2 * (hyphens_before[at] - from));
        from = hyphens_before[at];
        *to++ = '-';
    }
    struct sl_open uuid = sl_text_of(text, (size_t)(to - 1 - text));
    uuid.value.kind = SL_UUID;
    return uuid;
}

struct sl_open
sl_bucket_of(struct sl_record *out, struct sl_sealed x, uint32_t key, uint32_t buckets)
{
    uint8_t mac[SL_MAC_BYTES];
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    if (buckets == 0 || !mac_of_value(out, &x.value, key, mac))
        return sl_missing();
    return sl_integer((int64_t)(sl_keyed_number(mac) % buckets));
}

/* ---- match_code ----------------------------------------------------------------------------- */

/* Trimmed, with one blank for each run of white space, in lower case; never longer than it was. */
static char *
print_tidied(char *to, struct sl_str form)
{
    struct sl_str text = sl_ascii_trim(form);
    for (size_t at = 0; at < text.len; at++) {
        bool space = sl_ascii_is_space(text.ptr[at]);
        if (!space || !sl_ascii_is_space(text.ptr[at - 1]))
            *to++ = space ? ' ' : sl_ascii_to_lower(text.ptr[at]);
    }
    return to;
}

struct sl_open
sl_match_code(struct sl_record *out, struct sl_sealed parts, uint32_t key)
{
    enum { UNIT_SEPARATOR = 0x1f };
    struct sl_parts *list = sl_parts_of(parts);
    enum sl_state state = sl_parts_state(list);
    char room[SL_TIMESTAMP_CHARS];
    struct sl_str tag, form;
    uint8_t mac[SL_MAC_BYTES];
    size_t len = 0;
    if (state != SL_VALUE)
        return sl_without_value(&(struct sl_value) { .state = state });
    for (const struct sl_parts *part = list; part != NULL; part = part->next)
        len += SL_TIMESTAMP_CHARS + part->value.text.len + 1;
    char *text = sl_record_scratch(out, len);
    if (text == NULL || list == NULL)
        return sl_missing();
    char *to = text;
    for (const struct sl_parts *part = list; part != NULL; part = part->next) {
        if (!sl_keyed_form(&part->value, room, &tag, &form))
            return sl_missing();
        to = print_tidied(to, form);
        *to++ = UNIT_SEPARATOR;
    }
    form = (struct sl_str) { text, (size_t)(to - 1 - text) };
    return sl_keyed_mac(out, key, SL_TAG("match"), form, mac) ? hex_of(out, mac) : sl_missing();
}
