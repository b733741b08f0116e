#include "emit/lake/emit_lake.h"

#include "emit/lake/emit_json.h"
#include "ir/ir_text.h"

/* Where each field comes from: for each release a ColumnLineageDatasetFacet of OpenLineage 1-2-0,
 * https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json, to be put into the run
 * event of whatever fills the table. Policies know neither host nor database: {host}, {port} and
 * {database} stand for them, in the form of OpenLineage's naming. */

struct writer {
    const struct slc_ir *ir;
    const struct slc_ir_release *release;
};

/* How a column takes part in an expression, the strongest way counting. */
enum part { NO_PART, CONDITION, VALUE, IDENTITY };

static enum part
stronger(enum part a, enum part b)
{
    return a > b ? a : b;
}

/* The part of `cell` in the expression that reads it: deciding between arms, or in what comes out. */
static enum part
part_of(const struct slc_ir_expr *expr, uint32_t cell)
{
    if (expr->op == SLC_IR_COLUMN)
        return expr->cell == cell ? VALUE : NO_PART;
    enum part part = NO_PART;
    for (uint32_t i = 0; i < expr->nargs; i++)
        if (expr->args[i].expr != NULL)
            part = stronger(part, part_of(expr->args[i].expr, cell));
    for (uint32_t i = 0; i < expr->noperands; i++) {
        bool condition = expr->op == SLC_IR_CHOOSE && i % 2 == 0 && i + 1 < expr->noperands;
        part = stronger(part, condition ? CONDITION : part_of(expr->operands[i], cell));
    }
    return part;
}

static json_t *
transformation(const char *type, const char *subtype, struct sl_str description, bool masking)
{
    json_t *object = json_object();
    slc_json_set(object, "type", json_string(type));
    slc_json_set(object, "subtype", json_string(subtype));
    slc_json_set(object, "description", slc_json_text(description));
    slc_json_set(object, "masking", json_boolean(masking));
    return object;
}

static json_t *
input_field(const struct writer *to, uint32_t cell, json_t *transformed)
{
    const struct slc_ir_table *table = to->release->table;
    json_t *field = json_object(), *transformations = json_array();
    slc_json_set(field, "namespace", json_string("postgres://{host}:{port}"));
    slc_json_set(field, "name",
                 slc_json_text(sl_arena_format(to->ir->arena, "{database}.%.*s.%.*s",
                                               SL_FMT(table->schema), SL_FMT(table->name))));
    slc_json_set(field, "field", slc_json_text(slc_ir_cell_column(to->release, cell)->name));
    slc_json_append(transformations, transformed);
    slc_json_set(field, "transformations", transformations);
    return field;
}

/* Whether the column's value comes out, perhaps tidied, or that at a path of it. */
static bool
comes_out(const struct slc_ir_expr *expr, uint32_t cell)
{
    if (expr->op == SLC_IR_COLUMN)
        return expr->cell == cell;
    if (expr->op == SLC_IR_CALL)
        return expr->function->effect == SLC_TIDIES && comes_out(expr->args[0].expr, cell);
    bool out = expr->op == SLC_IR_IF_MISSING && comes_out(expr->operands[0], cell);
    for (uint32_t i = 0; expr->op == SLC_IR_CHOOSE && i < expr->noperands; i++)
        if (i % 2 == 1 || i + 1 == expr->noperands)
            out = out || comes_out(expr->operands[i], cell);
    return out;
}

/* Masking: the column itself may not go there, and what goes is not its value. */
static json_t *
field_lineage(const struct writer *to, const struct slc_ir_field *field)
{
    struct sl_str description = slc_ir_expr_text(to->ir->arena, to->release, field->expr);
    json_t *inputs = json_array();
    for (uint32_t i = 0; i < field->ncells; i++) {
        uint32_t cell = field->cells[i];
        bool masking = to->release->cells[cell].sealed && !comes_out(field->expr, cell);
        enum part part = field->expr->op == SLC_IR_COLUMN ? IDENTITY : part_of(field->expr, cell);
        const char *subtype = part == IDENTITY ? "IDENTITY"
                              : part == VALUE  ? "TRANSFORMATION"
                                               : "CONDITIONAL";
        slc_json_append(inputs,
                        input_field(to, cell,
                                    transformation(part == CONDITION ? "INDIRECT" : "DIRECT",
                                                   subtype, description, masking)));
    }
    json_t *object = json_object();
    slc_json_set(object, "inputFields", inputs);
    return object;
}

/* The row filter has to do with every field. */
static json_t *
filter_lineage(const struct writer *to)
{
    const struct slc_ir_release *release = to->release;
    json_t *inputs = json_array();
    for (uint32_t i = 0; i < release->nfilter_cells; i++) {
        uint32_t cell = release->filter_cells[i];
        slc_json_append(inputs, input_field(to, cell,
                                            transformation("INDIRECT", "FILTER",
                                                           slc_ir_expr_text(to->ir->arena, release,
                                                                            release->filter),
                                                           release->cells[cell].sealed)));
    }
    return inputs;
}

static json_t *
facet_of(const struct writer *to)
{
    json_t *facet = json_object(), *fields = json_object();
    slc_json_set(
        facet, "_producer",
        slc_json_text(sl_arena_format(to->ir->arena, "urn:sluice:%.*s@%.*s",
                                      SL_FMT(to->release->name), SL_FMT(to->release->version))));
    slc_json_set(
        facet, "_schemaURL",
        json_string("https://openlineage.io/spec/facets/1-2-0/ColumnLineageDatasetFacet.json"));
    for (uint32_t i = 0; i < to->release->nfields; i++) {
        const struct slc_ir_field *field = to->release->record[i];
        const char *name = sl_arena_cstr(to->ir->arena, field->name);
        slc_json_set(fields, name, field_lineage(to, field));
    }
    slc_json_set(facet, "fields", fields);
    slc_json_set(facet, "dataset", filter_lineage(to));
    return facet;
}

void
slc_emit_lineage(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    for (uint32_t i = 0; i < ir->nreleases; i++) {
        struct writer to = { ir, &ir->releases[i] };
        slc_json_output(ir, outputs, to.release, "openlineage.json", facet_of(&to));
    }
}
