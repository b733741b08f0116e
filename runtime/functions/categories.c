/* categories.c - one_of, group, email_domain. */
#include "functions.h"

#include "functions/ascii.h"
#include "functions/lower.h"
#include "functions/order.h"
#include "record_private.h"

/* Where the value stands in the list, or the list's length. */
static uint32_t
place_in(const struct sl_value *value, const struct sl_list *list)
{
    uint32_t at = 0;
    while (at < list->count && !sl_is_equal(value, &list->items[at].value))
        at++;
    return at;
}

/* The policy's literal leaves, not the value: 2.50 is 2.5 to the receiver when the policy says
 * 2.5, so there are no more different results than the list has items. */
struct sl_open
sl_one_of(struct sl_record *out, struct sl_sealed x, const struct sl_list *allowed)
{
    return sl_group(out, x, allowed, allowed);
}

struct sl_open
sl_group(struct sl_record *out, struct sl_sealed x, const struct sl_list *from,
         const struct sl_list *to)
{
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    uint32_t place = place_in(&x.value, from);
    return place < from->count && place < to->count ? to->items[place] : sl_missing();
}

/* ---- email_domain --------------------------------------------------------------------------- */

enum {
    LOCAL_MAX_BYTES = 64,
    DOMAIN_MAX_BYTES = 253,
    LABEL_MAX_BYTES = 63,
    LAST_LABEL_MIN_BYTES = 2
};

static bool
is_local_part(struct sl_str local)
{
    for (size_t at = 0; at < local.len; at++) {
        unsigned char byte = (unsigned char)local.ptr[at];
        if (byte <= ' ' || byte == 0x7f)
            return false;
    }
    return local.len >= 1 && local.len <= LOCAL_MAX_BYTES;
}

static bool
is_label(struct sl_str label)
{
    for (size_t at = 0; at < label.len; at++) {
        char byte = label.ptr[at];
        if (!sl_ascii_is_letter(byte) && !sl_ascii_is_digit(byte) && byte != '-')
            return false;
    }
    return label.len >= 1 && label.len <= LABEL_MAX_BYTES && label.ptr[0] != '-' &&
           label.ptr[label.len - 1] != '-';
}

static bool
is_domain(struct sl_str domain)
{
    struct sl_str label = { domain.ptr, 0 };
    uint32_t labels = 0;
    for (size_t at = 0; at <= domain.len; at++) {
        if (at < domain.len && domain.ptr[at] != '.')
            continue;
        label.len = (size_t)(domain.ptr + at - label.ptr);
        if (!is_label(label))
            return false;
        labels++;
        if (at < domain.len)
            label.ptr = domain.ptr + at + 1;
    }
    return labels >= 2 && domain.len <= DOMAIN_MAX_BYTES && label.len >= LAST_LABEL_MIN_BYTES &&
           sl_ascii_is_letter(label.ptr[0]);
}

struct sl_open
sl_email_domain(struct sl_record *out, struct sl_sealed x)
{
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    struct sl_str address = sl_ascii_trim(x.value.text), lower;
    const char *sign = address.len > 0 ? memchr(address.ptr, '@', address.len) : NULL;
    if (sign == NULL)
        return sl_missing();
    struct sl_str local = { address.ptr, (size_t)(sign - address.ptr) };
    struct sl_str domain = { sign + 1, address.len - local.len - 1 };
    /* A second @ is no part of a label. */
    if (!is_local_part(local) || !is_domain(domain) || !sl_lower_text(out, domain, &lower))
        return sl_missing();
    return sl_text_of(lower.ptr, lower.len);
}
