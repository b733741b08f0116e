#include "attack/promise.h"

#include "attack/permission.h"

/* ---- decisions ------------------------------------------------------------------------------- */

static bool
has_approved(const struct slc_ir_decision *decision, const struct slc_ir_role *owner)
{
    for (uint32_t at = 0; at < decision->napproved_by; at++)
        if (decision->approved_by[at] == owner)
            return true;
    return false;
}

/* Whether a decision is there, has not ended, and was taken by the owners of all that the secret is. */
static bool
holds(const struct slc_secret *secret, const struct slc_ir_decision *decision)
{
    if (decision == NULL ||
        (decision->until.text.len > 0 && decision->until.days < secret->program->today))
        return false;
    for (uint32_t at = 0; at < secret->ir->ncategories; at++)
        if (slc_number_set_has(secret->label.categories, at) &&
            !has_approved(decision, secret->ir->categories[at].owner))
            return false;
    return true;
}

bool
slc_lets_leave(const struct slc_secret *secret, const struct slc_ir_decision *decision)
{
    return holds(secret, decision) && decision->to <= secret->destination->clearance &&
           slc_number_set_is_subset(secret->label.categories, secret->destination->accepts);
}

/* ---- collecting ------------------------------------------------------------------------------ */

struct walk {
    struct sl_arena *arena;
    struct slc_promise *promise;
    struct slc_teller now; /* its release, field and decision */
};

static void
add_teller(struct walk *walk, const struct slc_teller *teller)
{
    struct slc_promise *promise = walk->promise;
    if ((promise->ntellers & (promise->ntellers - 1)) == 0) {
        struct slc_teller *more =
            SL_NEW_ARRAY(walk->arena, struct slc_teller, promise->ntellers * 2 + 1);
        if (promise->ntellers > 0)
            memcpy(more, promise->tellers, promise->ntellers * sizeof *more);
        promise->tellers = more;
    }
    promise->tellers[promise->ntellers++] = *teller;
}

/* Whether what the call or comparison gives still is the secret's to keep. */
static bool
add_line(struct walk *walk, const struct slc_ir_expr *expr)
{
    struct slc_teller teller = walk->now;
    struct slc_applied applied = { .secret = walk->promise->secret,
                                   .release = walk->now.release,
                                   .direct = true };
    teller.expr = expr;
    slc_name_teller(&teller);
    applied.with_literal = expr->op == SLC_IR_IS || expr->op == SLC_IR_IN;
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        slc_apply(&applied, slc_operand(expr, at));
    teller.ruled = slc_needs_row(&teller, &applied);
    teller.permitted = slc_is_permitted(&teller, &applied) || teller.decided;
    add_teller(walk, &teller);
    return !teller.permitted;
}

static bool
is_line(const struct slc_ir_expr *expr)
{
    switch ((int)expr->op) {
    case SLC_IR_CALL: return expr->function->effect == SLC_LOWERS;
    case SLC_IR_LESS:
    case SLC_IR_LESS_OR_EQUAL:
    case SLC_IR_GREATER:
    case SLC_IR_GREATER_OR_EQUAL:
    case SLC_IR_IS:
    case SLC_IR_IN:
    case SLC_IR_IS_MISSING:
    case SLC_IR_NOT_MISSING: return true;
    default: return false;
    }
}

/* The declared leaf of a document that a call reads, or asks for; NULL: none. */
static const struct slc_ir_leaf *
leaf_read(const struct slc_secret *secret, const struct slc_ir_release *release,
          const struct slc_ir_expr *expr)
{
    if (expr->op != SLC_IR_CALL || expr->function->group != SLC_GROUP_JSON)
        return NULL;
    for (uint32_t at = 0; at < secret->table->nleaves; at++) {
        const struct slc_ir_leaf *leaf = &secret->table->leaves[at];
        struct slc_secret place = *secret;
        const size_t document = secret->table->columns[secret->column].name.len;
        if (leaf->document != secret->column)
            continue;
        place.path = sl_str_from(leaf->name, document + 1);
        if (slc_is_at_place(&place, release, expr))
            return leaf;
    }
    return NULL;
}

/* A declared leaf of a document that is the secret: what its own label lets leave does. It keeps the document's
 * categories, and a level below it has been decided. */
static bool
is_let_by_leaf(const struct slc_secret *secret, const struct slc_ir_release *release,
               const struct slc_ir_expr *expr)
{
    const struct slc_ir_leaf *leaf =
        secret->path.len == 0 && !secret->moment ? leaf_read(secret, release, expr) : NULL;
    if (leaf == NULL)
        return false;
    struct slc_applied applied = { .secret = secret,
                                   .release = release,
                                   .label = slc_ir_leaf_label(leaf) };
    const bool asks = expr->function->effect == SLC_KEEPS;
    return (asks ? slc_presence_is_let(&applied)
                 : slc_may_hold(secret->destination, applied.label)) &&
           slc_number_set_is_subset(secret->label.categories, applied.label.categories) &&
           (applied.label.level >= secret->label.level || holds(secret, leaf->decision));
}

/* `json_has` of the very place: whether it is there. */
static bool
asks_for_place(const struct slc_secret *secret, const struct slc_ir_release *release,
               const struct slc_ir_expr *expr)
{
    return secret->path.len > 0 && expr->op == SLC_IR_CALL && expr->function->effect == SLC_KEEPS &&
           expr->function->group == SLC_GROUP_JSON && slc_is_at_place(secret, release, expr);
}

static bool
add_place_question(struct walk *walk, const struct slc_ir_expr *expr)
{
    const struct slc_secret *secret = walk->promise->secret;
    struct slc_applied applied = { .secret = secret,
                                   .release = walk->now.release,
                                   .label = secret->label };
    struct slc_teller teller = walk->now;
    teller.expr = expr;
    teller.operator_class = SLC_OPERATOR_PRESENT;
    teller.ruled = true;
    teller.permitted = teller.decided || (secret->leaf != NULL && slc_presence_is_let(&applied));
    add_teller(walk, &teller);
    return !teller.permitted;
}

/* Collects from the leaves up; whether the expression still is the secret's to keep. */
static bool
collect(struct walk *walk, const struct slc_ir_expr *expr)
{
    if (is_let_by_leaf(walk->promise->secret, walk->now.release, expr)) {
        struct slc_teller leaf = walk->now;
        leaf.expr = expr;
        leaf.permitted = true;
        add_teller(walk, &leaf);
        return false;
    }
    if (asks_for_place(walk->promise->secret, walk->now.release, expr))
        return add_place_question(walk, expr);
    const bool itself = slc_is_secret(walk->promise->secret, walk->now.release, expr);
    bool keeps = itself;
    for (uint32_t at = 0; !itself && at < slc_operand_count(expr); at++)
        keeps = collect(walk, slc_operand(expr, at)) || keeps;
    return keeps && is_line(expr) ? add_line(walk, expr) : keeps;
}

/* What was decided tells all that the expression tells. */
static void
collect_from(struct walk *walk, const struct slc_ir_expr *expr,
             const struct slc_ir_decision *decided)
{
    const struct slc_secret *secret = walk->promise->secret;
    if (!slc_reads_source(secret, walk->now.release, expr))
        return;
    walk->now.decided = slc_lets_leave(secret, decided);
    if (walk->now.decided) {
        struct slc_teller whole = walk->now;
        whole.expr = expr;
        whole.permitted = true;
        add_teller(walk, &whole);
        (void)collect(walk, expr); /* the lines in it say which values are worth trying */
    } else if (collect(walk, expr) && slc_may_hold(secret->destination, secret->label) &&
               secret->table->columns[secret->column].encryption == NULL) {
        struct slc_teller whole = walk->now; /* the value itself, which may be held */
        whole.expr = expr;
        whole.permitted = true;
        add_teller(walk, &whole);
    }
}

struct slc_promise
slc_promise_of(struct sl_arena *arena, const struct slc_secret *secret)
{
    struct slc_promise promise = { .secret = secret };
    struct walk walk = { .arena = arena, .promise = &promise };
    for (uint32_t at = 0; at < secret->nreleases; at++) {
        const struct slc_ir_release *release = secret->releases[at];
        walk.now = (struct slc_teller) { .release = release };
        if (release->filter != NULL)
            collect_from(&walk, release->filter, release->filter_decision);
        for (uint32_t i = 0; i < release->nfields; i++) {
            walk.now.field = &release->fields[i];
            collect_from(&walk, release->fields[i].expr, release->fields[i].decision);
        }
    }
    return promise;
}
