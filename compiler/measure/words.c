#include "measure/words.h"

#include "calendar.h"
#include "measure/calendar_cuts.h"
#include "measure/choose.h"

/* What a scale is counted in, and how much of it one unit is. Spans are told in the widest unit that
 * fits all numbers. */
struct counted {
    const char *word;
    slc_wide size;
};

static bool
fits_all(const struct slc_shown *shown, slc_wide size)
{
    slc_wide one = 2 * size * slc_power_of_ten(shown->axis.scale);
    return shown->low % one == 0 && shown->high % one == 0 && shown->first % one == 0 &&
           shown->last % one == 0;
}

static struct counted
counted_in(const struct slc_shown *shown)
{
    switch (shown->scale) {
    case SLC_SCALE_VALUE: break;
    case SLC_SCALE_AGE: return (struct counted) { " years", 1 };
    case SLC_SCALE_MINUTES:
        if (fits_all(shown, SLC_MINUTES_A_DAY))
            return (struct counted) { " days", SLC_MINUTES_A_DAY };
        return fits_all(shown, 60) ? (struct counted) { " hours", 60 }
                                   : (struct counted) { " minutes", 1 };
    case SLC_SCALE_MONTHS:
        return fits_all(shown, 12) ? (struct counted) { " years", 12 }
                                   : (struct counted) { " months", 1 };
    case SLC_SCALE_SHARE: return (struct counted) { " %", 1 };
    case SLC_SCALE_LENGTH: return (struct counted) { " characters", 1 };
    case SLC_SCALE_WORDS: return (struct counted) { " words", 1 };
    case SLC_SCALE_KILOMETRES: return (struct counted) { " km", 1 };
    }
    return (struct counted) { "", 1 };
}

static struct sl_str
date_text(struct sl_arena *arena, slc_wide halves)
{
    struct sl_civil date = sl_civil_of_days(slc_day_of_position(halves * 2));
    return sl_arena_format(arena, "%04lld-%02d-%02d", (long long)date.year, date.month, date.day);
}

/* Digits from the last to the first, the point where the scale has it. */
static struct sl_str
number_text(struct sl_arena *arena, const struct slc_axis *axis, slc_wide halves)
{
    char text[64];
    size_t at = sizeof text;
    bool half = halves % 2 != 0, negative = halves < 0;
    slc_wide digits = negative ? -halves : halves;
    uint32_t scale = axis->scale + (half ? 1 : 0), written = 0;
    digits = half ? digits * 5 : digits / 2;
    while (scale > 0 && digits % 10 == 0) {
        digits /= 10;
        scale--;
    }
    do {
        if (scale > 0 && written == scale)
            text[--at] = '.';
        text[--at] = (char)('0' + (int)(digits % 10));
        digits /= 10;
        written++;
    } while (at > 3 && (digits > 0 || written <= scale));
    if (negative)
        text[--at] = '-';
    return sl_arena_copy(arena, (struct sl_str) { text + at, sizeof text - at });
}

static struct sl_str
text_of(struct sl_arena *arena, const struct slc_shown *shown, slc_wide halves)
{
    return shown->axis.calendar ? date_text(arena, halves / slc_power_of_ten(shown->axis.scale))
                                : number_text(arena, &shown->axis, halves / counted_in(shown).size);
}

static struct sl_str
lines_text(struct sl_arena *arena, const struct slc_measured *line,
           const struct slc_measured *other)
{
    struct sl_str text = slc_line_text(line);
    if (other == NULL)
        return sl_arena_format(arena, "'%.*s' tells", SL_FMT(text));
    return sl_arena_format(arena, "'%.*s' and '%.*s' together tell", SL_FMT(text),
                           SL_FMT(slc_line_text(other)));
}

struct sl_str
slc_shown_text(struct sl_arena *arena, const struct slc_shown *shown,
               const struct slc_measured *line, const struct slc_measured *other)
{
    struct sl_str who = lines_text(arena, line, other);
    struct sl_str first = text_of(arena, shown, shown->first);
    struct sl_str last = text_of(arena, shown, shown->last);
    const char *unit = counted_in(shown).word;
    slc_wide step = shown->axis.step;
    if (step == 0 && shown->single)
        return sl_arena_format(arena, "%.*s exactly %.*s%s apart from every other value",
                               SL_FMT(who), SL_FMT(first), unit);
    if (step == 0)
        return sl_arena_format(arena, "%.*s from %.*s to %.*s%s apart from all below and above",
                               SL_FMT(who), SL_FMT(first), SL_FMT(last), unit);
    struct sl_str below = text_of(arena, shown, shown->first - step);
    struct sl_str above = text_of(arena, shown, shown->last + step);
    if (shown->single)
        return sl_arena_format(arena, "%.*s exactly %.*s%s apart from %.*s and from %.*s",
                               SL_FMT(who), SL_FMT(first), unit, SL_FMT(below), SL_FMT(above));
    return sl_arena_format(arena, "%.*s %.*s to %.*s%s apart from %.*s and from %.*s", SL_FMT(who),
                           SL_FMT(first), SL_FMT(last), unit, SL_FMT(below), SL_FMT(above));
}

struct sl_str
slc_shown_help(struct sl_arena *arena, const struct slc_shown *shown,
               const struct slc_measured *line, const struct slc_measured *other)
{
    struct sl_str low = text_of(arena, shown, shown->low);
    struct sl_str high = text_of(arena, shown, shown->high);
    if (other == NULL || line->cuts->kind != SLC_CUT_AT)
        return SL_STR("cut at fewer places, or in wider steps");
    if (low.len == high.len && sl_str_equal(low, high))
        return sl_arena_format(arena,
                               "cut on one side of %.*s: '>=', '<' and edges lie before a number, "
                               "'>' and '<=' behind it",
                               SL_FMT(low));
    return sl_arena_format(arena, "cut '%.*s' at %.*s, as '%.*s' does, or further from it",
                           SL_FMT(slc_line_text(line)), SL_FMT(text_of(arena, shown, shown->other)),
                           SL_FMT(slc_line_text(other)));
}
