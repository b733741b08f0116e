#include "emit/lake/emit_lake.h"

#include "emit/lake/emit_json.h"
#include "emit/lake/lake_type.h"
#include "ir/ir_text.h"
#include "ir/value_set.h"
#include "maxima.h"
#include "text/keep_text.h"

/* One data contract for each release: Open Data Contract Standard 3.1.0, of the table that the lake
 * holds. JSON, which is YAML too. https://bitol-io.github.io/open-data-contract-standard/ */

struct writer {
    const struct slc_ir *ir;
    const struct slc_ir_release *release;
};

/* ---- fields -------------------------------------------------------------------------------- */

static json_t *
quality_check(const char *name, const char *metric)
{
    json_t *check = json_object();
    slc_json_set(check, "name", json_string(name));
    slc_json_set(check, "type", json_string("library"));
    slc_json_set(check, "metric", json_string(metric));
    slc_json_set(check, "mustBe", json_integer(0));
    slc_json_set(check, "dimension", json_string("conformity"));
    return check;
}

/* The values that the policy allows, as a check that data quality tools run. */
static void
set_quality(const struct writer *to, json_t *property, const struct slc_ir_field *field)
{
    struct slc_value_set values;
    if (!slc_value_set(to->ir->arena, field->expr, to->release, &values))
        return;
    json_t *list = json_array(), *arguments = json_object(), *checks = json_array();
    for (uint32_t i = 0; i < values.count; i++)
        slc_json_append(list, slc_json_text(values.values[i]));
    json_t *check = quality_check("one of the values that the policy allows", "invalidValues");
    slc_json_set(arguments, "validValues", list);
    slc_json_set(check, "arguments", arguments);
    slc_json_append(checks, check);
    slc_json_set(property, "quality", checks);
}

static void
set_pattern(json_t *property, const struct slc_ir_field *field)
{
    const char *pattern = slc_value_pattern(field->expr);
    if (pattern == NULL)
        return;
    json_t *options = json_object();
    slc_json_set(options, "pattern", json_string(pattern));
    slc_json_set(property, "logicalTypeOptions", options);
}

/* "collections.customers.email" */
static json_t *
source_objects(const struct writer *to, const struct slc_ir_field *field)
{
    const struct slc_ir_table *table = to->release->table;
    json_t *objects = json_array();
    for (uint32_t i = 0; i < field->ncells; i++)
        slc_json_append(
            objects,
            slc_json_text(sl_arena_format(
                to->ir->arena, "%.*s.%.*s.%.*s", SL_FMT(table->schema), SL_FMT(table->name),
                SL_FMT(slc_ir_cell_column(to->release, field->cells[i])->name))));
    return objects;
}

/* How the field came to its label, with the policy line that says so. */
static struct sl_str
label_change(const struct writer *to, const struct slc_ir_field *field)
{
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_OUTPUT_BYTES);
    slc_add_label_change(&text, to->ir, field);
    sl_buf_add_str(&text, SL_STR(" ("));
    slc_add_place(&text, &field->place);
    sl_buf_add_byte(&text, ')');
    return slc_take_text(to->ir->arena, &text);
}

static struct sl_str
label_words(const struct writer *to, struct slc_ir_label label)
{
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_OUTPUT_BYTES);
    slc_add_label(&text, to->ir, label);
    return slc_take_text(to->ir->arena, &text);
}

static json_t *
field_property(const struct writer *to, const struct slc_ir_field *field, uint32_t number)
{
    struct slc_lake_type type = slc_lake_type(to->ir->arena, field->expr);
    json_t *property = json_object();
    slc_json_set(property, "name", slc_json_text(field->name));
    slc_json_set_text(property, "description", field->doc);
    slc_json_set(property, "logicalType", json_string(type.logical));
    slc_json_set(property, "physicalType", slc_json_text(type.sql));
    set_pattern(property, field);
    bool required = field->row_key || (!slc_may_be_null(&field->expr->type) &&
                                       !slc_may_be_unchanged(to->release, field));
    slc_json_set(property, "required", json_boolean(required));
    if (field->row_key) {
        slc_json_set(property, "primaryKey", json_true());
        slc_json_set(property, "primaryKeyPosition", json_integer((json_int_t)number + 1));
    }
    slc_json_set(property, "classification", slc_json_text(label_words(to, field->after)));
    slc_json_set(property, "transformSourceObjects", source_objects(to, field));
    slc_json_set(property, "transformLogic",
                 slc_json_text(slc_ir_expr_text(to->ir->arena, to->release, field->expr)));
    slc_json_set(property, "transformDescription", slc_json_text(label_change(to, field)));
    set_quality(to, property, field);
    return property;
}

/* ---- the contract -------------------------------------------------------------------------- */

static void
add_custom(json_t *list, const char *name, struct sl_str value)
{
    if (value.len == 0)
        return;
    json_t *property = json_object();
    slc_json_set(property, "property", json_string(name));
    slc_json_set(property, "value", slc_json_text(value));
    slc_json_append(list, property);
}

static json_t *
custom_properties(const struct slc_ir_release *release)
{
    json_t *list = json_array();
    add_custom(list, "sluiceMeaning", sl_str_of(release->sha256));
    add_custom(list, "lawfulBasis", release->lawful_basis);
    add_custom(list, "reviewBy", release->review_by.text);
    if (release->owner != NULL)
        add_custom(list, "owner", release->owner->name);
    return list;
}

static json_t *
table_schema(const struct writer *to)
{
    const struct slc_ir_release *release = to->release;
    json_t *table = json_object(), *properties = json_array(), *tables = json_array();
    for (uint32_t i = 0; i < release->nfields; i++)
        slc_json_append(properties, field_property(to, release->record[i], i));
    slc_json_set(table, "name", slc_json_text(release->stream));
    slc_json_set(table, "physicalName", slc_json_text(release->name));
    slc_json_set(table, "logicalType", json_string("object"));
    slc_json_set(table, "physicalType", json_string("table"));
    slc_json_set_text(table, "dataGranularityDescription", release->table->doc);
    slc_json_set(table, "properties", properties);
    slc_json_append(tables, table);
    return tables;
}

static json_t *
contract_of(const struct writer *to)
{
    const struct slc_ir_release *release = to->release;
    json_t *contract = json_object(), *description = json_object();
    slc_json_set(contract, "apiVersion", json_string("v3.1.0"));
    slc_json_set(contract, "kind", json_string("DataContract"));
    slc_json_set(contract, "id", slc_json_text(release->name));
    slc_json_set(contract, "name", slc_json_text(release->name));
    slc_json_set(contract, "version", slc_json_text(release->version));
    slc_json_set(contract, "status", json_string("active"));
    slc_json_set(contract, "domain", slc_json_text(release->destination_name));
    slc_json_set_text(description, "purpose", release->purpose);
    slc_json_set_text(description, "usage", release->destination->purpose);
    slc_json_set(contract, "description", description);
    slc_json_set(contract, "schema", table_schema(to));
    slc_json_set(contract, "customProperties", custom_properties(release));
    return contract;
}

void
slc_emit_contracts(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    for (uint32_t i = 0; i < ir->nreleases; i++) {
        struct writer to = { ir, &ir->releases[i] };
        slc_json_output(ir, outputs, to.release, "odcs.yaml", contract_of(&to));
    }
}
