#include "emit/c/emit_c_function.h"

#include "emit/c/c_lines.h"
#include "emit/c/emit_c_constants.h"
#include "emit/c/emit_c_expr.h"
#include "emit/c/emit_c_names.h"
#include "ir/ir_text.h"
#include "maxima.h"
#include "text/keep_text.h"
#include "text/width.h"

/* ---- parameters and arguments ---------------------------------------------------------------- */

/* Of an encrypted one, what is decrypted of it. */
const char *
slc_c_cell_type(const struct slc_c_file *file, uint32_t cell)
{
    return file->release->cells[cell].sealed ? "sealed" : "open";
}

static void
add_parameter(struct slc_c_file *file, const char *type, const char *prefix, uint32_t cell)
{
    size_t width = slc_ir_cell_column(file->release, cell)->name.len;
    sl_buf_add_byte(file->out, ',');
    slc_add_c_break(file->out, strlen("struct sl_ ),") + strlen(type) + strlen(prefix) + width, 4);
    sl_buf_printf(file->out, "struct sl_%s %s", type, prefix);
    slc_add_c_cell(file, cell);
}

/* (struct sl_record *out, struct sl_sealed email, struct sl_open commit_time) */
static void
add_parameters(struct slc_c_file *file, const struct slc_ir_expr *expr, const uint32_t *cells,
               uint32_t ncells)
{
    sl_buf_add_str(file->out, SL_STR("(struct sl_record *out"));
    for (uint32_t i = 0; i < ncells; i++) {
        bool stored = slc_ir_reads_stored(expr, cells[i]);
        if (!stored || slc_ir_reads_plain(file->release, expr, cells[i]))
            add_parameter(file, slc_c_cell_type(file, cells[i]), "", cells[i]);
        if (stored)
            add_parameter(file, "encrypted", "stored_", cells[i]);
    }
    if (slc_ir_reads_commit_time(expr)) {
        sl_buf_add_byte(file->out, ',');
        slc_add_c_break(file->out, slc_text_width(SL_STR("struct sl_open commit_time)")), 4);
        sl_buf_add_str(file->out, SL_STR("struct sl_open commit_time"));
    }
    sl_buf_add_str(file->out, SL_STR(")\n"));
}

void
slc_add_c_arguments(struct slc_c_file *file, const struct slc_ir_expr *expr, const uint32_t *cells,
                    uint32_t ncells)
{
    sl_buf_add_str(file->out, SL_STR("(out"));
    for (uint32_t i = 0; i < ncells; i++) {
        bool plain = slc_ir_reads_plain(file->release, expr, cells[i]);
        if (plain) {
            sl_buf_add_str(file->out, SL_STR(", "));
            slc_add_c_cell(file, cells[i]);
        }
        if (plain && !slc_ir_reads_stored(expr, cells[i]))
            continue;
        sl_buf_add_str(file->out, SL_STR(", in_"));
        slc_add_c_cell(file, cells[i]);
        sl_buf_add_str(file->out, SL_STR("(row)"));
    }
    sl_buf_add_str(file->out, slc_ir_reads_commit_time(expr) ? SL_STR(", sl_commit_time(row));\n")
                                                             : SL_STR(");\n"));
}

/* ---- what it returns ------------------------------------------------------------------------- */

/* Tables first; the expression then numbers them again in the same order. */
static void
add_constants(struct slc_c_file *file, const struct slc_ir_expr *expr)
{
    uint32_t before = file->constants;
    slc_add_c_constants(file, expr);
    file->constants = before;
}

static struct sl_str
margin_of_field(struct slc_c_file *file, const struct slc_ir_field *field)
{
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_OUTPUT_BYTES);
    slc_add_label_change(&text, file->ir, field);
    return slc_take_text(file->ir->arena, &text);
}

/* The expression on this line, or where it does not fit, on lines of its own. */
static void
add_value(struct slc_c_file *file, const struct slc_ir_expr *expr)
{
    size_t before = file->out->len;
    uint32_t constants = file->constants;
    if (expr->op != SLC_IR_CHOOSE) /* which begins with a line break of its own */
        sl_buf_add_byte(file->out, ' ');
    slc_add_c_open(file, expr);
    if (expr->op == SLC_IR_CHOOSE || slc_line_width(file->out) + 2 <= SLC_C_WIDTH)
        return;
    file->out->len = before;
    file->constants = constants;
    sl_buf_add_str(file->out, SL_STR("\n        "));
    slc_add_c_open(file, expr);
}

/* ---- fields and filter ----------------------------------------------------------------------- */

void
slc_add_c_field(struct slc_c_file *file, const struct slc_ir_field *field)
{
    file->decided = field->decision != NULL;
    slc_add_c_quote(file, &field->place, margin_of_field(file, field));
    add_constants(file, field->expr);
    sl_buf_printf(file->out, "static void\nfield_%.*s", SL_FMT(field->name));
    add_parameters(file, field->expr, field->cells, field->ncells);
    sl_buf_printf(file->out, "{\n    sl_put(out, \"%.*s\",", SL_FMT(field->name));
    add_value(file, field->expr);
    sl_buf_add_str(file->out, SL_STR(");\n}\n\n"));
}

/* A column by itself as `column is yes`: every function that is generated writes to its record, or
 * the C compiler would warn of a parameter that nothing uses. */
static const struct slc_ir_expr *
as_condition(struct sl_arena *arena, const struct slc_ir_expr *expr)
{
    static const struct slc_ir_literal yes = { .kind = SLC_IR_BOOLEAN,
                                               .text = { "yes", 3 },
                                               .boolean = true };
    if (expr->op != SLC_IR_COLUMN)
        return expr;
    const struct slc_ir_expr **operands = SL_NEW_ARRAY(arena, const struct slc_ir_expr *, 1);
    struct slc_ir_expr *is = SL_NEW(arena, struct slc_ir_expr);
    operands[0] = expr;
    *is = (struct slc_ir_expr) { .op = SLC_IR_IS,
                                 .type = expr->type,
                                 .operands = operands,
                                 .noperands = 1,
                                 .literals = &yes,
                                 .nliterals = 1,
                                 .label = expr->label };
    return is;
}

void
slc_add_c_filter(struct slc_c_file *file)
{
    const struct slc_ir_release *release = file->release;
    const struct slc_ir_expr *filter = as_condition(file->ir->arena, release->filter);
    file->decided = release->filter_decision != NULL;
    slc_add_c_quote(file, &release->filter_place, SL_STR("which rows"));
    add_constants(file, filter);
    sl_buf_add_str(file->out, SL_STR("static struct sl_open\nrow_passes"));
    add_parameters(file, release->filter, release->filter_cells, release->nfilter_cells);
    sl_buf_add_str(file->out, SL_STR("{\n    return"));
    add_value(file, filter);
    sl_buf_add_str(file->out, SL_STR(";\n}\n\nstatic struct sl_open\n"
                                     "filter(const struct sl_row *row, struct sl_record *out)\n"
                                     "{\n    return row_passes"));
    slc_add_c_arguments(file, release->filter, release->filter_cells, release->nfilter_cells);
    sl_buf_add_str(file->out, SL_STR("}\n\n"));
}
