/* numbers.c - band, round_down. */
#include "functions.h"

#include "functions/number.h"
#include "functions/print.h"
#include "functions/round.h"
#include "record_private.h"

#include <math.h>

/* ---- band ----------------------------------------------------------------------------------- */

/* How many edges are at or below the number; false for what is not a number. */
static bool
rank_of_float(double number, const struct sl_edges *edges, uint32_t *ret_rank)
{
    uint32_t rank = 0;
    double edge;
    while (rank < edges->count &&
           sl_number_of_text(sl_str_of(edges->edges[rank].spelled), false, &edge) && number >= edge)
        rank++;
    *ret_rank = rank;
    return !isnan(number);
}

/* The same for an amount, as long as no edge has more digits behind the point than it can have. */
static bool
rank_of_amount(const struct sl_value *value, const struct sl_edges *edges, uint32_t *ret_rank)
{
    struct sl_amount amount;
    uint32_t rank = 0;
    if (!sl_amount_of(value, &amount))
        return false;
    for (; rank < edges->count && edges->edges[rank].scale <= SL_AMOUNT_DIGITS; rank++) {
        const struct sl_decimal *edge = &edges->edges[rank];
        if (sl_amount_compare(amount, (struct sl_amount) { edge->digits, edge->scale }) < 0)
            break;
    }
    *ret_rank = rank;
    return rank == edges->count || edges->edges[rank].scale <= SL_AMOUNT_DIGITS;
}

/* The same for numbers of any length. */
static bool
rank_of_digits(const struct sl_value *value, const struct sl_edges *edges, uint32_t *ret_rank)
{
    char room[SL_NUMBER_ROOM];
    struct sl_digits digits, edge;
    uint32_t rank = 0;
    if (!sl_digits_of(value, room, &digits) || digits.class == SL_NUMBER_NAN)
        return false;
    while (rank < edges->count && sl_digits_of_text(sl_str_of(edges->edges[rank].spelled), &edge) &&
           sl_digits_compare(&digits, &edge) >= 0)
        rank++;
    *ret_rank = rank;
    return true;
}

/* "<0", "0..250", "10000.." */
static struct sl_open
name_of_band(struct sl_record *out, const struct sl_edges *edges, uint32_t rank)
{
    struct sl_str low = sl_str_of(rank > 0 ? edges->edges[rank - 1].spelled : NULL);
    struct sl_str high = sl_str_of(rank < edges->count ? edges->edges[rank].spelled : NULL);
    char *text = sl_record_scratch(out, low.len + high.len + 2);
    if (text == NULL)
        return sl_missing();
    char *to = sl_print_str(text, low);
    to = rank > 0 ? sl_print_bytes(to, "..", 2) : sl_print_bytes(to, "<", 1);
    to = sl_print_str(to, high);
    return sl_text_of(text, (size_t)(to - text));
}

struct sl_open
sl_band(struct sl_record *out, struct sl_sealed x, const struct sl_edges *edges)
{
    uint32_t rank;
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    bool ranked = x.value.kind == SL_FLOAT ? rank_of_float(x.value.number, edges, &rank)
                                           : rank_of_amount(&x.value, edges, &rank) ||
                                                 rank_of_digits(&x.value, edges, &rank);
    return ranked && edges->count > 0 ? name_of_band(out, edges, rank) : sl_missing();
}

/* ---- round_down ----------------------------------------------------------------------------- */

enum {
    FLOAT_DIGITS = 40,      /* PostgreSQL prints at most 17 significant ones */
    LARGEST_EXPONENT = 350, /* doubles end at 308 and -324 */
    PLAIN_FLOAT_CHARS = FLOAT_DIGITS + LARGEST_EXPONENT + 4,
};

/* "1.5e-07" as its digits and -7. */
static bool
split_exponent(struct sl_str text, struct sl_digits *ret_digits, int64_t *ret_exponent)
{
    const char *end = text.ptr + text.len, *e = memchr(text.ptr, 'e', text.len);
    int64_t exponent = 0;
    for (const char *at = e != NULL ? e + 2 : end; at < end && exponent <= LARGEST_EXPONENT; at++)
        exponent = exponent * 10 + (*at - '0');
    *ret_exponent = e != NULL && e[1] == '-' ? -exponent : exponent;
    text.len = e != NULL ? (size_t)(e - text.ptr) : text.len;
    return exponent <= LARGEST_EXPONENT && sl_digits_of_text(text, ret_digits) &&
           ret_digits->whole.len + ret_digits->fraction.len <= FLOAT_DIGITS;
}

/* The number without an exponent: "0.00000015". */
static struct sl_str
print_plain(const struct sl_digits *digits, int64_t exponent, char room[PLAIN_FLOAT_CHARS])
{
    char all[FLOAT_DIGITS];
    char *to = sl_print_str(all, digits->whole);
    int64_t count = sl_print_str(to, digits->fraction) - all;
    int64_t point = (int64_t)digits->whole.len + exponent;
    int64_t before = point < 0 ? 0 : point < count ? point : count;
    to = room;
    if (digits->negative)
        *to++ = '-';
    *to++ = '0';
    to = sl_print_bytes(to, all, (size_t)before);
    for (int64_t zero = count; zero < point; zero++)
        *to++ = '0';
    if (before < count) {
        *to++ = '.';
        for (int64_t zero = point; zero < 0; zero++)
            *to++ = '0';
        to = sl_print_bytes(to, all + before, (size_t)(count - before));
    }
    return (struct sl_str) { room, (size_t)(to - room) };
}

/* A float counts as the decimal number that PostgreSQL prints for it. */
static bool
digits_of_float(const struct sl_value *value, char room[PLAIN_FLOAT_CHARS],
                struct sl_digits *ret_digits)
{
    int64_t exponent;
    struct sl_digits digits;
    return isfinite(value->number) && split_exponent(value->text, &digits, &exponent) &&
           sl_digits_of_text(print_plain(&digits, exponent, room), ret_digits);
}

struct sl_open
sl_round_down(struct sl_record *out, struct sl_sealed x, const struct sl_decimal *to)
{
    char room[PLAIN_FLOAT_CHARS];
    struct sl_digits digits;
    struct sl_value rounded = { .state = SL_VALUE, .kind = SL_NUMERIC, .integer = 0 };
    if (x.value.state != SL_VALUE)
        return sl_without_value(&x.value);
    bool known = x.value.kind == SL_FLOAT ? digits_of_float(&x.value, room, &digits)
                                          : sl_digits_of(&x.value, room, &digits);
    if (!known || digits.class != SL_NUMBER_FINITE || to->digits < 1 ||
        !sl_round_digits_down(out, &digits, to, &rounded.text))
        return sl_missing();
    return (struct sl_open) { rounded };
}
