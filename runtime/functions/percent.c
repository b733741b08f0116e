/* percent.c - percent_band: 100 p / q is at or above an edge e where 100 p is at or above e q, or at or
 * below it where q is negative. So no division is needed, and the comparison is exact. */
#include "functions.h"

#include "functions/band.h"
#include "functions/plain.h"
#include "functions/print.h"
#include "record_private.h"

enum { PERCENT = 100 };

/* A digit times a factor below 2^63, and a carry. */
__extension__ typedef unsigned __int128 wide;

/* digits * factor / 10^scale, in scratch memory. False when that ran out: the record has failed. */
static bool
times(struct sl_record *record, const struct sl_digits *digits, int64_t factor, uint32_t scale,
      struct sl_digits *ret_product)
{
    size_t before = SL_INTEGER_CHARS + scale, given = digits->whole.len + digits->fraction.len;
    size_t len = before + given;
    uint64_t by = factor < 0 ? 0 - (uint64_t)factor : (uint64_t)factor;
    char *text = sl_record_scratch(record, len + 2); /* and a sign and a point */
    if (text == NULL)
        return false;
    char *product = text + 1;
    memset(product, '0', before);
    char *to = sl_print_str(product + before, digits->whole);
    (void)sl_print_str(to, digits->fraction);
    wide carry = 0;
    for (size_t at = len; at > 0; at--) {
        carry += (wide)(product[at - 1] - '0') * by;
        product[at - 1] = (char)('0' + (char)(carry % 10));
        carry /= 10;
    }
    size_t behind = digits->fraction.len + scale;
    memmove(product + (len - behind) + 1, product + (len - behind), behind);
    product[len - behind] = '.';
    text[0] = '-';
    bool negative = digits->negative != (factor < 0);
    struct sl_str written = { negative ? text : product, len + negative + (behind > 0) };
    return sl_digits_of_text(written, ret_product);
}

static bool
is_finite(const struct sl_value *value, char room[SL_PLAIN_ROOM], struct sl_digits *ret_digits)
{
    return sl_plain_digits(value, room, ret_digits) && ret_digits->class == SL_NUMBER_FINITE;
}

static bool
is_zero(const struct sl_digits *digits)
{
    return digits->whole.len == 0 && digits->fraction.len == 0;
}

struct sl_open
sl_percent_band(struct sl_record *out, struct sl_sealed x, struct sl_sealed of,
                const struct sl_edges *edges)
{
    char room[SL_PLAIN_ROOM], room_of[SL_PLAIN_ROOM];
    struct sl_digits part, whole, share, edge;
    uint32_t rank = 0;
    if (x.value.state != SL_VALUE || of.value.state != SL_VALUE)
        return sl_without_values(&x.value, &of.value);
    if (!is_finite(&x.value, room, &part) || !is_finite(&of.value, room_of, &whole) ||
        is_zero(&whole) || !times(out, &part, PERCENT, 0, &share))
        return sl_missing();
    int side = whole.negative ? -1 : 1;
    for (; rank < edges->count; rank++) {
        const struct sl_decimal *at = &edges->edges[rank];
        if (!times(out, &whole, at->digits, at->scale, &edge))
            return sl_missing();
        if (sl_digits_compare(&share, &edge) * side < 0)
            break;
    }
    return sl_band_of_rank(out, edges, rank);
}
