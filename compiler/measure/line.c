#include "measure/line.h"

#include "syntax/direct_column.h"
#include "syntax/walk.h"

/* initials() shows so many letters at most. */
enum { INITIALS_SHOWN = 4, GREATEST_POWER = 18, MINUTES_A_DAY = 1440 };

/* ---- what owners' rows name it by ------------------------------------------------------------ */

static bool
group_keeps_a_value(const struct slc_expr *call)
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

static const struct slc_literal *
compared_literal(const struct slc_expr *call)
{
    const struct slc_arg *arg = call->args;
    if (call->function == NULL || call->function->measure != SLC_MEASURES_SAME)
        return NULL;
    while (arg != NULL && slc_arg_literal(arg) == NULL)
        arg = arg->next;
    return arg != NULL ? slc_arg_literal(arg) : NULL;
}

const struct slc_function *
slc_ruled_function(const struct slc_expr *line)
{
    if (compared_literal(line) != NULL)
        return NULL;
    return group_keeps_a_value(line) ? slc_function_named(SL_STR("one_of")) : line->function;
}

enum slc_operator
slc_ruled_operator(const struct slc_expr *line)
{
    switch ((int)line->kind) {
    case SLC_EXPR_COMPARE: return SLC_OPERATOR_COMPARISON;
    case SLC_EXPR_IS:
    case SLC_EXPR_IN: return SLC_OPERATOR_MEMBERSHIP;
    case SLC_EXPR_IS_MISSING: return SLC_OPERATOR_PRESENT;
    case SLC_EXPR_CALL:
        return compared_literal(line) != NULL ? SLC_OPERATOR_MEMBERSHIP
                                              : line->function->operator_class;
    default: return SLC_NOT_AN_OPERATOR;
    }
}

/* ---- cuts ------------------------------------------------------------------------------------ */

static struct slc_cut *
add_cut(struct sl_arena *arena, struct slc_measured *line, enum slc_cut_kind kind)
{
    struct slc_cut *cut = SL_NEW(arena, struct slc_cut);
    *cut = (struct slc_cut) { .kind = kind, .next = line->cuts };
    line->cuts = cut;
    line->tells = SLC_TELLS_CUTS;
    return cut;
}

bool
slc_literal_number(const struct slc_literal *literal, struct slc_decimal *ret)
{
    if (literal->kind == SLC_LITERAL_DATE) {
        *ret = (struct slc_decimal) { (int64_t)literal->days * MINUTES_A_DAY, 0 };
        return true;
    }
    return literal->kind == SLC_LITERAL_NUMBER && slc_decimal_read(literal->text, ret);
}

static void
add_edges(struct sl_arena *arena, struct slc_measured *line, enum slc_scale scale, int64_t times)
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
        struct slc_cut *cut = add_cut(arena, line, SLC_CUT_AT);
        cut->number = number;
        cut->times = times;
    }
}

/* `to: 50`, `km: 5`, `width: 10 years`: at every multiple. */
static void
add_steps(struct sl_arena *arena, struct slc_measured *line, enum slc_cut_kind kind,
          const char *label)
{
    const struct slc_arg *arg = slc_arg_labelled(line->expr, label);
    struct slc_decimal number;
    line->tells = SLC_TELLS_CUTS;
    if (arg == NULL || arg->literals == NULL || !slc_literal_number(arg->literals, &number) ||
        number.digits <= 0)
        return;
    add_cut(arena, line, kind)->number = number;
}

static void
add_both_sides(struct sl_arena *arena, struct slc_measured *line, struct slc_decimal number)
{
    add_cut(arena, line, SLC_CUT_AT)->number = number;
    struct slc_cut *behind = add_cut(arena, line, SLC_CUT_AT);
    behind->number = number;
    behind->behind = true;
}

/* Before 10^n and behind -10^n, and 0 by itself. */
static void
add_powers(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_type *type = &line->subject->type;
    uint32_t below = type->id == SLC_TYPE_NUMERIC && type->has_precision ? type->scale : 0;
    struct slc_decimal power = { 1, below < GREATEST_POWER ? below : GREATEST_POWER };
    add_both_sides(arena, line, (struct slc_decimal) { 0, 0 });
    for (uint32_t count = 0; count < GREATEST_POWER; count++) {
        add_cut(arena, line, SLC_CUT_AT)->number = power;
        struct slc_cut *behind = add_cut(arena, line, SLC_CUT_AT);
        behind->number = (struct slc_decimal) { -power.digits, power.scale };
        behind->behind = true;
        if (power.scale > 0)
            power.scale--;
        else
            power.digits *= 10;
    }
}

static void
add_each(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_arg *low = slc_arg_labelled(line->expr, "low");
    const struct slc_arg *high = slc_arg_labelled(line->expr, "high");
    struct slc_decimal from, to;
    line->tells = SLC_TELLS_CUTS;
    if (low == NULL || high == NULL || !slc_literal_number(low->literals, &from) ||
        !slc_literal_number(high->literals, &to))
        return;
    struct slc_cut *cut = add_cut(arena, line, SLC_CUT_EACH);
    cut->low = from;
    cut->high = to;
}

/* Bands of age end with the one that holds 90. */
static void
add_ages(struct sl_arena *arena, struct slc_measured *line)
{
    add_steps(arena, line, SLC_CUT_STEPS, "width");
    line->scale = SLC_SCALE_AGE;
    line->clock = true;
    if (line->cuts == NULL)
        return;
    line->cuts->within = true;
    line->cuts->high = (struct slc_decimal) { 90, 0 };
}

static void
add_calendar(struct sl_arena *arena, struct slc_measured *line)
{
    enum slc_calendar_unit unit = SLC_CALENDAR_DAY;
    switch ((int)line->function->id) {
    case SLC_FUNCTION_year: unit = SLC_CALENDAR_YEAR; break;
    case SLC_FUNCTION_quarter: unit = SLC_CALENDAR_QUARTER; break;
    case SLC_FUNCTION_month: unit = SLC_CALENDAR_MONTH; break;
    case SLC_FUNCTION_week: unit = SLC_CALENDAR_WEEK; break;
    default: break;
    }
    add_cut(arena, line, SLC_CUT_CALENDAR)->calendar = unit;
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

static void
add_span(struct sl_arena *arena, struct slc_measured *line)
{
    enum slc_unit unit = unit_of(line);
    if (unit == SLC_NUNITS)
        return; /* reported by types */
    int64_t size = slc_units[unit].minutes + slc_units[unit].months;
    enum slc_scale scale = slc_units[unit].months > 0 ? SLC_SCALE_MONTHS : SLC_SCALE_MINUTES;
    if (line->function->measure == SLC_MEASURES_SPAN_EDGES) {
        add_edges(arena, line, scale, size);
        return;
    }
    struct slc_cut *cut = add_cut(arena, line, SLC_CUT_STEPS);
    cut->number = (struct slc_decimal) { 1, 0 };
    cut->times = size;
    line->scale = scale;
}

/* ---- comparisons and lists ------------------------------------------------------------------- */

static void
read_comparison(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_expr *expr = line->expr;
    bool left = expr->left == line->operand;
    const struct slc_expr *other = left ? expr->right : expr->left;
    bool below_or_above = expr->compare == SLC_GREATER || expr->compare == SLC_LESS_OR_EQUAL;
    struct slc_decimal number = { 0, 0 };
    line->tells = SLC_TELLS_CUTS;
    line->unit = SLC_BOUND_THRESHOLDS;
    if (other->kind == SLC_EXPR_LITERAL && !slc_literal_number(other->literals, &number))
        return;
    struct slc_cut *cut = add_cut(arena, line, SLC_CUT_AT);
    cut->number = number;
    /* `x > 5` cuts behind 5, and so does `5 >= x`, read from the other side */
    cut->behind = left ? below_or_above : !below_or_above;
}

static void
add_facts(struct sl_arena *arena, struct slc_measured *line, const struct slc_literal *values,
          const struct slc_literal *classes)
{
    struct slc_fact **end = &line->facts;
    line->tells = SLC_TELLS_LISTED;
    line->unit = SLC_BOUND_LISTED;
    for (; values != NULL; values = values->next) {
        *end = SL_NEW(arena, struct slc_fact);
        (*end)->value = values;
        if (classes != NULL) {
            (*end)->class = classes->text;
            classes = classes->next;
        }
        end = &(*end)->next;
    }
}

static const struct slc_literal *
list_labelled(const struct slc_expr *call, const char *label)
{
    const struct slc_arg *arg = slc_arg_labelled(call, label);
    return arg != NULL ? arg->literals : NULL;
}

/* ---- counted calls --------------------------------------------------------------------------- */

/* The greatest of the call's plain numbers: characters, buckets, the longer of two prefixes. */
static void
read_amount(struct slc_measured *line, enum slc_tells tells)
{
    line->tells = tells;
    line->unit = line->function->bound;
    for (const struct slc_arg *arg = line->expr->args; arg != NULL; arg = arg->next) {
        const struct slc_literal *literal = slc_arg_literal(arg);
        if (literal == NULL)
            literal = arg->kind == SLC_ARG_QUANTITY ? arg->literals : NULL;
        struct slc_decimal number;
        if (literal != NULL && slc_literal_number(literal, &number) && number.digits > line->amount)
            line->amount = number.digits;
    }
}

static void
read_characters(struct slc_measured *line, enum slc_character_end end)
{
    read_amount(line, SLC_TELLS_CHARACTERS);
    line->end = end;
    if (end == SLC_OF_WORDS)
        line->amount = INITIALS_SHOWN;
}

static void
read_keyed(struct slc_measured *line)
{
    for (const struct slc_arg *arg = line->expr->args; arg != NULL; arg = arg->next) {
        if (arg->key != NULL)
            line->key = arg->key;
        if (sl_str_is(arg->label.text, "per") && arg->expr != NULL)
            line->per = arg->expr->column;
    }
}

/* ---- a call ---------------------------------------------------------------------------------- */

static void
read_listed(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_literal *allowed = list_labelled(line->expr, "allowed");
    /* a group that counts as one_of */
    add_facts(arena, line, allowed != NULL ? allowed : list_labelled(line->expr, "from"), NULL);
}

static void
read_squares(struct sl_arena *arena, struct slc_measured *line)
{
    add_steps(arena, line, SLC_CUT_STEPS, "km");
    line->scale = SLC_SCALE_KILOMETRES;
}

/* Every measure has its place here: one without does not build. */
static void
read_call(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_expr *call = line->expr;
    switch (line->function->measure) {
    case SLC_MEASURES_EDGES: add_edges(arena, line, SLC_SCALE_VALUE, 1); break;
    case SLC_MEASURES_SHARES: add_edges(arena, line, SLC_SCALE_SHARE, 1); break;
    case SLC_MEASURES_LENGTHS: add_edges(arena, line, SLC_SCALE_LENGTH, 1); break;
    case SLC_MEASURES_WORD_COUNTS: add_edges(arena, line, SLC_SCALE_WORDS, 1); break;
    case SLC_MEASURES_STEPS: add_steps(arena, line, SLC_CUT_STEPS, "to"); break;
    case SLC_MEASURES_MIDDLES: add_steps(arena, line, SLC_CUT_MIDDLES, "to"); break;
    case SLC_MEASURES_SQUARES: read_squares(arena, line); break;
    case SLC_MEASURES_EACH: add_each(arena, line); break;
    case SLC_MEASURES_ZERO: add_both_sides(arena, line, (struct slc_decimal) { 0, 0 }); break;
    case SLC_MEASURES_POWERS: add_powers(arena, line); break;
    case SLC_MEASURES_AGES: add_ages(arena, line); break;
    case SLC_MEASURES_CALENDAR: add_calendar(arena, line); break;
    case SLC_MEASURES_SPANS:
    case SLC_MEASURES_SPAN_EDGES: add_span(arena, line); break;
    case SLC_MEASURES_RECURRING: line->tells = SLC_TELLS_RECURRING; break;
    case SLC_MEASURES_LISTED: read_listed(arena, line); break;
    case SLC_MEASURES_WORDS: add_facts(arena, line, list_labelled(call, "words"), NULL); break;
    case SLC_MEASURES_CLASSES:
        add_facts(arena, line, list_labelled(call, "from"), list_labelled(call, "to"));
        break;
    case SLC_MEASURES_FROM_FRONT: read_characters(line, SLC_FROM_FRONT); break;
    case SLC_MEASURES_FROM_BACK: read_characters(line, SLC_FROM_BACK); break;
    case SLC_MEASURES_INITIALS: read_characters(line, SLC_OF_WORDS); break;
    case SLC_MEASURES_PREFIX: read_amount(line, SLC_TELLS_PREFIX); break;
    case SLC_MEASURES_BUCKETS: read_amount(line, SLC_TELLS_BUCKET); break;
    case SLC_MEASURES_SHIFTED: read_amount(line, SLC_TELLS_SHIFTED); break;
    case SLC_MEASURES_OPAQUE: line->tells = SLC_TELLS_OPAQUE; break;
    case SLC_MEASURES_SAME:
    case SLC_MEASURES_PRESENCE:
    case SLC_MEASURES_KIND:
    case SLC_MEASURES_WHOLE:
    case SLC_NMEASURES: break;
    }
    read_keyed(line);
}

/* The other operand of a span, a share or a comparison of columns: what the cuts are relative to. */
static void
read_anchor(struct slc_measured *line, const struct slc_expr *other)
{
    bool if_missing;
    if (other == NULL || other == line->operand || line->tells != SLC_TELLS_CUTS)
        return;
    if (other->commit_time)
        line->clock = true;
    else
        line->anchor = slc_direct_column(other, &if_missing);
}

static bool
is_relative(const struct slc_measured *line)
{
    if (line->function == NULL)
        return line->expr->kind == SLC_EXPR_COMPARE;
    enum slc_measure measure = line->function->measure;
    return measure == SLC_MEASURES_SPANS || measure == SLC_MEASURES_SPAN_EDGES ||
           measure == SLC_MEASURES_SHARES;
}

void
slc_line_read(struct sl_arena *arena, struct slc_measured *line)
{
    const struct slc_expr *expr = line->expr;
    line->tells = SLC_TELLS_LITTLE;
    if (expr->kind == SLC_EXPR_COMPARE)
        read_comparison(arena, line);
    else if (expr->kind == SLC_EXPR_IS || expr->kind == SLC_EXPR_IN)
        add_facts(arena, line, expr->literals, NULL);
    else if (compared_literal(expr) != NULL)
        add_facts(arena, line, compared_literal(expr), NULL);
    else if (line->function != NULL)
        read_call(arena, line);
    if (!is_relative(line))
        return;
    read_anchor(line, expr->left);
    read_anchor(line, expr->right);
    for (const struct slc_arg *arg = expr->args; arg != NULL; arg = arg->next)
        if (arg->kind == SLC_ARG_EXPR || (arg->expr != NULL && arg->expr->column != NULL))
            read_anchor(line, arg->expr);
}

/* ---- the same line, said twice --------------------------------------------------------------- */

static bool
same_literals(const struct slc_literal *a, const struct slc_literal *b)
{
    for (; a != NULL && b != NULL; a = a->next, b = b->next)
        if (!slc_literal_equal(a, b))
            return false;
    return a == b;
}

static bool same_expr(const struct slc_expr *a, const struct slc_expr *b);

static bool
same_args(const struct slc_arg *a, const struct slc_arg *b)
{
    for (; a != NULL && b != NULL; a = a->next, b = b->next)
        if (a->key != b->key || !sl_str_equal(a->label.text, b->label.text) ||
            !sl_str_equal(a->name.text, b->name.text) || !same_expr(a->expr, b->expr) ||
            !same_literals(a->literals, b->literals))
            return false;
    return a == b;
}

/* Depth is bounded by the parser (SLC_MAX_NESTING). */
static bool
same_expr(const struct slc_expr *a, const struct slc_expr *b)
{
    if (a == NULL || b == NULL)
        return a == b;
    return a->kind == b->kind && a->column == b->column && a->function == b->function &&
           a->commit_time == b->commit_time && a->compare == b->compare &&
           same_literals(a->literals, b->literals) && same_expr(a->left, b->left) &&
           same_expr(a->right, b->right) && same_args(a->args, b->args);
}

bool
slc_line_equal(const struct slc_measured *a, const struct slc_measured *b)
{
    return same_expr(a->expr, b->expr);
}

bool
slc_literal_equal(const struct slc_literal *a, const struct slc_literal *b)
{
    struct slc_decimal x, y;
    if (a->kind != b->kind)
        return false;
    if (a->kind == SLC_LITERAL_BOOLEAN)
        return a->boolean == b->boolean;
    if (slc_literal_number(a, &x) && slc_literal_number(b, &y))
        return slc_decimal_compare(x, y) == 0;
    return sl_str_equal(a->text, b->text);
}

struct sl_str
slc_tidying(struct sl_arena *arena, const struct slc_expr *operand)
{
    struct sl_str text = { NULL, 0 };
    while (operand != NULL && operand->kind != SLC_EXPR_NAME) {
        if (operand->kind == SLC_EXPR_IF_MISSING) {
            operand = operand->left;
            continue;
        }
        if (operand->function == NULL || operand->args == NULL)
            break;
        if (operand->function->group != SLC_GROUP_JSON)
            text = sl_arena_format(arena, "%.*s%s ", SL_FMT(text), operand->function->name);
        operand = operand->args->expr;
    }
    return text;
}
