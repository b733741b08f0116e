/* percent.c - percent_band: 100 p / q is at or above an edge e where 100 p is at or above e q, or at or
 * below it where q is negative. So no division is needed, and the comparison is exact. */
#include "abi/functions.h"

#include "functions/band.h"
#include "functions/plain.h"
#include "record/print.h"
#include "record/record_private.h"

enum { PERCENT = 100 };

/* A digit times a factor below 2^63, and a carry; a product of two amounts. */
__extension__ typedef unsigned __int128 wide;
__extension__ typedef __int128 wide_amount;

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

/* ---- amounts -------------------------------------------------------------------------------- */

/* Nearly all numbers: 100 p beside e q in 128 bits. False where they do not fit. */
static bool
compare_amounts(struct sl_amount part, struct sl_amount whole, const struct sl_decimal *edge,
                int *ret_order)
{
    wide_amount share = (wide_amount)part.digits * PERCENT;
    wide_amount at = (wide_amount)edge->digits * whole.digits;
    uint32_t share_scale = part.scale, at_scale = edge->scale + whole.scale;
    for (; share_scale < at_scale; share_scale++)
        if (__builtin_mul_overflow(share, (wide_amount)10, &share))
            return false;
    for (; at_scale < share_scale; at_scale++)
        if (__builtin_mul_overflow(at, (wide_amount)10, &at))
            return false;
    *ret_order = whole.digits < 0 ? (share < at) - (share > at) : (share > at) - (share < at);
    return true;
}

/* How many edges are at or below the percentage; false where the amounts do not fit. */
static bool
rank_of_amounts(const struct sl_value *x, const struct sl_value *of, const struct sl_edges *edges,
                uint32_t *ret_rank)
{
    struct sl_amount part, whole;
    uint32_t rank = 0;
    if (!sl_amount_of(x, &part) || !sl_amount_of(of, &whole) || whole.digits == 0)
        return false;
    for (; rank < edges->count; rank++) {
        int order;
        if (!compare_amounts(part, whole, &edges->edges[rank], &order))
            return false;
        if (order < 0)
            break;
    }
    *ret_rank = rank;
    return true;
}

/* ---- numbers of any length ------------------------------------------------------------------ */

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

/* The same as rank_of_amounts() for all numbers; false where there is no percentage. */
static bool
rank_of_digits(struct sl_record *out, const struct sl_value *x, const struct sl_value *of,
               const struct sl_edges *edges, uint32_t *ret_rank)
{
    char room[SL_PLAIN_ROOM], room_of[SL_PLAIN_ROOM];
    struct sl_digits part, whole, share, edge;
    uint32_t rank = 0;
    if (!is_finite(x, room, &part) || !is_finite(of, room_of, &whole) || is_zero(&whole) ||
        !times(out, &part, PERCENT, 0, &share))
        return false;
    int side = whole.negative ? -1 : 1;
    for (; rank < edges->count; rank++) {
        const struct sl_decimal *at = &edges->edges[rank];
        if (!times(out, &whole, at->digits, at->scale, &edge))
            return false;
        if (sl_digits_compare(&share, &edge) * side < 0)
            break;
    }
    *ret_rank = rank;
    return true;
}

struct sl_open
sl_percent_band(struct sl_record *out, struct sl_sealed x, struct sl_sealed of,
                const struct sl_edges *edges)
{
    uint32_t rank;
    if (x.value.state != SL_VALUE || of.value.state != SL_VALUE)
        return sl_without_values(&x.value, &of.value);
    bool ranked = rank_of_amounts(&x.value, &of.value, edges, &rank) ||
                  rank_of_digits(out, &x.value, &of.value, edges, &rank);
    return ranked ? sl_band_of_rank(out, edges, rank) : sl_missing();
}
