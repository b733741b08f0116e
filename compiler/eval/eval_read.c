/* eval_read.c - values as people write them in tests and in JSON lines. */
#include "eval/eval.h"

#include "calendar.h"
#include "eval/eval_functions.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>

/* ---- numbers --------------------------------------------------------------------------------- */

static bool
all_digits(struct sl_str text)
{
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] < '0' || text.ptr[at] > '9')
            return false;
    return text.len > 0;
}

static bool
read_integer(enum slc_type_id type, struct sl_str text, struct sl_value *value)
{
    bool negative = text.len > 0 && text.ptr[0] == '-';
    struct sl_str digits = { text.ptr + negative, text.len - negative };
    int64_t number = 0;
    if (!all_digits(digits))
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
static bool
read_numeric(struct sl_arena *arena, const struct slc_ir_type *type, struct sl_str text,
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
    struct sl_str fraction = { point + 1, point != NULL ? digits.len - whole.len - 1 : 0 };
    if (!all_digits(whole) || (point != NULL && !all_digits(fraction)))
        return false;
    if (type->precision == 0)
        return true;
    if (fraction.len > type->scale || whole.len > type->precision - type->scale)
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

static bool
read_float(struct sl_arena *arena, enum slc_type_id type, struct sl_str text,
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
    return *end == '\0';
}

/* ---- dates and times: ISO 8601, with a space or a T between ---------------------------------- */

/* Takes `count` digits from the front. */
static bool
take_digits(struct sl_str *text, size_t count, int *ret)
{
    struct sl_str digits = { text->ptr, count };
    if (text->len < count || !all_digits(digits))
        return false;
    *ret = 0;
    for (size_t at = 0; at < count; at++)
        *ret = *ret * 10 + (digits.ptr[at] - '0');
    *text = (struct sl_str) { text->ptr + count, text->len - count };
    return true;
}

static bool
take(struct sl_str *text, const char *one_of)
{
    if (text->len == 0 || strchr(one_of, text->ptr[0]) == NULL)
        return false;
    *text = (struct sl_str) { text->ptr + 1, text->len - 1 };
    return true;
}

/* Four digits or more, as PostgreSQL prints years. */
static bool
take_year(struct sl_str *text, int *ret_year)
{
    enum { YEAR_DIGITS = 4, MOST_YEAR_DIGITS = 7 };
    size_t digits = 0;
    while (digits < text->len && text->ptr[digits] >= '0' && text->ptr[digits] <= '9')
        digits++;
    return digits >= YEAR_DIGITS && digits <= MOST_YEAR_DIGITS &&
           take_digits(text, digits, ret_year) && *ret_year >= 1;
}

/* Before Christ the year 1 comes before the year 1. */
static bool
take_date(struct sl_str *text, bool before_christ, int64_t *ret_days)
{
    int year, month, day;
    if (!take_year(text, &year) || !take(text, "-") || !take_digits(text, 2, &month) ||
        !take(text, "-") || !take_digits(text, 2, &day))
        return false;
    struct sl_civil date = { before_christ ? 1 - year : year, month, day };
    if (!sl_civil_valid(date))
        return false;
    *ret_days = sl_days_of_civil(date);
    return true;
}

/* Takes " BC" from the end. */
static bool
take_era(struct sl_str *text)
{
    if (text->len < 3 || memcmp(text->ptr + text->len - 3, " BC", 3) != 0)
        return false;
    text->len -= 3;
    return true;
}

static bool
take_clock(struct sl_str *text, int64_t *ret_microseconds)
{
    int hour, minute, second = 0, fraction = 0;
    if (!take_digits(text, 2, &hour) || !take(text, ":") || !take_digits(text, 2, &minute))
        return false;
    if (take(text, ":") && !take_digits(text, 2, &second))
        return false;
    if (take(text, ".")) {
        for (int place = 0; place < 6; place++) {
            int digit = 0;
            if (!take_digits(text, 1, &digit) && place == 0)
                return false;
            fraction = fraction * 10 + digit;
        }
    }
    bool midnight = hour == 24 && minute == 0 && second == 0 && fraction == 0;
    if ((hour > 23 && !midnight) || minute > 59 || second > 59)
        return false;
    *ret_microseconds = ((hour * 60 + minute) * INT64_C(60) + second) * 1000000 + fraction;
    return true;
}

/* Z, +01, +01:00 or nothing: what is to be taken from the clock to have UTC. */
static bool
take_zone(struct sl_str *text, int64_t *ret_microseconds)
{
    int hours, minutes = 0;
    *ret_microseconds = 0;
    if (text->len == 0 || take(text, "Z"))
        return text->len == 0;
    bool east = text->ptr[0] == '+';
    if (!take(text, "+-") || !take_digits(text, 2, &hours))
        return false;
    if (text->len > 0 && (!take(text, ":") || !take_digits(text, 2, &minutes)))
        return false;
    int64_t ahead = (hours * 60 + minutes) * INT64_C(60000000);
    *ret_microseconds = east ? ahead : -ahead;
    return text->len == 0 && hours < 16 && minutes < 60;
}

static bool
read_timestamp(struct sl_str text, bool zone, struct sl_value *value)
{
    int64_t days, clock = 0, ahead = 0;
    if (sl_str_is(text, "infinity") || sl_str_is(text, "-infinity")) {
        value->integer = text.ptr[0] == '-' ? SL_TIME_BEFORE_ALL : SL_TIME_AFTER_ALL;
        return true;
    }
    bool before_christ = take_era(&text);
    if (!take_date(&text, before_christ, &days) ||
        (take(&text, "T ") && !take_clock(&text, &clock)))
        return false;
    if (zone ? !take_zone(&text, &ahead) : text.len > 0)
        return false;
    if (__builtin_mul_overflow(days, INT64_C(86400000000), &value->integer) ||
        __builtin_add_overflow(value->integer, clock - ahead, &value->integer) ||
        value->integer == SL_TIME_AFTER_ALL)
        value->integer = SL_TIME_AFTER_ALL - 1; /* docs/functions.md, "Comparing" */
    return true;
}

static bool
read_date(struct sl_str text, struct sl_value *value)
{
    if (sl_str_is(text, "infinity") || sl_str_is(text, "-infinity")) {
        value->integer = text.ptr[0] == '-' ? SL_TIME_BEFORE_ALL : SL_TIME_AFTER_ALL;
        return true;
    }
    bool before_christ = take_era(&text);
    return take_date(&text, before_christ, &value->integer) && text.len == 0;
}

/* ---- the rest -------------------------------------------------------------------------------- */

static bool
read_boolean(struct sl_str text, struct sl_value *value)
{
    value->boolean = sl_str_is(text, "yes") || sl_str_is(text, "true");
    return value->boolean || sl_str_is(text, "no") || sl_str_is(text, "false");
}

static int
hex_digit(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    if (c >= 'a' && c <= 'f')
        return c - 'a' + 10;
    return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

static bool
read_uuid(struct sl_arena *arena, struct sl_str text, struct sl_value *value)
{
    char *lower = sl_arena_must(arena, text.len + 1, 1);
    for (size_t at = 0; at < text.len; at++) {
        bool dash = at == 8 || at == 13 || at == 18 || at == 23;
        if (dash ? text.ptr[at] != '-' : hex_digit(text.ptr[at]) < 0)
            return false;
        lower[at] = dash ? '-' : "0123456789abcdef"[hex_digit(text.ptr[at])];
    }
    value->text = (struct sl_str) { lower, text.len };
    return text.len == 36;
}

/* PostgreSQL's hex form, or the text's own bytes. */
static bool
read_bytes(struct sl_arena *arena, struct sl_str text, struct sl_value *value)
{
    value->text = text;
    if (text.len < 2 || text.ptr[0] != '\\' || text.ptr[1] != 'x')
        return true;
    char *bytes = sl_arena_must(arena, text.len, 1);
    for (size_t at = 2; at < text.len; at += 2) {
        int high = hex_digit(text.ptr[at]);
        int low = at + 1 < text.len ? hex_digit(text.ptr[at + 1]) : -1;
        if (high < 0 || low < 0)
            return false;
        bytes[at / 2 - 1] = (char)(high * 16 + low);
    }
    value->text = (struct sl_str) { bytes, text.len / 2 - 1 };
    return true;
}

static bool
read_json(struct sl_arena *arena, struct sl_str text, struct sl_value *value)
{
    value->text = text;
    return slc_json_is_value(arena, text) && memchr(text.ptr, '\n', text.len) == NULL;
}

static bool
read_text(const struct slc_ir_type *type, struct sl_str text, struct sl_value *value)
{
    value->text = text;
    if (type->id != SLC_TYPE_ENUM)
        return true;
    for (uint32_t at = 0; at < type->nlabels; at++)
        if (sl_str_equal(text, type->labels[at]))
            return true;
    return false;
}

bool
slc_eval_read(struct sl_arena *arena, const struct slc_ir_type *type, struct sl_str text,
              struct sl_value *ret_value)
{
    struct sl_value value = { .state = SL_VALUE, .kind = slc_type_info(type->id)->kind };
    bool valid = false;
    switch (value.kind) {
    case SL_BOOLEAN: valid = read_boolean(text, &value); break;
    case SL_INTEGER: valid = read_integer(type->id, text, &value); break;
    case SL_FLOAT: valid = read_float(arena, type->id, text, &value); break;
    case SL_NUMERIC: valid = read_numeric(arena, type, text, &value); break;
    case SL_TEXT: valid = read_text(type, text, &value); break;
    case SL_UUID: valid = read_uuid(arena, text, &value); break;
    case SL_DATE: valid = read_date(text, &value); break;
    case SL_TIME: valid = take_clock(&text, &value.integer) && text.len == 0; break;
    case SL_TIMESTAMP: valid = read_timestamp(text, false, &value); break;
    case SL_TIMESTAMPTZ: valid = read_timestamp(text, true, &value); break;
    case SL_JSON: valid = read_json(arena, text, &value); break;
    case SL_BYTES: valid = read_bytes(arena, text, &value); break;
    case SL_OPAQUE:
        value.text = text;
        valid = true;
        break;
    }
    *ret_value = value;
    return valid;
}
