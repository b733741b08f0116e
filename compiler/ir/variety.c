#include "ir/variety.h"

#include "ir/value_set.h"

/* ---- a call --------------------------------------------------------------------------------- */

/* The first argument of this kind; NULL when the call has none. */
static const struct slc_ir_arg *
arg_of_kind(const struct slc_ir_expr *call, enum slc_parameter_kind kind)
{
    for (uint32_t at = 0; at < call->nargs; at++)
        if (call->args[at].kind == kind)
            return &call->args[at];
    return NULL;
}

/* The distinct results of one_of and group: of the list that stands last. */
static uint64_t
count_listed(const struct slc_ir_expr *call)
{
    const struct slc_ir_arg *results = &call->args[call->nargs - 1];
    uint64_t count = 0;
    for (uint32_t at = 0; at < results->nliterals; at++) {
        uint32_t before = 0;
        while (before < at &&
               !sl_str_equal(results->literals[before].text, results->literals[at].text))
            before++;
        count += before == at;
    }
    return count;
}

static uint64_t
count_values(const struct slc_ir_expr *call)
{
    uint64_t count = 0;
    for (uint32_t at = 0; at < call->nargs; at++)
        count += call->args[at].kind == SLC_PARAMETER_VALUE;
    return count;
}

uint64_t
slc_call_variety(const struct slc_ir_expr *call)
{
    enum { TOP_AGE = 90 }; /* the band that holds it is the last */
    const struct slc_variety *variety = &call->function->variety;
    const struct slc_ir_arg *edges = arg_of_kind(call, SLC_PARAMETER_EDGES);
    const struct slc_ir_arg *years = arg_of_kind(call, SLC_PARAMETER_YEARS);
    const struct slc_ir_arg *count = arg_of_kind(call, SLC_PARAMETER_COUNT);
    switch (variety->kind) {
    case SLC_VARIETY_UNCOUNTED: break;
    case SLC_VARIETY_FIXED: return variety->count;
    case SLC_VARIETY_EDGES: return edges != NULL ? edges->nliterals + variety->count : 0;
    case SLC_VARIETY_LISTED: return count_listed(call);
    case SLC_VARIETY_AGES:
        return years != NULL ? (uint64_t)(TOP_AGE / years->literals[0].digits) + 1 : 0;
    case SLC_VARIETY_COUNT: return count != NULL ? (uint64_t)count->literals[0].digits : 0;
    case SLC_VARIETY_ARGUMENTS: return count_values(call) + 1;
    }
    return 0;
}

/* ---- an expression --------------------------------------------------------------------------- */

static const struct slc_variety_count unknown = { .known = false };

static struct slc_variety_count
exactly(uint64_t count)
{
    return (struct slc_variety_count) { .known = true, .count = count };
}

static struct slc_variety_count
sum(struct slc_variety_count a, struct slc_variety_count b)
{
    if (!a.known || !b.known)
        return unknown;
    return exactly(a.count > UINT64_MAX - b.count ? UINT64_MAX : a.count + b.count);
}

static struct slc_variety_count values_of(struct sl_arena *arena,
                                          const struct slc_ir_release *release,
                                          const struct slc_ir_expr *expr);

/* One that only tidies gives at most as much as it is given. */
static struct slc_variety_count
values_of_call(struct sl_arena *arena, const struct slc_ir_release *release,
               const struct slc_ir_expr *expr)
{
    uint64_t counted = slc_call_variety(expr);
    if (counted > 0)
        return exactly(counted);
    if (expr->function->effect == SLC_TIDIES && expr->nargs == 1 && expr->args[0].expr != NULL)
        return values_of(arena, release, expr->args[0].expr);
    return unknown;
}

/* Missing left aside: it counts once, at the end. */
static struct slc_variety_count
values_of(struct sl_arena *arena, const struct slc_ir_release *release,
          const struct slc_ir_expr *expr)
{
    struct slc_value_set set;
    if (slc_value_set(arena, expr, release, &set))
        return exactly(set.count);
    if (expr->op == SLC_IR_MISSING)
        return exactly(0);
    if (expr->op == SLC_IR_LITERAL)
        return exactly(1);
    if (expr->type.id == SLC_TYPE_BOOLEAN)
        return exactly(2);
    if (expr->op == SLC_IR_CALL)
        return values_of_call(arena, release, expr);
    if (expr->op == SLC_IR_IF_MISSING)
        return sum(values_of(arena, release, expr->operands[0]), exactly(1));
    if (expr->op != SLC_IR_CHOOSE)
        return unknown;
    struct slc_variety_count all = values_of(arena, release, expr->operands[expr->noperands - 1]);
    for (uint32_t i = 1; i < expr->noperands; i += 2)
        all = sum(all, values_of(arena, release, expr->operands[i]));
    return all;
}

struct slc_variety_count
slc_count_variety(struct sl_arena *arena, const struct slc_ir_release *release,
                  const struct slc_ir_expr *expr)
{
    struct slc_variety_count count = values_of(arena, release, expr);
    return expr->type.nullable ? sum(count, exactly(1)) : count;
}

struct sl_str
slc_variety_words(struct sl_arena *arena, struct slc_variety_count count)
{
    if (!count.known)
        return SL_STR("not bounded");
    if (count.count == UINT64_MAX)
        return SL_STR("more than 10^19");
    return sl_arena_format(arena, "%llu", (unsigned long long)count.count);
}
