#include "eval/eval_lines.h"

#include "eval/eval_value.h"
#include "maxima.h"

#include <errno.h>
#include <jansson.h>
#include <stdlib.h>

enum { LEAST_KEY_BYTES = 32, MOST_KEY_BYTES = 4096 };

/* ---- keys ------------------------------------------------------------------------------------ */

static int
read_key(struct sl_arena *arena, const char *directory, struct sl_str name,
         struct slc_key_bytes *ret_key, struct sl_err *reterr)
{
    char bytes[MOST_KEY_BYTES + 1];
    const char *path = sl_arena_cformat(arena, "%s/%.*s", directory, SL_FMT(name));
    FILE *file = fopen(path, "rbe");
    if (file == NULL)
        return sl_fail(reterr, SL_CONFIG, "key file '%s' cannot be read: %s", path,
                       strerror(errno));
    size_t len = fread(bytes, 1, sizeof bytes, file);
    (void)fclose(file);
    if (len < LEAST_KEY_BYTES || len > MOST_KEY_BYTES)
        return sl_fail(reterr, SL_CONFIG, "key file '%s' must hold %d to %d bytes", path,
                       LEAST_KEY_BYTES, MOST_KEY_BYTES);
    ret_key->bytes = sl_arena_copy(arena, (struct sl_str) { bytes, len });
    return 0;
}

int
slc_eval_keys(struct sl_arena *arena, const struct slc_ir_release *release, const char *directory,
              struct slc_key_bytes **ret_keys, struct sl_err *reterr)
{
    struct slc_key_bytes *keys = SL_NEW_ARRAY(arena, struct slc_key_bytes, release->nkeys + 1);
    for (uint32_t at = 0; at < release->nkeys; at++) {
        if (directory == NULL)
            keys[at] = slc_test_key(arena, release->keys[at]->name);
        else if (read_key(arena, directory, release->keys[at]->name, &keys[at], reterr) < 0)
            return -1;
    }
    *ret_keys = keys;
    return 0;
}

/* ---- one line -------------------------------------------------------------------------------- */

struct line {
    struct sl_arena *arena;
    const struct slc_ir_release *release;
    unsigned long number;
    FILE *errors;
    bool at_fault;
};

static void
complain(struct line *line, struct sl_str column, const char *what)
{
    line->at_fault = true;
    fprintf(line->errors, "line %lu: column '%.*s' %s\n", line->number, SL_FMT(column), what);
}

/* A JSON value as the text that slc_eval_read() takes. */
static struct sl_str
text_of(struct sl_arena *arena, const json_t *value)
{
    if (json_is_string(value))
        return (struct sl_str) { json_string_value(value), json_string_length(value) };
    if (json_is_boolean(value))
        return json_is_true(value) ? SL_STR("yes") : SL_STR("no");
    char *dumped = json_dumps(value, JSON_ENCODE_ANY | JSON_COMPACT);
    struct sl_str text = sl_arena_copy(arena, sl_str_of(dumped));
    free(dumped);
    return text;
}

static struct sl_value
value_of(struct line *line, struct sl_str name, const struct slc_ir_type *type, const json_t *given)
{
    enum sl_kind kind = slc_type_info(type->id)->kind;
    struct sl_value value = slc_missing_value(kind);
    if (given == NULL)
        complain(line, name, "is read by the release and not given");
    else if (json_is_object(given) && json_is_true(json_object_get(given, "unchanged")) &&
             json_object_size(given) == 1)
        return slc_unchanged_value(kind);
    else if (!json_is_null(given) &&
             !slc_eval_read(line->arena, type, text_of(line->arena, given), &value))
        complain(line, name, "has a value that is not of its type");
    return value;
}

static bool
is_column(const struct slc_ir_table *table, struct sl_str name)
{
    for (uint32_t at = 0; at < table->ncolumns; at++)
        if (sl_str_equal(table->columns[at].name, name))
            return true;
    return sl_str_is(name, "commit_time");
}

static void
check_names(struct line *line, json_t *object)
{
    const char *name;
    json_t *value;
    json_object_foreach(object, name, value)
    {
        if (!is_column(line->release->table, sl_str_of(name)))
            complain(line, sl_str_of(name), "is not a column of the table");
    }
}

static struct slc_row
row_of(struct line *line, json_t *object)
{
    const struct slc_ir_table *table = line->release->table;
    const struct slc_ir_type moment = { .id = SLC_TYPE_TIMESTAMPTZ };
    struct sl_value *columns = SL_NEW_ARRAY(line->arena, struct sl_value, table->ncolumns + 1);
    for (uint32_t cell = 0; cell < line->release->ncells; cell++) {
        const struct slc_ir_column *column = slc_ir_cell_column(line->release, cell);
        const json_t *given = json_object_getn(object, column->name.ptr, column->name.len);
        columns[line->release->cells[cell].column] =
            value_of(line, column->name, &column->type, given);
    }
    const json_t *given = json_object_get(object, "commit_time");
    struct slc_row row = { .columns = columns };
    if (given != NULL)
        row.commit_time_us = value_of(line, SL_STR("commit_time"), &moment, given).integer;
    return row;
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

static void
eval_line(struct line *line, const struct slc_key_bytes *keys, const char *text, size_t len,
          FILE *out)
{
    json_t *object = json_loadb(text, len, JSON_REJECT_DUPLICATES, NULL);
    if (!json_is_object(object)) {
        fprintf(line->errors, "line %lu: not a JSON object of columns\n", line->number);
        line->at_fault = true;
    } else {
        check_names(line, object);
        const struct slc_row row = row_of(line, object);
        const struct slc_evaluation evaluation = {
            .arena = line->arena, .release = line->release, .keys = keys, .row = &row
        };
        if (!line->at_fault)
            write_record(&evaluation, out);
    }
    json_decref(object);
}

/* ---- all lines ------------------------------------------------------------------------------- */

int
slc_eval_lines(const struct slc_ir_release *release, const struct slc_key_bytes *keys,
               const struct slc_line_files *files, struct sl_err *reterr)
{
    struct sl_arena *arena = sl_arena_new(SLC_MAX_ARENA_BYTES);
    struct line line = { .arena = arena, .release = release, .errors = files->errors };
    char *text = NULL;
    size_t room = 0;
    ssize_t len;
    int at_fault = 0;
    if (arena == NULL)
        return sl_fail(reterr, SL_CONFIG, "out of memory");
    while ((len = getline(&text, &room, files->in)) > 0) {
        line.number++;
        line.at_fault = false;
        if (text[0] != '\n')
            eval_line(&line, keys, text, (size_t)len, files->out);
        at_fault += line.at_fault;
        sl_arena_reset(arena);
    }
    free(text);
    sl_arena_free(arena);
    if (ferror(files->in) != 0 || fflush(files->out) != 0)
        return sl_fail(reterr, SL_CONFIG, "rows cannot be read or records not written: %s",
                       strerror(errno));
    return at_fault;
}
