#include "eval/eval_line.h"

#include "eval/eval_value.h"
#include "eval/json_number.h"
#include "eval/json_reader.h"
#include "maxima.h"
#include "utf8.h"

static bool
is_column(const struct slc_ir_table *table, struct sl_str name)
{
    for (uint32_t at = 0; at < table->ncolumns; at++)
        if (sl_str_equal(table->columns[at].name, name))
            return true;
    return false;
}

struct sl_str
slc_commit_time_name(struct sl_arena *arena, const struct slc_ir_table *table)
{
    struct sl_str name = SL_STR("commit_time");
    while (is_column(table, name))
        name = sl_arena_format(arena, "_%.*s", SL_FMT(name));
    return name;
}

/* ---- faults ---------------------------------------------------------------------------------- */

static void
complain(struct slc_row_line *line, struct sl_str name, const char *what)
{
    const char *kind = sl_str_equal(name, line->commit_time) ? "" : "column ";
    line->at_fault = true;
    fprintf(line->errors, "line %lu: %s'%.*s' %s\n", line->number, kind, SL_FMT(name), what);
}

static void
check_names(struct slc_row_line *line, const struct slc_json_member *members)
{
    for (const struct slc_json_member *member = members; member != NULL; member = member->next) {
        const struct slc_json_member *earlier = members;
        if (!is_column(line->release->table, member->name) &&
            !sl_str_equal(member->name, line->commit_time))
            complain(line, member->name, "is not a column of the table");
        while (earlier != member && !sl_str_equal(earlier->name, member->name))
            earlier = earlier->next;
        if (earlier != member)
            complain(line, member->name, "is given twice");
    }
}

/* ---- values ---------------------------------------------------------------------------------- */

static const struct slc_json_member *
member_named(const struct slc_json_member *members, struct sl_str name)
{
    while (members != NULL && !sl_str_equal(members->name, name))
        members = members->next;
    return members;
}

static bool
is_unchanged(struct sl_arena *arena, struct sl_str value)
{
    struct slc_json_member *members;
    return slc_json_members(arena, value, &members) && members != NULL && members->next == NULL &&
           sl_str_is(members->name, "unchanged") && sl_str_is(members->value, "true");
}

/* A JSON value as the text that slc_eval_read() takes. */
static struct sl_str
text_of(struct sl_arena *arena, const struct slc_ir_type *type, struct sl_str value)
{
    struct sl_str text;
    if (slc_json_read_string(arena, value, &text))
        return text;
    if (value.ptr[0] == '-' || (value.ptr[0] >= '0' && value.ptr[0] <= '9'))
        return slc_json_digits(arena, type, value);
    return value;
}

static struct sl_value
value_of(struct slc_row_line *line, const struct slc_ir_type *type,
         const struct slc_json_member *given)
{
    enum sl_kind kind = slc_type_info(type->id)->kind;
    struct sl_value value = slc_missing_value(kind);
    if (is_unchanged(line->arena, given->value))
        return slc_unchanged_value(kind);
    if (!sl_str_is(given->value, "null") &&
        !slc_eval_read(line->arena, type, text_of(line->arena, type, given->value), &value))
        complain(line, given->name, "has a value that is not of its type");
    return value;
}

/* ---- the row --------------------------------------------------------------------------------- */

static bool
reads_commit_time(const struct slc_ir_release *release)
{
    bool reads = release->filter != NULL && slc_ir_reads_commit_time(release->filter);
    for (uint32_t i = 0; i < release->nfields && !reads; i++)
        reads = slc_ir_reads_commit_time(release->fields[i].expr);
    return reads;
}

static int64_t
commit_time_of(struct slc_row_line *line, const struct slc_json_member *members)
{
    const struct slc_ir_type moment = { .id = SLC_TYPE_TIMESTAMPTZ };
    const struct slc_json_member *given = member_named(members, line->commit_time);
    if (given == NULL && !reads_commit_time(line->release))
        return 0;
    struct sl_value value =
        given != NULL ? value_of(line, &moment, given) : (struct sl_value) { 0 };
    if (given == NULL)
        complain(line, line->commit_time,
                 "is not given: the release reads when the row was changed");
    else if (value.state != SL_VALUE && !line->at_fault)
        complain(line, line->commit_time, "is a moment, and never missing or unchanged");
    return value.integer;
}

static struct slc_row
row_of(struct slc_row_line *line, const struct slc_json_member *members)
{
    const struct slc_ir_release *release = line->release;
    struct sl_value *columns =
        SL_NEW_ARRAY(line->arena, struct sl_value, release->table->ncolumns + 1);
    for (uint32_t cell = 0; cell < release->ncells; cell++) {
        const struct slc_ir_column *column = slc_ir_cell_column(release, cell);
        const struct slc_json_member *given = member_named(members, column->name);
        if (given != NULL)
            columns[release->cells[cell].column] = value_of(line, &column->type, given);
        else
            complain(line, column->name, "is read by the release and not given");
    }
    return (struct slc_row) { .columns = columns, .commit_time_us = commit_time_of(line, members) };
}

/* The record of a row that the filter lets through, with what of the envelope is known here. */
static void
write_record(const struct slc_evaluation *evaluation, FILE *out)
{
    const struct slc_ir_release *release = evaluation->release;
    struct sl_value passed = slc_eval_filter(evaluation);
    struct sl_buf record;
    if (passed.state != SL_VALUE || !passed.boolean)
        return;
    sl_buf_init(&record, SL_MAX_RECORD_BYTES);
    sl_buf_printf(&record, "{\"_op\":\"c\",\"_policy\":\"%.*s@%.*s:%.16s\",", SL_FMT(release->name),
                  SL_FMT(release->version), release->sha256);
    slc_eval_record(evaluation, false, &record);
    sl_buf_add(&record, "}\n", 2);
    (void)fwrite(record.bytes, 1, record.len, out);
    sl_buf_done(&record);
}

void
slc_eval_line(struct slc_row_line *line, struct sl_str text)
{
    struct slc_json_member *members;
    if (!sl_utf8_is_valid(text) || !slc_json_members(line->arena, text, &members)) {
        fprintf(line->errors, "line %lu: not a JSON object of columns\n", line->number);
        line->at_fault = true;
        return;
    }
    check_names(line, members);
    const struct slc_row row = row_of(line, members);
    const struct slc_evaluation evaluation = {
        .arena = line->arena, .release = line->release, .keys = line->keys, .row = &row
    };
    if (!line->at_fault)
        write_record(&evaluation, line->out);
}
