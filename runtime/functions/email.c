/* email.c - email_domain, email_domain_kind, valid_email. */
#include "abi/functions.h"
#include "functions/lower.h"

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

/* The domain as it is written; false for what is no address. */
static bool
domain_of(struct sl_str text, struct sl_str *ret_domain)
{
    struct sl_str address = sl_ascii_trim(text);
    const char *sign = address.len > 0 ? memchr(address.ptr, '@', address.len) : NULL;
    if (sign == NULL)
        return false;
    struct sl_str local = { address.ptr, (size_t)(sign - address.ptr) };
    *ret_domain = (struct sl_str) { sign + 1, address.len - local.len - 1 };
    /* A second @ is no part of a label. */
    return is_local_part(local) && is_domain(*ret_domain);
}

struct sl_open
sl_email_domain(struct sl_record *out, struct sl_sealed x)
{
    struct sl_str domain, lower;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    if (!domain_of(x.value.text, &domain) || !sl_lower_text(out, domain, &lower))
        return sl_missing();
    return sl_text_of(lower.ptr, lower.len);
}

/* Bytes in order, A to Z as a to z; the list is in lower case. */
static int
compare_to_listed(struct sl_str domain, const char *listed)
{
    size_t at = 0;
    while (at < domain.len && sl_ascii_to_lower(domain.ptr[at]) == listed[at])
        at++;
    if (at == domain.len)
        return listed[at] == '\0' ? 0 : -1;
    return (unsigned char)sl_ascii_to_lower(domain.ptr[at]) < (unsigned char)listed[at] ? -1 : 1;
}

static bool
is_personal(struct sl_str domain)
{
    static const char *const listed[] = {
#define SL_DOMAIN(name) name,
#include "functions/personal_domains.def"
#undef SL_DOMAIN
    };
    size_t low = 0, high = sizeof listed / sizeof *listed;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = compare_to_listed(domain, listed[middle]);
        if (order == 0)
            return true;
        if (order < 0)
            high = middle;
        else
            low = middle + 1;
    }
    return false;
}

struct sl_open
sl_email_domain_kind(struct sl_record *out, struct sl_sealed x)
{
    struct sl_str domain;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    if (!domain_of(x.value.text, &domain))
        return sl_missing();
    return sl_text(is_personal(domain) ? "personal" : "work");
}

struct sl_open
sl_valid_email(struct sl_record *out, struct sl_sealed x)
{
    struct sl_str domain;
    (void)out;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    return sl_boolean(domain_of(x.value.text, &domain));
}
