#include "attack/promise.h"

#include "language/encryption.h"

#include <stdlib.h>

/* ---- bounds ---------------------------------------------------------------------------------- */

enum { MINUTES_A_DAY = 24 * 60, DAYS_A_MONTH = 28, DAYS_A_YEAR = 365, MONTHS_A_YEAR = 12 };

bool
slc_bound_is_time(const struct slc_bound *bound)
{
    return slc_unit_named(bound->unit.text) != SLC_NUNITS;
}

static double
bound_number(const struct slc_bound *bound)
{
    char digits[32];
    if (bound->number.text.len >= sizeof digits)
        return -1;
    memcpy(digits, bound->number.text.ptr, bound->number.text.len);
    digits[bound->number.text.len] = '\0';
    const double number = strtod(digits, NULL);
    const enum slc_unit unit = slc_unit_named(bound->unit.text);
    if (unit == SLC_NUNITS)
        return number;
    const struct slc_unit_info *info = &slc_units[unit];
    if (info->months == 0)
        return number * (double)info->minutes / MINUTES_A_DAY;
    if (info->months == MONTHS_A_YEAR)
        return number * DAYS_A_YEAR;
    return number * (double)info->months * DAYS_A_MONTH;
}

static const struct slc_bound *
bound_of(const struct slc_downgrade *row, bool at_least)
{
    const struct slc_bound *bound = row->bounds;
    while (bound != NULL && bound->at_least != at_least)
        bound = bound->next;
    return bound;
}

/* A group's classes hold two values where nothing is written. */
static double
least_of(const struct slc_downgrade *row)
{
    const struct slc_bound *bound = bound_of(row, true);
    if (bound != NULL)
        return bound_number(bound);
    return row->function != NULL && row->function->measure == SLC_MEASURES_CLASSES ? 2 : 0;
}

static double
most_of(const struct slc_downgrade *row)
{
    const struct slc_bound *bound = bound_of(row, false);
    return bound != NULL ? bound_number(bound) : SLC_NO_MOST;
}

struct sl_str
slc_bound_text(const struct slc_downgrade *row, bool at_least)
{
    const struct slc_bound *bound = bound_of(row, at_least);
    return bound != NULL ? slc_span_text(bound->at) : SL_STR("at least 2");
}

/* ---- what rows name a line by ---------------------------------------------------------------- */

static bool
same_texts(const struct slc_ir_arg *from, const struct slc_ir_arg *to)
{
    for (uint32_t at = 0; at < from->nliterals && at < to->nliterals; at++)
        if (sl_str_equal(from->literals[at].text, to->literals[at].text))
            return true;
    return false;
}

/* A group that gives a value back as it is counts as one_of; `same` with a literal as membership. */
static void
name_call(struct slc_teller *teller)
{
    const struct slc_ir_expr *call = teller->expr;
    teller->function = call->function;
    teller->operator_class = call->function->operator_class;
    if (call->function->measure == SLC_MEASURES_CLASSES && call->nargs == 3 &&
        same_texts(&call->args[1], &call->args[2]))
        teller->function = slc_function_named(SL_STR("one_of"));
    if (call->function->measure != SLC_MEASURES_SAME)
        return;
    for (uint32_t at = 0; at < call->nargs; at++)
        if (call->args[at].expr != NULL && call->args[at].expr->op == SLC_IR_LITERAL) {
            teller->function = NULL;
            teller->operator_class = SLC_OPERATOR_MEMBERSHIP;
        }
}

static void
name_teller(struct slc_teller *teller)
{
    switch ((int)teller->expr->op) {
    case SLC_IR_CALL: name_call(teller); return;
    case SLC_IR_LESS:
    case SLC_IR_LESS_OR_EQUAL:
    case SLC_IR_GREATER:
    case SLC_IR_GREATER_OR_EQUAL: teller->operator_class = SLC_OPERATOR_COMPARISON; return;
    case SLC_IR_IS:
    case SLC_IR_IN: teller->operator_class = SLC_OPERATOR_MEMBERSHIP; return;
    default: teller->operator_class = SLC_OPERATOR_PRESENT; return;
    }
}

/* ---- whether rows apply ---------------------------------------------------------------------- */

/* What a line is applied to. */
struct applied {
    const struct slc_secret *secret;
    const struct slc_ir_release *release;
    struct slc_ir_label label; /* of all operands */
    uint32_t presence;         /* the highest written presence among them */
    bool direct, if_missing, encrypted, with_literal;
    bool place; /* one operand is a place of a document that is not declared */
};

static struct slc_ir_label
joined(const struct slc_secret *secret, struct slc_ir_label a, struct slc_ir_label b)
{
    return (struct slc_ir_label) {
        .level = a.level > b.level ? a.level : b.level,
        .categories = slc_number_set_union(secret->ir->arena, a.categories, b.categories),
    };
}

static void
apply_column(struct applied *applied, const struct slc_ir_expr *expr)
{
    const struct slc_ir_column *column = slc_ir_cell_column(applied->release, expr->cell);
    applied->label = joined(applied->secret, applied->label, slc_ir_column_label(column));
    applied->encrypted = applied->encrypted || column->encryption != NULL;
    if (column->has_presence && column->presence > applied->presence)
        applied->presence = column->presence;
}

static void
apply_leaf(struct applied *applied, const struct slc_ir_leaf *leaf)
{
    applied->label = joined(applied->secret, applied->label, slc_ir_leaf_label(leaf));
    if (leaf->has_presence && leaf->presence > applied->presence)
        applied->presence = leaf->presence;
}

/* A column, also tidied or over `if missing`, a literal, or the time of the commit: what rows speak of. */
static void
apply(struct applied *applied, const struct slc_ir_expr *expr)
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
shows_part(const struct slc_teller *teller, const struct applied *applied)
{
    return applied->encrypted && teller->function != NULL &&
           slc_encrypted_use(teller->function) == SLC_ENCRYPTED_WHERE_SAID;
}

static bool
row_applies(const struct slc_downgrade *row, const struct slc_teller *teller,
            const struct applied *applied)
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
         const struct applied *applied, struct leave *ret)
{
    *ret = (struct leave) { .to = -1 };
    for (const struct slc_downgrade *row = category->downgrades; row != NULL; row = row->next) {
        if (!row_applies(row, teller, applied))
            continue;
        if (ret->to < 0 || row->to_rank < ret->to)
            ret->to = row->to_rank;
        if (ret->least == NULL || least_of(row) < least_of(ret->least))
            ret->least = row;
        if (ret->most == NULL || most_of(row) > most_of(ret->most))
            ret->most = row;
    }
    return ret->to >= 0;
}

/* Of all categories the strictest counts. */
static void
keep_strictest(struct slc_teller *teller, const struct leave *leave)
{
    if (teller->least_row == NULL || least_of(leave->least) > teller->least) {
        teller->least_row = leave->least;
        teller->least = least_of(leave->least);
        teller->least_bound = bound_of(leave->least, true);
    }
    if (teller->most_row == NULL || most_of(leave->most) < teller->most) {
        teller->most_row = leave->most;
        teller->most = most_of(leave->most);
    }
}

/* Whether every category's owner has a row that applies; how low it becomes. */
static bool
rows_let(struct slc_teller *teller, const struct applied *applied, int *ret_to)
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

/* An encrypted column's bands, limits and parts need a row at any level. */
static bool
needs_row(const struct slc_teller *teller, const struct applied *applied)
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

static bool
presence_is_let(const struct applied *applied)
{
    struct slc_teller presence = { .operator_class = SLC_OPERATOR_PRESENT };
    int to;
    return slc_may_hold(applied->secret->destination, applied->label) ||
           (rows_let(&presence, applied, &to) && (uint32_t)to < applied->label.level &&
            (uint32_t)to <= applied->secret->destination->clearance);
}

/* A place of a document is the document's to show: no row lowers that it is there. */
static bool
tells_place(const struct slc_teller *teller, const struct applied *applied)
{
    return applied->place &&
           (applied->if_missing || teller->operator_class == SLC_OPERATOR_PRESENT ||
            (teller->function != NULL &&
             (!teller->function->result_nullable || teller->function->group == SLC_GROUP_NUMBERS)));
}

static bool
is_permitted(struct slc_teller *teller, const struct applied *applied)
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
           (!applied->if_missing || presence || presence_is_let(applied));
}

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

/* Whether it lets what the secret is leave: its categories have to be accepted all the same. */
static bool
lets_leave(const struct slc_secret *secret, const struct slc_ir_decision *decision)
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
    struct applied applied = { .secret = walk->promise->secret,
                               .release = walk->now.release,
                               .direct = true };
    teller.expr = expr;
    name_teller(&teller);
    applied.with_literal = expr->op == SLC_IR_IS || expr->op == SLC_IR_IN;
    for (uint32_t at = 0; at < slc_operand_count(expr); at++)
        apply(&applied, slc_operand(expr, at));
    teller.ruled = needs_row(&teller, &applied);
    teller.permitted = is_permitted(&teller, &applied) || teller.decided;
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

/* A declared leaf of a document that is the secret: what its own label lets leave does. It keeps the document's
 * categories, and a level below it has been decided. */
static bool
is_let_by_leaf(const struct slc_secret *secret, const struct slc_ir_expr *expr)
{
    if (expr->op != SLC_IR_CALL || expr->leaf == NULL || secret->path.len > 0 || secret->moment ||
        expr->leaf->document != secret->column)
        return false;
    const struct slc_ir_label label = slc_ir_leaf_label(expr->leaf);
    return slc_may_hold(secret->destination, label) &&
           slc_number_set_is_subset(secret->label.categories, label.categories) &&
           (label.level >= secret->label.level || holds(secret, expr->leaf->decision));
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
    struct applied applied = { .secret = secret,
                               .release = walk->now.release,
                               .label = secret->label };
    struct slc_teller teller = walk->now;
    teller.expr = expr;
    teller.operator_class = SLC_OPERATOR_PRESENT;
    teller.ruled = true;
    teller.permitted = teller.decided || (secret->leaf != NULL && presence_is_let(&applied));
    add_teller(walk, &teller);
    return !teller.permitted;
}

/* Collects from the leaves up; whether the expression still is the secret's to keep. */
static bool
collect(struct walk *walk, const struct slc_ir_expr *expr)
{
    if (is_let_by_leaf(walk->promise->secret, expr)) {
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
    walk->now.decided = lets_leave(secret, decided);
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
