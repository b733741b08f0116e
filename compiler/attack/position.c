/* position.c - values that have an order, as places on a line. */
#include "attack/sample.h"

#include "eval/eval_value.h"
#include "language/decimal.h"

#include <stdio.h>

enum { MICRO_DIGITS = 6, MOST_MAGNITUDE = 12 };

static int64_t
power_of_ten(uint32_t exponent)
{
    int64_t power = 1;
    while (exponent-- > 0)
        power *= 10;
    return power;
}

/* Millionths of a number; false beyond a million millions, or with finer digits. */
static bool
micros_of_digits(int64_t digits, uint32_t scale, int64_t *ret)
{
    for (; scale > MICRO_DIGITS; scale--, digits /= 10)
        if (digits % 10 != 0)
            return false;
    const int64_t factor = power_of_ten(MICRO_DIGITS - scale), most = power_of_ten(MOST_MAGNITUDE);
    if (digits / (SLC_MILLION / factor) > most || digits / (SLC_MILLION / factor) < -most)
        return false;
    *ret = digits * factor;
    return true;
}

bool
slc_position_of(struct sl_value value, int64_t *ret_position)
{
    struct slc_decimal decimal;
    if (value.state != SL_VALUE)
        return false;
    switch ((int)value.kind) {
    case SL_INTEGER: return micros_of_digits(value.integer, 0, ret_position);
    case SL_FLOAT:
    case SL_NUMERIC:
        return slc_decimal_read(value.text, &decimal) &&
               micros_of_digits(decimal.digits, decimal.scale, ret_position);
    case SL_DATE: *ret_position = value.integer * SLC_DAY_MICROS; return true;
    case SL_TIME:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ: *ret_position = value.integer; return true;
    default: return false;
    }
}

int64_t
slc_step_of(const struct slc_ir_type *type)
{
    switch ((int)slc_type_info(type->id)->kind) {
    case SL_INTEGER: return SLC_MILLION;
    case SL_NUMERIC:
        return type->precision > 0 && type->scale < MICRO_DIGITS
                   ? power_of_ten(MICRO_DIGITS - type->scale)
                   : 1;
    case SL_DATE: return SLC_DAY_MICROS;
    default: return 1;
    }
}

/* "12.5" of 12500000. */
static struct sl_str
digits_at(struct sl_arena *arena, int64_t position)
{
    const int64_t size = position < 0 ? -position : position;
    char text[32];
    int length = snprintf(text, sizeof text, "%s%lld.%06lld", position < 0 ? "-" : "",
                          (long long)(size / SLC_MILLION), (long long)(size % SLC_MILLION));
    while (text[length - 1] == '0')
        length--;
    if (text[length - 1] == '.')
        length--;
    return sl_arena_copy(arena, (struct sl_str) { text, (size_t)length });
}

static int64_t
days_at(int64_t position)
{
    const int64_t days = position / SLC_DAY_MICROS;
    return position % SLC_DAY_MICROS < 0 ? days - 1 : days;
}

bool
slc_value_at(struct sl_arena *arena, const struct slc_ir_type *type, int64_t position,
             struct sl_value *ret_value)
{
    *ret_value = (struct sl_value) { .state = SL_VALUE, .kind = slc_type_info(type->id)->kind };
    if (position % slc_step_of(type) != 0)
        return false;
    switch ((int)ret_value->kind) {
    case SL_INTEGER:
    case SL_FLOAT:
    case SL_NUMERIC: return slc_eval_read(arena, type, digits_at(arena, position), ret_value);
    case SL_DATE: ret_value->integer = days_at(position); return true;
    case SL_TIME: ret_value->integer = position; return position >= 0 && position < SLC_DAY_MICROS;
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ: ret_value->integer = position; return true;
    default: return false;
    }
}
