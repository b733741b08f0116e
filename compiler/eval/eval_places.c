/* eval_places.c - grid: by division of thousandths of a degree. */
#include "eval/eval_functions.h"

/* By whole degrees of latitude: the runtime's table, since it is part of what grid means. */
static const int64_t widths[] = {
#include "functions/grid_width.def"
};

enum { NWIDTHS = sizeof widths / sizeof *widths };

/* Thousandths of a degree, toward minus infinity: what is cut off cannot reach over an edge, since edges
 * are whole thousandths. False for what is no number within +-limit degrees. */
static bool
thousandths_of(const struct slc_call *call, struct sl_value value, const char *limit,
               int64_t *ret_thousandths)
{
    struct sl_value number = { .state = SL_VALUE, .kind = SL_NUMERIC };
    number.text = slc_digits_text(call->evaluation->arena, value);
    struct sl_value most = { .state = SL_VALUE, .kind = SL_NUMERIC, .text = sl_str_of(limit) };
    struct sl_value least = most;
    least.text = sl_arena_format(call->evaluation->arena, "-%s", limit);
    if (sl_str_is(number.text, "NaN") || slc_eval_order(number, most) > 0 ||
        slc_eval_order(number, least) < 0)
        return false;
    bool negative = number.text.ptr[0] == '-', point = false, rest = false;
    int64_t thousandths = 0;
    int behind = 0;
    for (size_t at = negative; at < number.text.len; at++) {
        char c = number.text.ptr[at];
        if (c == '.') {
            point = true;
        } else if (behind == 3) {
            rest = rest || c != '0';
        } else {
            thousandths = thousandths * 10 + (c - '0');
            behind += point;
        }
    }
    for (; behind < 3; behind++)
        thousandths *= 10;
    *ret_thousandths = negative ? -thousandths - rest : thousandths;
    return true;
}

static int64_t
multiple_below(int64_t number, int64_t step)
{
    int64_t rest = (number % step + step) % step;
    return number - rest;
}

static struct sl_str
degrees(const struct slc_call *call, int64_t thousandths)
{
    long long size = thousandths < 0 ? -thousandths : thousandths;
    return sl_arena_format(call->evaluation->arena, "%s%lld.%03lld", thousandths < 0 ? "-" : "",
                           size / 1000, size % 1000);
}

struct sl_value
slc_eval_grid(const struct slc_call *call)
{
    int64_t latitude, longitude, high = 9 * call->expr->args[2].literals[0].digits;
    if (!thousandths_of(call, call->values[0], "90", &latitude) ||
        !thousandths_of(call, call->values[1], "180", &longitude))
        return slc_missing_value(SL_TEXT);
    int64_t south = multiple_below(latitude, high), north = south + high;
    int64_t furthest = -south > north ? -south : north;
    int64_t west = -180000;
    if (furthest / 1000 < NWIDTHS) {
        int64_t wide = high * widths[furthest / 1000];
        west = multiple_below(longitude, wide / 1000 + (wide % 1000 > 0));
    }
    return slc_text_value(sl_arena_format(call->evaluation->arena, "%.*s,%.*s",
                                          SL_FMT(degrees(call, south)),
                                          SL_FMT(degrees(call, west))));
}
