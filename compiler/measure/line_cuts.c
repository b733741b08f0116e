#include "measure/line_cuts.h"
#include "measure/calendar_cuts.h"

#include "syntax/walk.h"

enum { GREATEST_POWER = 18 };

/* ---- cuts ------------------------------------------------------------------------------------ */

struct slc_cut *
slc_add_cut(struct sl_arena *arena, struct slc_measured *line, enum slc_cut_kind kind)
{
    struct slc_cut *cut = SL_NEW(arena, struct slc_cut);
    *cut = (struct slc_cut) { .kind = kind, .next = line->cuts };
    line->cuts = cut;
    line->tells = SLC_TELLS_CUTS;
    return cut;
}

void
slc_add_edges(struct sl_arena *arena, struct slc_measured *line, enum slc_scale scale,
              int64_t times)
{
    const struct slc_arg *edges = slc_arg_labelled(line->expr, "edges");
    line->scale = scale;
    line->tells = SLC_TELLS_CUTS;
    if (edges == NULL)
        return;
    for (const struct slc_literal *edge = edges->literals; edge != NULL; edge = edge->next) {
        struct slc_decimal number;
        if (!slc_literal_number(edge, &number))
            continue;
        struct slc_cut *cut = slc_add_cut(arena, line, SLC_CUT_AT);
        cut->number = number;
        cut->times = times;
    }
}

/* `to: 50`, `km: 5`, `width: 10 years`: at every multiple. */
void
slc_add_steps(struct sl_arena *arena, struct slc_measured *line, enum slc_cut_kind kind,
              const char *label)
{
    const struct slc_arg *arg = slc_arg_labelled(line->expr, label);
    struct slc_decimal number;
    line->tells = SLC_TELLS_CUTS;
    if (arg == NULL || arg->literals == NULL || !slc_literal_number(arg->literals, &number) ||
        number.digits <= 0)
        return;
    slc_add_cut(arena, line, kind)->number = number;
}

void
slc_add_both_sides(struct sl_arena *arena, struct slc_measured *line, struct slc_decimal number)
{
    slc_add_cut(arena, line, SLC_CUT_AT)->number = number;
    struct slc_cut *behind = slc_add_cut(arena, line, SLC_CUT_AT);
    behind->number = number;
    behind->behind = true;
}

/* Before 10^n and behind -10^n, and 0 by itself. */
void
slc_add_powers(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_type *type = &line->subject->type;
    uint32_t below = type->id == SLC_TYPE_NUMERIC && type->has_precision ? type->scale : 0;
    struct slc_decimal power = { 1, below < GREATEST_POWER ? below : GREATEST_POWER };
    slc_add_both_sides(arena, line, (struct slc_decimal) { 0, 0 });
    for (uint32_t count = 0; count < GREATEST_POWER; count++) {
        slc_add_cut(arena, line, SLC_CUT_AT)->number = power;
        struct slc_cut *behind = slc_add_cut(arena, line, SLC_CUT_AT);
        behind->number = (struct slc_decimal) { -power.digits, power.scale };
        behind->behind = true;
        if (power.scale > 0)
            power.scale--;
        else
            power.digits *= 10;
    }
}

void
slc_add_each(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_arg *low = slc_arg_labelled(line->expr, "low");
    const struct slc_arg *high = slc_arg_labelled(line->expr, "high");
    struct slc_decimal from, to;
    line->tells = SLC_TELLS_CUTS;
    if (low == NULL || high == NULL || !slc_literal_number(low->literals, &from) ||
        !slc_literal_number(high->literals, &to))
        return;
    struct slc_cut *cut = slc_add_cut(arena, line, SLC_CUT_EACH);
    cut->low = from;
    cut->high = to;
}

/* Bands of age end with the one that holds 90. */
void
slc_add_ages(struct sl_arena *arena, struct slc_measured *line)
{
    slc_add_steps(arena, line, SLC_CUT_STEPS, "width");
    line->scale = SLC_SCALE_AGE;
    line->clock = true;
    if (line->cuts == NULL)
        return;
    line->cuts->within = true;
    line->cuts->high = (struct slc_decimal) { 90, 0 };
}

void
slc_add_calendar(struct sl_arena *arena, struct slc_measured *line)
{
    enum slc_calendar_unit unit = SLC_CALENDAR_DAY;
    switch ((int)line->function->id) {
    case SLC_FUNCTION_year: unit = SLC_CALENDAR_YEAR; break;
    case SLC_FUNCTION_quarter: unit = SLC_CALENDAR_QUARTER; break;
    case SLC_FUNCTION_month: unit = SLC_CALENDAR_MONTH; break;
    case SLC_FUNCTION_week: unit = SLC_CALENDAR_WEEK; break;
    default: break;
    }
    slc_add_cut(arena, line, SLC_CUT_CALENDAR)->calendar = unit;
}

/* ---- spans and other columns ----------------------------------------------------------------- */

static enum slc_unit
unit_of(const struct slc_measured *line)
{
    static const struct sl_str between = { "_between", 8 };
    const struct slc_arg *unit = slc_arg_labelled(line->expr, "unit");
    if (unit != NULL)
        return slc_unit_named(unit->name.text);
    struct sl_str name = sl_str_of(line->function->name);
    if (name.len <= between.len)
        return SLC_NUNITS;
    name.len -= between.len;
    return slc_unit_named(name);
}

/* What is not yet whole is not counted, on both sides of 0: `>= 0` holds from the first moment within one unit before 0
 * on, and `>= -1` from within two. Days alone have nothing between. */
static void
count_toward_zero(struct slc_cut *cut)
{
    int64_t one = 1;
    for (uint32_t scale = 0; scale < cut->number.scale; scale++)
        one *= 10;
    const int64_t whole = cut->number.digits / one + (cut->number.digits % one > 0);
    cut->behind = whole <= 0 && cut->times != SLC_MINUTES_A_DAY;
    cut->number = (struct slc_decimal) { whole - cut->behind, 0 };
}

void
slc_add_span(struct sl_arena *arena, struct slc_measured *line)
{
    enum slc_unit unit = unit_of(line);
    if (unit == SLC_NUNITS)
        return; /* reported by types */
    int64_t size = slc_units[unit].minutes + slc_units[unit].months;
    enum slc_scale scale = slc_units[unit].months > 0 ? SLC_SCALE_MONTHS : SLC_SCALE_MINUTES;
    line->whole_days = slc_units[unit].minutes >= SLC_MINUTES_A_DAY;
    if (line->function->measure == SLC_MEASURES_SPAN_EDGES) {
        slc_add_edges(arena, line, scale, size);
        for (struct slc_cut *cut = line->cuts; cut != NULL; cut = cut->next)
            count_toward_zero(cut);
        return;
    }
    struct slc_cut *cut = slc_add_cut(arena, line, SLC_CUT_WHOLES);
    cut->number = (struct slc_decimal) { 1, 0 };
    cut->times = size;
    line->scale = scale;
}
