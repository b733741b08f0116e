#include "emit/c/emit_c_constants.h"

#include "emit/c/c_lines.h"
#include "emit/c/emit_c_names.h"
#include "text/escape.h"
#include "text/width.h"

void
slc_add_c_constant_name(struct slc_c_file *file, const char *label)
{
    slc_add_c_upper(file->out, label);
    sl_buf_printf(file->out, "_%u", file->constants);
}

static void
add_decimal(struct slc_c_file *file, const struct slc_ir_literal *literal)
{
    sl_buf_printf(file->out, "{ %lld, %u, ", (long long)literal->digits, literal->scale);
    slc_add_c_string(file->out, literal->text);
    sl_buf_add_str(file->out, SL_STR(" }"));
}

/* One item of a static list; the macros stand in functions.h. */
static void
add_item(struct slc_c_file *file, const struct slc_ir_literal *literal)
{
    switch (literal->kind) {
    case SLC_IR_TEXT:
        sl_buf_add_str(file->out, SL_STR("SL_TEXT_ITEM("));
        slc_add_c_string(file->out, literal->text);
        break;
    case SLC_IR_NUMBER:
        if (literal->scale == 0) {
            sl_buf_printf(file->out, "SL_INTEGER_ITEM(%lld", (long long)literal->digits);
            break;
        }
        sl_buf_add_str(file->out, SL_STR("SL_NUMERIC_ITEM("));
        slc_add_c_string(file->out, literal->text);
        break;
    case SLC_IR_DATE:
    case SLC_IR_MIDNIGHT:
    case SLC_IR_MIDNIGHT_UTC: sl_buf_printf(file->out, "SL_DATE_ITEM(%d", literal->days); break;
    case SLC_IR_BOOLEAN: return; /* no list holds any */
    }
    sl_buf_add_byte(file->out, ')');
}

/* Items first, then the list that counts them. */
static void
add_table(struct slc_c_file *file, const char *label, bool edges,
          const struct slc_ir_literal *literals, uint32_t count)
{
    enum { ITEM_WIDTH = 22 }; /* an item's own punctuation */
    file->constants++;
    sl_buf_printf(file->out, "static const struct %s ", edges ? "sl_decimal" : "sl_open");
    slc_add_c_constant_name(file, label);
    sl_buf_add_str(file->out, SL_STR("_ITEMS[] = {"));
    for (uint32_t i = 0; i < count; i++) {
        size_t text = slc_text_width(literals[i].text);
        slc_add_c_break(file->out, ITEM_WIDTH + (edges ? 2 * text : text), 4);
        if (edges)
            add_decimal(file, &literals[i]);
        else
            add_item(file, &literals[i]);
        sl_buf_add_str(file->out, i + 1 < count ? SL_STR(",") : SL_STR(""));
    }
    sl_buf_printf(file->out, " };\nstatic const struct %s ", edges ? "sl_edges" : "sl_list");
    slc_add_c_constant_name(file, label);
    sl_buf_printf(file->out, " = { %u, ", count);
    slc_add_c_constant_name(file, label);
    sl_buf_add_str(file->out, SL_STR("_ITEMS };\n"));
}

static void
add_number(struct slc_c_file *file, const char *label, const struct slc_ir_literal *literal)
{
    file->constants++;
    sl_buf_add_str(file->out, SL_STR("static const struct sl_decimal "));
    slc_add_c_constant_name(file, label);
    sl_buf_add_str(file->out, SL_STR(" = "));
    add_decimal(file, literal);
    sl_buf_add_str(file->out, SL_STR(";\n"));
}

static void
add_arg_constants(struct slc_c_file *file, const struct slc_ir_arg *arg)
{
    switch (arg->kind) {
    case SLC_PARAMETER_VALUE:
    case SLC_PARAMETER_TIME: slc_add_c_constants(file, arg->expr); break;
    case SLC_PARAMETER_NUMBER: add_number(file, arg->label, arg->literals); break;
    case SLC_PARAMETER_EDGES:
    case SLC_PARAMETER_LITERALS:
    case SLC_PARAMETER_WORDS:
    case SLC_PARAMETER_TEXTS:
        add_table(file, arg->label, arg->kind == SLC_PARAMETER_EDGES, arg->literals,
                  arg->nliterals);
        break;
    case SLC_PARAMETER_KEY:
    case SLC_PARAMETER_COUNT:
    case SLC_PARAMETER_PATH:
    case SLC_PARAMETER_YEARS:
    case SLC_PARAMETER_DAYS:
    case SLC_PARAMETER_UNIT: break;
    }
}

void
slc_add_c_constants(struct slc_c_file *file, const struct slc_ir_expr *expr)
{
    for (uint32_t i = 0; i < expr->nargs; i++)
        add_arg_constants(file, &expr->args[i]);
    for (uint32_t i = 0; i < expr->noperands; i++)
        slc_add_c_constants(file, expr->operands[i]);
    if (expr->op == SLC_IR_IN)
        add_table(file, "list", false, expr->literals, expr->nliterals);
}
