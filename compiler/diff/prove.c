#include "diff/prove.h"

#include "language/decimal.h"

#include <stdlib.h>

/* ---- functions of the same arguments -------------------------------------------------------- */

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

/* A call of one version and one of the other. */
struct calls {
    struct sl_arena *arena;
    const struct slc_ir_release *coarse_release, *fine_release;
    const struct slc_ir_expr *coarse, *fine;
};

static bool
argument_follows(const struct calls *calls, uint32_t at)
{
    const struct slc_ir_arg *a = &calls->coarse->args[at], *b = &calls->fine->args[at];
    if (a->kind != b->kind)
        return false;
    if (a->kind == SLC_PARAMETER_KEY)
        return sl_str_equal(calls->coarse_release->keys[a->key]->name,
                            calls->fine_release->keys[b->key]->name);
    if (a->expr != NULL && b->expr != NULL)
        return sl_str_equal(slc_expr_text(calls->arena, calls->coarse_release, a->expr),
                            slc_expr_text(calls->arena, calls->fine_release, b->expr));
    if (a->kind == SLC_PARAMETER_UNIT)
        return a->unit == b->unit;
    enum relation relation = same_name(calls->coarse->function, calls->fine->function->name)
                                 ? relation_of(calls->coarse->function, a->label, at)
                                 : EQUAL;
    return a->expr == b->expr && lists_are(relation, a, b);
}

/* Every edge and step a multiple of round_down()'s step: a band follows from it, as a comparison. */
static bool
follows_from_rounding(const struct calls *calls)
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

/* Missing just where its argument is, so that it tells whether there is a value. */
static bool
tells_presence(const struct slc_ir_expr *fine)
{
    return fine->op == SLC_IR_CALL && !fine->function->result_nullable &&
           !fine->function->never_missing && fine->nargs > 0 && fine->args[0].expr != NULL;
}

static bool
call_follows(const struct calls *calls)
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

/* ---- a whole expression --------------------------------------------------------------------- */

struct proof {
    struct slc_pair *pair;
    struct slc_target target;
};

static bool follows(const struct proof *proof, const struct slc_ir_expr *expr);

/* Whether a view of `side` tells just this text, for every row that counts. */
static bool
tells(const struct proof *proof, enum slc_side side, struct sl_str text)
{
    const struct slc_view *view = &proof->pair->views[side];
    for (uint32_t i = 0; i < view->natoms; i++)
        if (sl_str_equal(view->atoms[i].text, text) &&
            (side == proof->target.side ||
             slc_atom_is_seen(proof->pair, &view->atoms[i], proof->target)))
            return true;
    return false;
}

static bool
follows_from_an_atom(const struct proof *proof, const struct slc_ir_expr *expr)
{
    const struct slc_view *view = &proof->pair->views[slc_other_side(proof->target.side)];
    for (uint32_t i = 0; i < view->natoms; i++) {
        const struct slc_atom *atom = &view->atoms[i];
        if (atom->expr->op != SLC_IR_CALL || !slc_atom_is_seen(proof->pair, atom, proof->target))
            continue;
        const struct calls calls = { proof->pair->arena, proof->target.release, atom->release, expr,
                                     atom->expr };
        if (call_follows(&calls))
            return true;
    }
    return false;
}

/* `x is missing`, and present(x) where x is no text, follow from a function that is missing just
 * where x is. */
static bool
presence_follows(const struct proof *proof, const struct slc_ir_expr *looked)
{
    const struct slc_view *view = &proof->pair->views[slc_other_side(proof->target.side)];
    struct sl_str text = slc_expr_text(proof->pair->arena, proof->target.release, looked);
    for (uint32_t i = 0; i < view->natoms; i++) {
        const struct slc_atom *atom = &view->atoms[i];
        if (tells_presence(atom->expr) && slc_atom_is_seen(proof->pair, atom, proof->target) &&
            sl_str_equal(
                text, slc_expr_text(proof->pair->arena, atom->release, atom->expr->args[0].expr)))
            return true;
    }
    return false;
}

static bool
is_clock(const struct slc_ir_expr *call, uint32_t at)
{
    const struct slc_function *function = call->function;
    uint32_t parameter =
        at < (uint32_t)function->nparameters ? at : (uint32_t)function->nparameters - 1;
    return call->args[at].expr->op == SLC_IR_COMMIT_TIME &&
           (call->args[at].kind == SLC_PARAMETER_TIME || function->parameters[parameter].clock);
}

static bool
has_key(const struct slc_ir_expr *call)
{
    for (uint32_t i = 0; i < call->nargs; i++)
        if (call->args[i].kind == SLC_PARAMETER_KEY)
            return true;
    return false;
}

static bool
arguments_follow(const struct proof *proof, const struct slc_ir_expr *call)
{
    bool coded = has_key(call);
    for (uint32_t i = 0; i < call->nargs; i++) {
        const struct slc_ir_expr *expr = call->args[i].expr;
        if (expr == NULL || is_clock(call, i))
            continue;
        struct sl_str text = slc_expr_text(proof->pair->arena, proof->target.release, expr);
        if ((coded && tells(proof, proof->target.side, text)) || !follows(proof, expr))
            return false;
    }
    return true;
}

static bool
call_is_told(const struct proof *proof, const struct slc_ir_expr *call)
{
    if (follows_from_an_atom(proof, call) || arguments_follow(proof, call))
        return true;
    const struct slc_ir_expr *looked = call->args[0].expr;
    return call->function->operator_class == SLC_OPERATOR_PRESENT && call->nargs == 1 &&
           slc_type_info(looked->type.id)->kind != SL_TEXT && presence_follows(proof, looked);
}

static bool
operands_follow(const struct proof *proof, const struct slc_ir_expr *expr)
{
    for (uint32_t i = 0; i < expr->noperands; i++)
        if (!follows(proof, expr->operands[i]))
            return false;
    return expr->noperands > 0;
}

static bool
follows_by_form(const struct proof *proof, const struct slc_ir_expr *expr)
{
    switch (expr->op) {
    case SLC_IR_LITERAL:
    case SLC_IR_MISSING: return true;
    case SLC_IR_COLUMN: return false;
    case SLC_IR_COMMIT_TIME:
        return proof->target.counterpart != NULL && proof->target.counterpart->commit_time;
    case SLC_IR_CALL: return call_is_told(proof, expr);
    case SLC_IR_IS_MISSING:
    case SLC_IR_NOT_MISSING:
        return presence_follows(proof, expr->operands[0]) || operands_follow(proof, expr);
    case SLC_IR_LESS:
    case SLC_IR_LESS_OR_EQUAL:
    case SLC_IR_GREATER:
    case SLC_IR_GREATER_OR_EQUAL:
    case SLC_IR_IS:
    case SLC_IR_IN:
    case SLC_IR_AND:
    case SLC_IR_OR:
    case SLC_IR_NOT:
    case SLC_IR_IF_MISSING:
    case SLC_IR_CHOOSE: return operands_follow(proof, expr);
    }
    return false;
}

static bool
follows(const struct proof *proof, const struct slc_ir_expr *expr)
{
    struct sl_str text = slc_expr_text(proof->pair->arena, proof->target.release, expr);
    struct slc_target part = proof->target;
    part.expr = expr;
    return tells(proof, slc_other_side(proof->target.side), text) || follows_by_form(proof, expr) ||
           slc_follows_by_cases(proof->pair, part);
}

bool
slc_follows(struct slc_pair *pair, struct slc_target target)
{
    const struct proof proof = { pair, target };
    bool *columns = SL_NEW_ARRAY(pair->arena, bool, pair->ncolumns + 1);
    slc_pair_reads(pair, target.release, target.expr, columns);
    for (uint32_t i = 0; i < pair->ncolumns; i++)
        if (columns[i] && !pair->columns[i].comparable)
            return false;
    return follows(&proof, target.expr);
}
