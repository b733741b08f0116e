#include "record/number.h"

#include "record/ascii.h"
#include "record/print.h"

#include <locale.h>
#include <stdlib.h>

/* ---- exact -------------------------------------------------------------------------------- */

static struct sl_str
without_leading_zeros(struct sl_str digits)
{
    for (; digits.len > 0 && digits.ptr[0] == '0'; digits.len--)
        digits.ptr++;
    return digits;
}

static struct sl_str
without_trailing_zeros(struct sl_str digits)
{
    while (digits.len > 0 && digits.ptr[digits.len - 1] == '0')
        digits.len--;
    return digits;
}

static struct sl_str
take_digits(struct sl_str *text)
{
    struct sl_str digits = { text->ptr, 0 };
    while (digits.len < text->len && sl_ascii_is_digit(digits.ptr[digits.len]))
        digits.len++;
    text->ptr += digits.len;
    text->len -= digits.len;
    return digits;
}

static bool
is_named(struct sl_str text, enum sl_number_class *ret_class)
{
    static const struct {
        const char *name;
        enum sl_number_class class;
    } names[] = {
        { "NaN", SL_NUMBER_NAN },
        { "Infinity", SL_NUMBER_ABOVE_ALL },
        { "-Infinity", SL_NUMBER_BELOW_ALL },
    };
    for (size_t at = 0; at < sizeof names / sizeof *names; at++)
        if (sl_str_is(text, names[at].name)) {
            *ret_class = names[at].class;
            return true;
        }
    return false;
}

bool
sl_digits_of_text(struct sl_str text, struct sl_digits *ret_digits)
{
    *ret_digits = (struct sl_digits) { .class = SL_NUMBER_FINITE };
    if (text.len == 0)
        return false;
    if (!sl_ascii_is_digit(text.ptr[text.len - 1]))
        return is_named(text, &ret_digits->class);
    bool minus = text.ptr[0] == '-';
    text.ptr += minus;
    text.len -= minus;
    struct sl_str whole = take_digits(&text), fraction = { NULL, 0 };
    if (whole.len > 0 && text.len > 1 && text.ptr[0] == '.') {
        text.ptr++;
        text.len--;
        fraction = take_digits(&text);
    }
    ret_digits->whole = without_leading_zeros(whole);
    ret_digits->fraction = without_trailing_zeros(fraction);
    ret_digits->negative = minus && (ret_digits->whole.len > 0 || ret_digits->fraction.len > 0);
    return whole.len > 0 && text.len == 0;
}

int
sl_digits_compare(const struct sl_digits *a, const struct sl_digits *b)
{
    if (a->class != b->class)
        return a->class < b->class ? -1 : 1;
    if (a->class != SL_NUMBER_FINITE)
        return 0;
    if (a->negative != b->negative)
        return a->negative ? -1 : 1;
    int order = a->whole.len != b->whole.len ? (a->whole.len < b->whole.len ? -1 : 1)
                                             : sl_str_compare(a->whole, b->whole);
    if (order == 0)
        order = sl_str_compare(a->fraction, b->fraction);
    return a->negative ? -order : order;
}

bool
sl_digits_of(const struct sl_value *value, char room[SL_NUMBER_ROOM], struct sl_digits *ret_digits)
{
    if (value->kind == SL_NUMERIC)
        return sl_digits_of_text(value->text, ret_digits);
    if (value->kind != SL_INTEGER)
        return false;
    char *end = sl_print_i64(room, value->integer);
    return sl_digits_of_text((struct sl_str) { room, (size_t)(end - room) }, ret_digits);
}

/* ---- amounts ------------------------------------------------------------------------------ */

static bool
amount_of_text(struct sl_str text, struct sl_amount *ret_amount)
{
    int64_t digits = 0;
    uint32_t count = 0, behind = 0;
    bool minus = text.len > 0 && text.ptr[0] == '-', point = false;
    for (size_t at = minus; at < text.len; at++) {
        char byte = text.ptr[at];
        if (sl_ascii_is_digit(byte) && count < SL_AMOUNT_DIGITS) {
            digits = digits * 10 + (byte - '0');
            count++;
            behind += point;
        } else if (byte == '.' && !point) {
            point = true;
        } else {
            return false;
        }
    }
    *ret_amount = (struct sl_amount) { .digits = minus ? -digits : digits, .scale = behind };
    return count > 0;
}

bool
sl_amount_of(const struct sl_value *value, struct sl_amount *ret_amount)
{
    if (value->kind == SL_NUMERIC || value->kind == SL_FLOAT)
        return amount_of_text(value->text, ret_amount);
    *ret_amount = (struct sl_amount) { .digits = value->integer, .scale = 0 };
    return value->kind == SL_INTEGER;
}

/* 2^63 * 10^18 fits. */
__extension__ typedef __int128 wide;

static wide
scaled(int64_t digits, uint32_t by)
{
    static const int64_t powers[SL_AMOUNT_DIGITS + 1] = {
        INT64_C(1),
        INT64_C(10),
        INT64_C(100),
        INT64_C(1000),
        INT64_C(10000),
        INT64_C(100000),
        INT64_C(1000000),
        INT64_C(10000000),
        INT64_C(100000000),
        INT64_C(1000000000),
        INT64_C(10000000000),
        INT64_C(100000000000),
        INT64_C(1000000000000),
        INT64_C(10000000000000),
        INT64_C(100000000000000),
        INT64_C(1000000000000000),
        INT64_C(10000000000000000),
        INT64_C(100000000000000000),
        INT64_C(1000000000000000000),
    };
    return (wide)digits * powers[by];
}

int
sl_amount_compare(struct sl_amount a, struct sl_amount b)
{
    wide left = scaled(a.digits, a.scale < b.scale ? b.scale - a.scale : 0);
    wide right = scaled(b.digits, b.scale < a.scale ? a.scale - b.scale : 0);
    return (left > right) - (left < right);
}

/* ---- double precision --------------------------------------------------------------------- */

enum { FLOAT_BYTES = 64 }; /* what PostgreSQL prints for a float has at most 24 characters */

/* In the C locale whatever the process's own: glibc makes no copy of it. */
bool
sl_number_of_text(struct sl_str text, bool single, double *ret_number)
{
    char room[FLOAT_BYTES];
    if (text.len == 0 || text.len >= sizeof room)
        return false;
    *sl_print_str(room, text) = '\0';
    locale_t c = newlocale(LC_ALL_MASK, "C", (locale_t)0);
    *ret_number = single ? (double)strtof_l(room, NULL, c) : strtod_l(room, NULL, c);
    freelocale(c);
    return true;
}
