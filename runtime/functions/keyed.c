/* keyed.c - HMAC-SHA-256(key, sluice/2 NUL key name NUL destination NUL kind NUL tag NUL value). */
#include "functions/keyed.h"

#include "record/moment.h"
#include "record/number.h"
#include "record/print.h"

enum { SHORT_MESSAGE_BYTES = 256 };

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

bool
sl_keyed_form(const struct sl_value *value, char room[SL_TIMESTAMP_CHARS], struct sl_str *ret_tag,
              struct sl_str *ret_form)
{
    int64_t day;
    const char *end = room;
    *ret_form = value->text;
    switch (value->kind) {
    case SL_TEXT: *ret_tag = SL_TAG("text"); return true;
    case SL_UUID: *ret_tag = SL_TAG("uuid"); return true;
    case SL_NUMERIC:
        *ret_tag = SL_TAG("numeric");
        *ret_form = shortest_numeric(value->text);
        return true;
    case SL_INTEGER:
        *ret_tag = SL_TAG("integer");
        end = sl_print_i64(room, value->integer);
        break;
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ:
        if (!sl_calendar_day(value, &day))
            return false;
        *ret_tag = SL_TAG("timestamp");
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
short_mac(const struct sl_record_key *key, struct sl_str tag, struct sl_str form,
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

bool
sl_keyed_mac(struct sl_record *out, uint32_t key, struct sl_str tag, struct sl_str form,
             uint8_t ret_mac[SL_MAC_BYTES])
{
    if (short_mac(&out->keys[key], tag, form, ret_mac) == 0)
        return true;
    sl_record_fail(out, SL_RECORD_NO_MAC, SL_STR(""));
    return false;
}

uint64_t
sl_keyed_number(const uint8_t mac[SL_MAC_BYTES])
{
    uint64_t number = 0;
    for (size_t at = 0; at < sizeof number; at++)
        number = number << 8 | mac[at];
    return number;
}
