#include "emit/lake/emit_lake.h"
#include "emit/lake/lake_type.h"
#include "text/escape.h"

/* For each release, for Athena and the Glue catalogue: the raw records where the pusher or Firehose
 * put them, read with the OpenX JSON serializer and partitioned by the hour of the object's path;
 * and the Delta table, which brings its own columns. BUCKET is replaced by whoever runs it.
 *
 * The serializer gives NULL for what does not fit a type, which the job in lake/ does not: this
 * table is for a look at what arrived, the Delta table for work. Timestamps stay text, since Hive
 * reads no time zone. */

struct writer {
    struct sl_buf *out;
    const struct slc_ir *ir;
    const struct slc_ir_release *release;
    bool first;
};

static void
add_column(struct writer *to, struct sl_str name, struct sl_str type, struct sl_str comment)
{
    sl_buf_add_str(to->out, to->first ? SL_STR("    ") : SL_STR(",\n    "));
    to->first = false;
    slc_add_spark_name(to->out, name);
    sl_buf_printf(to->out, " %.*s", SL_FMT(type));
    if (comment.len > 0) {
        sl_buf_add_str(to->out, SL_STR(" COMMENT "));
        slc_add_spark_string(to->out, comment);
    }
}

static const char *
hive_type(const char *sql)
{
    if (strcmp(sql, "BIGINT") == 0)
        return "bigint";
    return strcmp(sql, "ARRAY<STRING>") == 0 ? "array<string>" : "string";
}

static void
add_envelope(void *to, const struct slc_envelope *envelope)
{
    add_column(to, sl_str_of(envelope->name), sl_str_of(hive_type(envelope->sql)),
               sl_str_of(envelope->doc));
}

static void
add_columns(struct writer *to)
{
    slc_each_envelope(to->release, SLC_IN_RECORD, add_envelope, to);
    for (uint32_t i = 0; i < to->release->nfields; i++) {
        const struct slc_ir_field *field = to->release->record[i];
        add_column(to, field->name, slc_lake_type(to->ir->arena, field->expr).hive, field->doc);
    }
}

static void
add_raw(struct writer *to)
{
    const struct slc_ir_release *release = to->release;
    sl_buf_printf(to->out, "CREATE EXTERNAL TABLE IF NOT EXISTS `%.*s_raw`.`%.*s` (\n",
                  SL_FMT(release->destination_name), SL_FMT(release->stream));
    add_columns(to);
    sl_buf_add_str(to->out, SL_STR("\n)\nCOMMENT "));
    slc_add_spark_string(to->out, release->purpose);
    sl_buf_printf(to->out,
                  "\nPARTITIONED BY (`hour` string)\n"
                  "ROW FORMAT SERDE 'org.openx.data.jsonserde.JsonSerDe'\n"
                  "WITH SERDEPROPERTIES ('ignore.malformed.json' = 'false')\n"
                  "LOCATION 's3://BUCKET/%.*s/%.*s/'\n"
                  "TBLPROPERTIES (\n"
                  "    'sluice.release' = '%.*s@%.*s',\n"
                  "    'projection.enabled' = 'true',\n"
                  "    'projection.hour.type' = 'date',\n"
                  "    'projection.hour.format' = 'yyyy/MM/dd/HH',\n"
                  "    'projection.hour.range' = '2026/01/01/00,NOW',\n"
                  "    'projection.hour.interval' = '1',\n"
                  "    'projection.hour.interval.unit' = 'HOURS',\n"
                  "    'storage.location.template' = 's3://BUCKET/%.*s/%.*s/${hour}/'\n"
                  ");\n",
                  SL_FMT(release->destination_name), SL_FMT(release->stream), SL_FMT(release->name),
                  SL_FMT(release->version), SL_FMT(release->destination_name),
                  SL_FMT(release->stream));
}

void
slc_emit_athena(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    for (uint32_t i = 0; i < ir->nreleases; i++) {
        const struct slc_ir_release *release = &ir->releases[i];
        struct writer to = { slc_output_begin(outputs), ir, release, true };
        sl_buf_printf(to.out,
                      "-- %.*s, version %.*s, in Athena and the Glue catalogue. Generated from "
                      "policies by sluice.\n"
                      "-- Replace BUCKET; run the statements one at a time.\n\n"
                      "-- The records as they arrived.\n",
                      SL_FMT(release->name), SL_FMT(release->version));
        add_raw(&to);
        sl_buf_printf(to.out,
                      "\n-- The Delta table that lake/ keeps: its columns are in its own log.\n"
                      "CREATE EXTERNAL TABLE IF NOT EXISTS `%.*s`.`%.*s`\n"
                      "LOCATION 's3://BUCKET/delta/current/%.*s/%.*s/'\n"
                      "TBLPROPERTIES ('table_type' = 'DELTA');\n",
                      SL_FMT(release->destination_name), SL_FMT(release->stream),
                      SL_FMT(release->destination_name), SL_FMT(release->stream));
        slc_output_end(outputs,
                       sl_arena_format(ir->arena, "%.*s.athena.sql", SL_FMT(release->name)));
    }
}
