#include "emit/c/emit_c_expr.h"

#include "emit/c/c_lines.h"
#include "emit/c/emit_c_constants.h"
#include "emit/c/emit_c_names.h"
#include "text/escape.h"
#include "text/width.h"

/* ---- expressions --------------------------------------------------------------------------- */

static void add_native(struct slc_c_file *file, const struct slc_ir_expr *expr);

static void
add_sealed(struct slc_c_file *file, const struct slc_ir_expr *expr)
{
    if (!expr->sealed)
        sl_buf_add_str(file->out, SL_STR("sl_seal("));
    add_native(file, expr);
    if (!expr->sealed)
        sl_buf_add_byte(file->out, ')');
}

/* A sealed value is opened under a decision alone. Where there is none it stays sealed, and the C
 * compiler refuses what the label checker should have refused. */
void
slc_add_c_open(struct slc_c_file *file, const struct slc_ir_expr *expr)
{
    bool disclose = expr->sealed && file->decided;
    if (disclose)
        sl_buf_add_str(file->out, SL_STR("sl_disclose("));
    add_native(file, expr);
    if (disclose)
        sl_buf_add_byte(file->out, ')');
}

static void
add_literal(struct slc_c_file *file, const struct slc_ir_literal *literal)
{
    switch (literal->kind) {
    case SLC_IR_TEXT:
        sl_buf_add_str(file->out, SL_STR("sl_text("));
        slc_add_c_string(file->out, literal->text);
        break;
    case SLC_IR_NUMBER:
        if (literal->scale == 0) {
            sl_buf_printf(file->out, "sl_integer(%lld", (long long)literal->digits);
            break;
        }
        sl_buf_add_str(file->out, SL_STR("sl_numeric("));
        slc_add_c_string(file->out, literal->text);
        break;
    case SLC_IR_DATE: sl_buf_printf(file->out, "sl_date(%d", literal->days); break;
    case SLC_IR_MIDNIGHT: sl_buf_printf(file->out, "sl_midnight(%d", literal->days); break;
    case SLC_IR_MIDNIGHT_UTC: sl_buf_printf(file->out, "sl_midnight_utc(%d", literal->days); break;
    case SLC_IR_BOOLEAN:
        sl_buf_printf(file->out, "sl_boolean(%s", literal->boolean ? "true" : "false");
        break;
    }
    sl_buf_add_byte(file->out, ')');
}

/* &EDGES_1 */
static void
add_constant(struct slc_c_file *file, const char *label)
{
    file->constants++;
    sl_buf_add_byte(file->out, '&');
    slc_add_c_constant_name(file, label);
}

/* SL_MONTHS */
static void
add_unit(struct slc_c_file *file, enum slc_unit unit)
{
    sl_buf_add_str(file->out, SL_STR("SL_"));
    slc_add_c_upper(file->out, slc_units[unit].name);
}

static void
add_arg(struct slc_c_file *file, const struct slc_ir_arg *arg, bool sealed)
{
    switch (arg->kind) {
    case SLC_PARAMETER_VALUE:
    case SLC_PARAMETER_TIME:
        if (sealed)
            add_sealed(file, arg->expr);
        else
            slc_add_c_open(file, arg->expr);
        break;
    case SLC_PARAMETER_KEY: slc_add_c_key(file, arg->key); break;
    case SLC_PARAMETER_NUMBER:
    case SLC_PARAMETER_EDGES:
    case SLC_PARAMETER_LITERALS:
    case SLC_PARAMETER_WORDS:
    case SLC_PARAMETER_TEXTS: add_constant(file, arg->label); break;
    case SLC_PARAMETER_PATH: slc_add_c_string(file->out, arg->literals[0].text); break;
    case SLC_PARAMETER_UNIT: add_unit(file, arg->unit); break;
    case SLC_PARAMETER_COUNT:
    case SLC_PARAMETER_YEARS:
    case SLC_PARAMETER_DAYS:
        sl_buf_printf(file->out, "%lld", (long long)arg->literals[0].digits);
        break;
    }
}

/* The values of a repeating parameter, which is a function's first one, up to the `last`:
 * sl_part(out, sl_part(out, sl_no_parts(), a), b). */
static void
add_parts(struct slc_c_file *file, const struct slc_ir_expr *call, uint32_t last)
{
    for (uint32_t i = 0; i <= last; i++)
        sl_buf_add_str(file->out, SL_STR("sl_part(out, "));
    sl_buf_add_str(file->out, SL_STR("sl_no_parts()"));
    for (uint32_t i = 0; i <= last; i++) {
        sl_buf_add_str(file->out, SL_STR(", "));
        add_arg(file, &call->args[i], true);
        sl_buf_add_byte(file->out, ')');
    }
}

/* A function that lowers nothing has two flavours: sl_lower(open), sl_sealed_lower(sealed). */
static void
add_flavour(struct slc_c_file *file, const struct slc_ir_expr *expr, bool sealed)
{
    bool flavours = expr->function->effect != SLC_LOWERS;
    bool variadic = slc_function_is_variadic(expr->function);
    const char *name = expr->function->c_name + strlen("sl_");
    sl_buf_printf(file->out, "sl_%s%s(out", sealed ? "sealed_" : "", name);
    for (uint32_t i = 0; i < expr->nargs; i++) {
        const struct slc_ir_arg *arg = &expr->args[i];
        bool repeats = variadic && arg->kind == SLC_PARAMETER_VALUE;
        bool more = i + 1 < expr->nargs && expr->args[i + 1].kind == SLC_PARAMETER_VALUE;
        if (repeats && more)
            continue; /* written with the last of them */
        sl_buf_add_str(file->out, SL_STR(", "));
        if (repeats)
            add_parts(file, expr, i);
        else
            add_arg(file, arg, !flavours || sealed);
    }
    sl_buf_add_byte(file->out, ')');
}

/* A part of a document may be open where the whole is not: a leaf by what the document's owners decided at
 * its declaration, and whatever is no leaf where it is a leaf that seals the document. A leaf above its
 * document is sealed. */
static void
add_call(struct slc_c_file *file, const struct slc_ir_expr *expr)
{
    bool document_sealed = slc_ir_reads_part(expr) ? expr->args[0].expr->sealed : expr->sealed;
    bool otherwise = document_sealed != expr->sealed;
    if (otherwise)
        sl_buf_add_str(file->out, expr->sealed ? SL_STR("sl_seal(") : SL_STR("sl_disclose("));
    add_flavour(file, expr, document_sealed);
    if (otherwise)
        sl_buf_add_byte(file->out, ')');
}

/* name(out, a, b) with operands sealed or open */
static void
add_operator(struct slc_c_file *file, const char *name, const struct slc_ir_expr *expr, bool sealed)
{
    sl_buf_printf(file->out, "%s(out", name);
    for (uint32_t i = 0; i < expr->noperands; i++) {
        sl_buf_add_str(file->out, SL_STR(", "));
        if (sealed)
            add_sealed(file, expr->operands[i]);
        else
            slc_add_c_open(file, expr->operands[i]);
    }
    if (expr->op == SLC_IR_IN) {
        sl_buf_add_str(file->out, SL_STR(", "));
        add_constant(file, "list");
    } else if (expr->nliterals > 0) {
        sl_buf_add_str(file->out, SL_STR(", "));
        add_literal(file, &expr->literals[0]);
    }
    sl_buf_add_byte(file->out, ')');
}

/* One arm a line; each `otherwise` but the last is the next arm. */
static void
add_choose(struct slc_c_file *file, const struct slc_ir_expr *expr)
{
    enum { THEN_WIDTH = 24 }; /* room that a short literal takes */
    uint32_t arms = expr->noperands / 2;
    for (uint32_t i = 0; i < arms; i++) {
        sl_buf_add_str(file->out, SL_STR("\n        sl_choose(out, "));
        slc_add_c_open(file, expr->operands[2 * i]);
        sl_buf_add_byte(file->out, ',');
        slc_add_c_break(file->out, THEN_WIDTH, 12);
        slc_add_c_open(file, expr->operands[2 * i + 1]);
        sl_buf_add_byte(file->out, ',');
    }
    sl_buf_add_str(file->out, SL_STR("\n        "));
    slc_add_c_open(file, expr->operands[2 * arms]);
    for (uint32_t i = 0; i < arms; i++)
        sl_buf_add_byte(file->out, ')');
}

static void
add_native(struct slc_c_file *file, const struct slc_ir_expr *expr)
{
    switch (expr->op) {
    case SLC_IR_COLUMN:
        sl_buf_add_str(file->out, expr->stored ? SL_STR("stored_") : SL_STR(""));
        slc_add_c_cell(file, expr->cell);
        break;
    case SLC_IR_COMMIT_TIME: sl_buf_add_str(file->out, SL_STR("commit_time")); break;
    case SLC_IR_LITERAL: add_literal(file, &expr->literals[0]); break;
    case SLC_IR_MISSING: sl_buf_add_str(file->out, SL_STR("sl_missing()")); break;
    case SLC_IR_CALL: add_call(file, expr); break;
    case SLC_IR_LESS: add_operator(file, "sl_less", expr, true); break;
    case SLC_IR_LESS_OR_EQUAL: add_operator(file, "sl_less_or_equal", expr, true); break;
    case SLC_IR_GREATER: add_operator(file, "sl_greater", expr, true); break;
    case SLC_IR_GREATER_OR_EQUAL: add_operator(file, "sl_greater_or_equal", expr, true); break;
    case SLC_IR_IS: add_operator(file, "sl_is", expr, true); break;
    case SLC_IR_IN: add_operator(file, "sl_is_in", expr, true); break;
    case SLC_IR_IS_MISSING:
        add_operator(file, expr->operands[0]->stored ? "sl_stored_is_missing" : "sl_is_missing",
                     expr, true);
        break;
    case SLC_IR_NOT_MISSING:
        add_operator(file, expr->operands[0]->stored ? "sl_stored_not_missing" : "sl_not_missing",
                     expr, true);
        break;
    case SLC_IR_AND: add_operator(file, "sl_and", expr, false); break;
    case SLC_IR_OR: add_operator(file, "sl_or", expr, false); break;
    case SLC_IR_NOT: add_operator(file, "sl_not", expr, false); break;
    case SLC_IR_IF_MISSING:
        add_operator(file, expr->sealed ? "sl_sealed_if_missing" : "sl_if_missing", expr,
                     expr->sealed);
        break;
    case SLC_IR_CHOOSE: add_choose(file, expr); break;
    }
}
