#include "diff/prove.h"

#include "diff/cases.h"
#include "diff/prove_call.h"
#include "ir/ir_canonical.h"

/* Missing just where its argument is, so that it tells whether there is a value. */
static bool
tells_presence(const struct slc_ir_expr *fine)
{
    return fine->op == SLC_IR_CALL && !fine->function->result_nullable &&
           !fine->function->never_missing && fine->nargs > 0 && fine->args[0].expr != NULL;
}

struct proof {
    struct slc_pair *pair;
    struct slc_target target;
};

static bool follows(const struct proof *proof, const struct slc_ir_expr *expr);

/* Whether a view of `side` tells just this text, for every row that counts. */
static bool
tells(const struct proof *proof, enum slc_side side, struct sl_str text)
{
    const struct slc_receiver_view *view = &proof->pair->views[side];
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
    const struct slc_receiver_view *view = &proof->pair->views[slc_other_side(proof->target.side)];
    for (uint32_t i = 0; i < view->natoms; i++) {
        const struct slc_atom *atom = &view->atoms[i];
        if (atom->expr->op != SLC_IR_CALL || !slc_atom_is_seen(proof->pair, atom, proof->target))
            continue;
        const struct slc_call_pair calls = { proof->pair->arena, proof->target.release,
                                             atom->release, expr, atom->expr };
        if (slc_call_follows(&calls))
            return true;
    }
    return false;
}

/* `x is missing`, and present(x) where x is no text, follow from a function that is missing just
 * where x is. */
static bool
presence_follows(const struct proof *proof, const struct slc_ir_expr *looked)
{
    const struct slc_receiver_view *view = &proof->pair->views[slc_other_side(proof->target.side)];
    struct sl_str text = slc_canonical_text(proof->pair->arena, proof->target.release, looked);
    for (uint32_t i = 0; i < view->natoms; i++) {
        const struct slc_atom *atom = &view->atoms[i];
        if (tells_presence(atom->expr) && slc_atom_is_seen(proof->pair, atom, proof->target) &&
            sl_str_equal(text, slc_canonical_text(proof->pair->arena, atom->release,
                                                  atom->expr->args[0].expr)))
            return true;
    }
    return false;
}

/* `at: commit_time` counts whole years: the moment tells next to nothing there. Elsewhere it is something
 * that has to follow, too. */
static bool
is_day_of_years(const struct slc_ir_arg *arg)
{
    return arg->kind == SLC_PARAMETER_TIME && arg->expr->op == SLC_IR_COMMIT_TIME;
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
        if (expr == NULL || is_day_of_years(&call->args[i]))
            continue;
        struct sl_str text = slc_canonical_text(proof->pair->arena, proof->target.release, expr);
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
    struct sl_str text = slc_canonical_text(proof->pair->arena, proof->target.release, expr);
    struct slc_target part = proof->target;
    part.expr = expr;
    return tells(proof, slc_other_side(proof->target.side), text) || follows_by_form(proof, expr) ||
           slc_follows_by_cases(proof->pair, part);
}

bool
slc_follows(struct slc_pair *pair, struct slc_target target)
{
    const struct proof proof = { pair, target };
    return slc_pair_comparable(pair, slc_pair_reads_of(pair, target.release, target.expr)) &&
           follows(&proof, target.expr);
}
