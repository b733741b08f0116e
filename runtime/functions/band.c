/* band.c - band, and the names of bands. */
#include "functions/band.h"

#include "functions/plain.h"
#include "record/print.h"
#include "record/record_private.h"

/* How many edges are at or below an amount, as long as no edge has more digits behind the point than
 * an amount can have; false where that does not tell. */
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

/* The same for numbers of any length; false for what is not a number. */
static bool
rank_of_digits(const struct sl_value *value, const struct sl_edges *edges, uint32_t *ret_rank)
{
    char room[SL_PLAIN_ROOM];
    struct sl_digits digits, edge;
    uint32_t rank = 0;
    if (!sl_plain_digits(value, room, &digits) || digits.class == SL_NUMBER_NAN)
        return false;
    while (rank < edges->count && sl_digits_of_text(sl_str_of(edges->edges[rank].spelled), &edge) &&
           sl_digits_compare(&digits, &edge) >= 0)
        rank++;
    *ret_rank = rank;
    return true;
}

/* "<0", "0..250", "10000.." */
struct sl_open
sl_band_of_rank(struct sl_record *out, const struct sl_edges *edges, uint32_t rank)
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
    bool ranked = rank_of_amount(&x.value, edges, &rank) || rank_of_digits(&x.value, edges, &rank);
    return ranked && edges->count > 0 ? sl_band_of_rank(out, edges, rank) : sl_missing();
}

struct sl_open
sl_band_of_integer(struct sl_record *out, int64_t number, const struct sl_edges *edges)
{
    return sl_band(out, sl_seal(sl_integer(number)), edges);
}
