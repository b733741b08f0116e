#include "eval/json_number.h"

#include "buf.h"

#include <stdlib.h>

/* PostgreSQL's numeric has fewer digits than this, before the point and behind it. */
enum { MOST_DIGITS = 200000 };

/* A number as digits, and how many of them stand before the point: -12.50 is 1250 and 2. */
struct digits {
    bool negative, zero;
    struct sl_buf all;
    long long point; /* may lie before the first digit, or behind the last */
};

/* Reads a number of JSON's grammar; false where it has more digits than any type. */
static bool
read_digits(const char *text, struct digits *ret)
{
    const char *at = text + (text[0] == '-');
    bool fraction = false;
    *ret = (struct digits) { .negative = text[0] == '-', .zero = true };
    sl_buf_init(&ret->all, MOST_DIGITS);
    for (; *at != '\0' && *at != 'e' && *at != 'E'; at++) {
        if (*at == '.') {
            fraction = true;
            continue;
        }
        ret->zero = ret->zero && *at == '0';
        ret->point += !fraction;
        sl_buf_add_byte(&ret->all, *at);
    }
    long long exponent = *at != '\0' ? strtoll(at + 1, NULL, 10) : 0;
    bool fits = exponent > -MOST_DIGITS && exponent < MOST_DIGITS && !sl_buf_failed(&ret->all);
    ret->point += fits ? exponent : 0;
    return fits;
}

/* A digit by its place from the first one; 0 where none is written. */
static char
digit_at(const struct digits *digits, long long place)
{
    return place >= 0 && place < (long long)digits->all.len ? digits->all.bytes[place] : '0';
}

/* How many digits behind the point remain: zeros at the end are no part of the value, and go where the
 * type has no room for them. */
static long long
decimals_of(const struct digits *digits, const struct slc_ir_type *type)
{
    long long decimals = (long long)digits->all.len - digits->point, room = decimals;
    if (slc_type_info(type->id)->kind == SL_INTEGER)
        room = 0;
    else if (type->precision > 0)
        room = type->scale;
    while (decimals > room && digit_at(digits, digits->point + decimals - 1) == '0')
        decimals--;
    return decimals > 0 ? decimals : 0;
}

static struct sl_str
text_of(struct sl_arena *arena, const struct digits *digits, long long decimals)
{
    struct sl_buf out;
    long long place = 0;
    sl_buf_init(&out, 3 * MOST_DIGITS);
    if (digits->negative && !digits->zero)
        sl_buf_add_byte(&out, '-');
    while (place < digits->point - 1 && digit_at(digits, place) == '0')
        place++;
    if (digits->point <= 0)
        sl_buf_add_byte(&out, '0');
    for (; place < digits->point; place++)
        sl_buf_add_byte(&out, digit_at(digits, place));
    if (decimals > 0)
        sl_buf_add_byte(&out, '.');
    for (long long behind = 0; behind < decimals; behind++)
        sl_buf_add_byte(&out, digit_at(digits, digits->point + behind));
    struct sl_str text = sl_arena_copy(arena, sl_buf_str(&out));
    sl_buf_done(&out);
    return text;
}

struct sl_str
slc_json_digits(struct sl_arena *arena, const struct slc_ir_type *type, struct sl_str text)
{
    enum sl_kind kind = slc_type_info(type->id)->kind;
    struct digits digits;
    if (kind != SL_INTEGER && kind != SL_NUMERIC)
        return text;
    if (read_digits(sl_arena_cstr(arena, text), &digits))
        text = text_of(arena, &digits, decimals_of(&digits, type));
    sl_buf_done(&digits.all);
    return text;
}
