/* cell.c - how wide the values between two neighbouring cuts lie, and who may show so narrow a cell. */
#include "measure/calendar_cuts.h"
#include "measure/facts.h"
#include "measure/view.h"

enum { DAYS_A_WEEK = 7 };

/* How many listed values lie in a cell: they are taken out of it. */
static slc_wide
count_listed(const struct slc_view *view, const struct slc_cell *cell)
{
    slc_wide count = 0;
    const struct slc_measured *line = view->scale == SLC_SCALE_VALUE ? view->subject->lines : NULL;
    for (; line != NULL; line = line->next)
        for (const struct slc_fact *fact = line->absent ? NULL : line->facts; fact != NULL;
             fact = fact->next) {
            struct slc_decimal number = { 0, 0 };
            slc_wide value;
            (void)slc_literal_number(fact->value, &number);
            (void)slc_axis_number(&view->axis, number, 1, &value);
            count += value * 2 >= cell->low && value * 2 < cell->high &&
                     slc_is_first_hole(view->subject, line, fact);
        }
    return count;
}

/* Hours and weekdays come again: in a short stretch each comes once. The length of what one of them
 * shows of a cell; 0: as wide as the cell. */
static slc_wide
recurring_width(const struct slc_view *view, slc_wide width)
{
    slc_wide day = (slc_wide)2 * SLC_MINUTES_A_DAY * slc_power_of_ten(view->axis.scale), least = 0;
    for (const struct slc_measured *line = view->subject->lines; line != NULL; line = line->next) {
        if (line->absent || line->tells != SLC_TELLS_RECURRING || !view->axis.calendar)
            continue;
        bool weekday = line->function->id == SLC_FUNCTION_weekday;
        slc_wide piece = weekday                                   ? day
                         : line->function->id == SLC_FUNCTION_hour ? day / 24
                                                                   : day / 4;
        if (width < 2 * (weekday ? DAYS_A_WEEK * day : day) && (least == 0 || piece < least))
            least = piece;
    }
    return least;
}

static bool
is_listed(const struct slc_view *view, slc_wide value)
{
    const struct slc_cell one = { .low = value * 2, .high = value * 2 + 1 };
    return count_listed(view, &one) > 0;
}

/* Dates are whole minutes, whatever the fraction of an axis is. */
static void
count_months(const struct slc_view *view, struct slc_cell *cell)
{
    slc_wide one = slc_power_of_ten(view->axis.scale);
    int64_t from = 0, to = 0;
    cell->months = cell->low % one == 0 && cell->high % one == 0 &&
                   slc_is_first_of_month(cell->low / one, &from) &&
                   slc_is_first_of_month(cell->high / one, &to);
    cell->nmonths = to - from;
}

/* Whether the numbers are whole days, and the values are moments: these lie within as many days, whatever is written. */
static bool
is_of_moments(const struct slc_view *view)
{
    return view->entries[0].line->whole_days && view->subject->type.id != SLC_TYPE_DATE;
}

struct slc_cell
slc_cell_between(const struct slc_view *view, slc_wide low, slc_wide high)
{
    struct slc_cell cell = { .low = low, .high = high, .lowest = low, .highest = high };
    slc_wide step = view->axis.step;
    cell.width = slc_view_written(view, high, true) - slc_view_written(view, low, false);
    if (step > 0) {
        slc_wide values = (high - low) / (2 * step) - count_listed(view, &cell);
        if (values * step > cell.width || is_of_moments(view))
            cell.width = values * step;
        cell.single = values == 1;
        cell.empty = values <= 0;
        if (values <= 1)
            cell.width = step;
        cell.value = low / 2;
        while (is_listed(view, cell.value))
            cell.value += step;
    } else {
        cell.single = high == low + 1;
        cell.value = slc_wide_floor(low, 2);
        cell.empty = cell.single && is_listed(view, cell.value);
    }
    slc_wide piece = recurring_width(view, cell.width);
    if (piece > 0)
        cell.width = piece;
    else if (view->axis.calendar)
        count_months(view, &cell);
    return cell;
}

/* ---- which lines may be so narrow ------------------------------------------------------------ */

struct width_question {
    const struct slc_view *view;
    const struct slc_cell *cell;
};

/* Dates, and spans between them. */
static bool
counts_time(const struct slc_view *view)
{
    return view->scale == SLC_SCALE_MINUTES || view->scale == SLC_SCALE_MONTHS ||
           view->axis.calendar;
}

/* The bound in halves of the axis, for this cell; below 0: it is no distance of this kind. */
static slc_wide
bound_for(const struct width_question *question, const struct slc_bound *bound)
{
    const struct slc_view *view = question->view;
    enum slc_unit unit = slc_unit_named(bound->unit.text);
    bool span = counts_time(view);
    struct slc_decimal number = { -1, 0 }; /* where it cannot be read */
    slc_wide wanted = -1;                  /* and below 0 where it does not fit */
    int64_t times = 1;
    (void)slc_decimal_read(bound->number.text, &number);
    if (view->scale == SLC_SCALE_AGE)
        unit = SLC_NUNITS;
    if (span != (unit != SLC_NUNITS))
        return -1;
    if (span) {
        bool in_months = view->scale == SLC_SCALE_MONTHS || question->cell->months;
        int64_t month = 31 * (int64_t)SLC_MINUTES_A_DAY;
        times = in_months && slc_units[unit].months > 0 ? slc_units[unit].months
                : slc_units[unit].months > 0            ? slc_units[unit].months * month
                                                        : slc_units[unit].minutes;
    }
    (void)slc_axis_number(&view->axis, number, times, &wanted);
    return wanted;
}

/* The width in what the bound counts: months meet minutes as the shortest month. */
static slc_wide
width_for(const struct width_question *question, const struct slc_bound *bound)
{
    const struct slc_view *view = question->view;
    const struct slc_cell *cell = question->cell;
    const int64_t shortest = 28 * (int64_t)SLC_MINUTES_A_DAY;
    enum slc_unit unit = slc_unit_named(bound->unit.text);
    bool months = unit != SLC_NUNITS && slc_units[unit].months > 0;
    if (view->scale == SLC_SCALE_MONTHS)
        return months ? cell->width : cell->width * shortest;
    if (cell->months)
        return 2 * (slc_wide)cell->nmonths * slc_power_of_ten(view->axis.scale) *
               (months ? 1 : shortest);
    return cell->width;
}

static bool
row_allows(const void *context, const struct slc_downgrade *row)
{
    const struct width_question *question = context;
    const struct slc_bound *bound = slc_bound_of(row, true);
    if (bound == NULL)
        return true;
    slc_wide wanted = bound_for(question, bound);
    return wanted >= 0 && wanted <= width_for(question, bound);
}

bool
slc_entry_allows(const struct slc_view *view, const struct slc_entry *entry,
                 const struct slc_cell *cell)
{
    const struct width_question question = { view, cell };
    return !entry->distance || slc_every_row(view->measures, entry->line, row_allows, &question);
}

/* Whether a row's `at least` is a distance for what the view counts: with a unit of time, or without. */
static bool
is_distance(const void *context, const struct slc_downgrade *row)
{
    const struct slc_cell none = { 0 };
    const struct width_question question = { context, &none };
    const struct slc_bound *bound = slc_bound_of(row, true);
    return bound == NULL || bound_for(&question, bound) >= 0;
}

static bool
is_readable(const void *context, const struct slc_downgrade *row)
{
    const struct slc_bound *bound = slc_bound_of(row, true);
    struct slc_decimal number;
    (void)context;
    return bound == NULL || slc_decimal_read(bound->number.text, &number);
}

static struct sl_str
why_no_distance(const struct slc_view *view, const struct slc_entry *entry)
{
    if (!slc_every_row(view->measures, entry->line, is_readable, NULL))
        return SL_STR("it is not a number that can be compared");
    return counts_time(view) ? SL_STR("without a unit of time it is no distance between dates")
                             : SL_STR("with a unit of time it is no distance between numbers");
}

void
slc_view_check_units(const struct slc_view *view)
{
    for (size_t at = 0; at < view->nentries; at++) {
        const struct slc_entry *entry = &view->entries[at];
        if (!slc_every_row(view->measures, entry->line, is_distance, view))
            slc_refuse(entry->line, why_no_distance(view, entry), SL_STR(""), NULL);
    }
}
