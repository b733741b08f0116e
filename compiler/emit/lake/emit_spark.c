#include "emit/lake/emit_lake.h"

#include "emit/lake/emit_json.h"
#include "emit/lake/lake_type.h"

/* One StructType for each release, as Spark reads it with StructType.fromJson: the records as the
 * pusher writes them. What the policy says of a field is its metadata; `comment` is the name that
 * Spark itself looks for. A StructType has no metadata of its own, so that the policy's name stands
 * in each field's. */

struct writer {
    const struct slc_ir *ir;
    const struct slc_ir_release *release;
    struct sl_str policy; /* "lake.customers@3:1f0c9a2b77aa41d0" */
    json_t *fields;
};

static void
add_field(const struct writer *to, struct sl_str name, json_t *type, bool nullable,
          json_t *metadata)
{
    json_t *field = json_object();
    slc_json_set(field, "name", slc_json_text(name));
    slc_json_set(field, "type", type);
    slc_json_set(field, "nullable", json_boolean(nullable));
    slc_json_set(field, "metadata", metadata);
    slc_json_append(to->fields, field);
}

/* The types of envelope.def. */
static json_t *
spark_type(const char *sql)
{
    if (strcmp(sql, "BIGINT") == 0)
        return json_string("long");
    if (strcmp(sql, "TIMESTAMP") == 0)
        return json_string("timestamp");
    if (strcmp(sql, "ARRAY<STRING>") != 0)
        return json_string("string");
    json_t *array = json_object();
    slc_json_set(array, "type", json_string("array"));
    slc_json_set(array, "elementType", json_string("string"));
    slc_json_set(array, "containsNull", json_false());
    return array;
}

static void
add_envelope(void *to, const struct slc_envelope *envelope)
{
    bool sometimes = strcmp(envelope->name, "_unchanged") == 0;
    json_t *metadata = json_object();
    slc_json_set(metadata, "comment", json_string(envelope->doc));
    add_field(to, sl_str_of(envelope->name), spark_type(envelope->sql), sometimes, metadata);
}

static void
add_release_field(const struct writer *to, const struct slc_ir_field *field)
{
    json_t *metadata = json_object();
    slc_json_set_text(metadata, "comment", field->doc);
    slc_json_set(metadata, "label", slc_json_label(to->ir, field->after));
    slc_json_set(metadata, "columns", slc_json_columns(to->release, field));
    slc_json_set(metadata, "policy", slc_json_text(to->policy));
    if (field->row_key)
        slc_json_set(metadata, "row_key", json_true());
    if (slc_may_be_unchanged(to->release, field))
        slc_json_set(metadata, "may_be_unchanged", json_true());
    struct slc_lake_type type = slc_lake_type(to->ir->arena, field->expr);
    /* a deletion has no fields but the row key, a truncation and an end mark have none */
    add_field(to, field->name, slc_json_text(type.spark), !field->row_key, metadata);
}

static json_t *
struct_of(const struct slc_ir *ir, const struct slc_ir_release *release)
{
    enum { HASH_CHARS = 16 };
    json_t *type = json_object();
    struct writer to = { ir, release,
                         sl_arena_format(ir->arena, "%.*s@%.*s:%.*s", SL_FMT(release->name),
                                         SL_FMT(release->version), HASH_CHARS, release->sha256),
                         json_array() };
    slc_json_set(type, "type", json_string("struct"));
    slc_each_envelope(release, SLC_IN_RECORD, add_envelope, &to);
    for (uint32_t i = 0; i < release->nfields; i++)
        add_release_field(&to, release->record[i]);
    slc_json_set(type, "fields", to.fields);
    return type;
}

void
slc_emit_spark(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    for (uint32_t i = 0; i < ir->nreleases; i++)
        slc_json_output(ir, outputs, &ir->releases[i], "spark.json",
                        struct_of(ir, &ir->releases[i]));
}
