#include "diff/domain_internal.h"

struct slc_domains *
slc_domains_new(const struct slc_pair *pair)
{
    struct slc_domains *domains = SL_NEW(pair->arena, struct slc_domains);
    domains->pair = pair;
    domains->usages = SL_NEW_ARRAY(pair->arena, struct slc_domain_usage, pair->ncolumns + 1);
    return domains;
}

/* ---- how expressions use columns ------------------------------------------------------------ */

/* The column under tidying functions and `if missing`; NULL: it is something else. *ret_tidy is
 * which of them stand around it. */
static const struct slc_ir_expr *
direct_column(struct sl_arena *arena, const struct slc_ir_expr *expr, struct sl_str *ret_tidy)
{
    *ret_tidy = SL_STR("");
    for (;;) {
        if (expr->op == SLC_IR_COLUMN)
            return expr;
        if (expr->op == SLC_IR_IF_MISSING) {
            expr = expr->operands[0];
        } else if (expr->op == SLC_IR_CALL && expr->function->effect == SLC_TIDIES &&
                   slc_type_info(expr->args[0].expr->type.id)->kind == SL_TEXT) {
            *ret_tidy = sl_arena_format(arena, "%.*s %s", SL_FMT(*ret_tidy), expr->function->name);
            expr = expr->args[0].expr;
        } else {
            return NULL;
        }
    }
}

static void
note(struct slc_domains *domains, struct slc_domain_usage *usage, struct sl_str tidy,
     const struct slc_ir_literal *literals, uint32_t count)
{
    /* Looked at in two ways, tidied and as it is, a value of the one is no region of the other. */
    if (usage->looked_at && !sl_str_equal(usage->tidy, tidy))
        usage->whole = true;
    usage->looked_at = true;
    usage->tidy = tidy;
    for (uint32_t i = 0; i < count; i++) {
        struct slc_domain_point *point = SL_NEW(domains->pair->arena, struct slc_domain_point);
        *point = (struct slc_domain_point) { &literals[i], usage->points };
        usage->points = point;
    }
}

static struct slc_domain_usage *
usage_of(struct slc_domains *domains, const struct slc_ir_release *release,
         const struct slc_ir_expr *column)
{
    return &domains->usages[slc_pair_cell(domains->pair, release, column->cell)];
}

/* `looked` against literals: regions where it is a column, else what it is made of. */
static void
look(struct slc_domains *domains, const struct slc_ir_release *release,
     const struct slc_ir_expr *looked, const struct slc_ir_literal *literals, uint32_t count)
{
    struct sl_str tidy;
    const struct slc_ir_expr *column = direct_column(domains->pair->arena, looked, &tidy);
    if (column == NULL)
        slc_domains_use(domains, release, looked);
    else if (count > 0)
        note(domains, usage_of(domains, release, column), tidy, literals, count);
}

static bool
is_comparison(enum slc_ir_op op)
{
    return op == SLC_IR_LESS || op == SLC_IR_LESS_OR_EQUAL || op == SLC_IR_GREATER ||
           op == SLC_IR_GREATER_OR_EQUAL;
}

/* The list that cuts or lists the first argument of such a function; count 0 for present(). */
static bool
looks_only(const struct slc_ir_expr *call, const struct slc_ir_literal **ret_literals,
           uint32_t *ret_count)
{
    static const struct slc_ir_literal zero = { .kind = SLC_IR_NUMBER };
    const char *name = call->function->name;
    const char *label = strcmp(name, "band") == 0     ? "edges"
                        : strcmp(name, "one_of") == 0 ? "allowed"
                        : strcmp(name, "group") == 0  ? "from"
                                                      : NULL;
    *ret_count = 0;
    if (strcmp(name, "sign") == 0) {
        *ret_literals = &zero;
        *ret_count = 1;
        return true;
    }
    for (uint32_t i = 0; label != NULL && i < call->nargs; i++)
        if (call->args[i].label != NULL && strcmp(call->args[i].label, label) == 0) {
            *ret_literals = call->args[i].literals;
            *ret_count = call->args[i].nliterals;
        }
    return label != NULL || call->function->operator_class == SLC_OPERATOR_PRESENT;
}

static void
use_call(struct slc_domains *domains, const struct slc_ir_release *release,
         const struct slc_ir_expr *call)
{
    const struct slc_ir_literal *literals = NULL;
    uint32_t count;
    bool only = looks_only(call, &literals, &count);
    for (uint32_t i = 0; i < call->nargs; i++) {
        if (call->args[i].expr == NULL)
            continue;
        if (only)
            look(domains, release, call->args[i].expr, literals, count);
        else
            slc_domains_use(domains, release, call->args[i].expr);
    }
}

void
slc_domains_use(struct slc_domains *domains, const struct slc_ir_release *release,
                const struct slc_ir_expr *expr)
{
    if (expr->op == SLC_IR_COLUMN) {
        usage_of(domains, release, expr)->whole = true;
    } else if (expr->op == SLC_IR_CALL) {
        use_call(domains, release, expr);
    } else if (is_comparison(expr->op) && expr->operands[1]->op == SLC_IR_LITERAL) {
        look(domains, release, expr->operands[0], expr->operands[1]->literals, 1);
    } else if (is_comparison(expr->op) && expr->operands[0]->op == SLC_IR_LITERAL) {
        look(domains, release, expr->operands[1], expr->operands[0]->literals, 1);
    } else if (expr->op == SLC_IR_IS || expr->op == SLC_IR_IN) {
        look(domains, release, expr->operands[0], expr->literals, expr->nliterals);
    } else if (expr->op == SLC_IR_IS_MISSING || expr->op == SLC_IR_NOT_MISSING) {
        look(domains, release, expr->operands[0], NULL, 0);
    } else {
        for (uint32_t i = 0; i < expr->noperands; i++)
            slc_domains_use(domains, release, expr->operands[i]);
    }
}

/* ---- whether a few values stand for all --------------------------------------------------- */

bool
slc_domain_has_few(const struct slc_ir_type *type)
{
    return type->nlabels > 0 || slc_type_info(type->id)->kind == SL_BOOLEAN;
}

const struct slc_ir_column *
slc_domain_column(const struct slc_pair *pair, uint32_t at)
{
    const struct slc_pair_column *column = &pair->columns[at];
    return column->column[SLC_HEAD] != NULL ? column->column[SLC_HEAD] : column->column[SLC_BASE];
}

bool
slc_domains_complete(const struct slc_domains *domains, const bool *columns)
{
    for (uint32_t i = 0; i < domains->pair->ncolumns; i++) {
        const struct slc_ir_column *column = slc_domain_column(domains->pair, i);
        if (columns[i] && ((domains->usages[i].whole && !slc_domain_has_few(&column->type)) ||
                           !domains->pair->columns[i].comparable))
            return false;
    }
    return true;
}
