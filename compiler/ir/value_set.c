#include "ir/value_set.h"

/* More than this is no list that anybody reads, or that a schema should carry. */
enum { MAX_VALUES = 256 };

static bool
add_value(struct slc_value_set *set, struct sl_str value)
{
    for (uint32_t i = 0; i < set->count; i++)
        if (sl_str_equal(set->values[i], value))
            return true;
    if (set->count == MAX_VALUES)
        return false;
    set->values[set->count++] = value;
    return true;
}

static bool
add_literals(struct slc_value_set *set, const struct slc_ir_literal *literals, uint32_t count)
{
    bool known = true;
    for (uint32_t i = 0; i < count; i++)
        known = known && literals[i].kind == SLC_IR_TEXT && add_value(set, literals[i].text);
    return known;
}

/* LANGUAGE: "<0", "0..250", "10000..", with the edges as the policy spells them. */
static bool
add_bands(struct sl_arena *arena, struct slc_value_set *set, const struct slc_ir_literal *edges,
          uint32_t count)
{
    bool known = add_value(set, sl_arena_format(arena, "<%.*s", SL_FMT(edges[0].text)));
    for (uint32_t i = 0; i + 1 < count; i++)
        known = known && add_value(set, sl_arena_format(arena, "%.*s..%.*s", SL_FMT(edges[i].text),
                                                        SL_FMT(edges[i + 1].text)));
    struct sl_str last = sl_arena_format(arena, "%.*s..", SL_FMT(edges[count - 1].text));
    return known && add_value(set, last);
}

/* The band that holds 90 is the last: "90+", at width 20 "80+". */
static bool
add_age_bands(struct sl_arena *arena, struct slc_value_set *set, int64_t width)
{
    enum { TOP_AGE = 90 };
    bool known = width > 0;
    int64_t low = 0;
    for (; known && low + width <= TOP_AGE; low += width)
        known = add_value(
            set, sl_arena_format(arena, "%lld-%lld", (long long)low, (long long)(low + width - 1)));
    return known && add_value(set, sl_arena_format(arena, "%lld+", (long long)low));
}

/* "mon tue": what function.h lists, a blank between. */
static bool
add_results(struct slc_value_set *set, struct sl_str results)
{
    bool known = results.len > 0;
    while (known && results.len > 0) {
        const char *blank = memchr(results.ptr, ' ', results.len);
        size_t len = blank != NULL ? (size_t)(blank - results.ptr) : results.len;
        known = add_value(set, (struct sl_str) { results.ptr, len });
        results = sl_str_from(results, blank != NULL ? len + 1 : len);
    }
    return known;
}

/* The lists that a call is given: where a function has two (from, to), the last holds the results. */
static bool
add_lists(struct slc_value_set *set, const struct slc_ir_expr *expr)
{
    const struct slc_ir_arg *last = NULL;
    for (uint32_t i = 0; i < expr->nargs; i++)
        if (expr->args[i].kind == SLC_PARAMETER_LITERALS ||
            expr->args[i].kind == SLC_PARAMETER_TEXTS)
            last = &expr->args[i];
    return last != NULL && add_literals(set, last->literals, last->nliterals);
}

static bool
add_call(struct sl_arena *arena, struct slc_value_set *set, const struct slc_ir_expr *expr)
{
    const struct slc_variety *variety = &expr->function->variety;
    if (slc_type_info(expr->type.id)->kind != SL_TEXT)
        return false;
    if (variety->kind == SLC_VARIETY_FIXED)
        return add_results(set, sl_str_of(variety->results));
    if (variety->kind == SLC_VARIETY_LISTED)
        return add_lists(set, expr);
    bool known = false;
    for (uint32_t i = 0; i < expr->nargs; i++) {
        const struct slc_ir_arg *arg = &expr->args[i];
        if (variety->kind == SLC_VARIETY_EDGES && arg->kind == SLC_PARAMETER_EDGES)
            known = add_bands(arena, set, arg->literals, arg->nliterals);
        if (variety->kind == SLC_VARIETY_AGES && arg->kind == SLC_PARAMETER_YEARS)
            known = add_age_bands(arena, set, arg->literals[0].digits);
    }
    return known;
}

static bool
add_expr(struct sl_arena *arena, struct slc_value_set *set, const struct slc_ir_expr *expr,
         const struct slc_ir_release *release)
{
    if (expr->op == SLC_IR_MISSING)
        return true;
    if (expr->op == SLC_IR_LITERAL)
        return add_literals(set, expr->literals, 1);
    if (expr->op == SLC_IR_CALL)
        return add_call(arena, set, expr);
    if (expr->op == SLC_IR_IF_MISSING)
        return add_expr(arena, set, expr->operands[0], release) &&
               add_literals(set, expr->literals, 1);
    bool known = false;
    if (expr->op == SLC_IR_COLUMN) {
        const struct slc_ir_type *type = &slc_ir_cell_column(release, expr->cell)->type;
        known = type->nlabels > 0;
        for (uint32_t i = 0; i < type->nlabels; i++)
            known = known && add_value(set, type->labels[i]);
    }
    if (expr->op == SLC_IR_CHOOSE) {
        known = true;
        for (uint32_t i = 1; i < expr->noperands; i += 2) /* the arms */
            known = known && add_expr(arena, set, expr->operands[i], release);
        known = known && add_expr(arena, set, expr->operands[expr->noperands - 1], release);
    }
    return known;
}

bool
slc_value_set(struct sl_arena *arena, const struct slc_ir_expr *expr,
              const struct slc_ir_release *release, struct slc_value_set *ret_set)
{
    *ret_set = (struct slc_value_set) { SL_NEW_ARRAY(arena, struct sl_str, MAX_VALUES), 0 };
    return add_expr(arena, ret_set, expr, release) && ret_set->count > 0;
}

const char *
slc_value_pattern(const struct slc_ir_expr *expr)
{
    static const char *const patterns[SLC_NFUNCTIONS] = {
        [SLC_FUNCTION_quarter] = "^[0-9]{4}-Q[1-4]$",
        [SLC_FUNCTION_week] = "^[0-9]{4}-W(0[1-9]|[1-4][0-9]|5[0-3])$",
        [SLC_FUNCTION_month] = "^[0-9]{4}-(0[1-9]|1[0-2])$",
        [SLC_FUNCTION_postcode_area] = "^([A-Z]{1,2}|GIR)$",
        [SLC_FUNCTION_pseudonym] = "^[0-9a-f]{32}$",
        [SLC_FUNCTION_match_code] = "^[0-9a-f]{32}$",
    };
    return expr->op == SLC_IR_CALL ? patterns[expr->function->id] : NULL;
}
