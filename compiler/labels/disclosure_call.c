/* What a call tells of the columns that it is applied to. */
#include "labels/disclosed.h"
#include "language/function.h"
#include "syntax/direct_column.h"
#include "syntax/walk.h"

/* A call, and the column that it is applied to. */
struct applied {
    const struct slc_collector *collector;
    const struct slc_expr *call;
    const struct slc_column *column;
};

/* The parameter that an argument is for; NULL: none, or the second and further values of one that
 * repeats, which says nothing of how much is told. */
static const struct slc_parameter *
parameter_of(const struct slc_expr *call, const struct slc_arg *wanted)
{
    const struct slc_function *function = call->function;
    int at = 0;
    if (wanted->label.text.len > 0)
        return slc_parameter_labelled(function, wanted->label.text);
    for (const struct slc_arg *arg = call->args; arg != wanted; arg = arg->next)
        at += arg->label.text.len == 0;
    return at < function->nparameters ? &function->parameters[at] : NULL;
}

/* `unit:` of interval_band; SLC_NUNITS: none. */
static enum slc_unit
unit_of(const struct slc_expr *call)
{
    const struct slc_arg *unit = slc_arg_labelled(call, "unit");
    return unit != NULL ? slc_unit_named(unit->name.text) : SLC_NUNITS;
}

static enum slc_measure
measure_of(const struct slc_expr *call)
{
    enum slc_unit unit = unit_of(call);
    switch ((int)call->function->id) {
    case SLC_FUNCTION_age_band: return SLC_MEASURES_AGE;
    case SLC_FUNCTION_interval_band:
        return unit < SLC_NUNITS && slc_units[unit].months > 0 ? SLC_MEASURES_MONTHS
                                                               : SLC_MEASURES_MINUTES;
    case SLC_FUNCTION_percent_band: return SLC_MEASURES_SHARE;
    case SLC_FUNCTION_length_band: return SLC_MEASURES_LENGTH;
    case SLC_FUNCTION_word_count_band: return SLC_MEASURES_WORDS;
    case SLC_FUNCTION_grid: return SLC_MEASURES_KILOMETRES;
    default: return SLC_MEASURES_VALUE;
    }
}

/* How a number argument of a function counts, by what bounds the function. */
static enum slc_disclosed_kind
kind_of_number(const struct slc_function *function, const struct slc_parameter *parameter)
{
    bool limit = parameter->kind == SLC_PARAMETER_NUMBER && !parameter->positive;
    switch (function->bound) {
    case SLC_BOUND_STEP:
        if (limit)
            return SLC_DISCLOSES_EDGE;
        return function->id == SLC_FUNCTION_round_to ? SLC_DISCLOSES_MIDDLES : SLC_DISCLOSES_GRID;
    case SLC_BOUND_YEARS: return SLC_DISCLOSES_GRID;
    case SLC_BOUND_THRESHOLDS: return SLC_DISCLOSES_THRESHOLD;
    case SLC_BOUND_CHARACTERS:
    case SLC_BOUND_BITS: return SLC_DISCLOSES_AMOUNT;
    case SLC_BOUND_BUCKETS: return SLC_DISCLOSES_BUCKETS;
    case SLC_BOUND_NONE:
    case SLC_BOUND_INTERVAL:
    case SLC_BOUND_CALENDAR:
    case SLC_BOUND_LISTED: break;
    }
    return SLC_DISCLOSES_NOTHING;
}

/* A cut point in minutes or in months, where the call has a unit. */
static void
disclose_edge(const struct applied *to, const struct slc_literal *edge)
{
    struct slc_disclosed *one =
        slc_disclose_number(to->collector, to->column, SLC_DISCLOSES_EDGE, edge);
    enum slc_unit unit = unit_of(to->call);
    one->measure = measure_of(to->call);
    if (unit == SLC_NUNITS)
        return;
    int64_t size = slc_units[unit].minutes + slc_units[unit].months;
    if (__builtin_mul_overflow(one->number.digits, size, &one->number.digits))
        one->kind = SLC_DISCLOSES_CALENDAR; /* further away than any calendar */
}

/* Of the two prefixes of ip_prefix the longer counts, or the first: an address is of one kind. */
static bool
is_shorter_prefix(const struct slc_expr *call, const struct slc_arg *arg)
{
    struct slc_decimal mine = { 0 }, other = { 0 };
    int least = 0; /* how it compares at most with one before it; with one behind it less */
    for (const struct slc_arg *one = call->args; one != NULL; one = one->next) {
        if (call->function->bound != SLC_BOUND_BITS || one->kind != SLC_ARG_LITERAL)
            continue;
        (void)slc_decimal_read(arg->literals->text, &mine); /* what is no number is reported */
        (void)slc_decimal_read(one->literals->text, &other);
        if (one == arg)
            least = -1;
        else if (slc_decimal_compare(mine, other) <= least)
            return true;
    }
    return false;
}

static void
disclose_arg(const struct applied *to, const struct slc_parameter *parameter,
             const struct slc_arg *arg)
{
    const struct slc_literal *literal = arg->literals;
    switch (parameter->kind) {
    case SLC_PARAMETER_EDGES:
        for (; literal != NULL; literal = literal->next)
            disclose_edge(to, literal);
        break;
    case SLC_PARAMETER_COUNT:
    case SLC_PARAMETER_NUMBER:
    case SLC_PARAMETER_YEARS:
        literal = parameter->kind == SLC_PARAMETER_COUNT ? slc_arg_literal(arg) : literal;
        if (literal != NULL && !is_shorter_prefix(to->call, arg))
            slc_disclose_number(to->collector, to->column,
                                kind_of_number(to->call->function, parameter), literal)
                ->measure = measure_of(to->call);
        break;
    case SLC_PARAMETER_WORDS:
    case SLC_PARAMETER_LITERALS: slc_disclose_listed(to->collector, to->column, literal); break;
    case SLC_PARAMETER_VALUE:
    case SLC_PARAMETER_TIME:
    case SLC_PARAMETER_KEY:
    case SLC_PARAMETER_TEXTS:
    case SLC_PARAMETER_PATH:
    case SLC_PARAMETER_DAYS:
    case SLC_PARAMETER_UNIT: break;
    }
}

/* What a call tells without an argument that says how much. */
static void
disclose_function(const struct applied *to)
{
    const struct slc_function *function = to->call->function;
    if (function->bound == SLC_BOUND_CALENDAR)
        slc_disclose(to->collector, to->column, SLC_DISCLOSES_CALENDAR, to->call->at)->text =
            sl_str_of(function->name);
    if (function->cut_at != NULL)
        slc_disclose(to->collector, to->column, SLC_DISCLOSES_EDGE, to->call->at)->text =
            sl_str_of(function->cut_at);
    if (function->shown > 0)
        slc_disclose(to->collector, to->column, SLC_DISCLOSES_AMOUNT, to->call->at)->number.digits =
            function->shown;
}

/* A column whose size the function tells something of: not the one that says whose days are moved. */
static bool
is_measured(const struct slc_expr *call, const struct slc_arg *value)
{
    return value->kind == SLC_ARG_EXPR || call->function->id == SLC_FUNCTION_percent_band;
}

void
slc_disclose_call(const struct slc_collector *collector, const struct slc_expr *call)
{
    bool if_missing = false;
    for (const struct slc_arg *value = call->args; value != NULL; value = value->next) {
        struct applied to = { collector, call, NULL };
        if (is_measured(call, value))
            to.column = slc_direct_column(value->expr, &if_missing);
        if (to.column == NULL)
            continue;
        disclose_function(&to);
        for (const struct slc_arg *arg = call->args; arg != NULL; arg = arg->next) {
            const struct slc_parameter *parameter = parameter_of(call, arg);
            if (parameter != NULL)
                disclose_arg(&to, parameter, arg);
        }
    }
}
