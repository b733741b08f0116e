#include "attack/permission.h"

#include "language/encryption.h"

/* ---- whether rows apply ---------------------------------------------------------------------- */

static struct slc_ir_label
joined(const struct slc_secret *secret, struct slc_ir_label a, struct slc_ir_label b)
{
    return (struct slc_ir_label) {
        .level = a.level > b.level ? a.level : b.level,
        .categories = slc_number_set_union(secret->ir->arena, a.categories, b.categories),
    };
}

static void
apply_column(struct slc_applied *applied, const struct slc_ir_expr *expr)
{
    const struct slc_ir_column *column = slc_ir_cell_column(applied->release, expr->cell);
    applied->label = joined(applied->secret, applied->label, slc_ir_column_label(column));
    applied->encrypted = applied->encrypted || column->encryption != NULL;
    if (column->has_presence && column->presence > applied->presence)
        applied->presence = column->presence;
}

static void
apply_leaf(struct slc_applied *applied, const struct slc_ir_leaf *leaf)
{
    applied->label = joined(applied->secret, applied->label, slc_ir_leaf_label(leaf));
    if (leaf->has_presence && leaf->presence > applied->presence)
        applied->presence = leaf->presence;
}

void
slc_apply(struct slc_applied *applied, const struct slc_ir_expr *expr)
{
    while (true) {
        if (expr->op == SLC_IR_IF_MISSING) {
            applied->if_missing = true;
            expr = expr->operands[0];
        } else if (expr->op == SLC_IR_CALL && expr->leaf != NULL) {
            apply_leaf(applied, expr->leaf);
            return;
        } else if (expr->op == SLC_IR_CALL && expr->function->effect == SLC_TIDIES) {
            applied->place = applied->place || expr->function->group == SLC_GROUP_JSON;
            expr = expr->args[0].expr;
        } else {
            break;
        }
    }
    if (expr->op == SLC_IR_COLUMN)
        apply_column(applied, expr);
    else if (expr->op == SLC_IR_LITERAL)
        applied->with_literal = true;
    else if (expr->op != SLC_IR_COMMIT_TIME)
        applied->direct = false;
}

static bool
shows_part(const struct slc_teller *teller, const struct slc_applied *applied)
{
    return applied->encrypted && teller->function != NULL &&
           slc_encrypted_use(teller->function) == SLC_ENCRYPTED_WHERE_SAID;
}

static bool
row_applies(const struct slc_downgrade *row, const struct slc_teller *teller,
            const struct slc_applied *applied)
{
    const struct slc_program *program = applied->secret->program;
    const bool named = teller->function != NULL && teller->operator_class == SLC_NOT_AN_OPERATOR
                           ? row->function == teller->function
                           : row->operator_class == (int)teller->operator_class &&
                                 row->operator_class != SLC_NOT_AN_OPERATOR;
    if (!named || row->to_rank < 0)
        return false;
    if (row->until.at.source != NULL && row->until.days < program->today)
        return false;
    if (row->from_rank >= 0 && (int)applied->label.level > row->from_rank)
        return false;
    if (row->from_rank < 0 && shows_part(teller, applied))
        return false;
    return row->bounds == NULL || teller->operator_class != SLC_OPERATOR_COMPARISON ||
           applied->with_literal;
}

/* ---- all categories -------------------------------------------------------------------------- */

/* The widest leave among one category's rows. */
struct leave {
    const struct slc_downgrade *least, *most;
    int to;
};

static bool
leave_of(const struct slc_category *category, const struct slc_teller *teller,
         const struct slc_applied *applied, struct leave *ret)
{
    *ret = (struct leave) { .to = -1 };
    for (const struct slc_downgrade *row = category->downgrades; row != NULL; row = row->next) {
        if (!row_applies(row, teller, applied))
            continue;
        if (ret->to < 0 || row->to_rank < ret->to)
            ret->to = row->to_rank;
        if (ret->least == NULL || slc_row_least(row) < slc_row_least(ret->least))
            ret->least = row;
        if (ret->most == NULL || slc_row_most(row) > slc_row_most(ret->most))
            ret->most = row;
    }
    return ret->to >= 0;
}

/* Of all categories the strictest counts. */
static void
keep_strictest(struct slc_teller *teller, const struct leave *leave)
{
    if (teller->least_row == NULL || slc_row_least(leave->least) > teller->least) {
        teller->least_row = leave->least;
        teller->least = slc_row_least(leave->least);
        teller->least_bound = slc_row_bound(leave->least, true);
    }
    if (teller->most_row == NULL || slc_row_most(leave->most) < teller->most) {
        teller->most_row = leave->most;
        teller->most = slc_row_most(leave->most);
    }
}

/* Whether every category's owner has a row that applies; how low it becomes. */
static bool
rows_let(struct slc_teller *teller, const struct slc_applied *applied, int *ret_to)
{
    *ret_to = -1;
    for (const struct slc_category *category = applied->secret->program->categories;
         category != NULL; category = category->next) {
        struct leave leave;
        if (!slc_number_set_has(applied->label.categories, category->number))
            continue;
        if (!leave_of(category, teller, applied, &leave))
            return false;
        keep_strictest(teller, &leave);
        if (leave.to > *ret_to)
            *ret_to = leave.to;
    }
    return *ret_to >= 0;
}

/* ---- permission ------------------------------------------------------------------------------ */

bool
slc_needs_row(const struct slc_teller *teller, const struct slc_applied *applied)
{
    if (!slc_may_hold(applied->secret->destination, applied->label))
        return true;
    if (!applied->encrypted)
        return false;
    if (teller->operator_class == SLC_OPERATOR_COMPARISON || shows_part(teller, applied))
        return true;
    return teller->function != NULL && (teller->function->measure == SLC_MEASURES_EDGES ||
                                        teller->function->measure == SLC_MEASURES_AGES ||
                                        teller->function->measure == SLC_MEASURES_LENGTHS);
}

bool
slc_presence_is_let(const struct slc_applied *applied)
{
    struct slc_teller presence = { .operator_class = SLC_OPERATOR_PRESENT };
    int to;
    return slc_may_hold(applied->secret->destination, applied->label) ||
           (rows_let(&presence, applied, &to) && (uint32_t)to < applied->label.level &&
            (uint32_t)to <= applied->secret->destination->clearance);
}

/* A place of a document is the document's to show: no row lowers that it is there. */
static bool
tells_place(const struct slc_teller *teller, const struct slc_applied *applied)
{
    return applied->place &&
           (applied->if_missing || teller->operator_class == SLC_OPERATOR_PRESENT ||
            (teller->function != NULL &&
             (!teller->function->result_nullable || teller->function->group == SLC_GROUP_NUMBERS)));
}

bool
slc_is_permitted(struct slc_teller *teller, const struct slc_applied *applied)
{
    const struct slc_ir_destination *destination = applied->secret->destination;
    int to;
    if (!teller->ruled)
        return true;
    if (!applied->direct || tells_place(teller, applied) ||
        !slc_number_set_is_subset(applied->label.categories, destination->accepts) ||
        !rows_let(teller, applied, &to))
        return false;
    if (slc_may_hold(destination, applied->label))
        return true;
    const bool presence = teller->operator_class == SLC_OPERATOR_PRESENT;
    return (uint32_t)to < applied->label.level && (uint32_t)to <= destination->clearance &&
           (presence || applied->presence <= destination->clearance) &&
           (!applied->if_missing || presence || slc_presence_is_let(applied));
}
