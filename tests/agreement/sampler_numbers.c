/* sampler_numbers.c - numbers between the same marks. Worked out in hundredths: numbers of another
 * form find no partner here. */
#include "sampler.h"

#include <inttypes.h>

enum { FARTHEST = 3200000 }; /* hundredths: fits smallint, too */

/* [-]digits[.d[d]], at most twelve before the point. */
static bool
hundredths_of_text(struct sl_str text, int64_t *ret_hundredths)
{
    bool negative = text.len > 0 && text.ptr[0] == '-', point = false;
    int64_t number = 0;
    int decimals = 0;
    for (size_t at = negative ? 1 : 0; at < text.len; at++) {
        char byte = text.ptr[at];
        bool digit = byte >= '0' && byte <= '9';
        if (digit ? decimals == 2 || number > INT64_C(1000000000000) : byte != '.' || point)
            return false;
        point = point || !digit;
        number = digit ? number * 10 + (byte - '0') : number;
        decimals += digit && point;
    }
    for (; decimals < 2; decimals++)
        number *= 10;
    *ret_hundredths = negative ? -number : number;
    return text.len > 0;
}

static bool
hundredths_of(struct sl_value value, int64_t *ret_hundredths)
{
    *ret_hundredths = value.integer * 100;
    if (value.kind == SL_INTEGER)
        return value.integer > -FARTHEST && value.integer < FARTHEST;
    return value.kind == SL_NUMERIC && hundredths_of_text(value.text, ret_hundredths);
}

static int64_t
floor_to(int64_t number, int64_t step)
{
    int64_t rest = number % step;
    return number - (rest < 0 ? rest + step : rest);
}

/* A number of the column's type between the two, both included. */
static bool
add_between(const struct slt_sampling *sampling, int64_t least, int64_t most, struct sl_buf *out)
{
    if (sampling->value.kind == SL_INTEGER) {
        int64_t first = floor_to(least + 99, 100) / 100, last = floor_to(most, 100) / 100;
        if (first > last)
            return false;
        sl_buf_printf(out, "%" PRId64, slt_between(sampling->chance, first, last));
        return true;
    }
    int64_t chosen = slt_between(sampling->chance, least, most);
    int64_t size = chosen < 0 ? -chosen : chosen;
    sl_buf_printf(out, "%s%" PRId64 ".%02d", chosen < 0 ? "-" : "", size / 100, (int)(size % 100));
    return true;
}

static bool
same_band(const struct slt_sampling *sampling, struct sl_buf *out)
{
    const struct slc_ir_arg *edges = slt_argument(sampling->call, "edges");
    int64_t number, edge, least = -FARTHEST, most = FARTHEST;
    if (!hundredths_of(sampling->value, &number))
        return false;
    for (uint32_t at = 0; at < edges->nliterals; at++) {
        if (!hundredths_of_text(edges->literals[at].text, &edge))
            return false;
        if (edge <= number && edge > least)
            least = edge;
        if (edge > number && edge - 1 < most)
            most = edge - 1;
    }
    return least <= number && number <= most && add_between(sampling, least, most, out);
}

slt_sampler *const slt_sampler_band = same_band;

static bool
same_step(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t number, step;
    if (!hundredths_of(sampling->value, &number) ||
        !hundredths_of_text(slt_argument(sampling->call, "to")->literals[0].text, &step))
        return false;
    int64_t least = floor_to(number, step);
    return least > -FARTHEST && least + step < FARTHEST &&
           add_between(sampling, least, least + step - 1, out);
}

slt_sampler *const slt_sampler_round_down = same_step;

/* Of positive numbers: from half a step below the multiple up to half a step above it. */
static bool
same_nearest(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t number, step;
    if (!hundredths_of(sampling->value, &number) ||
        !hundredths_of_text(slt_argument(sampling->call, "to")->literals[0].text, &step))
        return false;
    int64_t least = floor_to(number + step / 2, step) - step / 2;
    return step % 2 == 0 && least > 0 && least + step < FARTHEST &&
           add_between(sampling, least, least + step - 1, out);
}

slt_sampler *const slt_sampler_round_to = same_nearest;

static bool
same_clamped(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t number, low, high;
    if (!hundredths_of(sampling->value, &number) ||
        !hundredths_of_text(slt_argument(sampling->call, "low")->literals[0].text, &low) ||
        !hundredths_of_text(slt_argument(sampling->call, "high")->literals[0].text, &high))
        return false;
    if (number <= low && low > -FARTHEST)
        return add_between(sampling, -FARTHEST, low, out);
    return number >= high && high < FARTHEST && add_between(sampling, high, FARTHEST, out);
}

slt_sampler *const slt_sampler_clamp = same_clamped;

static bool
same_sign(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t number;
    if (!hundredths_of(sampling->value, &number) || number == 0)
        return false;
    return number > 0 ? add_between(sampling, 1, FARTHEST, out)
                      : add_between(sampling, -FARTHEST, -1, out);
}

slt_sampler *const slt_sampler_sign = same_sign;

/* Of whole numbers as large as 1. */
static bool
same_magnitude(const struct slt_sampling *sampling, struct sl_buf *out)
{
    int64_t number, power = 100;
    if (!hundredths_of(sampling->value, &number))
        return false;
    int64_t size = number < 0 ? -number : number;
    while (power * 10 <= size)
        power *= 10;
    bool negative = slt_percent(sampling->chance, 50);
    if (size < 100 || power * 10 > FARTHEST)
        return false;
    return negative ? add_between(sampling, 1 - power * 10, -power, out)
                    : add_between(sampling, power, power * 10 - 1, out);
}

slt_sampler *const slt_sampler_magnitude = same_magnitude;

/* Two columns are read. */
slt_sampler *const slt_sampler_percent_band = NULL;
slt_sampler *const slt_sampler_grid = NULL;
