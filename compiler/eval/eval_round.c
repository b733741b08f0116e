/* eval_round.c - round_down and round_to over digits: exact for numbers of any length. */
#include "eval/eval_functions.h"

#include <math.h>

/* |number| as whole units of 10^-scale; the rest is cut off, or `down` toward minus infinity. */
struct units {
    char *digits; /* without zeros in front; empty is 0 */
    size_t len;
    bool negative;
};

static bool
any_nonzero(struct sl_str digits)
{
    for (size_t at = 0; at < digits.len; at++)
        if (digits.ptr[at] != '0')
            return true;
    return false;
}

/* Adds a small number to the digits in place; there is room for the carry at the front. */
static void
add(struct units *units, uint64_t amount)
{
    for (size_t at = units->len; amount > 0; at--) {
        if (at == 0) {
            units->digits--;
            units->len++;
            units->digits[0] = '0';
            at = 1;
        }
        uint64_t sum = (uint64_t)(units->digits[at - 1] - '0') + amount % 10;
        units->digits[at - 1] = (char)('0' + sum % 10);
        amount = amount / 10 + sum / 10;
    }
}

/* Takes a smaller number away in place. */
static void
subtract(struct units *units, uint64_t amount)
{
    for (size_t at = units->len; amount > 0; at--) {
        int difference = (units->digits[at - 1] - '0') - (int)(amount % 10);
        amount /= 10;
        if (difference < 0) {
            difference += 10;
            amount++;
        }
        units->digits[at - 1] = (char)('0' + difference);
    }
}

static uint64_t
rest_of(const struct units *units, uint64_t by)
{
    uint64_t rest = 0;
    for (size_t at = 0; at < units->len; at++)
        rest = (rest * 10 + (uint64_t)(units->digits[at] - '0')) % by;
    return rest;
}

static struct units
units_of(struct sl_arena *arena, struct sl_str text, uint32_t scale, bool down)
{
    enum { ROOM_FOR_CARRIES = 24 };
    struct units units = { .negative = text.len > 0 && text.ptr[0] == '-' };
    if (units.negative)
        text = (struct sl_str) { text.ptr + 1, text.len - 1 };
    const char *point = memchr(text.ptr, '.', text.len);
    size_t whole = point != NULL ? (size_t)(point - text.ptr) : text.len;
    struct sl_str fraction = { text.ptr + whole + 1, point != NULL ? text.len - whole - 1 : 0 };
    size_t kept = fraction.len < scale ? fraction.len : scale;
    units.digits = sl_arena_must(arena, ROOM_FOR_CARRIES + whole + scale + 1, 1);
    units.digits += ROOM_FOR_CARRIES;
    memcpy(units.digits, text.ptr, whole);
    memset(units.digits + whole, '0', scale);
    if (kept > 0)
        memcpy(units.digits + whole, fraction.ptr, kept);
    units.len = whole + scale;
    if (down && units.negative &&
        any_nonzero((struct sl_str) { fraction.ptr + kept, fraction.len - kept }))
        add(&units, 1);
    return units;
}

static struct sl_value
value_of(struct sl_arena *arena, const struct units *units, uint32_t scale)
{
    size_t from = 0, whole = units->len - scale;
    bool zero = !any_nonzero((struct sl_str) { units->digits, units->len });
    while (from + 1 < whole && units->digits[from] == '0')
        from++;
    struct sl_str text =
        sl_arena_format(arena, "%s%s%.*s%s%.*s", units->negative && !zero ? "-" : "",
                        whole == 0 ? "0" : "", (int)(whole - from), units->digits + from,
                        scale > 0 ? "." : "", (int)scale, units->digits + whole);
    return (struct sl_value) { .state = SL_VALUE, .kind = SL_NUMERIC, .text = text };
}

bool
slc_is_finite(struct sl_str digits)
{
    return digits.len > 0 && digits.ptr[digits.len - 1] >= '0' && digits.ptr[digits.len - 1] <= '9';
}

struct sl_value
slc_eval_round_down(const struct slc_call *call)
{
    struct sl_arena *arena = call->evaluation->arena;
    const struct slc_ir_literal *to = &call->expr->args[1].literals[0];
    uint64_t step = (uint64_t)to->digits;
    struct sl_str text = slc_digits_text(arena, call->values[0]);
    if (!slc_is_finite(text))
        return slc_missing_value(SL_NUMERIC);
    struct units units = units_of(arena, text, to->scale, true);
    uint64_t rest = rest_of(&units, step);
    if (units.negative && rest > 0)
        add(&units, step - rest);
    else if (!units.negative)
        subtract(&units, rest);
    return value_of(arena, &units, to->scale);
}

/* Twice the number's size over twice the step says on which side of the middle it lies; to have its
 * whole fraction in units, the step gets as many zeros. */
struct sl_value
slc_eval_round_to(const struct slc_call *call)
{
    struct sl_arena *arena = call->evaluation->arena;
    const struct slc_ir_literal *to = &call->expr->args[1].literals[0];
    uint64_t step = (uint64_t)to->digits;
    struct sl_str text = slc_digits_text(arena, call->values[0]);
    if (!slc_is_finite(text))
        return slc_missing_value(SL_NUMERIC);
    struct units units = units_of(arena, text, to->scale, false);
    uint64_t below = rest_of(&units, step), above = step - below;
    const char *point = memchr(text.ptr, '.', text.len);
    size_t behind = point != NULL ? (size_t)(text.ptr + text.len - point) - 1 : 0;
    bool half_a_unit = behind > to->scale && point[1 + to->scale] >= '5';
    if (below > above || below == above || (above - below == 1 && half_a_unit))
        add(&units, above);
    else
        subtract(&units, below);
    return value_of(arena, &units, to->scale);
}
