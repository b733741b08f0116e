/* sample_ordered.c - numbers and times to try: the cuts that policies make, the values beside them, and between. */
#include "attack/sample.h"

#include "calendar.h"

#include <stdlib.h>

enum { MOST_CUTS = 1024, MOST_NAMED = 16, BETWEEN = 24, FAR = 4, STEPS = 10 };

struct cuts {
    const struct slc_sampling *sampling;
    const struct slc_ir_type *type;
    int64_t each[MOST_CUTS];
    uint32_t count;
    uint32_t named; /* of which so many are named by the policies */
};

static void
add(struct cuts *cuts, int64_t position)
{
    if (cuts->count < MOST_CUTS)
        cuts->each[cuts->count++] = position;
}

bool
slc_is_calendar(const struct slc_ir_type *type)
{
    const enum sl_kind kind = slc_type_info(type->id)->kind;
    return kind == SL_DATE || kind == SL_TIMESTAMP || kind == SL_TIMESTAMPTZ;
}

/* ---- literals -------------------------------------------------------------------------------- */

static bool
literal_position(const struct slc_ir_literal *literal, int64_t *ret)
{
    if (literal->kind == SLC_IR_DATE || literal->kind == SLC_IR_MIDNIGHT ||
        literal->kind == SLC_IR_MIDNIGHT_UTC) {
        *ret = literal->days * SLC_DAY_MICROS;
        return true;
    }
    const struct sl_value number = { .state = SL_VALUE, .kind = SL_NUMERIC, .text = literal->text };
    return literal->kind == SLC_IR_NUMBER && slc_position_of(number, ret);
}

static void
add_literals(struct cuts *cuts, const struct slc_ir_literal *literals, uint32_t count)
{
    int64_t position;
    for (uint32_t at = 0; at < count; at++)
        if (literal_position(&literals[at], &position) &&
            !(slc_is_calendar(cuts->type) && literals[at].kind == SLC_IR_NUMBER)) /* of units */
            add(cuts, position);
}

/* Multiples of a step around 0 and around what is cut already, and what is nearest to each. */
static void
add_steps(struct cuts *cuts, int64_t step)
{
    if (step <= 1)
        return;
    for (int64_t times = -STEPS; times <= STEPS; times++) {
        add(cuts, times * step);
        add(cuts, times * step + step / 2);
    }
    for (uint32_t at = 0; at < cuts->named && at < MOST_NAMED; at++)
        for (int64_t times = -1; times <= 2; times++) {
            const int64_t multiple = (cuts->each[at] / step + times) * step;
            add(cuts, multiple);
            add(cuts, multiple + step / 2);
        }
}

static void
add_powers(struct cuts *cuts)
{
    int64_t power = SLC_MILLION / 100;
    for (int at = 0; at < 8; at++, power *= 10) {
        add(cuts, power);
        add(cuts, -power);
    }
}

/* ---- spans and shares of another column ------------------------------------------------------ */

static bool
position_in_row(const struct slc_sampling *sampling, const struct slc_ir_release *release,
                const struct slc_ir_expr *expr, int64_t *ret)
{
    if (expr->op == SLC_IR_COMMIT_TIME) {
        *ret = sampling->commit_time_us;
        return true;
    }
    while (expr->op == SLC_IR_IF_MISSING)
        expr = expr->operands[0];
    return expr->op == SLC_IR_COLUMN &&
           slc_position_of(sampling->row[release->cells[expr->cell].column], ret);
}

/* So many millionths of a unit after (or before) a moment. */
static int64_t
moment_after(int64_t from, enum slc_unit unit, int64_t millionths)
{
    const struct slc_unit_info *info = &slc_units[unit];
    if (info->months == 0)
        return from + millionths / 1000 * info->minutes * 60 * 1000;
    const int64_t day = from / SLC_DAY_MICROS;
    return sl_days_add_months(day, millionths / SLC_MILLION * info->months) * SLC_DAY_MICROS +
           from % SLC_DAY_MICROS;
}

/* Where spans from the other operand begin and end: at each edge, and at some units. */
static void
add_spans(struct cuts *cuts, const struct slc_teller *teller, int64_t from)
{
    const struct slc_ir_expr *call = teller->expr;
    enum slc_unit unit = SLC_UNIT_days;
    for (uint32_t at = 0; at < call->nargs; at++)
        if (call->args[at].kind == SLC_PARAMETER_UNIT)
            unit = call->args[at].unit;
    for (int64_t times = -3; times <= 3; times++)
        add(cuts, moment_after(from, unit, times * SLC_MILLION));
    for (uint32_t at = 0; at < call->nargs; at++)
        for (uint32_t i = 0;
             call->args[at].kind == SLC_PARAMETER_EDGES && i < call->args[at].nliterals; i++) {
            int64_t edge;
            if (!literal_position(&call->args[at].literals[i], &edge))
                continue;
            add(cuts, moment_after(from, unit, edge));
            add(cuts, moment_after(from, unit, -edge));
        }
}

static void
add_shares(struct cuts *cuts, const struct slc_teller *teller, int64_t whole)
{
    const struct slc_ir_expr *call = teller->expr;
    for (uint32_t at = 0; at < call->nargs; at++)
        for (uint32_t i = 0;
             call->args[at].kind == SLC_PARAMETER_EDGES && i < call->args[at].nliterals; i++) {
            int64_t edge;
            if (literal_position(&call->args[at].literals[i], &edge))
                add(cuts, whole / 100 * (edge / SLC_MILLION));
        }
}

/* Spans of days and longer ones are counted from day to day, so that they begin and end at midnights. */
typedef void add_from_moment(struct cuts *cuts, const struct slc_teller *teller, int64_t from);

static void
add_from_day(struct cuts *cuts, const struct slc_teller *teller, int64_t from,
             add_from_moment *add_them)
{
    const int64_t day = from / SLC_DAY_MICROS * SLC_DAY_MICROS;
    add_them(cuts, teller, from);
    if (day != from) {
        add_them(cuts, teller, day);
        add_them(cuts, teller, day + SLC_DAY_MICROS);
    }
}

/* Where a whole number of units from a moment ends, next to each cut. */
static void
add_lengths(struct cuts *cuts, const struct slc_teller *teller, int64_t from)
{
    (void)teller;
    for (uint32_t unit = 0; unit < SLC_NUNITS; unit++) {
        const int64_t length = slc_units[unit].minutes * 60 * SLC_MILLION;
        for (uint32_t cut = 0; length > 0 && cut < cuts->named && cut < MOST_NAMED; cut++)
            for (int64_t more = 0; more <= 1; more++)
                add(cuts, from + ((cuts->each[cut] - from) / length + more) * length);
    }
}

static void
add_whole_spans(struct cuts *cuts, const struct slc_teller *teller)
{
    for (uint32_t at = 0; at < slc_operand_count(teller->expr); at++) {
        const struct slc_ir_expr *operand = slc_operand(teller->expr, at);
        int64_t from;
        if (!slc_reads_secret(cuts->sampling->promise->secret, teller->release, operand) &&
            position_in_row(cuts->sampling, teller->release, operand, &from))
            add_from_day(cuts, teller, from, add_lengths);
    }
}

static void
add_beside_others(struct cuts *cuts, const struct slc_teller *teller)
{
    for (uint32_t at = 0; at < slc_operand_count(teller->expr); at++) {
        const struct slc_ir_expr *operand = slc_operand(teller->expr, at);
        int64_t other;
        if (slc_reads_secret(cuts->sampling->promise->secret, teller->release, operand) ||
            !position_in_row(cuts->sampling, teller->release, operand, &other))
            continue;
        add(cuts, other);
        if (slc_is_calendar(cuts->type))
            add_from_day(cuts, teller, other, add_spans);
        else if (teller->function != NULL && teller->function->measure == SLC_MEASURES_SHARES)
            add_shares(cuts, teller, other);
    }
}

/* ---- the calendar ---------------------------------------------------------------------------- */

static void
add_ages(struct cuts *cuts, const struct slc_ir_expr *call)
{
    for (uint32_t at = 0; at < call->nargs; at++) {
        if (call->args[at].kind != SLC_PARAMETER_YEARS)
            continue;
        const int64_t width = call->args[at].literals[0].digits,
                      today = cuts->sampling->commit_time_us / SLC_DAY_MICROS;
        for (int64_t times = 0; times <= 10; times++)
            add(cuts, sl_days_add_months(today, -12 * times * width) * SLC_DAY_MICROS);
    }
}

/* The first days of the units around what is cut already. */
static void
add_units(struct cuts *cuts)
{
    for (uint32_t at = 0; at < cuts->named && at < MOST_NAMED; at++) {
        const int64_t days = cuts->each[at] / SLC_DAY_MICROS;
        struct sl_civil date = sl_civil_of_days(days);
        date.day = 1;
        const int64_t month = sl_days_of_civil(date);
        for (int next = 0; next <= 3; next++)
            add(cuts, sl_days_add_months(month, next) * SLC_DAY_MICROS);
        date.month = 1;
        add(cuts, sl_days_of_civil(date) * SLC_DAY_MICROS);
        date.year++;
        add(cuts, sl_days_of_civil(date) * SLC_DAY_MICROS);
        for (int64_t day = -7; day <= 7; day++)
            add(cuts, (days + day) * SLC_DAY_MICROS);
    }
}

static void
add_hours(struct cuts *cuts)
{
    const int64_t day = cuts->count > 0 && slc_is_calendar(cuts->type)
                            ? cuts->each[0] / SLC_DAY_MICROS * SLC_DAY_MICROS
                            : 0;
    for (int64_t hour = 0; hour <= 24; hour++)
        add(cuts, day + hour * SLC_DAY_MICROS / 24);
}

/* ---- squares --------------------------------------------------------------------------------- */

enum { PARTS_OF_A_SQUARE = 16, SQUARES = 3 };

/* Close together over some squares, since where one begins is not for the policy to say. */
static void
add_squares(struct cuts *cuts, const struct slc_ir_expr *call)
{
    static const double degrees_a_km = 1 / 111.2;
    for (uint32_t at = 0; at < call->nargs; at++) {
        if (call->args[at].kind != SLC_PARAMETER_COUNT)
            continue;
        const double step = (double)call->args[at].literals[0].digits * degrees_a_km * SLC_MILLION /
                            PARTS_OF_A_SQUARE;
        for (int part = 0; part < SQUARES * PARTS_OF_A_SQUARE; part++)
            add(cuts, 12 * (int64_t)SLC_MILLION + (int64_t)(part * step));
    }
}

/* A day, and moments of it. */
static void
add_moments(struct cuts *cuts, int64_t day)
{
    static const int64_t seconds[] = { 0, 1, 60, 3600, 6 * 3600 };
    for (size_t at = 0; at < sizeof seconds / sizeof seconds[0]; at++)
        add(cuts, day + seconds[at] * SLC_MILLION);
}

/* ---- one line -------------------------------------------------------------------------------- */

static void
add_from_expression(struct cuts *cuts, const struct slc_ir_expr *expr)
{
    add_literals(cuts, expr->literals, expr->nliterals);
    for (uint32_t at = 0; expr->op == SLC_IR_CALL && at < expr->nargs; at++)
        add_literals(cuts, expr->args[at].literals, expr->args[at].nliterals);
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        add_from_expression(cuts, slc_operand(expr, at));
}

static void
add_from_measure(struct cuts *cuts, const struct slc_teller *teller)
{
    int64_t step;
    if (teller->function == NULL)
        return;
    switch ((int)teller->function->measure) {
    case SLC_MEASURES_STEPS:
    case SLC_MEASURES_MIDDLES:
        if (literal_position(&teller->expr->args[1].literals[0], &step))
            add_steps(cuts, step);
        return;
    case SLC_MEASURES_SQUARES: add_squares(cuts, teller->expr); return;
    case SLC_MEASURES_POWERS: add_powers(cuts); return;
    case SLC_MEASURES_SPANS: add_whole_spans(cuts, teller); return;
    case SLC_MEASURES_AGES: add_ages(cuts, teller->expr); return;
    case SLC_MEASURES_CALENDAR: add_units(cuts); return;
    case SLC_MEASURES_RECURRING: add_hours(cuts); return;
    default: return;
    }
}

static void
add_named(struct cuts *cuts)
{
    const struct slc_promise *promise = cuts->sampling->promise;
    for (uint32_t at = 0; at < promise->ntellers; at++)
        add_from_expression(cuts, promise->tellers[at].expr);
}

bool
slc_sample_named(const struct slc_sampling *sampling, int64_t *ret_position)
{
    struct cuts cuts = { .sampling = sampling, .type = &sampling->promise->secret->type };
    add_named(&cuts);
    if (cuts.count > 0)
        *ret_position = cuts.each[slc_chance_below(sampling->chance, cuts.count)];
    return cuts.count > 0;
}

static void
gather(struct cuts *cuts)
{
    const struct slc_promise *promise = cuts->sampling->promise;
    add_named(cuts);
    for (uint32_t at = 0; at < promise->ntellers; at++)
        add_beside_others(cuts, &promise->tellers[at]);
    if (slc_is_calendar(cuts->type))
        add_moments(cuts, (cuts->sampling->commit_time_us / SLC_DAY_MICROS - 200) * SLC_DAY_MICROS);
    else
        add(cuts, 0);
    cuts->named = cuts->count;
    for (uint32_t at = 0; at < promise->ntellers; at++)
        add_from_measure(cuts, &promise->tellers[at]);
}

/* ---- values ---------------------------------------------------------------------------------- */

static void
add_value(const struct cuts *cuts, struct slc_samples *samples, int64_t position)
{
    struct sl_value value;
    const int64_t step = slc_step_of(cuts->type);
    int64_t below = position - position % step;
    if (position % step < 0)
        below -= step;
    if (slc_value_at(samples->arena, cuts->type, below, &value))
        slc_samples_add(samples, value, below);
}

static int
by_size(const void *left, const void *right)
{
    const int64_t a = *(const int64_t *)left, b = *(const int64_t *)right;
    return (a > b) - (a < b);
}

void
slc_sample_ordered(const struct slc_sampling *sampling, struct slc_samples *samples)
{
    struct cuts cuts = { .sampling = sampling, .type = &sampling->promise->secret->type };
    const int64_t step = slc_step_of(cuts.type);
    samples->axis = SLC_SAMPLE_AXIS_VALUE;
    gather(&cuts);
    samples->left_out = cuts.count == MOST_CUTS;
    qsort(cuts.each, cuts.count, sizeof *cuts.each, by_size);
    const int64_t lowest = cuts.each[0], highest = cuts.each[cuts.count - 1];
    const int64_t span =
        highest - lowest +
        (slc_is_calendar(cuts.type) ? 400 * SLC_DAY_MICROS : 10 * (int64_t)SLC_MILLION);
    for (uint32_t at = 0; at < cuts.count; at++) {
        if (at > 0 && cuts.each[at] == cuts.each[at - 1])
            continue;
        add_value(&cuts, samples, cuts.each[at] - step);
        add_value(&cuts, samples, cuts.each[at]);
        add_value(&cuts, samples, cuts.each[at] + step);
        if (at + 1 < cuts.count)
            add_value(&cuts, samples, cuts.each[at] + (cuts.each[at + 1] - cuts.each[at]) / 2);
    }
    for (int at = 1; at <= FAR; at++) {
        add_value(&cuts, samples, lowest - span / FAR * at);
        add_value(&cuts, samples, highest + span / FAR * at);
    }
    for (int at = 0; at < BETWEEN; at++)
        add_value(&cuts, samples,
                  lowest - span / 4 +
                      (int64_t)slc_chance_below(sampling->chance, (uint64_t)(span + span / 2)));
}
