#include "diff/prove_call.h"

#include "ir/ir_canonical.h"

enum relation { EQUAL, SUBSET, MULTIPLE, ODD_MULTIPLE, DIVISOR, AT_LEAST, AT_MOST };

static bool
same_name(const struct slc_function *function, const char *name)
{
    return strcmp(function->name, name) == 0;
}

static bool
is_coarser(const char *coarse, const char *fine)
{
    static const struct {
        const char *coarse, *fine;
    } pairs[] = {
#define SLC_COARSER(coarse_name, fine_name) { coarse_name, fine_name },
#define SLC_COARSER_BY(function, argument, relation)
#include "diff/coarser.def"
#undef SLC_COARSER
#undef SLC_COARSER_BY
    };
    for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++)
        if (strcmp(pairs[i].coarse, coarse) == 0 &&
            (strcmp(pairs[i].fine, fine) == 0 || is_coarser(pairs[i].fine, fine)))
            return true;
    return false;
}

static enum relation
relation_of(const struct slc_function *function, const char *label, uint32_t place)
{
    static const struct {
        const char *function, *argument;
        enum relation relation;
    } relations[] = {
#define SLC_COARSER(coarse_name, fine_name)
#define SLC_COARSER_BY(function_name, argument_name, its_relation)                                 \
    { function_name, argument_name, its_relation },
#include "diff/coarser.def"
#undef SLC_COARSER
#undef SLC_COARSER_BY
    };
    for (size_t i = 0; i < sizeof relations / sizeof *relations; i++) {
        const char *argument = relations[i].argument;
        bool named = label != NULL ? strcmp(argument, label) == 0
                                   : argument[0] == (char)('0' + place) && argument[1] == '\0';
        if (named && same_name(function, relations[i].function))
            return relations[i].relation;
    }
    return EQUAL;
}

/* Both as whole numbers of one unit; false when they are too different in size. */
static bool
in_one_unit(const struct slc_ir_literal *a, const struct slc_ir_literal *b, int64_t *ret_a,
            int64_t *ret_b)
{
    *ret_a = a->digits;
    *ret_b = b->digits;
    for (uint32_t at = a->scale; at < b->scale; at++)
        if (__builtin_mul_overflow(*ret_a, 10, ret_a))
            return false;
    for (uint32_t at = b->scale; at < a->scale; at++)
        if (__builtin_mul_overflow(*ret_b, 10, ret_b))
            return false;
    return a->kind == SLC_IR_NUMBER && b->kind == SLC_IR_NUMBER;
}

static bool
numbers_are(enum relation relation, const struct slc_ir_literal *coarse,
            const struct slc_ir_literal *fine)
{
    int64_t a, b;
    if (!in_one_unit(coarse, fine, &a, &b))
        return false;
    switch (relation) {
    case MULTIPLE: return b > 0 && a % b == 0;
    case ODD_MULTIPLE: return b > 0 && a % b == 0 && a / b % 2 == 1;
    case DIVISOR: return a > 0 && b % a == 0;
    case AT_LEAST: return a >= b;
    case AT_MOST: return a <= b;
    case SUBSET:
    case EQUAL: break;
    }
    return a == b;
}

static bool
same_literal(const struct slc_ir_literal *a, const struct slc_ir_literal *b)
{
    if (a->kind == SLC_IR_NUMBER && b->kind == SLC_IR_NUMBER)
        return numbers_are(EQUAL, a, b);
    return a->kind == b->kind && sl_str_equal(a->text, b->text);
}

static bool
is_among(const struct slc_ir_literal *literal, const struct slc_ir_arg *list)
{
    for (uint32_t i = 0; i < list->nliterals; i++)
        if (same_literal(literal, &list->literals[i]))
            return true;
    return false;
}

static bool
lists_are(enum relation relation, const struct slc_ir_arg *coarse, const struct slc_ir_arg *fine)
{
    if (relation == SUBSET) {
        for (uint32_t i = 0; i < coarse->nliterals; i++)
            if (!is_among(&coarse->literals[i], fine))
                return false;
        return true;
    }
    if (relation != EQUAL)
        return coarse->nliterals == 1 && fine->nliterals == 1 &&
               numbers_are(relation, &coarse->literals[0], &fine->literals[0]);
    for (uint32_t i = 0; i < coarse->nliterals && i < fine->nliterals; i++)
        if (!same_literal(&coarse->literals[i], &fine->literals[i]))
            return false;
    return coarse->nliterals == fine->nliterals;
}

static bool
argument_follows(const struct slc_call_pair *calls, uint32_t at)
{
    const struct slc_ir_arg *a = &calls->coarse->args[at], *b = &calls->fine->args[at];
    if (a->kind != b->kind)
        return false;
    if (a->kind == SLC_PARAMETER_KEY)
        return slc_same_key_use(&calls->coarse_release->keys[a->key],
                                &calls->fine_release->keys[b->key]);
    if (a->expr != NULL && b->expr != NULL)
        return sl_str_equal(slc_canonical_text(calls->arena, calls->coarse_release, a->expr),
                            slc_canonical_text(calls->arena, calls->fine_release, b->expr));
    if (a->kind == SLC_PARAMETER_UNIT)
        return a->unit == b->unit;
    enum relation relation = same_name(calls->coarse->function, calls->fine->function->name)
                                 ? relation_of(calls->coarse->function, a->label, at)
                                 : EQUAL;
    return a->expr == b->expr && lists_are(relation, a, b);
}

/* Every edge and step a multiple of round_down()'s step: a band follows from it, as a comparison. */
static bool
follows_from_rounding(const struct slc_call_pair *calls)
{
    if (!same_name(calls->fine->function, "round_down") ||
        !same_name(calls->coarse->function, "band") || !argument_follows(calls, 0))
        return false;
    const struct slc_ir_arg *edges = &calls->coarse->args[1], *to = &calls->fine->args[1];
    for (uint32_t i = 0; i < edges->nliterals; i++)
        if (!numbers_are(MULTIPLE, &edges->literals[i], &to->literals[0]))
            return false;
    return true;
}

bool
slc_call_follows(const struct slc_call_pair *calls)
{
    const struct slc_ir_expr *coarse = calls->coarse, *fine = calls->fine;
    if (follows_from_rounding(calls))
        return true;
    if ((coarse->function != fine->function &&
         !is_coarser(coarse->function->name, fine->function->name)) ||
        coarse->nargs != fine->nargs)
        return false;
    for (uint32_t i = 0; i < coarse->nargs; i++)
        if (!argument_follows(calls, i))
            return false;
    return true;
}
