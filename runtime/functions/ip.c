/* ip.c - ip_prefix: the network of an IPv4 or IPv6 address. */
#include "abi/functions.h"

#include "record/ascii.h"
#include "record/print.h"
#include "record/record_private.h"

#include <arpa/inet.h>

enum {
    V4_BYTES = 4,
    V6_BYTES = 16,
    GROUPS = 8,
    MOST_CHARS = 45,   /* of an IPv6 address with an IPv4 address at its end */
    PREFIX_CHARS = 48, /* eight groups of five, and "/64" */
};

/* NUL-ended for inet_pton(), which takes the forms of RFC 4291 and four numbers without zeros in front,
 * and no zone. */
static bool
read_address(struct sl_str text, uint8_t ret_bytes[V6_BYTES], bool *ret_v6)
{
    char room[MOST_CHARS + 1];
    text = sl_ascii_trim(text);
    if (text.len == 0 || text.len > MOST_CHARS)
        return false;
    *sl_print_str(room, text) = '\0';
    *ret_v6 = memchr(text.ptr, ':', text.len) != NULL;
    return strlen(room) == text.len &&
           inet_pton(*ret_v6 ? AF_INET6 : AF_INET, room, ret_bytes) == 1;
}

static void
clear_behind(uint8_t *bytes, size_t len, uint32_t bits)
{
    for (size_t at = 0; at < len; at++) {
        uint32_t kept = bits > 8 * at ? bits - 8 * (uint32_t)at : 0;
        if (kept < 8)
            bytes[at] = (uint8_t)(bytes[at] & ~(0xffu >> kept));
    }
}

static char *
print_v4(char *to, const uint8_t bytes[V4_BYTES])
{
    for (size_t at = 0; at < V4_BYTES; at++) {
        if (at > 0)
            *to++ = '.';
        to = sl_print_u64(to, bytes[at]);
    }
    return to;
}

/* Lower-case hex without zeros in front. */
static char *
print_group(char *to, uint32_t group)
{
    static const char digits[] = "0123456789abcdef";
    int shift = 12;
    while (shift > 0 && group >> shift == 0)
        shift -= 4;
    for (; shift >= 0; shift -= 4)
        *to++ = digits[group >> shift & 15];
    return to;
}

/* At most 64 bits are left, so that the zeros at the end are the longest run of zeros: "::" stands for
 * them. */
static char *
print_v6(char *to, const uint8_t bytes[V6_BYTES])
{
    size_t used = GROUPS;
    while (used > 0 && bytes[2 * used - 1] == 0 && bytes[2 * used - 2] == 0)
        used--;
    for (size_t at = 0; at < used; at++) {
        if (at > 0)
            *to++ = ':';
        to = print_group(to, (uint32_t)bytes[2 * at] << 8 | bytes[2 * at + 1]);
    }
    return sl_print_bytes(to, "::", 2);
}

struct sl_open
sl_ip_prefix(struct sl_record *out, struct sl_sealed x, uint32_t v4_bits, uint32_t v6_bits)
{
    uint8_t bytes[V6_BYTES];
    bool v6;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    if (!read_address(x.value.text, bytes, &v6))
        return sl_missing();
    char *text = sl_record_scratch(out, PREFIX_CHARS);
    if (text == NULL)
        return sl_missing();
    clear_behind(bytes, v6 ? V6_BYTES : V4_BYTES, v6 ? v6_bits : v4_bits);
    char *to = v6 ? print_v6(text, bytes) : print_v4(text, bytes);
    *to++ = '/';
    to = sl_print_u64(to, v6 ? v6_bits : v4_bits);
    return sl_text_of(text, (size_t)(to - text));
}
