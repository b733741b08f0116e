#include "emit/lake/emit_lake.h"
#include "emit/lake/lake_type.h"
#include "ir/ir_text.h"
#include "ir/value_set.h"
#include "maxima.h"
#include "text/escape.h"
#include "text/keep_text.h"

/* One Delta table for each release, in Spark's SQL: `destination`.`stream`, with the row key, the
 * fields, and of envelope.def what a table has. lake/ runs these statements.
 *
 * NOT NULL is on what every row has whatever its policy's version: row key and position. What a
 * version promises is a constraint that looks at rows of that version alone, so that a table takes
 * over a later version, and late rows of an earlier one. */

struct writer {
    struct sl_buf *out;
    const struct slc_ir *ir;
    const struct slc_ir_release *release;
};

static void
add_table_name(const struct writer *to)
{
    slc_add_spark_name(to->out, to->release->destination_name);
    sl_buf_add_byte(to->out, '.');
    slc_add_spark_name(to->out, to->release->stream);
}

/* ---- columns ------------------------------------------------------------------------------- */

static void
add_column(const struct writer *to, struct sl_str name, struct sl_str type, bool not_null,
           struct sl_str comment)
{
    sl_buf_add_str(to->out, SL_STR("    "));
    slc_add_spark_name(to->out, name);
    sl_buf_printf(to->out, " %.*s%s", SL_FMT(type), not_null ? " NOT NULL" : "");
    sl_buf_add_str(to->out, SL_STR(" COMMENT "));
    slc_add_spark_string(to->out, comment);
}

/* "Monthly; internal financial" */
static struct sl_str
field_comment(const struct writer *to, const struct slc_ir_field *field)
{
    struct sl_buf text;
    sl_buf_init(&text, SLC_MAX_OUTPUT_BYTES);
    sl_buf_add_str(&text, field->doc);
    sl_buf_add_str(&text, field->doc.len > 0 ? SL_STR("; ") : SL_STR(""));
    slc_add_label(&text, to->ir, field->after);
    return slc_take_text(to->ir->arena, &text);
}

static void
add_envelope(void *writer, const struct slc_envelope *envelope)
{
    const struct writer *to = writer;
    bool sometimes = strcmp(envelope->name, "_commit_time") == 0;
    sl_buf_add_str(to->out, SL_STR(",\n"));
    add_column(to, sl_str_of(envelope->name), sl_str_of(envelope->sql), !sometimes,
               sl_str_of(envelope->doc));
}

/* Where a field's value comes from when the row's newest record did not carry it. */
static void
add_unchanged(const struct writer *to)
{
    bool apart = to->release->destination->positions_apart;
    sl_buf_add_str(to->out, SL_STR(",\n"));
    add_column(to, SL_STR("_unchanged"),
               apart ? SL_STR("MAP<STRING, STRUCT<_gen: BIGINT, _run: BIGINT, _pos: BIGINT, "
                              "_version: INT>>")
                     : SL_STR("MAP<STRING, STRUCT<_gen: BIGINT, _lsn: STRING, _run: BIGINT, "
                              "_seq: BIGINT, _version: INT>>"),
               false,
               SL_STR("Fields that the newest record did not carry, with the position of the "
                      "record that their value is of"));
}

static void
add_property(const struct writer *to, const char *name, struct sl_str value)
{
    sl_buf_printf(to->out, ",\n    '%s' = ", name);
    slc_add_spark_string(to->out, value);
}

static void
add_properties(const struct writer *to)
{
    sl_buf_add_str(to->out, SL_STR("TBLPROPERTIES (\n    'sluice.release' = "));
    slc_add_spark_string(to->out, to->release->name);
    add_property(to, "sluice.version", to->release->version);
    add_property(to, "sluice.meaning", sl_str_of(to->release->sha256));
    sl_buf_add_str(to->out, SL_STR("\n);\n"));
}

static void
add_table(const struct writer *to)
{
    const struct slc_ir_release *release = to->release;
    sl_buf_add_str(to->out, SL_STR("CREATE TABLE IF NOT EXISTS "));
    add_table_name(to);
    sl_buf_add_str(to->out, SL_STR(" (\n"));
    for (uint32_t i = 0; i < release->nfields; i++) {
        const struct slc_ir_field *field = release->record[i];
        sl_buf_add_str(to->out, i == 0 ? SL_STR("") : SL_STR(",\n"));
        add_column(to, field->name, slc_lake_type(to->ir->arena, field->expr).sql, field->row_key,
                   field_comment(to, field));
    }
    slc_each_envelope(release, SLC_IN_TABLE, add_envelope, (void *)to);
    add_unchanged(to);
    sl_buf_add_str(to->out, SL_STR("\n)\nUSING DELTA\nCOMMENT "));
    slc_add_spark_string(to->out, release->purpose);
    sl_buf_add_byte(to->out, '\n');
    add_properties(to);
}

/* ---- constraints --------------------------------------------------------------------------- */

/* What a value that is held must be, of a list or of a form; false: anything of its type. */
struct form {
    const char *pattern; /* else the values */
    struct slc_value_set values;
};

static bool
form_of(const struct writer *to, const struct slc_ir_field *field, struct form *ret_form)
{
    *ret_form = (struct form) { .pattern = slc_value_pattern(field->expr) };
    return ret_form->pattern != NULL ||
           slc_value_set(to->ir->arena, field->expr, to->release, &ret_form->values);
}

static void
add_form(const struct writer *to, struct sl_str name, const struct form *form)
{
    slc_add_spark_name(to->out, name);
    if (form->pattern != NULL) {
        sl_buf_add_str(to->out, SL_STR(" RLIKE "));
        slc_add_spark_string(to->out, sl_str_of(form->pattern));
        return;
    }
    sl_buf_add_str(to->out, SL_STR(" IN ("));
    for (uint32_t i = 0; i < form->values.count; i++) {
        sl_buf_add_str(to->out, i == 0 ? SL_STR("") : SL_STR(", "));
        slc_add_spark_string(to->out, form->values.values[i]);
    }
    sl_buf_add_byte(to->out, ')');
}

/* `name` IS [NOT] NULL and what joins it to the form. */
static void
add_null_test(const struct writer *to, struct sl_str name, const char *test)
{
    slc_add_spark_name(to->out, name);
    sl_buf_printf(to->out, " IS %s", test);
}

/* A condition that is missing, as NULL makes one, counts as broken: so each says `IS NULL OR`.
 * False: nothing to be said of the field. */
static bool
add_condition(const struct writer *to, const struct slc_ir_field *field, const char *before)
{
    bool always = !field->row_key && !slc_may_be_null(&field->expr->type);
    struct form form;
    bool formed = form_of(to, field, &form);
    if (!always && !formed)
        return false;
    sl_buf_printf(to->out, "%s        (", before);
    if (always)
        add_null_test(to, field->name, formed ? "NOT NULL AND " : "NOT NULL");
    else if (!field->row_key)
        add_null_test(to, field->name, "NULL OR ");
    if (formed)
        add_form(to, field->name, &form);
    /* the row is gone, and its deletion follows */
    if (always && slc_may_be_unchanged(to->release, field))
        sl_buf_add_str(to->out, SL_STR(" OR _unchanged IS NOT NULL"));
    sl_buf_add_byte(to->out, ')');
    return true;
}

/* One constraint for the version: each costs the lake a commit, and a look at every row written. */
static void
add_constraint(const struct writer *to)
{
    const struct slc_ir_release *release = to->release;
    sl_buf_add_str(to->out, SL_STR("ALTER TABLE "));
    add_table_name(to);
    sl_buf_printf(to->out, " ADD CONSTRAINT policy_v%.*s CHECK (\n    _version <> %.*s OR (\n",
                  SL_FMT(release->version), SL_FMT(release->version));
    bool some = false;
    for (uint32_t i = 0; i < release->nfields; i++)
        some = add_condition(to, release->record[i], some ? " AND\n" : "") || some;
    sl_buf_add_str(to->out, some ? SL_STR("\n    )\n);\n") : SL_STR("        true\n    )\n);\n"));
}

void
slc_emit_delta(const struct slc_ir *ir, struct slc_outputs *outputs)
{
    for (uint32_t i = 0; i < ir->nreleases; i++) {
        const struct slc_ir_release *release = &ir->releases[i];
        struct writer to = { slc_output_begin(outputs), ir, release };
        sl_buf_printf(to.out, "-- The Delta table of %.*s, version %.*s, for Spark SQL.\n",
                      SL_FMT(release->name), SL_FMT(release->version));
        sl_buf_add_str(to.out, SL_STR("-- Generated from policies by sluice: the job in lake/ runs "
                                      "it. Not to be edited.\n\n"));
        add_table(&to);
        sl_buf_add_byte(to.out, '\n');
        add_constraint(&to);
        slc_output_end(outputs,
                       sl_arena_format(ir->arena, "%.*s.delta.sql", SL_FMT(release->name)));
    }
}
