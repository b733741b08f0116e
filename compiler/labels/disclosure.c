#include "labels/disclosure.h"

#include "labels/disclosure_internal.h"
#include "language/function.h"
#include "syntax/direct_column.h"
#include "syntax/walk.h"

bool
slc_group_keeps_a_value(const struct slc_expr *call)
{
    const struct slc_arg *from = slc_arg_labelled(call, "from"), *to = slc_arg_labelled(call, "to");
    if (from == NULL || to == NULL)
        return false;
    const struct slc_literal *a = from->literals, *b = to->literals;
    for (; a != NULL && b != NULL; a = a->next, b = b->next)
        if (sl_str_equal(a->text, b->text))
            return true;
    return false;
}

/* ---- collecting ------------------------------------------------------------------------------ */

struct collector {
    struct slc_exposures *exposures;
    const struct slc_destination *destination;
};

static struct contribution *
contribute(const struct collector *collector, const struct slc_column *column,
           enum contribution_kind kind, struct slc_span at)
{
    struct contribution **list = exposure_of(collector->exposures, collector->destination, column);
    struct contribution *one = SL_NEW(collector->exposures->program->arena, struct contribution);
    one->kind = kind;
    one->at = at;
    one->next = *list;
    *list = one;
    return one;
}

static struct contribution *
contribute_number(const struct collector *collector, const struct slc_column *column,
                  enum contribution_kind kind, const struct slc_literal *literal)
{
    struct slc_decimal number = { 0 };
    if (!slc_decimal_read(literal->text, &number))
        kind = CONTRIBUTES_NOTHING; /* reported by types */
    struct contribution *one = contribute(collector, column, kind, literal->at);
    one->number = number;
    return one;
}

static void
contribute_listed(const struct collector *collector, const struct slc_column *column,
                  const struct slc_literal *literals)
{
    for (; literals != NULL; literals = literals->next)
        contribute(collector, column, CONTRIBUTES_LISTED, literals->at)->text = literals->text;
}

static void
contribute_threshold(const struct collector *collector, const struct slc_column *column,
                     const struct slc_expr *literal)
{
    if (literal->literals->kind == SLC_LITERAL_NUMBER)
        (void)contribute_number(collector, column, CONTRIBUTES_THRESHOLD, literal->literals);
    else if (literal->literals->kind == SLC_LITERAL_DATE)
        contribute(collector, column, CONTRIBUTES_DATE, literal->at)->text =
            literal->literals->text;
}

/* ---- calls ----------------------------------------------------------------------------------- */

/* A call, and the column that it is applied to. */
struct applied {
    const struct collector *collector;
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

static enum measure
measure_of(const struct slc_expr *call)
{
    enum slc_unit unit = unit_of(call);
    switch ((int)call->function->id) {
    case SLC_FUNCTION_age_band: return MEASURES_AGE;
    case SLC_FUNCTION_interval_band:
        return unit < SLC_NUNITS && slc_units[unit].months > 0 ? MEASURES_MONTHS : MEASURES_MINUTES;
    case SLC_FUNCTION_percent_band: return MEASURES_SHARE;
    case SLC_FUNCTION_length_band: return MEASURES_LENGTH;
    case SLC_FUNCTION_word_count_band: return MEASURES_WORDS;
    case SLC_FUNCTION_grid: return MEASURES_KILOMETRES;
    default: return MEASURES_VALUE;
    }
}

/* How a number argument of a function counts, by what bounds the function. */
static enum contribution_kind
kind_of_number(const struct slc_function *function, const struct slc_parameter *parameter)
{
    bool limit = parameter->kind == SLC_PARAMETER_NUMBER && !parameter->positive;
    switch (function->bound) {
    case SLC_BOUND_STEP:
        if (limit)
            return CONTRIBUTES_EDGE;
        return function->id == SLC_FUNCTION_round_to ? CONTRIBUTES_MIDDLES : CONTRIBUTES_GRID;
    case SLC_BOUND_YEARS: return CONTRIBUTES_GRID;
    case SLC_BOUND_THRESHOLDS: return CONTRIBUTES_THRESHOLD;
    case SLC_BOUND_CHARACTERS:
    case SLC_BOUND_BITS: return CONTRIBUTES_AMOUNT;
    case SLC_BOUND_BUCKETS: return CONTRIBUTES_BUCKETS;
    case SLC_BOUND_NONE:
    case SLC_BOUND_INTERVAL:
    case SLC_BOUND_CALENDAR:
    case SLC_BOUND_LISTED: break;
    }
    return CONTRIBUTES_NOTHING;
}

/* A cut point in minutes or in months, where the call has a unit. */
static void
contribute_edge(const struct applied *to, const struct slc_literal *edge)
{
    struct contribution *one = contribute_number(to->collector, to->column, CONTRIBUTES_EDGE, edge);
    enum slc_unit unit = unit_of(to->call);
    one->measure = measure_of(to->call);
    if (unit == SLC_NUNITS)
        return;
    int64_t size = slc_units[unit].minutes + slc_units[unit].months;
    if (__builtin_mul_overflow(one->number.digits, size, &one->number.digits))
        one->kind = CONTRIBUTES_CALENDAR; /* further away than any calendar */
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
contribute_arg(const struct applied *to, const struct slc_parameter *parameter,
               const struct slc_arg *arg)
{
    const struct slc_literal *literal = arg->literals;
    switch (parameter->kind) {
    case SLC_PARAMETER_EDGES:
        for (; literal != NULL; literal = literal->next)
            contribute_edge(to, literal);
        break;
    case SLC_PARAMETER_COUNT:
    case SLC_PARAMETER_NUMBER:
    case SLC_PARAMETER_YEARS:
        literal = parameter->kind == SLC_PARAMETER_COUNT ? slc_arg_literal(arg) : literal;
        if (literal != NULL && !is_shorter_prefix(to->call, arg))
            contribute_number(to->collector, to->column,
                              kind_of_number(to->call->function, parameter), literal)
                ->measure = measure_of(to->call);
        break;
    case SLC_PARAMETER_WORDS:
    case SLC_PARAMETER_LITERALS: contribute_listed(to->collector, to->column, literal); break;
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
contribute_function(const struct applied *to)
{
    enum { INITIALS = 4 }; /* that initials() shows at most */
    const struct slc_function *function = to->call->function;
    if (function->bound == SLC_BOUND_CALENDAR)
        contribute(to->collector, to->column, CONTRIBUTES_CALENDAR, to->call->at)->text =
            sl_str_of(function->name);
    if (function->id == SLC_FUNCTION_sign)
        contribute(to->collector, to->column, CONTRIBUTES_EDGE, to->call->at)->text = SL_STR("0");
    if (function->id == SLC_FUNCTION_initials)
        contribute(to->collector, to->column, CONTRIBUTES_AMOUNT, to->call->at)->number.digits =
            INITIALS;
}

/* A column whose size the function tells something of: not the one that says whose days are moved. */
static bool
is_measured(const struct slc_expr *call, const struct slc_arg *value)
{
    return value->kind == SLC_ARG_EXPR || call->function->id == SLC_FUNCTION_percent_band;
}

static void
contribute_call(const struct collector *collector, const struct slc_expr *call)
{
    bool if_missing = false;
    for (const struct slc_arg *value = call->args; value != NULL; value = value->next) {
        struct applied to = { collector, call, NULL };
        if (is_measured(call, value))
            to.column = slc_direct_column(value->expr, &if_missing);
        if (to.column == NULL)
            continue;
        contribute_function(&to);
        for (const struct slc_arg *arg = call->args; arg != NULL; arg = arg->next) {
            const struct slc_parameter *parameter = parameter_of(call, arg);
            if (parameter != NULL)
                contribute_arg(&to, parameter, arg);
        }
    }
}

static void
contribute_comparison(const struct collector *collector, const struct slc_expr *expr)
{
    bool if_missing = false;
    const struct slc_column *left = slc_direct_column(expr->left, &if_missing);
    const struct slc_column *right = slc_direct_column(expr->right, &if_missing);
    if (left != NULL && expr->right->kind == SLC_EXPR_LITERAL)
        contribute_threshold(collector, left, expr->right);
    if (right != NULL && expr->left->kind == SLC_EXPR_LITERAL)
        contribute_threshold(collector, right, expr->left);
}

/* Depth is bounded by the parser (SLC_MAX_NESTING). */
static void
collect_expr(const struct collector *collector, const struct slc_expr *expr)
{
    if (expr == NULL)
        return;
    bool if_missing = false;
    if (expr->function != NULL)
        contribute_call(collector, expr);
    else if (expr->kind == SLC_EXPR_COMPARE)
        contribute_comparison(collector, expr);
    else { /* `is` and `is in` list values, others none */
        const struct slc_column *column = slc_direct_column(expr->left, &if_missing);
        if (column != NULL)
            contribute_listed(collector, column, expr->literals);
    }
    collect_expr(collector, expr->left);
    collect_expr(collector, expr->right);
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        collect_expr(collector, arg->expr);
    for (const struct slc_arm *arm = expr->arms; arm != NULL; arm = arm->next) {
        collect_expr(collector, arm->when);
        collect_expr(collector, arm->then);
    }
    collect_expr(collector, expr->otherwise);
}

/* Numbers columns and destinations, so that exposures are a plain array. */
static void
number_everything(struct slc_exposures *exposures)
{
    struct slc_program *program = exposures->program;
    for (struct slc_table *table = program->tables; table != NULL; table = table->next) {
        table->first_column = exposures->ncolumns;
        exposures->ncolumns += table->ncolumns;
    }
    int ndestinations = 0;
    for (struct slc_destination *destination = program->destinations; destination != NULL;
         destination = destination->next)
        destination->number = ndestinations++;
    size_t size = (size_t)exposures->ncolumns * (size_t)ndestinations;
    exposures->of = SL_NEW_ARRAY(program->arena, struct contribution *, size + 1);
}

struct slc_exposures *
slc_exposures_collect(struct slc_program *program)
{
    struct slc_exposures *exposures = SL_NEW(program->arena, struct slc_exposures);
    exposures->program = program;
    number_everything(exposures);
    for (const struct slc_release *release = program->releases; release != NULL;
         release = release->next) {
        struct collector collector = { exposures, release->destination };
        if (release->destination == NULL)
            continue;
        for (const struct slc_statement *statement = release->statements; statement != NULL;
             statement = statement->next)
            collect_expr(&collector, statement->expr);
    }
    return exposures;
}

int
slc_exposures_column_count(const struct slc_exposures *exposures)
{
    return exposures->ncolumns;
}
