#include "ir/ir_text.h"

#include "maxima.h"
#include "text/keep_text.h"

struct writer {
    struct sl_buf *out;
    const struct slc_ir_release *release;
};

static void add_expr(const struct writer *to, const struct slc_ir_expr *expr, bool operand);

static void
add_literal(const struct writer *to, const struct slc_ir_literal *literal)
{
    const char *quote = literal->kind == SLC_IR_TEXT ? "\"" : "";
    sl_buf_printf(to->out, "%s%.*s%s", quote, SL_FMT(literal->text), quote);
}

static void
add_list(const struct writer *to, const struct slc_ir_literal *literals, uint32_t count)
{
    sl_buf_add_byte(to->out, '[');
    for (uint32_t i = 0; i < count; i++) {
        sl_buf_add_str(to->out, i == 0 ? SL_STR("") : SL_STR(", "));
        add_literal(to, &literals[i]);
    }
    sl_buf_add_byte(to->out, ']');
}

static void
add_arg(const struct writer *to, const struct slc_ir_arg *arg)
{
    if (arg->label != NULL)
        sl_buf_printf(to->out, "%s: ", arg->label);
    switch (arg->kind) {
    case SLC_PARAMETER_VALUE:
    case SLC_PARAMETER_TIME: add_expr(to, arg->expr, false); break;
    case SLC_PARAMETER_KEY: sl_buf_add_str(to->out, to->release->keys[arg->key].key->name); break;
    case SLC_PARAMETER_NUMBER:
    case SLC_PARAMETER_COUNT:
    case SLC_PARAMETER_PATH: add_literal(to, arg->literals); break;
    case SLC_PARAMETER_UNIT: sl_buf_add_str(to->out, sl_str_of(slc_units[arg->unit].name)); break;
    case SLC_PARAMETER_YEARS:
        add_literal(to, arg->literals);
        sl_buf_add_str(to->out, SL_STR(" years"));
        break;
    case SLC_PARAMETER_DAYS:
        add_literal(to, arg->literals);
        sl_buf_add_str(to->out, SL_STR(" days"));
        break;
    case SLC_PARAMETER_EDGES:
    case SLC_PARAMETER_WORDS:
    case SLC_PARAMETER_LITERALS:
    case SLC_PARAMETER_TEXTS: add_list(to, arg->literals, arg->nliterals); break;
    }
}

static void
add_call(const struct writer *to, const struct slc_ir_expr *expr)
{
    sl_buf_printf(to->out, "%s(", expr->function->name);
    for (uint32_t i = 0; i < expr->nargs; i++) {
        sl_buf_add_str(to->out, i == 0 ? SL_STR("") : SL_STR(", "));
        add_arg(to, &expr->args[i]);
    }
    sl_buf_add_byte(to->out, ')');
}

static void
add_binary(const struct writer *to, const struct slc_ir_expr *expr, const char *word)
{
    add_expr(to, expr->operands[0], true);
    sl_buf_printf(to->out, " %s ", word);
    add_expr(to, expr->operands[1], true);
}

/* operand, word, literals */
static void
add_test(const struct writer *to, const struct slc_ir_expr *expr, const char *word)
{
    add_expr(to, expr->operands[0], true);
    sl_buf_printf(to->out, " %s", word);
    if (expr->nliterals > 0)
        sl_buf_add_byte(to->out, ' ');
    if (expr->op == SLC_IR_IN)
        add_list(to, expr->literals, expr->nliterals);
    else if (expr->nliterals > 0)
        add_literal(to, expr->literals);
}

static void
add_choose(const struct writer *to, const struct slc_ir_expr *expr)
{
    sl_buf_add_str(to->out, SL_STR("choose"));
    for (uint32_t i = 0; i + 1 < expr->noperands; i += 2) {
        sl_buf_add_str(to->out, SL_STR(" when "));
        add_expr(to, expr->operands[i], false);
        sl_buf_add_str(to->out, SL_STR(" then "));
        add_expr(to, expr->operands[i + 1], false);
    }
    sl_buf_add_str(to->out, SL_STR(" otherwise "));
    add_expr(to, expr->operands[expr->noperands - 1], false);
}

static void
add_operator(const struct writer *to, const struct slc_ir_expr *expr)
{
    switch (expr->op) {
    case SLC_IR_LESS: add_binary(to, expr, "<"); break;
    case SLC_IR_LESS_OR_EQUAL: add_binary(to, expr, "<="); break;
    case SLC_IR_GREATER: add_binary(to, expr, ">"); break;
    case SLC_IR_GREATER_OR_EQUAL: add_binary(to, expr, ">="); break;
    case SLC_IR_AND: add_binary(to, expr, "and"); break;
    case SLC_IR_OR: add_binary(to, expr, "or"); break;
    case SLC_IR_IS: add_test(to, expr, "is"); break;
    case SLC_IR_IN: add_test(to, expr, "is in"); break;
    case SLC_IR_IS_MISSING: add_test(to, expr, "is missing"); break;
    case SLC_IR_NOT_MISSING: add_test(to, expr, "is not missing"); break;
    case SLC_IR_IF_MISSING: add_test(to, expr, "if missing"); break;
    case SLC_IR_NOT:
        sl_buf_add_str(to->out, SL_STR("not "));
        add_expr(to, expr->operands[0], true);
        break;
    case SLC_IR_CHOOSE: add_choose(to, expr); break;
    case SLC_IR_COLUMN:
    case SLC_IR_COMMIT_TIME:
    case SLC_IR_LITERAL:
    case SLC_IR_MISSING:
    case SLC_IR_CALL: break; /* add_expr writes these */
    }
}

/* An operator that is another's operand stands in parentheses. */
static void
add_expr(const struct writer *to, const struct slc_ir_expr *expr, bool operand)
{
    switch ((int)expr->op) {
    case SLC_IR_COLUMN:
        sl_buf_add_str(to->out, slc_ir_cell_column(to->release, expr->cell)->name);
        return;
    case SLC_IR_COMMIT_TIME: sl_buf_add_str(to->out, SL_STR("commit_time")); return;
    case SLC_IR_LITERAL: add_literal(to, expr->literals); return;
    case SLC_IR_MISSING: sl_buf_add_str(to->out, SL_STR("missing")); return;
    case SLC_IR_CALL: add_call(to, expr); return;
    default: break;
    }
    sl_buf_add_str(to->out, operand ? SL_STR("(") : SL_STR(""));
    add_operator(to, expr);
    sl_buf_add_str(to->out, operand ? SL_STR(")") : SL_STR(""));
}

struct sl_str
slc_ir_expr_text(struct sl_arena *arena, const struct slc_ir_release *release,
                 const struct slc_ir_expr *expr)
{
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_OUTPUT_BYTES);
    add_expr(&(struct writer) { &text, release }, expr, false);
    return slc_take_text(arena, &text);
}
