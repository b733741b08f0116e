/* count.c - how many results can be told apart: an upper bound from the expression alone. */
#include "explain/count.h"

#include "emit/value_set.h"
#include "labels/variety.h"

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
