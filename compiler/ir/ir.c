#include "ir/ir.h"

const struct slc_ir_release *
slc_ir_release_named(const struct slc_ir *ir, struct sl_str name)
{
    for (uint32_t i = 0; i < ir->nreleases; i++)
        if (sl_str_equal(ir->releases[i].name, name))
            return &ir->releases[i];
    return NULL;
}

const struct slc_ir_table *
slc_ir_table_like(const struct slc_ir *ir, const struct slc_ir_table *table)
{
    for (uint32_t i = 0; i < ir->ntables + ir->nidle_tables; i++) {
        const struct slc_ir_table *other =
            i < ir->ntables ? &ir->tables[i] : &ir->idle_tables[i - ir->ntables];
        if (sl_str_equal(other->schema, table->schema) && sl_str_equal(other->name, table->name))
            return other;
    }
    return NULL;
}

const struct slc_ir_field *
slc_ir_field_named(const struct slc_ir_release *release, struct sl_str name)
{
    for (uint32_t i = 0; i < release->nfields; i++)
        if (sl_str_equal(release->fields[i].name, name))
            return &release->fields[i];
    return NULL;
}

struct slc_ir_label
slc_ir_column_label(const struct slc_ir_column *column)
{
    struct slc_ir_label label = column->label;
    if (column->has_presence && column->presence > label.level)
        label.level = column->presence;
    return label;
}

bool
slc_same_key_use(const struct slc_ir_key_use *a, const struct slc_ir_key_use *b)
{
    return sl_str_equal(a->key->name, b->key->name) && sl_str_equal(a->kind, b->kind);
}

struct slc_ir_label
slc_ir_leaf_label(const struct slc_ir_leaf *leaf)
{
    struct slc_ir_label label = leaf->label;
    if (leaf->has_presence && leaf->presence > label.level)
        label.level = leaf->presence;
    return label;
}

bool
slc_ir_reads_part(const struct slc_ir_expr *expr)
{
    return expr->op == SLC_IR_CALL && expr->function->group == SLC_GROUP_JSON;
}

enum sl_kind
slc_ir_kind(const struct slc_ir_expr *expr)
{
    return slc_type_info(expr->type.id)->kind;
}

/* Whether a COLUMN node of the cell stands in it, of that kind. */
static bool
reads(const struct slc_ir_expr *expr, uint32_t cell, bool stored)
{
    bool found = expr->op == SLC_IR_COLUMN && expr->cell == cell && expr->stored == stored;
    for (uint32_t i = 0; i < expr->noperands; i++)
        found = found || reads(expr->operands[i], cell, stored);
    for (uint32_t i = 0; i < expr->nargs; i++)
        found = found || (expr->args[i].expr != NULL && reads(expr->args[i].expr, cell, stored));
    return found;
}

bool
slc_ir_reads_plain(const struct slc_ir_release *release, const struct slc_ir_expr *expr,
                   uint32_t cell)
{
    return slc_ir_cell_column(release, cell)->encryption != NULL && reads(expr, cell, false);
}

bool
slc_ir_reads_stored(const struct slc_ir_expr *expr, uint32_t cell)
{
    return reads(expr, cell, true);
}

bool
slc_ir_reads_commit_time(const struct slc_ir_expr *expr)
{
    bool found = expr->op == SLC_IR_COMMIT_TIME;
    for (uint32_t i = 0; i < expr->noperands; i++)
        found = found || slc_ir_reads_commit_time(expr->operands[i]);
    for (uint32_t i = 0; i < expr->nargs; i++)
        found =
            found || (expr->args[i].expr != NULL && slc_ir_reads_commit_time(expr->args[i].expr));
    return found;
}
