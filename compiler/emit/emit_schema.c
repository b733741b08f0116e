#include "emit.h"
#include "emit_text.h"
#include "value_set.h"

#include <jansson.h>

/* One JSON Schema (draft 2020-12) for each release, of the records as the pusher writes them. Names
 * beginning with x-sluice- are annotations: what a field was made of, and its label. */

static json_t *
string_of(struct sl_str text)
{
    return json_stringn(text.ptr, text.len);
}

static void
set(json_t *object, const char *name, json_t *value)
{
    if (json_object_set_new(object, name, value) != 0)
        abort(); /* memory is short */
}

static void
append(json_t *array, json_t *value)
{
    if (json_array_append_new(array, value) != 0)
        abort();
}

/* ---- labels -------------------------------------------------------------------------------- */

static json_t *
label_of(const struct slc_ir *ir, struct slc_ir_label label)
{
    json_t *categories = json_array();
    for (uint32_t i = 0; i < ir->ncategories; i++)
        if ((label.categories >> i & 1) != 0)
            append(categories, string_of(ir->categories[i].name));
    json_t *object = json_object();
    set(object, "level", string_of(ir->levels[label.level].name));
    set(object, "categories", categories);
    return object;
}

/* ---- fields -------------------------------------------------------------------------------- */

/* Values that JSON has no form for leave as null: NaN, infinities, dates outside 0001-9999. */
static bool
may_be_null(const struct slc_ir_type *type)
{
    switch (slc_type_info(type->id)->kind) {
    case SL_FLOAT:
    case SL_NUMERIC:
    case SL_DATE:
    case SL_TIMESTAMP:
    case SL_TIMESTAMPTZ: return true;
    case SL_BOOLEAN:
    case SL_INTEGER:
    case SL_TEXT:
    case SL_UUID:
    case SL_TIME:
    case SL_JSON:
    case SL_BYTES:
    case SL_OPAQUE: return type->nullable;
    }
    return true;
}

/* "string", or ["string", "null"]; nothing for "any". */
static void
set_type(json_t *schema, const struct slc_ir_type *type)
{
    const char *name = slc_type_info(type->id)->json;
    if (strcmp(name, "any") == 0)
        return;
    if (!may_be_null(type)) {
        set(schema, "type", json_string(name));
        return;
    }
    json_t *types = json_array();
    append(types, json_string(name));
    append(types, json_string("null"));
    set(schema, "type", types);
}

static void
set_range(json_t *schema, json_int_t low, json_int_t high)
{
    set(schema, "minimum", json_integer(low));
    set(schema, "maximum", json_integer(high));
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
        set(schema, "format", json_string("date"));
    if (id == SLC_TYPE_TIMESTAMPTZ)
        set(schema, "format", json_string("date-time"));
    if (id == SLC_TYPE_TIMESTAMP)
        set(schema, "pattern",
            json_string("^[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}[.][0-9]{6}$"));
    if (id == SLC_TYPE_UUID)
        set(schema, "format", json_string("uuid"));
    if (id == SLC_TYPE_BYTEA)
        set(schema, "contentEncoding", json_string("base64"));
}

static void
set_values(json_t *schema, const struct slc_ir *ir, const struct slc_ir_release *release,
           const struct slc_ir_field *field)
{
    const char *pattern = slc_value_pattern(field->expr);
    if (pattern != NULL)
        set(schema, "pattern", json_string(pattern));
    struct slc_value_set values;
    if (!slc_value_set(ir->arena, field->expr, release, &values))
        return;
    json_t *list = json_array();
    for (uint32_t i = 0; i < values.count; i++)
        append(list, string_of(values.values[i]));
    if (may_be_null(&field->expr->type))
        append(list, json_null());
    set(schema, "enum", list);
}

static json_t *
field_schema(const struct slc_ir *ir, const struct slc_ir_release *release,
             const struct slc_ir_field *field)
{
    json_t *schema = json_object();
    if (field->doc.len > 0)
        set(schema, "description", string_of(field->doc));
    set_type(schema, &field->expr->type);
    set_format(schema, field->expr->type.id);
    set_values(schema, ir, release, field);
    json_t *columns = json_array();
    for (uint32_t i = 0; i < field->ncells; i++)
        append(columns, string_of(slc_ir_cell_column(release, field->cells[i])->name));
    set(schema, "x-sluice-columns", columns);
    set(schema, "x-sluice-label", label_of(ir, field->after));
    return schema;
}

/* ---- envelope ------------------------------------------------------------------------------ */

static json_t *
constrained(const char *type, const char *key, json_t *value, const char *description)
{
    json_t *schema = json_object();
    set(schema, "description", json_string(description));
    set(schema, "type", json_string(type));
    set(schema, key, value);
    return schema;
}

static json_t *
names(const char *const *list)
{
    json_t *array = json_array();
    for (; *list != NULL; list++)
        append(array, json_string(*list));
    return array;
}

static void
add_position(json_t *properties, const struct slc_ir_release *release)
{
    if (release->destination->positions_apart) {
        set(properties, "_epoch",
            constrained("integer", "minimum", json_integer(0),
                        "Rises with every snapshot and every start of the pusher"));
        set(properties, "_pos",
            constrained("integer", "minimum", json_integer(0),
                        "Ordinal of the record in its stream; orders and identifies it together "
                        "with _epoch"));
        return;
    }
    set(properties, "_gen",
        constrained("integer", "minimum", json_integer(0), "Generation of the snapshot"));
    set(properties, "_lsn",
        constrained("string", "pattern", json_string("^[0-9A-F]{16}$"),
                    "Position of the commit in the database's log"));
    set(properties, "_seq",
        constrained("integer", "minimum", json_integer(0),
                    "Ordinal in the transaction; orders and identifies the record together with "
                    "_gen and _lsn"));
    set(properties, "_reread",
        constrained("integer", "minimum", json_integer(1),
                    "The row was read again for this record; of two records with one identity the "
                    "one with the higher number counts"));
}

static void
add_envelope(json_t *properties, const struct slc_ir *ir, const struct slc_ir_release *release)
{
    static const char *const ops[] = { "r", "c", "u", "d", "t", NULL };
    set(properties, "_op",
        constrained("string", "enum", names(ops),
                    "r snapshot, c insert, u update, d delete (row key only), t truncate"));
    add_position(properties, release);
    struct sl_str pattern = sl_arena_format(ir->arena, "^%.*s[.]%.*s@%.*s:[0-9a-f]{16}$",
                                            SL_FMT(release->destination_name),
                                            SL_FMT(release->stream), SL_FMT(release->version));
    set(properties, "_policy",
        constrained("string", "pattern", string_of(pattern),
                    "Release, version and hash of the policy that let the record through"));
    if (release->commit_time)
        set(properties, "_commit_time",
            constrained("string", "format", json_string("date-time"),
                        "When the transaction committed, in whole seconds"));
    json_t *unchanged = constrained(
        "array", "uniqueItems", json_true(),
        "Fields that are left out because the update did not carry them: they are as they were");
    json_t *items = json_object();
    set(items, "type", json_string("string"));
    set(unchanged, "items", items);
    set(properties, "_unchanged", unchanged);
}

static json_t *
required_always(const struct slc_ir_release *release)
{
    static const char *const shared[] = { "_op", "_gen", "_lsn", "_seq", "_policy", NULL };
    static const char *const apart[] = { "_op", "_epoch", "_pos", "_policy", NULL };
    json_t *required = names(release->destination->positions_apart ? apart : shared);
    if (release->commit_time)
        append(required, json_string("_commit_time"));
    return required;
}

/* Every record but a truncation carries the row key. */
static json_t *
row_key_rule(const struct slc_ir_release *release)
{
    static const char *const keyed[] = { "r", "c", "u", "d", NULL };
    json_t *op = json_object(), *properties = json_object(), *condition = json_object();
    set(op, "enum", names(keyed));
    set(properties, "_op", op);
    set(condition, "properties", properties);
    json_t *required = json_array(), *then = json_object(), *rule = json_object();
    for (uint32_t i = 0; i < release->nrow_key; i++)
        append(required, string_of(release->record[i]->name));
    set(then, "required", required);
    set(rule, "if", condition);
    set(rule, "then", then);
    return rule;
}

/* ---- the schema ---------------------------------------------------------------------------- */

static void
add_annotations(json_t *schema, const struct slc_ir_release *release)
{
    json_t *row_key = json_array();
    for (uint32_t i = 0; i < release->nrow_key; i++)
        append(row_key, string_of(release->record[i]->name));
    set(schema, "x-sluice-row-key", row_key);
    set(schema, "x-sluice-meaning-sha256", json_string(release->sha256));
}

static json_t *
release_schema(const struct slc_ir *ir, const struct slc_ir_release *release)
{
    json_t *schema = json_object(), *properties = json_object();
    set(schema, "$schema", json_string("https://json-schema.org/draft/2020-12/schema"));
    set(schema, "title",
        string_of(sl_arena_format(ir->arena, "%.*s version %.*s", SL_FMT(release->name),
                                  SL_FMT(release->version))));
    if (release->purpose.len > 0)
        set(schema, "description", string_of(release->purpose));
    set(schema, "type", json_string("object"));
    add_envelope(properties, ir, release);
    for (uint32_t i = 0; i < release->nfields; i++) {
        const struct slc_ir_field *field = release->record[i];
        struct sl_str name = sl_arena_copy(ir->arena, field->name);
        set(properties, name.ptr, field_schema(ir, release, field));
    }
    set(schema, "properties", properties);
    set(schema, "required", required_always(release));
    json_t *all = row_key_rule(release);
    set(schema, "if", json_incref(json_object_get(all, "if")));
    set(schema, "then", json_incref(json_object_get(all, "then")));
    json_decref(all);
    set(schema, "additionalProperties", json_false());
    add_annotations(schema, release);
    return schema;
}

static int
write_text(const char *bytes, size_t len, void *out)
{
    sl_buf_add(out, bytes, len);
    return 0;
}

void
slc_emit_schemas(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    for (uint32_t i = 0; i < ir->nreleases; i++) {
        const struct slc_ir_release *release = &ir->releases[i];
        struct sl_buf *out = slc_output_begin(outputs);
        json_t *schema = release_schema(ir, release);
        /* members keep the order in which they were set */
        if (json_dump_callback(schema, write_text, out, JSON_INDENT(2)) != 0)
            abort();
        sl_buf_add_byte(out, '\n');
        json_decref(schema);
        slc_output_end(outputs,
                       sl_arena_format(ir->arena, "%.*s.schema.json", SL_FMT(release->name)));
    }
}
