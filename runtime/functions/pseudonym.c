/* pseudonym.c - keyed pseudonyms: the first 16 bytes, in hex, of
 * HMAC-SHA-256(key, sluice/1 NUL key name NUL destination NUL tag NUL value). */
#include "functions.h"

#include "functions/moment.h"
#include "functions/number.h"
#include "functions/print.h"
#include "hash.h"
#include "record_private.h"

enum { PSEUDONYM_BYTES = 16, SHORT_MESSAGE_BYTES = 256 };

/* With the NUL that ends it. */
#define TAG(name) ((struct sl_str) { (name), sizeof(name) })

/* A numeric without zeros at the end of its fraction, so that 2.50 and 2.5 are one. */
static struct sl_str
shortest_numeric(struct sl_str text)
{
    if (text.len == 0 || memchr(text.ptr, '.', text.len) == NULL)
        return text;
    while (text.ptr[text.len - 1] == '0')
        text.len--;
    text.len -= text.ptr[text.len - 1] == '.';
    return text;
}

/* Two values of one kind have the same form only when they are equal. False for kinds without
 * pseudonyms and for timestamps that have no form in JSON. */
static bool
form_of(const struct sl_value *value, char room[SL_TIMESTAMP_CHARS], struct sl_str *ret_tag,
        struct sl_str *ret_form)
{
    int64_t day;
    const char *end = room;
    *ret_form = value->text;
    switch (value->kind) {
    case SL_TEXT: *ret_tag = TAG("text"); return true;
    case SL_UUID: *ret_tag = TAG("uuid"); return true;
    case SL_NUMERIC:
        *ret_tag = TAG("numeric");
        *ret_form = shortest_numeric(value->text);
        return true;
    case SL_INTEGER:
        *ret_tag = TAG("integer");
        end = sl_print_i64(room, value->integer);
        break;
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ:
        if (!sl_calendar_day(value, &day))
            return false;
        *ret_tag = TAG("timestamp");
        end = sl_print_timestamp(room, value->integer, value->kind == SL_TIMESTAMPTZ);
        break;
    case SL_BOOLEAN:
    case SL_FLOAT:
    case SL_DATE:
    case SL_TIME:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: return false;
    }
    *ret_form = (struct sl_str) { room, (size_t)(end - room) };
    return true;
}

/* Short messages in one part: each part costs a call through libcrypto's layers. */
static int
mac_of(const struct sl_record_key *key, struct sl_str tag, struct sl_str form,
       uint8_t ret_mac[SL_MAC_BYTES])
{
    const struct sl_str parts[] = { key->prefix, tag, form };
    size_t len = key->prefix.len + tag.len + form.len;
    char message[SHORT_MESSAGE_BYTES];
    if (len > sizeof message)
        return sl_mac_of(key->mac, parts, 3, ret_mac);
    char *to = sl_print_str(message, key->prefix);
    to = sl_print_str(to, tag);
    (void)sl_print_str(to, form);
    return sl_mac_of(key->mac, &(struct sl_str) { message, len }, 1, ret_mac);
}

struct sl_open
sl_pseudonym(struct sl_record *out, struct sl_sealed x, uint32_t key)
{
    char room[SL_TIMESTAMP_CHARS];
    struct sl_str tag = { NULL, 0 }, form = { NULL, 0 };
    uint8_t mac[SL_MAC_BYTES];
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    if (!form_of(&x.value, room, &tag, &form))
        return sl_missing();
    char *hex = sl_record_scratch(out, (size_t)2 * PSEUDONYM_BYTES + 1);
    if (hex == NULL)
        return sl_missing();
    if (mac_of(&out->keys[key], tag, form, mac) != 0) {
        sl_record_fail(out, SL_RECORD_NO_MAC, NULL);
        return sl_missing();
    }
    sl_hex(mac, PSEUDONYM_BYTES, hex);
    return sl_text_of(hex, (size_t)2 * PSEUDONYM_BYTES);
}
