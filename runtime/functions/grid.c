/* grid.c - the cell in which a place lies, in thousandths of a degree and without trigonometry, so that
 * it is the same everywhere: docs/functions.md has the rule. */
#include "abi/functions.h"

#include "functions/plain.h"
#include "functions/round.h"
#include "record/print.h"
#include "record/record_private.h"

enum {
    THOUSANDTHS = 1000,
    THOUSANDTHS_A_KM = 9, /* of a degree of latitude */
    DIGITS = 3,
    CELL_CHARS = 2 * (SL_INTEGER_CHARS + 2) + 1,
};

/* By whole degrees of latitude: width by height, in thousandths. */
static const uint16_t widths[] = {
#include "functions/grid_width.def"
};

enum { WIDTHS = sizeof widths / sizeof *widths };

/* Degrees, not above `most` and not below its opposite. */
static bool
is_within(const struct sl_value *value, const char *most, char room[SL_PLAIN_ROOM],
          struct sl_digits *ret_digits)
{
    struct sl_digits limit;
    if (!sl_plain_digits(value, room, ret_digits) || ret_digits->class != SL_NUMBER_FINITE ||
        !sl_digits_of_text(sl_str_of(most), &limit))
        return false;
    limit.negative = ret_digits->negative;
    int order = sl_digits_compare(ret_digits, &limit);
    return ret_digits->negative ? order >= 0 : order <= 0;
}

/* The largest multiple of so many thousandths that is not above the number, in thousandths. */
static bool
round_down(struct sl_record *out, const struct sl_digits *digits, int64_t step, int64_t *ret_low)
{
    struct sl_str text;
    const struct sl_decimal to = { step, DIGITS, NULL };
    if (!sl_round_digits_down(out, digits, &to, &text))
        return false;
    *ret_low = 0;
    for (size_t at = 0; at < text.len; at++)
        if (text.ptr[at] >= '0' && text.ptr[at] <= '9')
            *ret_low = *ret_low * 10 + (text.ptr[at] - '0');
    *ret_low = text.ptr[0] == '-' ? -*ret_low : *ret_low;
    return true;
}

/* "-0.148" */
static char *
print_degrees(char *to, int64_t thousandths)
{
    int64_t size = thousandths < 0 ? -thousandths : thousandths;
    if (thousandths < 0)
        *to++ = '-';
    to = sl_print_i64(to, size / THOUSANDTHS);
    *to++ = '.';
    for (int64_t unit = THOUSANDTHS / 10; unit > 0; unit /= 10)
        *to++ = (char)('0' + size / unit % 10);
    return to;
}

static int64_t
size_of(int64_t number)
{
    return number < 0 ? -number : number;
}

/* The western edge of the cell that lies between `south` and `height` thousandths north of it. */
static bool
find_west(struct sl_record *out, const struct sl_digits *longitude, int64_t south, int64_t height,
          int64_t *ret_west)
{
    int64_t north = south + height;
    int64_t degrees =
        (size_of(south) > size_of(north) ? size_of(south) : size_of(north)) / THOUSANDTHS;
    *ret_west = INT64_C(-180) * THOUSANDTHS;
    if (degrees >= WIDTHS)
        return true;
    int64_t width = (height * widths[degrees] + THOUSANDTHS - 1) / THOUSANDTHS;
    return round_down(out, longitude, width, ret_west);
}

struct sl_open
sl_grid(struct sl_record *out, struct sl_sealed latitude, struct sl_sealed longitude, uint32_t km)
{
    char room[SL_PLAIN_ROOM], room_too[SL_PLAIN_ROOM];
    struct sl_digits lat, lon;
    int64_t south, west, height = (int64_t)THOUSANDTHS_A_KM * km;
    if (latitude.value.state != SL_VALUE || longitude.value.state != SL_VALUE)
        return sl_without_values(&latitude.value, &longitude.value);
    if (!is_within(&latitude.value, "90", room, &lat) ||
        !is_within(&longitude.value, "180", room_too, &lon) || height < 1 ||
        !round_down(out, &lat, height, &south) || !find_west(out, &lon, south, height, &west))
        return sl_missing();
    char *text = sl_record_scratch(out, CELL_CHARS);
    if (text == NULL)
        return sl_missing();
    char *to = print_degrees(text, south);
    *to++ = ',';
    to = print_degrees(to, west);
    return sl_text_of(text, (size_t)(to - text));
}
