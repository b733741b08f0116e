#include "emit/lake/emit_lake.h"

#include "emit/lake/emit_json.h"
#include "emit/lake/lake_type.h"
#include "ir/value_set.h"
#include "record_format.h"

/* One JSON Schema (draft 2020-12) for each release, of the records as the pusher writes them. Names
 * beginning with x-sluice- are annotations: what a field was made of, and its label. */

/* ---- fields -------------------------------------------------------------------------------- */

/* "string", or ["string", "null"]; nothing for "any". */
static void
set_type(json_t *schema, const struct slc_ir_type *type)
{
    const char *name = slc_type_info(type->id)->json;
    if (strcmp(name, "any") == 0)
        return;
    if (!slc_may_be_null(type)) {
        slc_json_set(schema, "type", json_string(name));
        return;
    }
    json_t *types = json_array();
    slc_json_append(types, json_string(name));
    slc_json_append(types, json_string("null"));
    slc_json_set(schema, "type", types);
}

static void
set_range(json_t *schema, json_int_t low, json_int_t high)
{
    slc_json_set(schema, "minimum", json_integer(low));
    slc_json_set(schema, "maximum", json_integer(high));
}

static void
set_format(json_t *schema, enum slc_type_id id)
{
    if (id == SLC_TYPE_SMALLINT)
        set_range(schema, INT16_MIN, INT16_MAX);
    if (id == SLC_TYPE_INTEGER)
        set_range(schema, INT32_MIN, INT32_MAX);
    if (id == SLC_TYPE_BIGINT)
        set_range(schema, INT64_MIN, INT64_MAX);
    if (id == SLC_TYPE_DATE)
        slc_json_set(schema, "format", json_string("date"));
    if (id == SLC_TYPE_TIMESTAMPTZ)
        slc_json_set(schema, "format", json_string("date-time"));
    if (id == SLC_TYPE_TIMESTAMP)
        slc_json_set(
            schema, "pattern",
            json_string("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}$"));
    if (id == SLC_TYPE_UUID)
        slc_json_set(schema, "format", json_string("uuid"));
    if (id == SLC_TYPE_BYTEA)
        slc_json_set(schema, "contentEncoding", json_string("base64"));
}

static void
set_values(json_t *schema, const struct slc_ir *ir, const struct slc_ir_release *release,
           const struct slc_ir_field *field)
{
    const char *pattern = slc_value_pattern(field->expr);
    if (pattern != NULL)
        slc_json_set(schema, "pattern", json_string(pattern));
    struct slc_value_set values;
    if (!slc_value_set(ir->arena, field->expr, release, &values))
        return;
    json_t *list = json_array();
    for (uint32_t i = 0; i < values.count; i++)
        slc_json_append(list, slc_json_text(values.values[i]));
    if (slc_may_be_null(&field->expr->type))
        slc_json_append(list, json_null());
    slc_json_set(schema, "enum", list);
}

static json_t *
field_schema(const struct slc_ir *ir, const struct slc_ir_release *release,
             const struct slc_ir_field *field)
{
    json_t *schema = json_object();
    if (field->doc.len > 0)
        slc_json_set(schema, "description", slc_json_text(field->doc));
    set_type(schema, &field->expr->type);
    set_format(schema, field->expr->type.id);
    set_values(schema, ir, release, field);
    slc_json_set(schema, "x-sluice-columns", slc_json_columns(release, field));
    slc_json_set(schema, "x-sluice-label", slc_json_label(ir, field->after));
    return schema;
}

/* ---- envelope ------------------------------------------------------------------------------ */

/* A column of envelope.def, with one constraint. */
static json_t *
add_constrained(json_t *properties, const char *name, const char *type, const char *key,
                json_t *value)
{
    json_t *schema = json_object();
    slc_json_set(schema, "description", json_string(slc_envelope_doc(name)));
    slc_json_set(schema, "type", json_string(type));
    slc_json_set(schema, key, value);
    slc_json_set(properties, name, schema);
    return schema;
}

static void
add_position(json_t *properties, const struct slc_ir_release *release)
{
    add_constrained(properties, "_gen", "integer", "minimum", json_integer(0));
    add_constrained(properties, "_run", "integer", "minimum", json_integer(0));
    if (release->destination->positions_apart) {
        add_constrained(properties, "_pos", "integer", "minimum", json_integer(0));
        return;
    }
    add_constrained(properties, "_lsn", "string", "pattern", json_string("^[0-9A-F]{16}$"));
    add_constrained(properties, "_seq", "integer", "minimum", json_integer(0));
}

static void
add_envelope(json_t *properties, const struct slc_ir *ir, const struct slc_ir_release *release)
{
    static const char *const ops[] = { "r", "c", "u", "d", "t", "f", "m", NULL };
    add_constrained(properties, "_op", "string", "enum", slc_json_names(ops));
    add_constrained(properties, "_format", "integer", "const", json_integer(SL_RECORD_FORMAT));
    add_position(properties, release);
    struct sl_str pattern = sl_arena_format(ir->arena, "^%.*s[.]%.*s@%.*s:[0-9a-f]{16}$",
                                            SL_FMT(release->destination_name),
                                            SL_FMT(release->stream), SL_FMT(release->version));
    add_constrained(properties, "_policy", "string", "pattern", slc_json_text(pattern));
    if (release->commit_time)
        add_constrained(properties, "_commit_time", "string", "format", json_string("date-time"));
    json_t *items = json_object();
    slc_json_set(items, "type", json_string("string"));
    json_t *unchanged =
        add_constrained(properties, "_unchanged", "array", "uniqueItems", json_true());
    slc_json_set(unchanged, "items", items);
    add_constrained(properties, "_size", "integer", "minimum", json_integer(0));
    add_constrained(properties, "_reason", "string", "minLength", json_integer(1));
}

static json_t *
required_always(const struct slc_ir_release *release)
{
    static const char *const shared[] = { "_op",  "_format", "_gen",    "_run",
                                          "_lsn", "_seq",    "_policy", NULL };
    static const char *const apart[] = {
        "_op", "_format", "_gen", "_run", "_pos", "_policy", NULL
    };
    json_t *required = slc_json_names(release->destination->positions_apart ? apart : shared);
    if (release->commit_time)
        slc_json_append(required, json_string("_commit_time"));
    return required;
}

/* Every record of a row carries the row key; truncations and end marks are of none. */
static json_t *
row_key_rule(const struct slc_ir_release *release)
{
    static const char *const keyed[] = { "r", "c", "u", "d", "m", NULL };
    json_t *op = json_object(), *properties = json_object(), *condition = json_object();
    slc_json_set(op, "enum", slc_json_names(keyed));
    slc_json_set(properties, "_op", op);
    slc_json_set(condition, "properties", properties);
    json_t *required = json_array(), *then = json_object(), *rule = json_object();
    for (uint32_t i = 0; i < release->nrow_key; i++)
        slc_json_append(required, slc_json_text(release->record[i]->name));
    slc_json_set(then, "required", required);
    slc_json_set(rule, "if", condition);
    slc_json_set(rule, "then", then);
    return rule;
}

/* ---- the schema ---------------------------------------------------------------------------- */

static void
add_annotations(json_t *schema, const struct slc_ir_release *release)
{
    json_t *row_key = json_array();
    for (uint32_t i = 0; i < release->nrow_key; i++)
        slc_json_append(row_key, slc_json_text(release->record[i]->name));
    slc_json_set(schema, "x-sluice-row-key", row_key);
    slc_json_set(schema, "x-sluice-meaning-sha256", json_string(release->sha256));
}

static json_t *
release_schema(const struct slc_ir *ir, const struct slc_ir_release *release)
{
    json_t *schema = json_object(), *properties = json_object();
    slc_json_set(schema, "$schema", json_string("https://json-schema.org/draft/2020-12/schema"));
    slc_json_set(schema, "title",
                 slc_json_text(sl_arena_format(ir->arena, "%.*s version %.*s",
                                               SL_FMT(release->name), SL_FMT(release->version))));
    if (release->purpose.len > 0)
        slc_json_set(schema, "description", slc_json_text(release->purpose));
    slc_json_set(schema, "type", json_string("object"));
    add_envelope(properties, ir, release);
    for (uint32_t i = 0; i < release->nfields; i++) {
        const struct slc_ir_field *field = release->record[i];
        const char *name = sl_arena_cstr(ir->arena, field->name);
        slc_json_set(properties, name, field_schema(ir, release, field));
    }
    slc_json_set(schema, "properties", properties);
    slc_json_set(schema, "required", required_always(release));
    json_t *all = row_key_rule(release);
    slc_json_set(schema, "if", json_incref(json_object_get(all, "if")));
    slc_json_set(schema, "then", json_incref(json_object_get(all, "then")));
    json_decref(all);
    slc_json_set(schema, "additionalProperties", json_false());
    add_annotations(schema, release);
    return schema;
}

void
slc_emit_schemas(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    for (uint32_t i = 0; i < ir->nreleases; i++)
        slc_json_output(ir, outputs, &ir->releases[i], "schema.json",
                        release_schema(ir, &ir->releases[i]));
}
