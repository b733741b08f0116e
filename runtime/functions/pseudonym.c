/* pseudonym.c - keyed codes for values. */
#include "functions.h"

#include "functions/keyed.h"
#include "hash.h"

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
