#include "eval/eval_read_parts.h"

#include "eval/eval_functions.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

bool
slc_read_integer(enum slc_type_id type, struct sl_str text, struct sl_value *value)
{
    bool negative = text.len > 0 && text.ptr[0] == '-';
    struct sl_str digits = { text.ptr + negative, text.len - negative };
    int64_t number = 0;
    if (!slc_all_digits(digits))
        return false;
    for (size_t at = 0; at < digits.len; at++) {
        int digit = negative ? '0' - digits.ptr[at] : digits.ptr[at] - '0';
        if (__builtin_mul_overflow(number, (int64_t)10, &number) ||
            __builtin_add_overflow(number, (int64_t)digit, &number))
            return false;
    }
    value->integer = number;
    if (type == SLC_TYPE_SMALLINT)
        return number >= INT16_MIN && number <= INT16_MAX;
    return type != SLC_TYPE_INTEGER || (number >= INT32_MIN && number <= INT32_MAX);
}

static bool
is_no_finite_number(struct sl_str text)
{
    return sl_str_is(text, "NaN") || sl_str_is(text, "Infinity") || sl_str_is(text, "-Infinity");
}

/* numeric(p,s) holds exactly s digits behind the point, as PostgreSQL prints it. */
bool
slc_read_numeric(struct sl_arena *arena, const struct slc_ir_type *type, struct sl_str text,
                 struct sl_value *value)
{
    value->text = text;
    if (is_no_finite_number(text))
        return true;
    struct sl_str digits = text;
    if (digits.len > 0 && digits.ptr[0] == '-')
        digits = (struct sl_str) { digits.ptr + 1, digits.len - 1 };
    const char *point = memchr(digits.ptr, '.', digits.len);
    struct sl_str whole = { digits.ptr, point != NULL ? (size_t)(point - digits.ptr) : digits.len };
    struct sl_str fraction = { digits.ptr + digits.len, 0 };
    if (point != NULL)
        fraction = (struct sl_str) { point + 1, digits.len - whole.len - 1 };
    if (!slc_all_digits(whole) || (point != NULL && !slc_all_digits(fraction)))
        return false;
    if (type->precision == 0)
        return true;
    size_t digits_before = sl_str_is(whole, "0") ? 0 : whole.len;
    if (fraction.len > type->scale || digits_before > type->precision - type->scale)
        return false;
    int zeros = (int)(type->scale - fraction.len);
    value->text =
        sl_arena_format(arena, "%.*s%s%.*s", SL_FMT(text), point == NULL && zeros > 0 ? "." : "",
                        zeros, "00000000000000000000000000000000000000000000000000");
    return true;
}

/* The neighbour of a number other than 0, away from zero or toward it. */
static double
neighbour(double number, bool single, bool away)
{
    float small = (float)number;
    uint32_t small_bits;
    uint64_t bits;
    memcpy(&small_bits, &small, sizeof small_bits);
    memcpy(&bits, &number, sizeof bits);
    small_bits = away ? small_bits + 1 : small_bits - 1;
    bits = away ? bits + 1 : bits - 1;
    memcpy(&small, &small_bits, sizeof small);
    memcpy(&number, &bits, sizeof number);
    return single ? (double)small : number;
}

/* Whether the digits, "d.ddde+xx", are exactly this number. */
static bool
is_exactly(const char *digits, int precision, long double number)
{
    enum { MORE_DIGITS = 40 };
    char all[2 * MORE_DIGITS];
    (void)snprintf(all, sizeof all, "%.*Le", precision + MORE_DIGITS, number);
    size_t shared = strcspn(digits, "e");
    const char *rest = all + shared;
    if (precision == 0 && *rest == '.')
        rest++;
    return strncmp(all, digits, shared) == 0 && rest[strspn(rest, "0")] == 'e' &&
           strcmp(strchr(all, 'e'), digits + shared) == 0;
}

/* Whether the digits stand for this number and for no other: PostgreSQL takes none that lie just in
 * the middle between two. */
static bool
reads_back(const char *digits, int precision, double number, bool single)
{
    bool same = single ? strtof(digits, NULL) == (float)number : strtod(digits, NULL) == number;
    if (!same || number == 0)
        return same;
    long double outer = ((long double)number + neighbour(number, single, true)) / 2;
    long double inner = ((long double)number + neighbour(number, single, false)) / 2;
    return !is_exactly(digits, precision, outer) && !is_exactly(digits, precision, inner);
}

/* PostgreSQL's text of a float: the shortest digits that read back, with an exponent from 1e+15
 * (real: 1e+06) on and below 1e-04. */
static struct sl_str
float_text(struct sl_arena *arena, double number, bool single)
{
    char digits[40];
    int precision = 0;
    if (number != number)
        return SL_STR("NaN");
    if (isinf(number))
        return number > 0 ? SL_STR("Infinity") : SL_STR("-Infinity");
    for (; precision < 17; precision++) {
        (void)snprintf(digits, sizeof digits, "%.*e", precision, number);
        if (reads_back(digits, precision, number, single))
            break;
    }
    int exponent = (int)strtol(strchr(digits, 'e') + 1, NULL, 10);
    if (exponent < -4 || exponent >= (single ? 6 : 15))
        return sl_arena_copy(arena, sl_str_of(digits));
    int decimals = precision - exponent;
    return sl_arena_format(arena, "%.*f", decimals > 0 ? decimals : 0, number);
}

bool
slc_read_float(struct sl_arena *arena, enum slc_type_id type, struct sl_str text,
               struct sl_value *value)
{
    bool single = type == SLC_TYPE_REAL;
    const char *copy = sl_arena_cstr(arena, text);
    char *end;
    if (text.len == 0 ||
        !(is_no_finite_number(text) || copy[0] == '-' || (copy[0] >= '0' && copy[0] <= '9')))
        return false;
    value->number = single ? (double)strtof(copy, &end) : strtod(copy, &end);
    value->text = float_text(arena, value->number, single);
    return *end == '\0' && (!isinf(value->number) || is_no_finite_number(text));
}
